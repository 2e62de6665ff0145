"""Phases: where a search splits each series, how far each date can be trusted, and what it finds where nothing is."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import trends
from kazmig.chapters.trends.series import LOGGED
from kazmig.trends import Breaks
from kazmig.trends.segments import Kind
from kazmig.trends.yearly import series_of, significant

KEYS: Final = ["series", "window", "kind"]
NONE: Final = "none"
MISSING: Final = "not available"


def joined(years: Any) -> str:
    """Write years as a phrase.

    Examples
    --------
    >>> joined([1995, 2009, 2018])
    '1995, 2009 and 2018'
    """
    words = [str(year) for year in years]
    return NONE if not words else " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def searches(
    frame: pd.DataFrame, kinds: tuple[Kind, ...], min_segment: int, confidence: float
) -> Iterator[tuple[dict[str, Any], Breaks]]:
    """Yield, for each series, window and kind of break, its keys and the result of the search."""
    for (series, window), rows in frame.groupby(["series", "window"], sort=False):
        for kind in kinds:
            found = trends.breaks(
                series_of(rows, "modelled", name=str(series)), kind, min_segment, confidence=confidence
            )
            yield {"series": series, "window": window, "kind": kind}, found


def dates(
    frame: pd.DataFrame, *, kinds: tuple[Kind, ...], min_segment: int, confidence: float, size: int, seed: int
) -> pd.DataFrame:
    """Return every date found, with both intervals.

    Parameters
    ----------
    frame
        What `kazmig.chapters.trends.series.windowed` returned.
    kinds
        ``trend``, ``mean`` or both.
    min_segment, confidence
        Shortest regime, and level of the intervals.
    size, seed
        Resamples of the bootstrap, and its seed.

    Returns
    -------
    DataFrame
        ``series``, ``window``, ``kind``, ``date`` (last year of its regime; missing where there is no break),
        ``low``, ``high`` and ``interval`` (limiting distribution), ``boot_low``, ``boot_high`` and ``boot_interval``
        (the whole search resampled), ``found_again`` (percent of the resamples with a break within a year of it),
        ``corner`` (1 or 0) and ``flag`` (in words), ``n``, ``df``, ``looks``.
    """
    parts = []
    for keys, found in searches(frame, kinds, min_segment, confidence):
        settings: dict[str, Any] = {"confidence": confidence, "size": size, "seed": seed}
        resampled = trends.bootstrap_breaks(found.y, keys["kind"], min_segment, **settings)
        rows = found.intervals.merge(resampled.intervals, on="date", suffixes=("", "_boot"))
        corner = rows["date"].isin(list(found.corner))
        whole = resampled.intervals.set_index("date")
        table = pd.DataFrame(
            {
                "date": rows["date"].astype("float64"),
                "low": rows["low"].astype("float64"),
                "high": rows["high"].astype("float64"),
                "interval": [
                    _span(*row)
                    for row in zip(rows["low"], rows["high"], rows["available"], rows["beyond"], strict=True)
                ],
                "boot_low": rows["date"].map(whole["low"]).astype("float64"),
                "boot_high": rows["date"].map(whole["high"]).astype("float64"),
                "found_again": 100 * rows["date"].map(whole["found_again"]).astype("float64"),
                "corner": corner.astype("int64"),
                "flag": ["corner" if each else "" for each in corner],
            }
        )
        if table.empty:
            table = table.reindex([0]).assign(interval=MISSING, flag="", corner=0)
        bounds = zip(table["boot_low"], table["boot_high"], strict=True)
        table["boot_interval"] = [_span(low, high, low == low, False) for low, high in bounds]
        parts.append(table.assign(**keys, n=found.n, df=found.df, looks=found.looks))
    return significant(pd.concat(parts, ignore_index=True))


def numbers(frame: pd.DataFrame, *, kinds: tuple[Kind, ...], min_segment: int, confidence: float) -> pd.DataFrame:
    """Return one row a search: the number of breaks and its rivals.

    Returns
    -------
    DataFrame
        `KEYS`, ``breaks`` (by BIC), ``dates`` (in words), ``last`` (date), ``near`` (numbers within two points of the
        best, in words), ``none_above`` (BIC of no break less the best), ``sequential`` (number by sequential sup-F
        tests with long-run variances), ``sequential_dates``, ``corners`` (how many dates), ``n``, ``df``, ``looks``.
    """
    rows = []
    for keys, found in searches(frame, kinds, min_segment, confidence):
        tested = trends.breaks(found.y, keys["kind"], min_segment, criterion="sequential", confidence=confidence)
        rows.append(
            {
                **keys,
                "breaks": len(found.dates),
                "dates": joined(found.dates),
                "last": float(found.dates[-1]) if found.dates else float("nan"),
                "near": ", ".join(str(count) for count in found.near),
                "none_above": float(found.bic.loc[0] - found.bic.min()),
                "sequential": len(tested.dates),
                "sequential_dates": joined(tested.dates),
                "corners": len(found.corner),
                "n": found.n,
                "df": found.df,
                "looks": found.looks,
            }
        )
    return significant(pd.DataFrame(rows))


def fitted(rows: pd.DataFrame, *, kind: Kind, min_segment: int, confidence: float) -> pd.DataFrame:
    """Return one series with its fit by regime, back in its own units: ``year``, ``value``, ``fit``, ``regime``."""
    found = trends.breaks(series_of(rows, "modelled"), kind, min_segment, confidence=confidence)
    frame = found.frame()
    if rows["series"].iloc[0] in LOGGED:
        frame = frame.assign(value=np.exp(frame["value"]), fit=np.exp(frame["fit"]))
    return significant(frame)


def false_rates(
    frame: pd.DataFrame, *, kinds: tuple[Kind, ...], min_segment: int, size: int, seed: int, found: int
) -> pd.DataFrame:
    """Return how often the same search finds breaks in simulated series of the same length that have none.

    Parameters
    ----------
    found
        Number of breaks found in the series under study: ``as_many`` is the share with at least so many.

    Returns
    -------
    DataFrame
        ``kind``, ``errors``, ``rate``, ``low``, ``high``, ``as_many``, ``sup_f_rate`` (in percent), ``n``, ``size``.
    """
    n = int(frame["year"].nunique())
    parts = []
    for kind in kinds:
        table = trends.false_breaks(n, kind, min_segment, size=size, seed=seed, found=max(found, 1))
        percent = {name: 100 * table[name] for name in ("rate", "low", "high", "as_many", "sup_f_rate")}
        parts.append(pd.DataFrame({"kind": kind, "errors": table["errors"], **percent, "n": n, "size": size}))
    return significant(pd.concat(parts, ignore_index=True))


def shortest(rows: pd.DataFrame, *, kind: Kind, min_segment: int, confidence: float) -> pd.DataFrame:
    """Return the dates with shorter and longer shortest phases: ``least``, ``dates`` (in words), ``chosen``, ``n``."""
    found = trends.breaks(series_of(rows, "modelled"), kind, min_segment, confidence=confidence)
    table = found.moves
    return pd.DataFrame(
        {
            "least": table["min_segment"].astype("int64"),
            "dates": [joined(years) for years in table["dates"]],
            "chosen": table["chosen"].astype("int64"),
            "n": found.n,
        }
    )


def opinions(rows: pd.DataFrame, *, kind: Kind, min_segment: int, confidence: float) -> pd.DataFrame:
    """Return the dates that the package ruptures finds by other methods, a row each."""
    series = series_of(rows, "modelled")
    ours = trends.breaks(series, kind, min_segment, confidence=confidence)
    table = trends.second_opinion(series, kind, max(len(ours.dates), 1), min_segment=min_segment)
    return pd.DataFrame(
        {
            "method": table["method"],
            "breaks": table["breaks"].astype("int64"),
            "dates": [joined(years) for years in table["dates"]],
            "agree": table["agree"].astype("int64"),
            "ours": joined(ours.dates),
            "n": ours.n,
        }
    )


def _span(low: Any, high: Any, available: bool, beyond: bool) -> str:
    """Return an interval in words; one that runs out of the series is cut there and says so."""
    if not available:
        return MISSING
    return f"{int(low)}–{int(high)}{', cut' if beyond else ''}"
