"""The autoregression is pulled towards a random walk with drift, and counts come back from the rate by the exposure."""

from dataclasses import replace

import numpy as np
import pytest

from kazmig.trends.forecasting import autoregression
from kazmig.trends.forecasting.autoregression import ar1_rate
from kazmig.trends.forecasting.benchmarks import drift
from kazmig.trends.forecasting.simulation import History, Noise


def reverting(n: int, rho: float = 0.3) -> History:
    rng = np.random.default_rng(5)
    logs = np.zeros(n)
    for t in range(1, n):
        logs[t] = rho * logs[t - 1] + 0.2 * rng.standard_normal()
    return History(10 + logs, np.arange(n))


def test_the_prior_holds_a_short_series_and_yields_to_a_long_one(random: Noise) -> None:
    short, long = (ar1_rate(reverting(n), random).parameters["rho"] for n in (10, 2000))
    assert long == pytest.approx(0.3, abs=0.06)
    assert short > long + 0.1


def test_an_infinitely_tight_prior_is_the_drift(past: History, random: Noise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoregression, "TIGHTNESS", 1e-9)
    told = ar1_rate(past, random)
    assert told.parameters["rho"] == pytest.approx(1)
    expected = np.median(drift(past, random).logs, axis=0)
    assert np.median(told.logs, axis=0) == pytest.approx(expected, abs=1e-6)


def test_a_flat_prior_is_least_squares(past: History, random: Noise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoregression, "TIGHTNESS", 1e9)
    slope = np.polyfit(past.logs[:-1], past.logs[1:], 1)[0]
    assert ar1_rate(past, random).parameters["rho"] == pytest.approx(slope)


def test_no_path_explodes(random: Noise) -> None:
    growing = History(np.exp(np.arange(12) / 4), np.arange(12))
    told = ar1_rate(growing, random)
    rises = np.diff(told.logs, axis=1)
    assert np.isfinite(told.logs).all()
    # at a coefficient of one the mean rise no longer grows from year to year
    assert rises.mean(axis=0) == pytest.approx(rises.mean(), rel=0.05)


def test_only_the_rate_is_modelled_and_the_exposure_of_later_years_is_put_back(past: History, random: Noise) -> None:
    people = np.linspace(16.0, 16.5, 30)
    exposed = replace(past, exposure=people, later=np.full(5, 20.0))
    rate = replace(past, logs=past.logs - people)
    assert ar1_rate(exposed, random).logs == pytest.approx(ar1_rate(rate, random).logs + 20.0)
    assert ar1_rate(exposed, random).parameters["exposure"] == 1
    assert ar1_rate(past, random).parameters["exposure"] == 0
