"""How many people a year received the status, over the stretches that totals and one report leave between them."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.homecoming.annual import flow, yearly
from kazmig.chapters.homecoming.stock import known, total
from kazmig.chapters.intervals import Span
from kazmig.evidence import Evidence

REPORTED: Final = "2004/2008"
"""The one stretch of years for which a report prints arrivals."""

COLUMNS: Final = ["label", "years", "value", "low", "high", "how", "lineage"]


@dataclass(frozen=True)
class Stretch:
    """A stretch between two totals: its words, its length in years, what it is counted from and to.

    ``less`` says what is taken off the difference: the reported sum, or what came in 2020.
    """

    label: str
    years: float
    start: str
    end: str
    less: str = ""


BETWEEN: Final = (
    Stretch("1991 to 1999", 9, "", "1999"),
    Stretch("2000", 1, "1999", "2000"),
    Stretch("2001 and 2002", 2, "2000", "2002"),
    Stretch("2003, and 2009 to September 2011", 3.75, "2002", "2011-10-01", less=REPORTED),
    Stretch("October 2011 to 2014", 3.25, "2011-10-01", "2015-01-01"),
    Stretch("2015 to 2019", 5, "2015-01-01", "2021-01-01", less="2020"),
)
"""Stretches that follow from totals. Before 1991 nobody had the status, so the first is counted from nothing."""

BEFORE: Final = 3
"""Place of the reported sum among the stretches, in order of time."""


def pace(ev: Evidence) -> pd.DataFrame:
    """Return people granted the status per year, by stretch of time.

    Totals since 1991 are subtracted from each other and divided by the years between them. The years 2004 to 2008 are
    printed as a sum, so the stretch around them has two pieces: 2003, and 2009 to September 2011.

    Returns
    -------
    DataFrame
        One row a stretch, in order: ``label`` (words), ``years`` (length), ``value``, ``low``, ``high`` (persons a
        year), ``how`` (``printed`` or ``computed``), lineage. From 2020 on each year is a stretch of its own.
    """
    stock, years = known(ev), yearly(ev)
    parts = {REPORTED: flow(ev, REPORTED), "2020": years[years["year"] == 2020]}
    rows = [_between(stock, parts, each) for each in BETWEEN]
    rows.insert(BEFORE, evidence.derive(_reported, parts[REPORTED]))
    single = years[years["year"] >= 2020]
    rows.append(single.assign(label=single["year"].astype(str), years=1.0)[COLUMNS])
    return pd.concat(rows, ignore_index=True)[COLUMNS]


def _between(stock: pd.DataFrame, parts: dict[str, pd.DataFrame], each: Stretch) -> pd.DataFrame:
    number = total(stock, each.end)
    if each.start:
        number = number - total(stock, each.start)
    if each.less:
        number = number - _span(parts[each.less])
    rests = [stock[stock["period"].isin([each.start, each.end])], *([parts[each.less]] if each.less else [])]

    def divided(*_: pd.DataFrame) -> pd.DataFrame:
        return _row(each.label, each.years, number, "computed")

    return evidence.derive(divided, *rests)


def _reported(rows: pd.DataFrame) -> pd.DataFrame:
    return _row("2004 to 2008", 5, _span(rows), "printed")


def _row(label: str, years: float, number: Span, how: str) -> pd.DataFrame:
    each = number * (1 / years)
    row = {"label": label, "years": years, "value": each.value, "low": each.low, "high": each.high, "how": how}
    return pd.DataFrame([row])


def _span(rows: pd.DataFrame) -> Span:
    row = rows.iloc[0]
    return Span(float(row["low"]), float(row["value"]), float(row["high"]))


def stretch(rows: pd.DataFrame, label: str, column: str = "value") -> float:
    """Return a number of one stretch of `pace`.

    Raises
    ------
    ChapterError
        If no stretch has that label.
    """
    found = rows.loc[rows["label"] == label, column]
    if len(found) != 1:
        raise ChapterError(
            f"{len(found)} stretches are called {label!r}. Remedy: use one of {', '.join(rows['label'])}."
        )
    return float(found.iloc[0])
