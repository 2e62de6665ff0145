"""The series that are modelled: registered departures, arrivals and their balance, as counts and per 1,000 people."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import PER, between
from kazmig.trends.yearly import significant

LOGGED: Final = ("Departures", "Arrivals", "Departures per 1,000", "Arrivals per 1,000")
"""Series whose logarithm is modelled; net migration changes sign and is modelled as it is."""

NET: Final = "Net"


def assembled(
    departures: pd.DataFrame, arrivals: pd.DataFrame, net: pd.DataFrame, people: pd.DataFrame, start: int, end: int
) -> pd.DataFrame:
    """Return all series one under the other.

    Parameters
    ----------
    departures, arrivals, net
        One row a year: ``year``, ``value`` (persons), lineage.
    people
        Denominators, from `kazmig.chapters.common.population`.
    start, end
        First and last year.

    Returns
    -------
    DataFrame
        ``series`` (a label), ``year``, ``value`` (persons, or per 1,000), ``modelled`` (its logarithm, for net the
        value itself), lineage. Years without a denominator have no rate.
    """
    parts: list[pd.DataFrame] = []
    for label, flow in {"Departures": departures, "Arrivals": arrivals}.items():
        counts = between(flow, start, end)[["year", "value", "lineage"]]
        known = people[people["year"].isin(counts["year"])][["year", "value", "lineage"]]
        rates = evidence.derive(_rate, counts[counts["year"].isin(known["year"])], known, by="year")
        parts += [counts.assign(series=label), rates.assign(series=f"{label} per 1,000")]
    parts.append(between(net, start, end)[["year", "value", "lineage"]].assign(series=NET))
    frame = pd.concat(parts, ignore_index=True)
    logged = frame["series"].isin(LOGGED)
    modelled = frame["value"].where(~logged, np.log(frame["value"].where(logged, 1.0)))
    return significant(frame.assign(modelled=modelled)[["series", "year", "value", "modelled", "lineage"]])


def _rate(counts: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    joined = counts.merge(people, on="year", suffixes=("", "_people"))
    return pd.DataFrame({"year": joined["year"], "value": PER * joined["value"] / joined["value_people"]})


def windowed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return every series twice, whole and without its first year, told apart by ``window`` ("1992–2025")."""
    parts = []
    for _, rows in frame.groupby("series", sort=False):
        first, last = int(rows["year"].min()), int(rows["year"].max())
        parts.append(rows.assign(window=f"{first}–{last}", whole=1))
        parts.append(rows[rows["year"] > first].assign(window=f"{first + 1}–{last}", whole=0))
    return pd.concat(parts, ignore_index=True)


def one(frame: pd.DataFrame, series: str) -> pd.DataFrame:
    """Return the rows of one series over all its years, from a frame that may be `windowed`."""
    rows: pd.DataFrame = frame[frame["series"] == series]
    if "whole" in rows:
        rows = rows[rows["whole"] == 1]
    return rows.reset_index(drop=True)


def measured(flow: str, measure: str) -> str:
    """Return the label of a flow in the measure that is described.

    Examples
    --------
    >>> measured("Departures", "rate")
    'Departures per 1,000'
    """
    return f"{flow} per 1,000" if measure == "rate" else flow


def unbroken(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame without the rows of a series before its last gap: no model here bridges one.

    The register's population has none for 1993 to 1999, so that rates over it begin in 2000.
    """
    parts: list[pd.DataFrame] = []
    for _, rows in frame.groupby("series", sort=False):
        gaps = rows["year"].to_numpy()[1:][np.diff(rows["year"].to_numpy()) != 1]
        parts.append(rows[rows["year"] >= gaps.max()] if len(gaps) else rows)
    return pd.concat(parts, ignore_index=True)
