"""Another library's automatic models on the same logs: yardsticks, never candidates for the headline.

Each says a mean and an 80 percent interval for each year ahead, by its own lights; the draws are the normal
distribution that has both. Their dependence over the years, which these models do not tell, is that of a random walk.
"""

import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
from scipy import special

from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.simulation import History, Noise, Paths, Simulator

LEVEL: Final = 80
"""Level of the interval from which the spread is read, in percent."""


def peer(kind: str) -> Simulator:
    """Return statsforecast's ``AutoARIMA``, ``AutoETS`` or ``AutoTheta`` as a model."""
    return partial(_told, _maker(kind))


def _maker(kind: str) -> Callable[[], Any]:
    """Return what makes the model; the library is imported at the first forecast, since that takes seconds."""

    def make() -> Any:
        from statsforecast import models

        return getattr(models, kind)(season_length=1)

    return make


def _told(make: Callable[[], Any], history: History, noise: Noise) -> Paths:
    """Return draws of what the model says, or naive's where it fails, which is told."""
    logs = history.logs
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a failure is caught or shows in the numbers
        try:
            said = make().forecast(y=logs.copy(), h=noise.horizon, level=[LEVEL], fitted=True)
        except Exception as error:  # whatever another library raises: naive stands in, and the table says so
            return replace(naive(history, noise), fallback=f"naive stands in: the peer failed ({type(error).__name__})")
    centre = np.asarray(said["mean"], dtype=float)
    low, high = (np.asarray(said[f"{side}-{LEVEL}"], dtype=float) for side in ("lo", "hi"))
    spread = (high - low) / (2 * special.ndtri(0.5 + LEVEL / 200))
    if not np.isfinite([*centre, *spread]).all() or (spread <= 0).any():
        return replace(naive(history, noise), fallback="naive stands in: the peer gave no finite interval")
    shocks = noise.shocks[:, : noise.horizon]
    walk = np.cumsum(shocks, axis=1) / np.sqrt(np.arange(1, noise.horizon + 1))
    residuals = logs[1:] - np.asarray(said["fitted"], dtype=float)[1:]  # the first is where the model starts
    residuals = residuals[np.isfinite(residuals)]
    return Paths(centre + spread * walk, len(logs) - 1, residuals, {})
