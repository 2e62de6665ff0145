"""The best partitions of many series at once: squared residuals of every segment, then dynamic programming.

Bai and Perron (2003), section 3: the global minimum of the sum of squared residuals over all partitions is found from
the residuals of the n(n+1)/2 possible segments by Bellman's principle. All series share their regressors, so the work
is done on arrays whose first axis is the series.
"""

from dataclasses import dataclass
from math import comb
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from kazmig.trends.errors import BadSetting

Array = npt.NDArray[np.float64]
Kind = Literal["mean", "trend"]
MOST_NUMBERS: Final = 2_000_000
"""Numbers in one working array of the dynamic programme; more series are worked off in portions."""


@dataclass(frozen=True, eq=False)
class Partitions:
    """Best partitions of each series for every number of breaks.

    Attributes
    ----------
    ssr : ndarray of shape (size, breaks + 1)
        Sum of squared residuals with 0, 1, ... breaks.
    ends : ndarray of shape (size, breaks + 1, breaks)
        Position of the last point of each regime but the last; -1 where there are fewer breaks.
    regressors : int
        Coefficients of each regime.
    n : int
        Points of each series.
    """

    ssr: Array
    ends: npt.NDArray[np.int64]
    regressors: int
    n: int


def regressors(n: int, kind: Kind) -> Array:
    """Return the regressors of a regime, shape (n, 1) for a mean and (n, 2) for a line in centred time.

    Examples
    --------
    >>> regressors(3, "trend").tolist()
    [[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    if kind not in ("mean", "trend"):
        raise BadSetting(f"breaks are looked for in a 'mean' or in a 'trend', not in {kind!r}.")
    ones = np.ones((n, 1))
    return ones if kind == "mean" else np.column_stack([ones, np.arange(n) - (n - 1) / 2])


def segment_ssr(y: Array, x: Array) -> Array:
    """Return the sum of squared residuals of least squares on every segment.

    Parameters
    ----------
    y : ndarray of shape (size, n)
        The series.
    x : ndarray of shape (n, k)
        Regressors, the same for all; the first is a constant.

    Returns
    -------
    ndarray of shape (size, n, n)
        Entry [s, i, j] belongs to points i to j, both included; infinite for fewer than k points.
    """
    size, n = y.shape
    k = x.shape[1]
    centred = y - y.mean(axis=1, keepdims=True)  # leaves residuals alone and keeps the cumulated sums small
    inverse = _inverse_moments(x)
    products = np.zeros((size, n + 1, k))
    np.cumsum(centred[:, :, None] * x[None], axis=1, out=products[:, 1:])
    squares = np.zeros((size, n + 1))
    np.cumsum(centred**2, axis=1, out=squares[:, 1:])
    ssr = squares[:, None, 1:] - squares[:, :-1, None]
    cross = [products[:, None, 1:, a] - products[:, :-1, None, a] for a in range(k)]
    for a in range(k):
        for b in range(a, k):
            ssr -= (1 if a == b else 2) * inverse[:, :, a, b] * cross[a] * cross[b]
    np.maximum(ssr, 0.0, out=ssr)
    ssr[:, ~_long_enough(n, k)] = np.inf
    return ssr


def partitions(y: Array, x: Array, min_segment: int, max_breaks: int) -> Partitions:
    """Return the partitions of least squared residuals with 0 to ``max_breaks`` breaks.

    Parameters
    ----------
    y : ndarray of shape (size, n)
        The series.
    x : ndarray of shape (n, k)
        Regressors whose coefficients change from regime to regime.
    min_segment : int
        Fewest points of a regime, more than k.
    max_breaks : int
        Largest number of breaks; ``(max_breaks + 1) * min_segment`` must not exceed n.
    """
    size, n = y.shape
    portion = max(1, MOST_NUMBERS // (n * n))
    parts = [
        _programme(segment_ssr(y[start : start + portion], x), min_segment, max_breaks)
        for start in range(0, size, portion)
    ]
    ssr, ends = (np.concatenate(pieces) for pieces in zip(*parts, strict=True))
    return Partitions(ssr, ends, x.shape[1], n)


def bic(found: Partitions) -> Array:
    """Return the Bayesian information criterion by number of breaks, shape (size, breaks + 1).

    Counts the coefficients of every regime, the dates and the variance, as Zeileis, Leisch, Hornik and Kleiber (2002)
    do: (k + 1)(m + 1) numbers for m breaks.
    """
    n, breaks = found.n, np.arange(found.ssr.shape[1])
    with np.errstate(divide="ignore"):
        fit = n * (np.log(found.ssr / n) + 1 + np.log(2 * np.pi))
    result: Array = fit + np.log(n) * (found.regressors + 1) * (breaks + 1)
    return result


def fitted(y: Array, x: Array, ends: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Return coefficients and fitted values of given partitions with the same number of breaks.

    Parameters
    ----------
    y : ndarray of shape (size, n)
        The series.
    x : ndarray of shape (n, k)
        Regressors; the first is a constant.
    ends : ndarray of shape (size, breaks)
        Position of the last point of each regime but the last.

    Returns
    -------
    coefficients : ndarray of shape (size, breaks + 1, k)
    fitted : ndarray of shape (size, n)
    """
    size, n = y.shape
    mean = y.mean(axis=1, keepdims=True)
    products = np.zeros((size, n + 1, x.shape[1]))
    np.cumsum((y - mean)[:, :, None] * x[None], axis=1, out=products[:, 1:])
    first = np.concatenate([np.zeros((size, 1), dtype=np.int64), ends + 1], axis=1)
    last = np.concatenate([ends, np.full((size, 1), n - 1)], axis=1)
    rows = np.arange(size)[:, None]
    cross = products[rows, last + 1] - products[rows, first]
    coefficients = np.einsum("srab,srb->sra", _inverse_moments(x)[first, last], cross)
    coefficients[:, :, 0] += mean
    regime = (np.arange(n)[None, :, None] > ends[:, None, :]).sum(axis=2)
    return coefficients, np.einsum("snk,nk->sn", coefficients[rows, regime], x)


