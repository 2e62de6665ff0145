"""The running total of people granted the status since 1991, at each date for which somebody printed it."""

from datetime import timedelta
from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import Span, bounded
from kazmig.evidence import Evidence
from kazmig.evidence.periods import Period

ROUGH: Final = 5000
"""A total printed to more than so many people is drawn as an estimate."""

LOOSE: Final = ("2019-09",)
"""Totals whose date does not fit those around them; they are drawn as estimates (see ``corrections.csv``)."""


def known(ev: Evidence) -> pd.DataFrame:
    """Return every printed total since 1991, at its date.

    A year or a month stands for its end, as the sources say of the years 1999 and 2000; a day for its beginning.

    Returns
    -------
    DataFrame
        ``period``, ``moment`` (years with their fraction), ``year`` (the whole part), ``value``, ``low``, ``high``
        (persons, what the print leaves open), ``status`` (``estimate`` where it is rough or a lower bound), lineage;
        in order of time.
    """
    printed = ev.series("kandas_stock", frequency=None)
    rough = (printed["precision"] >= ROUGH) | printed["low"].notna() | printed["period"].isin(LOOSE)
    rows = bounded(printed)
    spans = [Period.parse(text) for text in rows["period"]]
    moments = [_moment(span) for span in spans]
    frame = pd.DataFrame(
        {
            "period": rows["period"],
            "moment": moments,
            "year": [int(moment) for moment in moments],
            "value": rows["value"],
            "low": rows["low"],
            "high": rows["high"],
            "status": rough.map({True: "estimate", False: "observed"}),
            "lineage": rows["lineage"],
        }
    )
    return frame.sort_values("moment", kind="stable", ignore_index=True)


def _moment(span: Period) -> float:
    """Return the date of a total in years with their fraction.

    Examples
    --------
    >>> _moment(Period.parse("1999")), _moment(Period.parse("2026-01-01"))
    (2000.0, 2026.0)
    """
    day = pd.Timestamp(span.start if span.frequency == "date" else span.end + timedelta(days=1))
    return round(day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365), 2)


def total(stock: pd.DataFrame, period: str) -> Span:
    """Return the total printed for a period of `known`, with what its rounding leaves.

    Raises
    ------
    ChapterError
        If there is no such row, or more than one.
    """
    rows = stock[stock["period"] == period]
    if len(rows) != 1:
        raise ChapterError(f"{len(rows)} totals for {period}, one is wanted. Remedy: name a period of the stock.")
    row = rows.iloc[0]
    return Span(float(row["low"]), float(row["value"]), float(row["high"]))
