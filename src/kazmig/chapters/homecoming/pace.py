"""How many people a year received the status, over the stretches that totals and one report leave between them."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.homecoming.stock import known, total
from kazmig.chapters.homecoming.yearly import flow, yearly
from kazmig.chapters.intervals import Span
from kazmig.evidence import Evidence

REPORTED: Final = "2004/2008"
"""The one stretch of years for which a report prints arrivals."""

COLUMNS: Final = ["label", "first", "years", "value", "low", "high", "how", "lineage"]


def pace(ev: Evidence) -> pd.DataFrame:
    """Return people granted the status per year, by stretch of time.

    Totals since 1991 are subtracted from each other and divided by the years between them. The years 2004 to 2008 are
    printed as a sum, so the stretch around them is split in two pieces: 2003, and 2009 to September 2011.

    Returns
    -------
    DataFrame
        One row a stretch, in order: ``label`` (words), ``first`` (its first year), ``years`` (length), ``value``,
        ``low``, ``high`` (persons a year), ``how`` (``printed`` or ``computed``), lineage.
    """
    stock, reported, years = known(ev), flow(ev, REPORTED), yearly(ev)
    whole = Span(0, 0, 0)
    ends = {name: total(stock, name) for name in ("1999", "2000", "2002", "2011-10-01", "2015-01-01", "2021-01-01")}
    sum_reported = _span(reported)
    last = _span(years[years["year"] == 2020])
    pieces = [
        ("1991 to 1999", 1991, 9.0, ends["1999"] - whole, ["1999"], []),
        ("2000", 2000, 1.0, ends["2000"] - ends["1999"], ["1999", "2000"], []),
        ("2001 and 2002", 2001, 2.0, ends["2002"] - ends["2000"], ["2000", "2002"], []),
        ("2004 to 2008", 2004, 5.0, sum_reported, [], [reported]),
        (
            "2003, and 2009 to September 2011",
            2009,
            3.75,
            ends["2011-10-01"] - ends["2002"] - sum_reported,
            ["2002", "2011-10-01"],
            [reported],
        ),
        (
            "October 2011 to 2014",
            2011,
            3.25,
            ends["2015-01-01"] - ends["2011-10-01"],
            ["2011-10-01", "2015-01-01"],
            [],
        ),
        (
            "2015 to 2019",
            2015,
            5.0,
            ends["2021-01-01"] - last - ends["2015-01-01"],
            ["2015-01-01", "2021-01-01"],
            [years[years["year"] == 2020]],
        ),
    ]
    rows = [
        _row(label, first, length, number, [stock[stock["period"].isin(names)], *others])
        for label, first, length, number, names, others in pieces
    ]
    single = years[years["year"] >= 2020]
    recent = single.assign(label=single["year"].astype(str), first=single["year"], years=1.0)
    joined = pd.concat([*rows, recent], ignore_index=True)
    joined["how"] = joined["how"].where(joined["label"] != "2004 to 2008", "printed")
    return joined[COLUMNS]


def _row(label: str, first: int, length: float, number: Span, rests: list[pd.DataFrame]) -> pd.DataFrame:
    def divided(*_: pd.DataFrame) -> pd.DataFrame:
        each = number * (1 / length)
        return pd.DataFrame(
            [
                {
                    "label": label,
                    "first": first,
                    "years": length,
                    "value": each.value,
                    "low": each.low,
                    "high": each.high,
                    "how": "computed",
                }
            ]
        )

    return evidence.derive(divided, *[rest for rest in rests if not rest.empty])


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
        raise ChapterError(f"{len(found)} stretches are called {label!r}. Remedy: use one of {', '.join(rows['label'])}.")
    return float(found.iloc[0])
