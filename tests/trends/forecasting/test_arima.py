"""ARIMA reproduces published fits, finds the order that it should, and is statsforecast's equal on the same folds."""

from types import SimpleNamespace

import numpy as np
import pytest
from statsforecast import models as peers
from statsmodels.datasets import nile, sunspots
from statsmodels.tsa.stattools import kpss as statsmodels_kpss

from kazmig.trends.forecasting import arima as module
from kazmig.trends.forecasting.arima import KPSS_CRITICAL, arima, fitted, kpss, select
from kazmig.trends.forecasting.benchmarks import drift, naive
from kazmig.trends.forecasting.simulation import Floats, History, Noise


@pytest.fixture(scope="module")
def wolfer() -> Floats:
    """Return the yearly sunspot numbers of 1770 to 1869: series E of Box and Jenkins, in a later revision."""
    table = sunspots.load_pandas().data.set_index("YEAR")["SUNACTIVITY"]
    return np.asarray(table.loc[1770:1869], dtype=float)


def test_the_sunspots_are_the_published_series(wolfer: Floats) -> None:
    # sample autocovariances 1382.2, 1114.4, 591.73 around the mean 46.93 (Brockwell and Davis 2016, chapter 5)
    around = wolfer - wolfer.mean()
    covariances = [around[lag:] @ around[: 100 - lag] / 100 for lag in range(3)]
    assert covariances == pytest.approx([1382.2, 1114.4, 591.73], rel=0.004)
    assert wolfer.mean() == pytest.approx(46.93, abs=0.1)


def test_sunspots_follow_the_published_autoregression(wolfer: Floats) -> None:
    # 1.42 and -0.73, standard errors 0.07 (Box and Jenkins 1976, tables 7.11 and 7.13); within half an error
    order = fitted(wolfer, 2, 0, True)
    assert order is not None
    assert order.coefficients[1:] == pytest.approx([1.42, -0.73], abs=0.035)
    assert np.sqrt(np.diag(order.covariance))[1:] == pytest.approx([0.07, 0.07], abs=0.015)
    best = select(wolfer)
    assert best is not None
    assert (best.p, best.q, best.constant) == (2, 0, True)


def test_kpss_is_statsmodels() -> None:
    flow = np.asarray(nile.load_pandas().data["volume"], dtype=float)
    with pytest.warns(match="p-value"):
        theirs = statsmodels_kpss(flow, regression="c", nlags=int(3 * np.sqrt(100) / 13), result_object=False)[0]
    assert kpss(flow) == pytest.approx(theirs)


def test_kpss_keeps_its_level_and_finds_a_random_walk() -> None:
    rng = np.random.default_rng(0)
    shocks = rng.standard_normal((400, 35))
    assert np.mean([kpss(series) > KPSS_CRITICAL for series in shocks]) < 0.09
    assert np.mean([kpss(series) > KPSS_CRITICAL for series in np.cumsum(shocks, axis=1)]) > 0.7


def test_order_is_found_where_there_is_enough_to_find_it() -> None:
    rng = np.random.default_rng(1)
    series = np.zeros(300)
    for t in range(1, 300):
        series[t] = 0.6 * series[t - 1] + rng.standard_normal()
    best = select(series)
    assert best is not None
    assert best.p + best.q >= 1
    assert best.residuals.std() == pytest.approx(1, abs=0.1)
    white = select(rng.standard_normal(300))
    assert white is not None
    assert (white.p, white.q) == (0, 0)


@pytest.mark.parametrize("n", [15, 22, 30])
def test_point_forecasts_equal_statsforecasts_of_the_same_order(n: int, past: History, random: Noise) -> None:
    seen = History(past.logs[:n], past.years[:n])
    ours = arima(seen, random)
    order = tuple(int(ours.parameters[name]) for name in "pdq")
    d, constant = order[1], bool(ours.parameters["constant"])
    theirs = peers.ARIMA(order=order, include_drift=constant and d == 1, include_mean=constant and d == 0)
    expected = theirs.forecast(y=seen.logs, h=5)["mean"]
    assert np.median(ours.logs, axis=0) == pytest.approx(
        expected, abs=0.03
    )  # coefficients are drawn: not quite central


@pytest.mark.parametrize(("constant", "model"), [(False, naive), (True, drift)])
def test_plain_differences_are_the_benchmarks(
    constant: bool, model: object, past: History, random: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "kpss", lambda _: 1.0)
    monkeypatch.setattr(module, "select", lambda series: module._white(series, constant))
    assert callable(model)
    assert arima(past, random).logs == pytest.approx(model(past, random).logs)


def test_drawn_coefficients_stay_stationary(random: Noise) -> None:
    order = module.Order(1, 0, False, np.array([0.95]), np.array([[0.04]]), np.ones(30), 0.0)
    drawn = module._drawn(order, random, np.ones(random.size))
    assert np.abs(drawn).max() < 1
    assert drawn.std() > 0.05


@pytest.mark.parametrize(
    "result",
    [
        {"mle_retvals": {"converged": False}, "arroots": np.array([2.0])},
        {"mle_retvals": {"converged": True}, "arroots": np.array([1.001])},
    ],
)
def test_a_fit_without_convergence_or_with_a_root_near_one_is_dropped(
    result: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SimpleNamespace(**result, maroots=np.empty(0), cov_params=lambda: np.eye(1))
    monkeypatch.setattr(module, "SARIMAX", lambda *_, **__: SimpleNamespace(fit=lambda **_: whole))
    assert fitted(np.arange(10.0), 1, 0, False) is None


def test_naive_stands_in_if_nothing_converges(past: History, random: Noise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "select", lambda _: None)
    told = arima(past, random)
    assert told.fallback == "naive stands in: no ARIMA converged with sound roots"
    assert np.array_equal(told.logs, naive(past, random).logs)
