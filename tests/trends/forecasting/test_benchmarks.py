"""Naive, drift and mean have their closed-form predictive laws, and statsforecast's point forecasts."""

import numpy as np
import pytest
from scipy import stats
from statsforecast import models as peers

from kazmig.trends.forecasting import benchmarks
from kazmig.trends.forecasting.simulation import History, Noise, Simulator


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (benchmarks.naive, peers.Naive()),
        (benchmarks.drift, peers.RandomWalkWithDrift()),
        (benchmarks.mean, peers.HistoricAverage()),
    ],
)
@pytest.mark.parametrize("n", [9, 15, 22, 30])
def test_point_forecasts_equal_statsforecasts(
    ours: Simulator, theirs: peers.Naive, n: int, past: History, random: Noise
) -> None:
    seen = History(past.logs[:n], past.years[:n])
    expected = theirs.forecast(y=seen.logs, h=5)["mean"]
    assert np.median(ours(seen, random).logs, axis=0) == pytest.approx(expected, abs=1e-9)


def test_naive_spreads_with_the_root_of_the_horizon(past: History, random: Noise) -> None:
    paths = benchmarks.naive(past, random)
    step = np.sqrt(np.mean(np.diff(past.logs) ** 2))
    assert paths.df == 29
    for h in (1, 2, 5):
        width = np.quantile(paths.logs[:, h - 1], 0.9) - past.logs[-1]
        assert width == pytest.approx(stats.t.ppf(0.9, 29) * step * np.sqrt(h), rel=0.04)


def test_drift_adds_the_uncertainty_of_the_drift(past: History, random: Noise) -> None:
    paths = benchmarks.drift(past, random)
    changes = np.diff(past.logs)
    assert paths.df == 28
    for h in (1, 5):
        spread = changes.std(ddof=1) * np.sqrt(h * (1 + h / 29))
        width = np.quantile(paths.logs[:, h - 1], 0.9) - np.quantile(paths.logs[:, h - 1], 0.1)
        assert width == pytest.approx(2 * stats.t.ppf(0.9, 28) * spread, rel=0.04)


def test_mean_does_not_spread_with_the_horizon(past: History, random: Noise) -> None:
    paths = benchmarks.mean(past, random)
    widths = np.quantile(paths.logs, 0.9, axis=0) - np.quantile(paths.logs, 0.1, axis=0)
    expected = 2 * stats.t.ppf(0.9, 29) * past.logs.std(ddof=1) * np.sqrt(1 + 1 / 30)
    assert widths == pytest.approx(expected, rel=0.03)


def test_residuals_end_at_the_origin(past: History, random: Noise) -> None:
    last = past.logs[-1] - past.logs[-2]
    assert benchmarks.naive(past, random).residuals[-1] == pytest.approx(last)
    assert benchmarks.drift(past, random).residuals.sum() == pytest.approx(0)
