"""Sup-F tests of no break, of m breaks, and of one break more than l (Bai and Perron 1998).

A statistic is a number of coefficients times an F statistic, maximised over dates, as in Bai and Perron's tables.
Neither the plain nor the robust form protects a short series against autocorrelation: what that does to the tests is
measured in :mod:`kazmig.trends.false_breaks`.
"""

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from kazmig.trends.long_run import BY_REGIME, error_variances, long_run_variance
from kazmig.trends.segments import Array, Partitions, fitted, segment_ssr

TINY: Final = 1e-300
"""Stands in for a variance of nothing, so that a perfect fit gives a huge statistic and no division by zero."""


def many_breaks(found: Partitions) -> Array:
    """Return the statistics of no break against 1, 2, ... breaks, shape (size, breaks)."""
    q, n = found.regressors, found.n
    breaks = np.arange(1, found.ssr.shape[1])
    gain = _ratio(found.ssr[:, :1] - found.ssr[:, 1:], found.ssr[:, 1:])
    result: Array = (n - (breaks + 1) * q) / breaks * gain
    return result


def one_more(y: Array, x: Array, found: Partitions, min_segment: int, *, hac: bool) -> Array:
    """Return the statistics of l against l + 1 breaks, l = 0, 1, ..., shape (size, breaks).

    The l breaks are those of the best partition; the additional one is the best within one of its regimes, wherever a
    regime has room for two (Bai and Perron 1998, section 5.2). Zero where none has.

    Parameters
    ----------
    y : ndarray of shape (size, n)
        The series.
    x : ndarray of shape (n, k)
        Regressors.
    found : Partitions
        Their best partitions.
    min_segment : int
        Fewest points of a regime.
    hac : bool
        Divide by the long-run variance of the errors instead of their variance; where regimes have at least
        ``BY_REGIME`` points, by one for each regime, as Bai and Perron (2003) do.
    """
    if hac and min_segment >= BY_REGIME:
        return np.stack(
            [_one_more_by_regime(row, x, ends, min_segment) for row, ends in zip(y, found.ends, strict=True)]
        )
    ssr = segment_ssr(y, x)
    ssr[:, ~_room(found.n, min_segment)] = np.inf
    n, q = found.n, found.regressors
    columns = []
    for breaks in range(found.ssr.shape[1] - 1):
        gain, split = _best_split(ssr, found.ends[:, breaks, :breaks])
        left = found.ssr[:, breaks] - gain
        lost = (breaks + 2) * q
        noise = left / (n - lost)
        if hac:
            ends = np.sort(np.column_stack([found.ends[:, breaks, :breaks], split]), axis=1)
            errors = y - fitted(y, x, np.maximum(ends, 0))[1]
            noise = long_run_variance(errors) * n / (n - lost)
        columns.append(np.where(gain > 0, _ratio(gain, noise), 0.0))
    return np.column_stack(columns)


def wald(y: Array, x: Array, ends: tuple[int, ...], *, by_regime: bool) -> float:
    """Return the statistic of no break against given dates with long-run variances, for one series.

    The distance of the regimes' coefficients from their common value, each weighed by the inverse of its covariance
    (Bai and Perron 2003, section 5.1).

    Parameters
    ----------
    y : ndarray of shape (n,)
        The series.
    x : ndarray of shape (n, k)
        Regressors.
    ends : tuple of int
        Position of the last point of each regime but the last.
    by_regime : bool
        A long-run variance for each regime instead of one for all.
    """
    coefficients, fit = fitted(y[None], x, np.array([ends]))
    n, q = x.shape
    regimes = len(ends) + 1
    variances = error_variances(y - fit[0], ends, regimes * q, hac=True, by_regime=by_regime)
    parts = np.split(x, np.array(ends) + 1)
    # a variance for all is corrected for lost degrees of freedom; variances by regime are not, and the sum is
    shrink = (n - regimes * q) / n if by_regime else 1.0
    weights = [part.T @ part / max(float(v), TINY) for part, v in zip(parts, variances, strict=True)]
    moved = np.sum([w @ b for w, b in zip(weights, coefficients[0], strict=True)], axis=0)
    common = np.linalg.solve(np.sum(weights, axis=0), moved)
    distance = sum((b - common) @ w @ (b - common) for w, b in zip(weights, coefficients[0], strict=True))
    return float(shrink * distance / len(ends))


def _one_more_by_regime(y: Array, x: Array, ends: npt.NDArray[np.int64], min_segment: int) -> Array:
    """Return l against l + 1 breaks with a long-run variance for each half of the regime that is divided."""
    ssr = segment_ssr(y[None], x)
    ssr[:, ~_room(len(y), min_segment)] = np.inf
    statistics = []
    for breaks in range(ends.shape[1]):
        bounds = [0, *(ends[breaks, :breaks] + 1), len(y)]
        largest = 0.0
        for first, after in pairwise(bounds):
            if after - first >= 2 * min_segment:
                both = ssr[0, first, :-1] + ssr[0, 1:, after - 1]
                split = int(both.argmin()) - first
                largest = max(largest, wald(y[first:after], x[first:after], (split,), by_regime=True))
        statistics.append(largest)
    return np.array(statistics)


def _best_split(ssr: Array, ends: npt.NDArray[np.int64]) -> tuple[Array, npt.NDArray[np.int64]]:
    """Return the largest fall of the residuals by one more date within a regime, and that date (-1 if none)."""
    size, n, _ = ssr.shape
    rows = np.arange(size)
    first = np.concatenate([np.zeros((size, 1), dtype=np.int64), ends + 1], axis=1)
    last = np.concatenate([ends, np.full((size, 1), n - 1)], axis=1)
    gain, date = np.zeros(size), np.full(size, -1)
    for a, b in zip(first.T, last.T, strict=True):
        both = ssr[rows, a, :-1] + ssr[rows, 1:, b]
        at = both.argmin(axis=1)
        fall = np.where(np.isfinite(both[rows, at]), ssr[rows, a, b] - both[rows, at], 0.0)
        better = fall > gain
        gain, date = np.where(better, fall, gain), np.where(better, at, date)
    return gain, date


def _room(n: int, points: int) -> npt.NDArray[np.bool_]:
    """Return which segments hold at least so many points."""
    position = np.arange(n)
    result: npt.NDArray[np.bool_] = position[None] - position[:, None] + 1 >= points
    return result


def _ratio(above: Array, below: Array) -> Array:
    """Divide, where a perfect fit gives infinity and nothing over nothing zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(above / below, nan=0.0, posinf=np.inf)
