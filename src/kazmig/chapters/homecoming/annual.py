"""Whole years of people granted the status: printed, or computed from totals and part-years, and marked as such."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.homecoming.stock import known, total
from kazmig.chapters.intervals import Span, bounded
from kazmig.evidence import Evidence


@dataclass(frozen=True)
class Turn:
    """The total at the turn of a year: a later total less what came from 1 January to its date, or a total itself."""

    stock: str
    part: str = ""


TURNS: Final = {
    2021: Turn("2021-01-01"),
    2022: Turn("2022-07-01", "2022-H1"),
    2023: Turn("2023-02-01", "2023-01"),
    2024: Turn("2024-06-01", "2024-01/2024-05"),
    2025: Turn("2025-10-01", "2025-01/2025-09"),
}
"""Year -> how the total on its 1 January follows."""

COMPUTED: Final = (2021, 2024)
"""Years that nobody prints and that two turns enclose."""


def flow(ev: Evidence, period: str) -> pd.DataFrame:
    """Return what is printed of people granted the status in one period, with the bounds that its print leaves.

    Raises
    ------
    ChapterError
        If the period is not printed.
    """
    rows = ev.series("kandas_arrivals", frequency=None)
    rows = bounded(rows[rows["period"] == period].reset_index(drop=True))
    if len(rows) != 1:
        raise ChapterError(f"{len(rows)} counts for {period}, one is wanted. Remedy: name a printed period.")
    return rows


def yearly(ev: Evidence) -> pd.DataFrame:
    """Return people granted the status by whole year.

    Returns
    -------
    DataFrame
        ``year``, ``value``, ``low``, ``high`` (persons), ``how`` (``printed`` or ``computed``), ``status``
        (``estimate`` for computed years), lineage; in order. Years that neither way gives are absent.
    """
    printed = bounded(ev.series("kandas_arrivals")).assign(how="printed", status="observed")
    columns = ["year", "value", "low", "high", "how", "status", "lineage"]
    stock = known(ev)
    computed = [_between(ev, stock, year) for year in COMPUTED]
    joined = pd.concat([printed[columns], *(each[columns] for each in computed)], ignore_index=True)
    joined = joined.astype({"year": "int64"}).sort_values("year", kind="stable", ignore_index=True)
    if joined["year"].duplicated().any():
        raise ChapterError("a year is printed now and need not be computed. Remedy: take it out of COMPUTED.")
    return joined


def _between(ev: Evidence, stock: pd.DataFrame, year: int) -> pd.DataFrame:
    turns = [TURNS[year], TURNS[year + 1]]
    parts = [flow(ev, turn.part) for turn in turns if turn.part]
    totals = [stock[stock["period"] == turn.stock] for turn in turns]
    first, last = (_at(ev, stock, turn) for turn in turns)

    def subtracted(*_: pd.DataFrame) -> pd.DataFrame:
        number = last - first
        row = {"year": year, "value": number.value, "low": number.low, "high": number.high}
        return pd.DataFrame([row | {"how": "computed", "status": "estimate"}])

    return evidence.derive(subtracted, *totals, *parts)


def _at(ev: Evidence, stock: pd.DataFrame, turn: Turn) -> Span:
    number = total(stock, turn.stock)
    if not turn.part:
        return number
    came = flow(ev, turn.part).iloc[0]
    return number - Span(float(came["low"]), float(came["value"]), float(came["high"]))


def beside_register(ev: Evidence) -> pd.DataFrame:
    """Set people granted the status beside registered arrivals from all countries in the same years.

    The years 2004 to 2008, printed as a sum, are an average on both sides.

    Returns
    -------
    DataFrame
        One row a year or stretch: ``label``, ``year`` (of its end), ``register`` and ``status`` (persons a year),
        ``least`` (the lowest that the print leaves of ``status``), ``more`` (whether even that exceeds the register),
        ``how``, lineage of both.
    """
    register = ev.series("arrivals_registered")[["year", "value", "lineage"]]
    years = yearly(ev).drop(columns="status").rename(columns={"value": "status", "low": "least"})
    pairs = years.merge(register.rename(columns={"value": "register"}), on="year", suffixes=("", "_register"))
    single = pairs.assign(label=[_label(row) for row in pairs.to_dict("records")])
    reported = flow(ev, "2004/2008")
    there = register[register["year"].between(2004, 2008)]

    def averaged(came: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
        each = float(came["value"].iloc[0]) / 5
        row = {"label": "2004 to 2008, a year", "year": 2008, "register": counted["value"].mean(), "status": each}
        return pd.DataFrame([row | {"least": each, "how": "printed"}])

    first = evidence.derive(averaged, reported, there)
    columns = ["label", "year", "register", "status", "least", "how", "lineage"]
    joined = pd.concat([first[columns], _joined(single)[columns]], ignore_index=True)
    return joined.assign(more=joined["least"] > joined["register"])


def _label(row: Mapping[Hashable, object]) -> str:
    if row["how"] == "computed":
        return f"{row['year']}, computed"
    return f"{row['year']}, fewer than" if row["high"] == row["status"] and row["year"] == 2014 else str(row["year"])


def _joined(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.assign(lineage=pairs["lineage"] + " " + pairs["lineage_register"])