def considered(n: int, min_segment: int, max_breaks: int) -> int:
    """Return how many partitions were compared: the number of looks that a chosen set of dates is the best of.

    Examples
    --------
    >>> considered(35, 5, 1)
    27
    """
    return sum(with_breaks(n, min_segment, breaks) for breaks in range(max_breaks + 1))


def with_breaks(n: int, min_segment: int, breaks: int) -> int:
    """Return how many partitions have exactly so many breaks.

    Examples
    --------
    >>> with_breaks(35, 5, 1)
    26
    """
    spare = n - (breaks + 1) * min_segment
    return comb(spare + breaks, breaks) if spare >= 0 else 0


def _programme(ssr: Array, min_segment: int, max_breaks: int) -> tuple[Array, npt.NDArray[np.int64]]:
    """Find the best partitions from the residuals of all segments."""
    size, n, _ = ssr.shape
    ssr[:, ~_long_enough(n, min_segment)] = np.inf
    cost = ssr[:, 0]
    best = np.full((size, max_breaks + 1), np.inf)
    best[:, 0] = cost[:, -1]
    came_from: list[npt.NDArray[np.int64]] = []
    for breaks in range(1, max_breaks + 1):
        total = cost[:, :-1, None] + ssr[:, 1:]
        origin = total.argmin(axis=1)
        came_from.append(origin)
        cost = np.take_along_axis(total, origin[:, None], axis=1)[:, 0]
        best[:, breaks] = cost[:, -1]
    ends = np.full((size, max_breaks + 1, max_breaks), -1, dtype=np.int64)
    rows = np.arange(size)
    for breaks in range(1, max_breaks + 1):
        last = np.full(size, n - 1)
        for step in range(breaks, 0, -1):
            last = came_from[step - 1][rows, last]
            ends[:, breaks, step - 1] = last
    return best, ends


def _inverse_moments(x: Array) -> Array:
    """Return the inverse of x'x for every segment, shape (n, n, k, k); zero where the segment is too short."""
    n, k = x.shape
    sums = np.zeros((n + 1, k, k))
    np.cumsum(x[:, :, None] * x[:, None, :], axis=0, out=sums[1:])
    moments = sums[None, 1:] - sums[:-1, None]
    enough = _long_enough(n, k)
    inverse = np.zeros_like(moments)
    inverse[enough] = np.linalg.inv(moments[enough])
    return inverse


def _long_enough(n: int, points: int) -> npt.NDArray[np.bool_]:
    """Return which segments [i, j] hold at least so many points, shape (n, n)."""
    position = np.arange(n)
    result: npt.NDArray[np.bool_] = position[None] - position[:, None] + 1 >= points
    return result
