"""Multiple structural breaks in the mean or the trend of a short series (Bai and Perron 1998, 2003).

All partitions into regimes of at least ``min_segment`` points are compared by dynamic programming; their number is
chosen by the Bayesian criterion or by sequential sup-F tests. The result never stands alone: with some thirty
autocorrelated points the procedure finds breaks that are not there, at the rates of
:func:`kazmig.trends.false_breaks`, and dates that hang on the shortest regime allowed are flagged.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from kazmig.trends.break_record import Breaks
from kazmig.trends.break_settings import Criterion, Settings, settings
from kazmig.trends.critical_values import chosen, decisive
from kazmig.trends.errors import NoVariation
from kazmig.trends.segments import Array, Kind, Partitions, bic, partitions, regressors
from kazmig.trends.sup_f import one_more
from kazmig.trends.yearly import yearly

PERFECT: Final = 1e-20
"""Share of the sum of squares below which residuals are rounding errors and regimes fit exactly."""


def breaks(
    y: pd.Series,
    kind: Kind = "mean",
    min_segment: int = 5,
    max_breaks: int | None = None,
    criterion: Criterion = "bic",
    *,
    confidence: float = 0.95,
    hac: bool = True,
) -> Breaks:
    """Find breaks in the mean or the trend of a series.

    Parameters
    ----------
    y : pd.Series
        The series, indexed by consecutive years or by a regular ``PeriodIndex``; take logarithms before.
    kind : {"mean", "trend"}
        A level, or a level and a slope, that change from regime to regime.
    min_segment : int
        Fewest points of a regime.
    max_breaks : int, optional
        Largest number tried; by default as many as fit with one regime to spare, five at most.
    criterion : {"bic", "sequential"}
        The Bayesian criterion of Zeileis et al. (2002), or tests of one more break until one does not reject. The
        sequence stops early at a step up and back, of which neither alone is large: see UDmax in ``.sup_f``.
    confidence : float
        Level of the dates' intervals; the tests' level is one minus it.
    hac : bool
        Long-run variances in intervals and tests. With them the sequential tests are Bai and Perron's, with the
        critical values of the limit; without them they are plain F tests with critical values at this length.

    Returns
    -------
    Breaks
        ``.dates`` are the last periods of all regimes but the last, as strucchange reports them.

    Raises
    ------
    TooShort, Gap, NoVariation, BadSetting
        Fewer than two regimes' points; a period missing; a series that regimes fit exactly; a setting out of range.

    Examples
    --------
    >>> steps = pd.Series([1.0, 1.2, 0.9, 1.1, 1.0, 5.1, 4.9, 5.0, 5.2, 4.8], index=range(2001, 2011))
    >>> found = breaks(steps, min_segment=3)
    >>> found.dates
    (2005,)
    """
    values = yearly(y)
    rules = settings(len(values), kind, min_segment, max_breaks, criterion, level=round(1 - confidence, 12), hac=hac)
    array = values.to_numpy()[None]
    found, count = choose(array, rules)
    if found.ssr[0].min() <= PERFECT * float(np.sum((array - array.mean()) ** 2)):
        name = f"series {y.name!r}" if y.name is not None else "the series"
        raise NoVariation(f"{name} is fitted without any residual: there is no error to judge breaks by.")
    return Breaks(values, rules, confidence, found, int(count[0]))


def choose(y: Array, rules: Settings) -> tuple[Partitions, npt.NDArray[np.int64]]:
    """Return the best partitions of many series and the number of breaks chosen for each.

    Parameters
    ----------
    y : ndarray of shape (size, n)
        The series.
    rules : Settings
        The procedure, the same for all.

    Returns
    -------
    partitions : Partitions
    counts : ndarray of shape (size,)
    """
    x = regressors(rules.n, rules.kind)
    found = partitions(y, x, rules.min_segment, rules.max_breaks)
    if rules.criterion == "bic":
        return found, bic(found).argmin(axis=1)
    statistics = one_more(y, x, found, rules.min_segment, hac=rules.hac)
    return found, chosen(statistics, decisive(rules))
