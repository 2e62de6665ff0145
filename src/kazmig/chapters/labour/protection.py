"""People in need of protection: refugees, asylum seekers and stateless people, and victims of trafficking."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

UNKNOWN: Final = "UNK"
"""Code of people whose origin the count does not give."""

BREAK: Final = 2023
"""First year in which most refugees hosted are of unknown origin: a change of reporting."""

LINES: Final = {
    "refugees_hosted": "Refugees in Kazakhstan",
    "refugees_abroad": "Refugees from Kazakhstan abroad",
    "asylum_seekers_abroad": "Asylum seekers from Kazakhstan abroad",
}
"""Series of UNHCR drawn over time."""

AFTER_BREAK: Final = "Refugees in Kazakhstan, with unknown origin"


SHOWN: Final = {
    "Refugees in Kazakhstan": ("arrivals", "Refugees hosted"),
    AFTER_BREAK: ("context", "Hosted, unknown origin"),
    "Refugees from Kazakhstan abroad": ("departures", "Refugees abroad"),
    "Asylum seekers from Kazakhstan abroad": ("departures", "Asylum seekers abroad"),
}
"""Stock -> meaning of its colour, label at its line's end."""


def shown(rows: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours and the labels of the stocks that the rows hold.

    Parameters
    ----------
    rows
        What `stocks` gives.
    """
    there = [stock for stock in SHOWN if stock in set(rows["stock"])]
    return {stock: SHOWN[stock][0] for stock in there}, {stock: SHOWN[stock][1] for stock in there}


def stocks(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return refugees and asylum seekers on 31 December by year; the count of those hosted is cut at the break.

    Returns
    -------
    DataFrame
        ``year``, ``stock`` (a label of `LINES`, or `AFTER_BREAK`), ``value`` (persons), lineage.
    """
    parts = []
    for series, label in LINES.items():
        rows = ev.series(series, start=start, end=end)
        cut = (rows["year"] >= BREAK) & (series == "refugees_hosted")
        parts.append(rows.assign(stock=[AFTER_BREAK if late else label for late in cut]))
    found = pd.concat(parts, ignore_index=True)
    return found[["year", "stock", "value", "lineage"]]


def break_mark(rows: pd.DataFrame, word: str) -> pd.DataFrame:
    """Return the break of reporting as an event for a chart's time axis; empty when it lies outside of the years.

    Parameters
    ----------
    rows
        What `stocks` gives.
    """
    first = rows[rows["stock"] == AFTER_BREAK].head(1)
    return pd.DataFrame({"word": word, "date": first["year"].astype(str), "lineage": first["lineage"]})


def part(rows: pd.DataFrame, partner: str) -> float:
    """Return the share of a partner in the total of a stock at one date, in percent.

    Parameters
    ----------
    rows
        One date of a series of UNHCR: the total (partner empty) and its parts.
    """
    total, one = rows.loc[rows["partner"] == "", "value"], rows.loc[rows["partner"] == partner, "value"]
    if len(total) != 1 or len(one) != 1:
        raise ChapterError(f"{len(total)} totals and {len(one)} rows for {partner!r}. Remedy: filter to one date.")
    return float(100 * one.iloc[0] / total.iloc[0])


def unknown_share(ev: Evidence, year: int) -> pd.DataFrame:
    """Return the refugees hosted in a year, those of unknown origin, and their share.

    Returns
    -------
    DataFrame
        One row: ``total``, ``unknown`` (persons), ``share`` (percent), lineage of both.
    """
    total = ev.series("refugees_hosted", start=year, end=year)
    unknown = ev.series("refugees_hosted", partner=UNKNOWN, start=year, end=year)

    def shared(whole: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
        one, other = float(whole["value"].iloc[0]), float(part["value"].iloc[0])
        return pd.DataFrame({"total": [one], "unknown": [other], "share": [100 * other / one]})

    return evidence.derive(shared, total, unknown)


def trafficking(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return people identified or assisted as victims of trafficking by year and by who found them.

    Returns
    -------
    DataFrame
        ``year``, ``who``, ``value`` (persons), lineage.
    """
    parts = {
        "Identified by the authorities": "trafficking_victims_identified",
        "Helped by organisations": "trafficking_victims_assisted",
    }
    found = [ev.series(series, start=start, end=end).assign(who=who) for who, series in parts.items()]
    return pd.concat(found, ignore_index=True)[["year", "who", "value", "lineage"]]


def portions(ev: Evidence, breakdown: str, category: str) -> pd.DataFrame:
    """Return the share of a category among victims identified and among those assisted, by year.

    Returns
    -------
    DataFrame
        ``year``, ``identified``, ``assisted`` (percent of all of the year), lineage of the four numbers. Years that
        lack one of them are left out.
    """
    columns = ["year", "value", "lineage"]
    sides = []
    for side in ("identified", "assisted"):
        series = f"trafficking_victims_{side}"
        part = ev.series(series, breakdown=breakdown, category=category)[columns]
        joined = part.merge(ev.series(series)[columns], on="year", suffixes=(f"_{side}", f"_{side}_all"))
        joined[side] = 100 * joined[f"value_{side}"] / joined[f"value_{side}_all"]
        sides.append(joined.drop(columns=[f"value_{side}", f"value_{side}_all"]))
    return sides[0].merge(sides[1], on="year")


def portion(rows: pd.DataFrame, year: int, side: str) -> float:
    """Return one share of `portions`."""
    found = rows.loc[rows["year"] == year, side]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} shares for {year}. Remedy: choose one of {sorted(rows['year'])}.")
    return float(found.iloc[0])
