"""The smoothing recursion gives statsmodels' errors and statsmodels' forecast, and its grid surrounds the optimum."""

import numpy as np
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from kazmig.trends.forecasting.recursions import drawn, grid, onward, smoothing
from kazmig.trends.forecasting.simulation import History, Noise, noise


def test_errors_and_end_are_statsmodels_given_its_parameters(past: History) -> None:
    model = ETSModel(past.logs, error="add", trend="add", damped_trend=True)
    alpha, beta, phi, level, slope = 0.6, 0.2, 0.9, 12.1, -0.03
    theirs = model.smooth([alpha, beta, phi, level, slope])
    ours = smoothing(past.logs, np.array([alpha]), np.array([beta]), np.array([phi]), trend=True)
    # least squares over the initial states can only be better
    assert ours.squares[0] <= np.sum(theirs.resid**2)
    again = model.smooth([alpha, beta, phi, *ours.start[0]])
    assert ours.errors[:, 0] == pytest.approx(np.asarray(again.resid), abs=1e-9)
    path = ours.end[0, 0] + np.cumsum(phi ** np.arange(1, 6)) * ours.end[0, 1]
    assert path == pytest.approx(np.asarray(again.forecast(5)), abs=1e-9)


def test_initial_states_are_least_squares(past: History) -> None:
    ours = smoothing(past.logs, np.array([0.5]), np.array([0.1]), np.array([0.9]), trend=True)
    assert np.einsum("tgi,tg->gi", ours.effects, ours.errors) == pytest.approx(0, abs=1e-8)


def test_the_grid_comes_near_the_maximum_likelihood(past: History) -> None:
    fit = ETSModel(past.logs, error="add", trend="add", damped_trend=True).fit(disp=False)
    assert grid(past.logs, trend=True).squares.min() <= 1.02 * float(np.sum(fit.resid**2))


def test_paths_without_doubt_spread_by_the_gain() -> None:
    size = 4000
    random, one = noise(size, 3, seed=0, origin=0), np.ones(size)
    paths = onward(np.zeros((size, 2)), 0.5 * one, 0 * one, 0 * one, one, random)
    # variance of simple smoothing h steps on: 1 + (h - 1) alpha^2 (Hyndman et al. 2008, table 6.1)
    assert paths.var(axis=0) == pytest.approx([1, 1.25, 1.5], rel=0.05)


def test_draws_doubt_the_smoothing_parameters(past: History, random: Noise) -> None:
    all_settings = grid(past.logs, trend=True)
    best = int(np.argmin(all_settings.squares))
    pinned = smoothing(
        past.logs, *(part[[best]] for part in (all_settings.alpha, all_settings.beta, all_settings.phi)), trend=True
    )
    spread = [np.subtract(*np.quantile(drawn(each, random)[:, 4], [0.9, 0.1])) for each in (all_settings, pinned)]
    assert spread[0] > 1.1 * spread[1]
