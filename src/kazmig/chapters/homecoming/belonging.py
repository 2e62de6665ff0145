"""What is known of how people with the status fare: citizenship, work, and a survey; each with its doubt."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

WEST: Final = "KZ-27"
"""West Kazakhstan Region, the one that states how many work."""

REST: Final = "All other countries"


def grants(ev: Evidence, year: int = 2023) -> pd.DataFrame:
    """Return grants of citizenship by former citizenship in the one year that prints them.

    Returns
    -------
    DataFrame
        ``origin``, ``value`` (persons), lineage; the rest is the total less the countries named, and stands last.
    """
    rows = ev.series("citizenship_granted", partner=evidence.ANY, start=year, end=year)
    names = ev.geographies.set_index("code")["name_en"]
    named = rows[rows["partner"] != ""].sort_values("value", ascending=False)
    whole = rows[rows["partner"] == ""]
    if named.empty or len(whole) != 1:
        raise ChapterError(f"no grants by former citizenship in {year}. Remedy: choose 2023.")
    parts = named.assign(origin=named["partner"].map(names))[["origin", "value", "lineage"]]

    def rest(total: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"origin": [REST], "value": [total["value"].iloc[0] - countries["value"].sum()]})

    return pd.concat([parts, evidence.derive(rest, whole, named)], ignore_index=True)


def work_or_schooling(ev: Evidence) -> pd.DataFrame:
    """Return, for the region that states it, people in permanent work beside those with education after school.

    Returns
    -------
    DataFrame
        ``period``, ``came``, ``working``, ``schooled`` (higher and specialised secondary together; persons), lineage.
    """
    columns = ["period", "value", "lineage"]
    came = ev.series("kandas_arrivals", geo=WEST, start=2023, frequency=None)[columns]
    working = ev.series("kandas_working", geo=WEST, frequency=None)[columns]
    levels = ev.series("kandas_arrivals", geo=WEST, breakdown="education", category=evidence.ANY, frequency=None)

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby("period", sort=True)["value"].sum().reset_index()

    schooled = evidence.derive(summed, levels, by="period")
    both = came.merge(working, on="period", suffixes=("_came", "_working")).merge(schooled, on="period")
    both = both.rename(columns={"value_came": "came", "value_working": "working", "value": "schooled"})
    return both.reset_index(drop=True)


def measures(ev: Evidence) -> pd.DataFrame:
    """Return what a reader may find of integration, one row a measure: what it is, what it says, why to doubt it.

    Returns
    -------
    DataFrame
        ``measure``, ``says`` (with its numbers), ``doubt``, lineage.
    """
    granted = ev.series("citizenship_granted", breakdown="grantee", category="kandas", frequency=None)
    index = ev.series("kandas_integration_index", breakdown="integration_side", category=evidence.ANY, frequency=None)
    west = work_or_schooling(ev)
    schooling = ev.series("kandas_share", age="working age", breakdown="education", category="higher")
    parts = [
        evidence.derive(_citizenship, granted),
        evidence.derive(_schooling, schooling.tail(1)),
        evidence.derive(_work, west),
        evidence.derive(_index, index),
    ]
    return pd.concat(parts, ignore_index=True)


def _measure(measure: str, says: str, doubt: str) -> pd.DataFrame:
    return pd.DataFrame([{"measure": measure, "says": says, "doubt": doubt}])


def _citizenship(rows: pd.DataFrame) -> pd.DataFrame:
    long = rows[rows["period"] == "1992/2015"]["value"].iloc[0]
    one = rows[rows["period"] == "2023"]["value"].iloc[0]
    return _measure(
        "Citizenship granted to kandas",
        f"{long:,.0f} people from 1992 to 2015; {one:,.0f} in 2023",
        "Grants come years after the move; the years between are not at hand",
    )


def _schooling(rows: pd.DataFrame) -> pd.DataFrame:
    return _measure(
        "Higher education on arrival",
        f"{rows['value'].iloc[0]:.0f} percent of those of working age in {rows['period'].iloc[0]}",
        "What people bring; not whether it is recognised or used",
    )


def _work(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows.iloc[0]
    return _measure(
        "In permanent work, West Kazakhstan",
        f"{first['working']:.0f} of the {first['came']:.0f} who came in {first['period']}",
        "In each period the same number as those with education after school: it may be no count of jobs",
    )


def _index(rows: pd.DataFrame) -> pd.DataFrame:
    kandas = rows[rows["category"] == "cultural_kandas"]["value"].iloc[0]
    local = rows[rows["category"] == "cultural_local"]["value"].iloc[0]
    return _measure(
        "Index of cultural integration, a thesis",
        f"{kandas:.2f} among kandas, {local:.2f} among other residents, on a scale from 0 to 1",
        "How many people were asked, where and how is not in the passages that we could read",
    )
