"""Critical values of the sup-F tests, simulated: in the limit and at the length of the series at hand.

Bai and Perron (2003) table those of the limit for regressors without a trend; the tests compare theirs with these. A
trend has a limit of its own. In a short series with independent normal errors the statistic does not depend on the
errors' variance, so that a simulation at that length is exact there.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from kazmig.trends.break_settings import Settings
from kazmig.trends.segments import Array, Kind, partitions, regressors
from kazmig.trends.sup_f import many_breaks

POINTS: Final = 1000
"""Length of the series that stand for the limit."""
DRAWS: Final = 10_000
"""Simulated series behind a critical value. Both numbers are Bai and Perron's (2003)."""
LIMIT_FROM: Final = round(0.02 * POINTS)
"""Shortest regime for which the limit is simulated."""
SEED: Final = 2003


@lru_cache(maxsize=64)
def null_at_length(kind: Kind, n: int, min_segment: int) -> Array:
    """Return the sorted statistic of one break in ``DRAWS`` series of n independent normal points without any."""
    return np.sort(_processes(kind, n, min_segment, known=False).max(axis=1))


@lru_cache(maxsize=64)
def null_in_limit(kind: Kind, trimming: float) -> Array:
    """Return the sorted statistic of one break in the limit.

    Parameters
    ----------
    kind : {"mean", "trend"}
        What breaks.
    trimming : float
        Shortest regime as a share of the series; below 0.02 and above 0.49 the nearest of the two is taken.
    """
    first = round(min(max(trimming, 0.02), 0.49) * POINTS) - LIMIT_FROM
    process = _limit(kind)
    return np.sort(process[:, first : process.shape[1] - first].max(axis=1)).astype(float)


@lru_cache(maxsize=32)
def null_of_many(kind: Kind, n: int, min_segment: int, max_breaks: int) -> Array:
    """Return sorted statistics of 1, 2, ... breaks against none, and of their maximum, in the last column.

    Series of n independent normal points without a break; fewer of them the longer they are.
    """
    size = int(np.clip(4_000_000 // n**2, 500, 4_000))
    y = np.random.default_rng(SEED).standard_normal((size, n))
    statistics = many_breaks(partitions(y, regressors(n, kind), min_segment, max_breaks))
    return np.sort(np.column_stack([statistics, statistics.max(axis=1)]), axis=0)


def critical_value(null: Array, level: float, breaks: int = 0) -> float:
    """Return the critical value of ``breaks`` + 1 against ``breaks`` breaks from the distribution of one against none.

    The largest of l + 1 independent regimes' statistics: its quantile is that of one to the power 1 / (l + 1) (Bai and
    Perron 1998, proposition 7).
    """
    return float(np.quantile(null, (1 - level) ** (1 / (breaks + 1))))


def p_value(null: Array, statistic: float, breaks: int = 0) -> float:
    """Return the simulated p-value, never zero: one draw is added on the side of the statistic."""
    below = np.searchsorted(null, statistic) / (len(null) + 1)
    return float(1 - below ** (breaks + 1))


def decisive(rules: Settings) -> Array:
    """Return the critical values of the sequential tests, shape (max_breaks,).

    Those of the limit for statistics with long-run variances; those at this length for plain ones, whose distribution
    is known there.
    """
    if rules.hac:
        null = null_in_limit(rules.kind, rules.min_segment / rules.n)
    else:
        null = null_at_length(rules.kind, rules.n, rules.min_segment)
    return np.array([critical_value(null, rules.level, number) for number in range(rules.max_breaks)])


def chosen(statistics: Array, criticals: Array) -> npt.NDArray[np.int64]:
    """Return the sequential choice: the number of breaks before the first test that does not reject.

    Parameters
    ----------
    statistics : ndarray of shape (size, breaks)
        Of l against l + 1 breaks.
    criticals : ndarray of shape (breaks,)
        Their critical values.
    """
    rejected = statistics > criticals
    result: npt.NDArray[np.int64] = np.cumprod(rejected, axis=1).sum(axis=1)
    return result


@lru_cache(maxsize=2)
def _limit(kind: Kind) -> npt.NDArray[np.float32]:
    """Return the F process of long series without a break."""
    return _processes(kind, POINTS, LIMIT_FROM, known=True).astype(np.float32)


def _processes(kind: Kind, n: int, min_segment: int, *, known: bool) -> Array:
    """Return q times F at every admissible date, shape (DRAWS, n - 2 min_segment + 1).

    With a known error variance the statistic is that of the limit; otherwise that of a series of n points.
    """
    x = regressors(n, kind)
    basis, _ = np.linalg.qr(x)
    generator = np.random.default_rng(SEED)
    last = np.arange(min_segment, n - min_segment + 1)
    moments = np.cumsum(x[:, :, None] * x[:, None, :], axis=0)
    total = moments[-1]
    before = moments[last - 1]
    # a break's gain is the quadratic form of the partial sums of x u, u the residuals under no break
    middle = np.linalg.inv(before - before @ np.linalg.inv(total) @ before)
    rows = []
    for start in range(0, DRAWS, 1000):
        u = generator.standard_normal((min(1000, DRAWS - start), n))
        u -= (u @ basis) @ basis.T
        score = np.cumsum(u[:, :, None] * x[None], axis=1)[:, last - 1]
        gain = np.einsum("sta,tab,stb->st", score, middle, score, optimize=True)
        left = (u**2).sum(axis=1, keepdims=True) - gain
        rows.append(gain if known else (n - 2 * x.shape[1]) * gain / left)
    return np.concatenate(rows)
