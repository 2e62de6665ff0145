"""Foreign workers in Kazakhstan as different hands count them, each count named by what it counts."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import bounded
from kazmig.evidence import Evidence

COUNTS: Final = (
    ("foreign_workers_permits", "", "2025-12-01", "On permits of employers, December 2025"),
    ("foreign_labour_permits_issued", "", "2023", "Permits of employers issued or prolonged, 2023"),
    ("labour_entries_eaeu", "RUS", "2022", "Entries for work from Russia, 2022"),
    ("russian_residents_for_work", "RUS", "2023-03-27", "Citizens of Russia with residence for work, March 2023"),
    ("labour_migrants_legalised", "", "2006-08/2006-12", "Legalised in the amnesty, August to December 2006"),
    ("workers_counted_at_origin", "UZB", "2021-01", "Citizens of Uzbekistan, by its own count, January 2021"),
    ("labour_immigrant_permits", "", "2023", "Permits for work in households, 2023"),
    ("migrant_workers_iom", "", "2022-Q4", "Migrant workers present, IOM estimate, end of 2022"),
    ("migrant_workers_iom", "", "2025-07", "Migrant workers present, IOM estimate, July 2025"),
)
"""Series, partner, period and label of the counts compared."""

ORIGINS: Final = {"CHN": "China", "UZB": "Uzbekistan", "TUR": "Turkey", "IND": "India"}
"""Origins of workers on permits that the ministry names in each of the releases compared."""

MOMENTS: Final = ("2020-09", "2022-04-01", "2025-12-01")
"""Dates on which the ministry named all of `ORIGINS`."""

CATEGORIES: Final = {
    "category1": "Managers and deputies",
    "category2": "Heads of units",
    "category3": "Specialists",
    "category4": "Skilled workers",
    "seasonal": "Seasonal workers",
    "intracompany": "Intra-company transferees",
}
"""Categories of workers on permits, in plain words."""


def one(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the one row of a period.

    Raises
    ------
    ChapterError
        If there is none, or more than one.
    """
    found = frame[frame["period"] == period].reset_index(drop=True)
    if len(found) != 1:
        raise ChapterError(
            f"{len(found)} rows for {period!r}, one is wanted. Remedy: filter the series, or choose a period that it "
            f"has ({', '.join(sorted(set(frame['period']))[:8])})."
        )
    return found


def counts(ev: Evidence) -> pd.DataFrame:
    """Return the counts of foreign workers, from the smallest.

    Returns
    -------
    DataFrame
        ``label``, ``series_id``, ``value``, ``low``, ``high`` (what the rounding leaves), ``status``, lineage.
    """
    rows = [
        one(ev.series(series, partner=partner, frequency=None), period).assign(label=label)
        for series, partner, period, label in COUNTS
    ]
    found = bounded(pd.concat(rows, ignore_index=True))
    columns = ["label", "series_id", "value", "low", "high", "status", "lineage"]
    return found.sort_values("value", kind="stable")[columns].reset_index(drop=True)


def named(rows: pd.DataFrame, beginning: str) -> float:
    """Return the value of the one count whose label begins so."""
    found = rows.loc[rows["label"].str.startswith(beginning), "value"]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} labels begin with {beginning!r}. Remedy: name one count.")
    return float(found.iloc[0])


def origins(ev: Evidence) -> pd.DataFrame:
    """Return workers on permits by origin at the dates of `MOMENTS`, with their share of all on permits.

    Returns
    -------
    DataFrame
        ``origin``, ``moment`` (year and month), ``value`` (persons), ``share`` (percent of all), lineage of both.
    """
    everybody = ev.series("foreign_workers_permits", frequency=None)[["period", "value", "lineage"]]
    by_origin = ev.series("foreign_workers_permits", partner=list(ORIGINS), frequency=None)
    by_origin = by_origin[by_origin["period"].isin(MOMENTS)]
    joined = by_origin.merge(everybody, on="period", suffixes=("", "_all"))
    return pd.DataFrame(
        {
            "origin": joined["partner"].map(ORIGINS),
            "moment": joined["period"].str[:7],
            "value": joined["value"],
            "share": 100 * joined["value"] / joined["value_all"],
            "lineage": joined["lineage"],
            "lineage_all": joined["lineage_all"],
        }
    )


def of(rows: pd.DataFrame, origin: str, moment: str, column: str = "value") -> float:
    """Return the number of workers of an origin at a moment, or their share of all."""
    found = rows.loc[(rows["origin"] == origin) & (rows["moment"] == moment), column]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} rows for {origin} in {moment}. Remedy: choose one of {', '.join(MOMENTS)}.")
    return float(found.iloc[0])


def categories(ev: Evidence, first: str = MOMENTS[0], last: str = MOMENTS[-1]) -> pd.DataFrame:
    """Return workers on permits by category at two dates.

    Returns
    -------
    DataFrame
        ``label``, ``first``, ``last`` (persons), lineage of both; in the order of `CATEGORIES`.
    """
    rows = ev.series("foreign_workers_permits", breakdown="worker_category", category=list(CATEGORIES), frequency=None)[
        ["category", "period", "value", "lineage"]
    ]
    two = rows[rows["period"] == first].merge(rows[rows["period"] == last], on="category", suffixes=("_first", "_last"))
    two = two.rename(columns={"value_first": "first", "value_last": "last"})
    two = two.assign(label=two["category"].map(CATEGORIES), place=two["category"].map(list(CATEGORIES).index))
    two = two.sort_values("place")[["label", "first", "last", "lineage_first", "lineage_last"]]
    return two.reset_index(drop=True)
