"""The local level reproduces the Nile's published variances, and knows an event only after it."""

from types import SimpleNamespace

import numpy as np
import pytest
from statsmodels.datasets import nile
from statsmodels.tsa.statespace.structural import UnobservedComponents

from kazmig.trends.forecasting import local_level as module
from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.local_level import interventions, local_level
from kazmig.trends.forecasting.simulation import History, Noise


def test_the_nile_has_its_published_variances(random: Noise) -> None:
    # irregular 15099, level 1469.1 (Durbin and Koopman 2012, section 2.10.3); within one percent
    flow = np.asarray(nile.load_pandas().data["volume"], dtype=float)
    told = local_level(History(flow, np.arange(1871, 1971)), random)
    assert told.parameters["irregular"] == pytest.approx(15099, rel=0.01)
    assert told.parameters["wander"] == pytest.approx(1469.1, rel=0.01)
    assert told.parameters["interventions"] == 0
    # forecast 798.4 with a variance that grows by the level's each year (section 2.11)
    assert np.median(told.logs, axis=0) == pytest.approx(798.4, abs=1)


def test_spread_is_statsmodels_but_for_the_drawn_scale(past: History, random: Noise) -> None:
    seen = History(past.logs, np.arange(1900, 1930))  # before all events
    told = local_level(seen, random)
    result = UnobservedComponents(seen.logs, "local level").fit(disp=False)
    theirs = np.sqrt(np.asarray(result.get_forecast(5).var_pred_mean, dtype=float))
    inflated = theirs * np.sqrt(told.df / (told.df - 2))  # variance of Student's t
    assert told.logs.std(axis=0) == pytest.approx(inflated, rel=0.06)


@pytest.mark.parametrize(
    ("last", "known"),
    [(2013, []), (2014, []), (2015, [1.0]), (2020, [1.0]), (2021, [0.0, 1.0]), (2024, [0.0, 1.0, 1.0])],
)
def test_an_event_is_unknown_until_the_year_after(last: int, known: list[float]) -> None:
    dummies, lasting = interventions(np.arange(1995, last + 1))
    assert lasting.tolist() == known
    assert dummies.shape == (last - 1994, len(known))


def test_an_outlier_does_not_move_the_forecast(past: History, random: Noise) -> None:
    years = np.arange(1992, 2022)
    plain, struck = past.logs.copy(), past.logs.copy()
    struck[years == 2020] -= 3.0
    told = [np.median(local_level(History(logs, years), random).logs, axis=0) for logs in (plain, struck)]
    assert told[1] == pytest.approx(told[0], abs=0.02)


def test_naive_stands_in_if_the_fit_does_not_converge(
    past: History, random: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = np.ones((4, 30)), np.ones((4, 4, 30))
    fit = SimpleNamespace(
        params=np.ones(2),
        filtered_state=states[0],
        filtered_state_cov=states[1],
        mle_retvals={"converged": False},
    )
    monkeypatch.setattr(module, "UnobservedComponents", lambda *_, **__: SimpleNamespace(fit=lambda *_, **__: fit))
    told = local_level(past, random)
    assert told.fallback == "naive stands in: local level did not converge"
    assert np.array_equal(told.logs, naive(past, random).logs)
