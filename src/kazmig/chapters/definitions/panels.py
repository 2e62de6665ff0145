"""Reporters that report every year: who carries the change, and the way of single counts beside the register."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.mirror import fixed
from kazmig.evidence import ANY, Evidence

FIRST: Final = 2014
"""From this year Germany reports by the harmonised definition: the fixed panel begins with it."""

PATHS: Final = (
    ("russia_citizenship_granted", "RUS", "Russia: citizenship granted"),
    ("citizens_immigrating_eurostat", "DEU", "Germany: citizens immigrating"),
    ("residence_permits_valid", "DEU", "Germany: permits in force"),
    ("citizens_immigrating_eurostat", "CZE", "Czechia: citizens immigrating"),
    ("citizens_immigrating_eurostat", "HUN", "Hungary: citizens immigrating"),
    ("residence_permits_valid", "POL", "Poland: permits in force"),
    ("us_green_cards", "USA", "United States: green cards"),
    ("canada_permanent_residents", "CAN", "Canada: permanent residents"),
    ("citizens_immigrating_eurostat", "NLD", "Netherlands: citizens immigrating"),
)
"""The counts whose way is shown year by year: series, place, words."""


def carried(ev: Evidence, base: int) -> pd.DataFrame:
    """Return how the count of immigrating citizens changed at each European reporter without a gap since 2014.

    Returns
    -------
    DataFrame
        ``geo``, ``reporter``, ``base``, ``latest`` (people), ``change`` (people), ``latest_year``, lineage of both
        rows; the largest rise first.
    """
    kept = fixed(ev.series("citizens_immigrating_eurostat", geo=ANY, partner="KAZ", start=FIRST))
    latest = int(kept["year"].max())
    names = ev.geographies.set_index("code")["name_en"]

    def compared(rows: pd.DataFrame) -> pd.DataFrame:
        wide = rows.pivot(index="geo", columns="year", values="value")
        frame = pd.DataFrame({"base": wide[base], "latest": wide[latest]}).reset_index()
        return frame.assign(
            reporter=frame["geo"].map(names), change=frame["latest"] - frame["base"], latest_year=latest
        )

    result = evidence.derive(compared, kept[kept["year"].isin([base, latest])], by="geo")
    return result.sort_values(["change", "reporter"], ascending=[False, True], kind="stable").reset_index(drop=True)


def paths(ev: Evidence, departures: pd.DataFrame, base: int) -> pd.DataFrame:
    """Return single counts and the register by year, each 100 in the base year.

    Returns
    -------
    DataFrame
        ``panel`` (the count), ``series`` (``Destination`` or ``Register``), ``year``, ``value`` (100 in the base
        year), ``people``, lineage of the year's row and the base year's. The register stands in every panel over the
        years of the count.
    """
    parts = []
    for series, place, words in PATHS:
        rows = ev.series(series, geo=place, partner="KAZ", start=FIRST)
        register = departures[departures["year"].between(FIRST, int(rows["year"].max()))]
        for name, frame in {"Register": register, "Destination": rows}.items():
            parts.append(_indexed(frame, base).assign(panel=words, series=name))
    return pd.concat(parts, ignore_index=True)


def _indexed(rows: pd.DataFrame, base: int) -> pd.DataFrame:
    if base not in set(rows["year"]):
        raise ChapterError(f"a count shown lacks {base}. Remedy: choose another base_year.")
    first = at(rows, base)
    before = rows.loc[rows["year"] == base, "lineage"].iloc[0]
    return pd.DataFrame(
        {
            "year": rows["year"].to_numpy(),
            "people": rows["value"].to_numpy(),
            "value": 100 * rows["value"].to_numpy() / first,
            "lineage": rows["lineage"].to_numpy(),
            "lineage_base": before,
        }
    )


def last_points(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the last year of each panel of `paths`: ``panel``, ``year``, ``Destination``, ``Register``, lineage."""
    ends = frame.groupby("panel")["year"].transform("max")
    last = frame[frame["year"] == ends]

    def wide(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.pivot(index=["panel", "year"], columns="series", values="value").reset_index()

    return evidence.derive(wide, last, by="panel")
