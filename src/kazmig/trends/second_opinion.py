"""Break dates by another hand: the package ruptures (Truong, Oudre and Vayatis 2020) beside our own.

Dynamic programming with the same cost must agree with ours, and checks the code. Binary segmentation and PELT with a
penalty search otherwise, and a kernel sees changes of the whole distribution: they check the dates.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import ruptures
from ruptures.exceptions import BadSegmentationParameters

from kazmig.trends.bai_perron import breaks
from kazmig.trends.errors import BadSetting
from kazmig.trends.segments import Array, Kind, regressors


def second_opinion(
    y: pd.Series,
    kind: Kind = "mean",
    count: int | None = None,
    penalty: float | None = None,
    *,
    min_segment: int = 5,
) -> pd.DataFrame:
    """Return the dates that ruptures finds, beside ours.

    Parameters
    ----------
    y : pd.Series
        The series.
    kind : {"mean", "trend"}
        What breaks.
    count : int, optional
        Number of breaks of the searches that take one; by default the one that the Bayesian criterion chooses.
    penalty : float, optional
        Price of a break in units of squared residuals, for PELT; by default what the Bayesian criterion charges: the
        error variance of our fit times (coefficients + 1) log n.
    min_segment : int
        Fewest points of a regime.

    Returns
    -------
    DataFrame
        ``method``, ``breaks``, ``dates`` (tuple of labels, last period of each regime but the last), ``agree``
        (dates within one period of one of ours), ``same`` (all dates equal ours).

    Raises
    ------
    TooShort, Gap, NoVariation, BadSetting
        As :func:`kazmig.trends.breaks`; a penalty that is not positive.

    Examples
    --------
    >>> steps = pd.Series([1.0, 1.2, 0.9, 1.1, 1.0, 5.1, 4.9, 5.0, 5.2, 4.8], index=range(2001, 2011))
    >>> second_opinion(steps, min_segment=3)["dates"].tolist()[:2]
    [(2005,), (2005,)]
    """
    if penalty is not None and penalty <= 0:
        raise BadSetting(f"penalty is {penalty:g}: a break must cost something.")
    ours = breaks(y, kind, min_segment)
    if count is not None:
        ours = ours.with_count(count)
    n, k = ours.n, ours.partitions.regressors
    if penalty is None:
        penalty = float(ours.partitions.ssr[0, ours.count]) / max(ours.df, 1) * (k + 1) * np.log(n)
    values = ours.y.to_numpy()
    scaled = (values - values.mean()) / values.std()
    signal, model = _signal(values, kind)
    options = {"model": model, "min_size": min_segment, "jump": 1}
    of_kernel = scaled if kind == "mean" else np.diff(scaled)
    # with no break to find only the search with a penalty has a question to answer
    searches: dict[str, Callable[[], list[int]]] = {
        "ruptures, dynamic programming": lambda: _count(ruptures.Dynp(**options).fit(signal), ours.count),
        "ruptures, binary segmentation": lambda: _count(ruptures.Binseg(**options).fit(signal), ours.count),
        "ruptures, PELT with penalty": lambda: ruptures.Pelt(**options).fit(signal).predict(pen=penalty),
        _kernel_name(kind): lambda: _kernel(of_kernel, ours.count, min_segment, shift=kind == "trend"),
    }
    labels = ours.y.index.tolist()
    own = ours.ends_of(ours.count)
    rows = [("kazmig, dynamic programming", ours.count, ours.dates, ours.count, True)]
    for method, search in searches.items():
        found = tuple(end - 1 for end in _run(search)[:-1])
        agree = sum(any(abs(end - mine) <= 1 for mine in own) for end in found)
        rows.append((method, len(found), tuple(labels[end] for end in found), agree, found == own))
    return pd.DataFrame(rows, columns=["method", "breaks", "dates", "agree", "same"])


def _signal(values: Array, kind: Kind) -> tuple[Array, str]:
    """Return what ruptures' cost takes: the series, or the series with its regressors for a cost of regression."""
    if kind == "mean":
        return values[:, None], "l2"
    return np.column_stack([values, regressors(len(values), kind)]), "linear"


def _kernel_name(kind: Kind) -> str:
    """Name the kernel search, which for a trend looks at the changes from period to period."""
    return "ruptures, radial kernel" if kind == "mean" else "ruptures, radial kernel on changes"


def _kernel(values: Array, count: int, min_segment: int, *, shift: bool) -> list[int]:
    """Search with a radial kernel; positions are shifted by one when the values are differences."""
    found = _count(ruptures.KernelCPD(kernel="rbf", min_size=min_segment).fit(values[:, None]), count)
    return [end + shift for end in found]


def _count(search: Any, count: int) -> list[int]:
    """Ask a fitted search for a number of breaks; none are found without asking."""
    return list(search.predict(n_bkps=count)) if count else [0]


def _run(search: Callable[[], list[int]]) -> list[int]:
    """Run a search; without room for the breaks it finds none."""
    try:
        return search()
    except BadSegmentationParameters:
        return [0]
