"""How sure of a slope a smooth trend is when there is none: the same estimate on simulated series without any."""

from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends.errors import BadSetting

Floats = np.ndarray[Any, np.dtype[np.float64]]

RATIOS: Final = np.concatenate([[0.0], np.logspace(-4, 4, 241)])
"""Slope's variance over the irregular's, over which the likelihood is searched: no trend at all to no noise at all."""


def slopes(series: Floats) -> tuple[Floats, Floats]:
    """Fit a smooth trend to many series at once and return the last slope and its standard error.

    With both variances in a fixed ratio the Kalman filter's gains depend on no data, so all series pass at once and
    the scale has a closed form; the ratio is then searched over `RATIOS` (Durbin and Koopman 2012, section 2.10.2).

    Parameters
    ----------
    series
        Shape (size, n), n of at least 6; logarithms where growth is meant.

    Returns
    -------
    tuple
        Slopes and standard errors at the last period, each of shape (size,).

    Raises
    ------
    BadSetting
        If the array is not two-dimensional or too short.
    """
    if series.ndim != 2 or series.shape[1] < 6:
        raise BadSetting(f"slopes needs an array of series by periods with at least 6 periods, not {series.shape}.")
    size = len(series)
    best = np.full(size, -np.inf)
    slope, error = np.zeros(size), np.zeros(size)
    for ratio in RATIOS:
        loglik, last, variance, scale = _filtered(series, float(ratio))
        better = loglik > best
        best[better] = loglik[better]
        slope[better] = last[better]
        error[better] = np.sqrt(scale[better] * variance)
    return slope, error


def certainty(series: Floats, observed: float) -> pd.DataFrame:
    """Return how often a smooth trend is as sure of a slope's sign as ``observed``, on series that have no slope.

    Parameters
    ----------
    series
        Simulated series without a slope, shape (size, n).
    observed
        Probability of a negative slope in the series under study, above one half for a falling one; the share counts
        the series whose slope, up or down, is as sure.

    Returns
    -------
    DataFrame
        One row: ``observed``, ``share`` (of the series), ``low``, ``high`` (Wilson, 95 percent), ``median`` (of the
        larger of the two signs' probabilities), ``n``, ``size``.
    """
    slope, error = slopes(series)
    sure = stats.norm.cdf(np.abs(slope) / error)
    hits = int(np.sum(sure >= max(observed, 1 - observed)))
    low, high = stats.binomtest(hits, len(series)).proportion_ci(method="wilson")
    row = {
        "observed": observed,
        "share": hits / len(series),
        "low": float(low),
        "high": float(high),
        "median": float(np.median(sure)),
        "n": series.shape[1],
        "size": len(series),
    }
    return pd.DataFrame([row])


def _filtered(y: Floats, ratio: float) -> tuple[Floats, Floats, float, Floats]:
    """Return concentrated log-likelihoods, last slopes, the slope's variance and the scales, for one ratio.

    The first two observations fix level and slope: given them the level errs by the irregular of the second, and the
    slope by both irregulars and its own first step.
    """
    level, slope = y[:, 1].copy(), y[:, 1] - y[:, 0]
    p11, p12, p22 = 1.0, 1.0, 2.0 + ratio
    squares, logs = np.zeros(len(y)), 0.0
    for t in range(2, y.shape[1]):
        level = level + slope  # predict: the level takes the slope, the slope its random step
        p11, p12 = p11 + 2 * p12 + p22, p12 + p22
        p22 = p22 + ratio
        f = p11 + 1.0
        error = y[:, t] - level
        squares += error**2 / f
        logs += np.log(f)
        level = level + p11 / f * error
        slope = slope + p12 / f * error
        p11, p12, p22 = p11 - p11**2 / f, p12 - p11 * p12 / f, p22 - p12**2 / f
    used = y.shape[1] - 2
    scale = squares / used
    return -0.5 * (used * np.log(scale) + logs), slope, p22, scale
