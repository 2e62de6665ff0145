"""The three models that any other has to beat: no change, constant change, the historical mean."""

import numpy as np

from kazmig.trends.forecasting.simulation import History, Noise, Paths


def naive(history: History, noise: Noise) -> Paths:
    """Simulate a random walk without drift: the next year is this year, give or take the usual change.

    The variance is the mean square of the yearly log changes (mean zero by assumption), with n - 1 degrees of freedom.
    """
    changes = np.diff(history.logs)
    df = len(changes)
    variance = float(np.mean(changes**2))
    sigma = noise.sigma(variance, df)
    steps = sigma[:, None] * noise.shocks[:, : noise.horizon]
    return Paths(history.logs[-1] + np.cumsum(steps, axis=1), df, changes, {"sigma": variance**0.5})


def drift(history: History, noise: Noise) -> Paths:
    """Simulate a random walk with drift: the mean yearly change goes on.

    The drift's own uncertainty (sigma over the root of the n - 1 changes) enters each path once, so that the spread at
    h years grows as sigma times the root of h (1 + h / (n - 1)) (Hyndman and Athanasopoulos 2021, section 5.5).
    """
    changes = np.diff(history.logs)
    mean, df = float(changes.mean()), len(changes) - 1
    residuals = changes - mean
    variance = float(np.sum(residuals**2)) / df
    sigma = noise.sigma(variance, df)
    slope = mean + sigma / np.sqrt(len(changes)) * noise.parameters[:, 0]
    steps = slope[:, None] + sigma[:, None] * noise.shocks[:, : noise.horizon]
    logs = history.logs[-1] + np.cumsum(steps, axis=1)
    return Paths(logs, df, residuals, {"drift": mean, "sigma": variance**0.5})


def mean(history: History, noise: Noise) -> Paths:
    """Simulate independent years around the mean of all logs up to the origin (the whole window, none forgotten)."""
    n = len(history.logs)
    centre, df = float(history.logs.mean()), n - 1
    residuals = history.logs - centre
    variance = float(np.sum(residuals**2)) / df
    sigma = noise.sigma(variance, df)
    level = centre + sigma / np.sqrt(n) * noise.parameters[:, 0]
    logs = level[:, None] + sigma[:, None] * noise.shocks[:, : noise.horizon]
    return Paths(logs, df, residuals, {"mean": centre, "sigma": variance**0.5})
