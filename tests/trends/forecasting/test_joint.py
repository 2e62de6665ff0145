"""Net is the difference path by path, under shocks that correlate as the errors did, shrunk."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import Gap
from kazmig.trends.forecasting.joint import dependence, joint
from kazmig.trends.forecasting.models import forecast


@pytest.fixture
def flows() -> tuple[pd.Series, pd.Series]:
    rng = np.random.default_rng(8)
    shocks = rng.multivariate_normal([0, 0], [[0.04, 0.03], [0.03, 0.04]], size=34)
    out, back = 10 + np.cumsum(shocks, axis=0).T
    years = range(1992, 2026)
    return pd.Series(np.exp(out), index=years, name="departures"), pd.Series(np.exp(back), index=years, name="arrivals")


@pytest.mark.parametrize("model", ["naive", "drift", "pool"])
def test_net_is_arrivals_less_departures_on_each_path(flows: tuple[pd.Series, pd.Series], model: str) -> None:
    told = joint(*flows, model, 3, size=300)
    assert np.array_equal(told.net.draws, told.arrivals.draws - told.departures.draws)
    assert np.array_equal(told.departures.draws, forecast(flows[0], model, 3, size=300).draws)
    assert (told.net.origin, told.net.n) == (2025, 34)


def test_arrivals_keep_their_own_law(flows: tuple[pd.Series, pd.Series]) -> None:
    told, alone = joint(*flows, "drift", 5, size=4000), forecast(flows[1], "drift", 5, size=4000)
    for column in ("median", "low_80", "high_80"):
        assert told.arrivals.frame()[column].to_numpy() == pytest.approx(alone.frame()[column].to_numpy(), rel=0.05)


def test_draws_correlate_as_stated_and_narrow_the_net(flows: tuple[pd.Series, pd.Series]) -> None:
    told = joint(*flows, "naive", 1, size=4000)
    found = np.corrcoef(np.log(told.departures.draws[:, 0]), np.log(told.arrivals.draws[:, 0]))[0, 1]
    assert found == pytest.approx(told.dependence.used, abs=0.05)
    assert 0.4 < told.dependence.used < told.dependence.raw < 0.95
    apart = np.var(told.departures.draws[:, 0]) + np.var(told.arrivals.draws[:, 0])
    assert np.var(told.net.draws[:, 0]) < 0.8 * apart


def test_shrinkage_is_the_squared_error_over_the_square() -> None:
    rng = np.random.default_rng(0)
    first = rng.standard_normal(20)
    second = 0.5 * first + rng.standard_normal(20)
    told = dependence(first, second)
    assert told.raw == pytest.approx(np.corrcoef(first, second)[0, 1])
    assert told.shrinkage == pytest.approx((1 - told.raw**2) ** 2 / 19 / told.raw**2)
    assert told.used == pytest.approx(told.raw * (1 - told.shrinkage))


def test_a_weak_correlation_is_taken_for_none() -> None:
    first, second = np.array([1.0, -1.0, 1.0, -1.0, 0.1]), np.array([1.0, 1.0, -1.0, -1.0, 0.1])
    assert dependence(first, second).used == 0


def test_the_years_that_both_have_are_compared_from_the_end() -> None:
    errors = np.random.default_rng(1).standard_normal(12)
    told = dependence(errors, errors[3:])
    assert told.n == 9
    assert told.raw == pytest.approx(1)


def test_frame_and_summary_name_the_flows(flows: tuple[pd.Series, pd.Series]) -> None:
    told = joint(*flows, "naive", 2, size=300)
    frame = told.frame()
    assert frame["flow"].tolist() == ["departures"] * 2 + ["arrivals"] * 2 + ["net"] * 2
    assert (frame.loc[frame["flow"] != "net", "p_negative"] == 0).all()
    net = frame[frame["flow"] == "net"]
    assert net["p_negative"].to_numpy() == pytest.approx((told.net.draws < 0).mean(axis=0))
    assert set(told.summary()["correlation_n"]) == {33}
    assert told.fallback == ""


def test_series_of_different_years_are_refused(flows: tuple[pd.Series, pd.Series]) -> None:
    with pytest.raises(Gap, match="1992-2024"):
        joint(flows[0], flows[1].iloc[:-1])
