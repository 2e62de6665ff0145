"""Where people with the status settled, and where the state's quota would have them settle."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

PLACES: Final = {
    "Almaty Region": ("KZ-ALM", "KZ-19"),
    "Turkistan Region and Shymkent": ("KZ-YUZ", "KZ-61", "KZ-79"),
    "Mangystau Region": ("KZ-47",),
    "Astana": ("KZ-71",),
    "Zhambyl Region": ("KZ-31",),
    "Almaty, the city": ("KZ-75",),
}
"""Places that the releases name, with their codes before and after borders moved."""

ELSEWHERE: Final = "Not named"

PERIODS: Final = {
    "2016-H1": "2016 to June",
    "2020": "2020",
    "2021-Q1": "2021 to March",
    "2022-H1": "2022 to June",
    "2023-Q1": "2023 to March",
}
"""Periods whose places are known, with their words; of 2023 the longer window."""

QUOTA_REGIONS: Final = ("KZ-11", "KZ-39", "KZ-55", "KZ-59", "KZ-VOS", "KZ-23", "KZ-27")
"""Regions of 2016 that the quota of 2025 and 2026 names; East Kazakhstan then held today's Abai Region."""


def settled(ev: Evidence) -> pd.DataFrame:
    """Return the places where people settled, by period.

    Returns
    -------
    DataFrame
        ``place``, ``when`` (words), ``period``, ``value`` (percent of the people of the period), lineage. ``Not named``
        is 100 less the places printed; a place that a release does not print is absent, and within it.
    """
    shares = ev.series("kandas_settled_share", geo=evidence.ANY, frequency=None)
    counts = ev.series("kandas_arrivals", geo=evidence.ANY, start="2016-H1", end="2016-H1", frequency=None)
    parts = [_shares_of_counts(counts), shares[["geo", "period", "value", "lineage"]]]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[rows["period"].isin(list(PERIODS))]
    codes = {code: place for place, found in PLACES.items() for code in found}
    rows = rows.assign(place=rows["geo"].map(codes)).dropna(subset="place")

    def summed(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.groupby(["place", "period"], sort=False)["value"].sum().reset_index()

    def rest(frame: pd.DataFrame) -> pd.DataFrame:
        left = (100 - frame.groupby("period", sort=False)["value"].sum()).reset_index()
        return left.assign(place=ELSEWHERE)

    named = evidence.derive(summed, rows, by=["place", "period"])
    joined = pd.concat([named, evidence.derive(rest, rows, by="period")], ignore_index=True)
    order = [*PLACES, ELSEWHERE]
    joined = joined.assign(
        when=joined["period"].map(PERIODS),
        row=joined["place"].map(order.index),
        column=joined["period"].map(list(PERIODS).index),
    )
    ordered = joined.sort_values(["row", "column"], kind="stable", ignore_index=True)
    return ordered[["place", "when", "period", "value", "lineage"]]


def _shares_of_counts(counts: pd.DataFrame) -> pd.DataFrame:
    whole = counts[counts["geo"] == "KAZ"]
    parts = counts[counts["geo"] != "KAZ"]
    if len(whole) != 1:
        raise ChapterError("the regions of a period need its total. Remedy: read both.")
    value = 100 * parts["value"] / float(whole["value"].iloc[0])
    lineage = parts["lineage"] + " " + str(whole["lineage"].iloc[0])
    return parts.assign(value=value, lineage=lineage)[["geo", "period", "value", "lineage"]]


def quotas(ev: Evidence) -> pd.DataFrame:
    """Return the quota in persons by region and year, for the years whose regions are known.

    Returns
    -------
    DataFrame
        ``region``, ``year``, ``value`` (persons), lineage; regions from the largest quota of the last year.
    """
    rows = ev.series("kandas_quota", geo=evidence.ANY)
    rows = rows[rows["geo"] != "KAZ"]
    names = ev.geographies.set_index("code")["name_en"]
    rows = rows.assign(region=rows["geo"].map(names), year=rows["year"].astype("int64"))
    last = rows[rows["year"] == rows["year"].max()].set_index("region")["value"]
    order = rows["region"].map(last).fillna(0)
    ordered = rows.assign(order=-order).sort_values(["order", "region", "year"], kind="stable", ignore_index=True)
    return ordered[["region", "year", "value", "lineage"]]


def under_quota(ev: Evidence) -> pd.DataFrame:
    """Return, for the periods that print both, people settled under the quota beside all granted the status.

    Returns
    -------
    DataFrame
        ``period``, ``under``, ``all`` (persons), ``share`` (percent), lineage of both.
    """
    moved = ev.series("kandas_resettled_under_quota", frequency=None)
    everybody = ev.series("kandas_arrivals", frequency=None)
    columns = ["period", "value", "lineage"]
    both = moved[columns].merge(everybody[columns], on="period", suffixes=("_under", "_all"))
    both = both.rename(columns={"value_under": "under", "value_all": "all"})
    return both.assign(share=100 * both["under"] / both["all"])


def in_quota_regions(ev: Evidence) -> pd.DataFrame:
    """Return the share of the people of the first half of 2016 who settled in the quota regions of today.

    Returns
    -------
    DataFrame
        One row: ``value`` (percent), lineage.
    """
    counts = ev.series("kandas_arrivals", geo=evidence.ANY, start="2016-H1", end="2016-H1", frequency=None)
    there = counts[counts["geo"].isin([*QUOTA_REGIONS, "KAZ"])]

    def share(rows: pd.DataFrame) -> pd.DataFrame:
        whole = rows.loc[rows["geo"] == "KAZ", "value"].sum()
        return pd.DataFrame({"value": [100 * rows.loc[rows["geo"] != "KAZ", "value"].sum() / whole]})

    return evidence.derive(share, there)
