"""Exponential smoothing: the damped trend and the Theta method, bounded, checked, and with a stated fallback.

On short yearly series an unbounded fit may diverge: the optimiser stops early, or the trend of the last two points is
carried on with hardly any damping. Here the parameters are bounded, and a fit is refused that did not converge, fits
worse than no change, or moves faster than the series ever did; a simpler model then stands in, and the result says so.
"""

import warnings
from dataclasses import replace
from typing import Final

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel

from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.recursions import drawn, grid, onward, smoothing
from kazmig.trends.forecasting.simulation import Floats, History, Noise, Paths

TOLERANCE: Final = 0.01
"""Smoothing holds no change as a special case: squared errors larger by more than this show that the search failed."""

SLOPE_SPREAD: Final = (6 / 5) ** 0.5
"""Standard error of the slope fitted to a random walk, in steps over the root of n (Durlauf and Phillips 1988)."""


def damped(history: History, noise: Noise) -> Paths:
    """Simulate additive damped-trend smoothing of the logs (Gardner and McKenzie 1985), estimated by statsmodels.

    The maximum-likelihood fit is checked; the paths draw smoothing parameters, initial states and variance from their
    posterior on a grid within the same bounds, since the fit alone is far too sure of itself with so few years. Falls
    back to simple smoothing, then to naive.
    """
    first = _smoothed(history, noise, trend=True)
    if isinstance(first, Paths):
        return first
    second = _smoothed(history, noise, trend=False)
    if isinstance(second, Paths):
        return replace(second, fallback=f"simple smoothing stands in: {first}")
    return replace(naive(history, noise), fallback=f"naive stands in: {first}; simple smoothing: {second}")


def theta(history: History, noise: Noise) -> Paths:
    """Simulate the Theta method (Assimakopoulos and Nikolopoulos 2000), estimated by statsmodels.

    It is simple smoothing with a drift of half the slope of the straight line through all logs (Hyndman and Billah
    2003). The variance is drawn, and so is the slope, with the standard error that a straight line through a random
    walk has. Falls back to naive.
    """
    logs = history.logs
    n, df = len(logs), len(logs) - 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its optimiser's warnings say less than the check below
        result = ThetaModel(logs, period=1, deseasonalize=False).fit()
        centre = np.asarray(result.forecast(noise.horizon, theta=2), dtype=float)
    alpha, slope = float(result.params["alpha"]), float(result.params["b0"])
    trouble = trouble_with(logs, centre, converged=0 < alpha <= 1)
    if trouble:
        return replace(naive(history, noise), fallback=f"naive stands in: Theta {trouble}")
    errors = _theta_errors(logs, alpha, slope / 2)
    variance = float(errors @ errors) / df
    sigma = noise.sigma(variance, df)
    ahead = np.arange(1, noise.horizon + 1)
    tilt = 0.5 * SLOPE_SPREAD * alpha * sigma / np.sqrt(n) * noise.parameters[:, 0]
    still, gain = np.zeros(noise.size), np.full(noise.size, alpha)
    walk = onward(np.zeros((noise.size, 2)), gain, still, still, sigma, noise)
    paths = centre + tilt[:, None] * ahead + walk
    return Paths(paths, df, errors, {"alpha": alpha, "drift": slope / 2, "sigma": variance**0.5})


def _smoothed(history: History, noise: Noise, *, trend: bool) -> Paths | str:
    """Return paths of simple or damped-trend smoothing, or what is wrong with the fit."""
    logs, ahead = history.logs, np.arange(1, noise.horizon + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is checked below, and a fallback stated
        # its traditional bounds: 0 < beta < alpha < 1, 0.8 < phi < 0.98 (Hyndman and Athanasopoulos 2021, section 8.2)
        result = ETSModel(logs, error="add", trend="add" if trend else None, damped_trend=trend).fit(disp=False)
    alpha = float(result.smoothing_level)
    beta, phi = (float(result.smoothing_trend), float(result.damping_trend)) if trend else (0.0, 0.0)
    best = smoothing(logs, *(np.array([each]) for each in (alpha, beta, phi)), trend=trend)
    level, slope = (float(value) for value in best.end[0])
    centre = level + np.cumsum(phi**ahead) * slope
    trouble = trouble_with(logs, centre, converged=bool(result.mle_retvals["converged"]), errors=best.errors[:, 0])
    if trouble:
        return trouble
    df = len(logs) - (5 if trend else 2)
    estimates = {"alpha": alpha, "sigma": float(best.squares[0] / df) ** 0.5, "level": level}
    estimates |= {"beta": beta, "phi": phi, "slope": slope} if trend else {}
    return Paths(drawn(grid(logs, trend=trend), noise), df, best.errors[1:, 0], estimates)


def _theta_errors(logs: Floats, alpha: float, drift: float) -> Floats:
    """Return the one-step errors of simple smoothing with a drift, from the first year as level."""
    level, errors = logs[0], []
    for value in logs[1:]:
        errors.append(value - level - drift)
        level += drift + alpha * errors[-1]
    return np.array(errors)


def trouble_with(logs: Floats, centre: Floats, *, converged: bool, errors: Floats | None = None) -> str:
    """Say what is wrong with a fit, or nothing: the search, its forecast ``centre``, or its errors beside no change."""
    changes = np.diff(logs)
    steps = np.diff(np.concatenate([logs[-1:], centre]))
    if not converged:
        return "did not converge"
    if not np.isfinite(centre).all():
        return "has no finite forecast"
    if errors is not None and np.sum(errors**2) > (1 + TOLERANCE) * np.sum(changes**2):
        return "fits worse than no change"
    if np.abs(centre - logs[-1]).max() > np.abs(changes).max() * len(steps):
        return "moves faster than the series ever did"
    return ""
