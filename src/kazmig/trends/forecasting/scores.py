"""Scores of a forecast by its outcome: error, CRPS, interval score, coverage, PIT; all from the same draws."""

import numpy as np

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting.simulation import Floats


def crps(draws: Floats, outcome: float | Floats) -> Floats:
    """Return the continuous ranked probability score of each column of draws (Gneiting and Raftery 2007, eq. 21).

    It is the mean distance of the draws from the outcome less half their mean distance from each other; in the unit
    of the draws, zero at best, and the absolute error when all draws are equal.

    Parameters
    ----------
    draws : ndarray, shape (size, k)
    outcome : float or ndarray, shape (k,)

    Examples
    --------
    >>> crps(np.array([[1.0], [1.0]]), 3.0).tolist()
    [2.0]
    """
    size = len(draws)
    ordered = np.sort(draws, axis=0)
    weights = (2 * np.arange(1, size + 1) - size - 1)[:, None] / size**2
    return np.asarray(np.abs(draws - outcome).mean(axis=0) - (weights * ordered).sum(axis=0))


def winkler(low: Floats, high: Floats, outcome: float | Floats, level: float) -> Floats:
    """Return the interval score: its width, and 2 / alpha for each unit by which the outcome lies outside.

    Parameters
    ----------
    low, high : ndarray
        Ends of the central interval.
    outcome : float or ndarray
    level : float
        Its nominal coverage in percent; alpha is ``1 - level / 100`` (Winkler 1972; Gneiting and Raftery 2007).

    Raises
    ------
    BadSetting
        A level that is no percentage.

    Examples
    --------
    >>> winkler(np.array([2.0]), np.array([4.0]), 5.0, 80).round(6).tolist()
    [12.0]
    """
    if not 0 < level < 100:
        raise BadSetting(f"level is {level}: give a percentage between 0 and 100.")
    penalty = 2 / (1 - level / 100)
    return np.asarray(high - low + penalty * (np.maximum(low - outcome, 0) + np.maximum(outcome - high, 0)))


def pit(draws: Floats, outcome: float | Floats) -> Floats:
    """Return the share of draws below the outcome, ties counting one half: uniform if the forecasts are calibrated."""
    return np.asarray((draws < outcome).mean(axis=0) + 0.5 * (draws == outcome).mean(axis=0))


def naive_scale(values: Floats, years: int) -> float:
    """Return the mean absolute yearly change over the last so many years, by which MASE scales an error.

    The whole sample (Hyndman and Koehler 2006) would let the upheavals of its first years set the scale, and flatter
    every model alike. Fewer changes than ``years`` are all used.
    """
    return float(np.abs(np.diff(values))[-years:].mean())
