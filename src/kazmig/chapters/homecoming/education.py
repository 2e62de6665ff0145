"""The education of people with the status, beside what the census says of the population."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.evidence import Evidence
from kazmig.evidence.periods import Period

LEVELS: Final = {
    "higher": "Higher",
    "specialised_secondary": "Specialised secondary",
    "general_secondary": "General secondary",
    "none": "None",
}
"""Levels of education that the releases print, in the order of the panels."""

KANDAS: Final = "Kandas of working age"
POPULATION: Final = "Everybody aged 15 and over"


def schooling(ev: Evidence) -> pd.DataFrame:
    """Return shares by level of education: kandas of each year's longest printed window, and the census of 2021.

    The two have different bases: kandas of working age, and all residents aged 15 and over. Neither is adjusted for
    age.

    Returns
    -------
    DataFrame
        ``level``, ``group``, ``period``, ``year``, ``value`` (percent of the group), lineage; levels in the order of
        `LEVELS`. The census has the first two alone.
    """
    rows = ev.series("kandas_share", age="working age", breakdown="education", category=list(LEVELS), frequency=None)
    spans = [Period.parse(text) for text in rows["period"]]
    rows = rows.assign(days=[(span.end - span.start).days for span in spans], year=[span.end.year for span in spans])
    most = rows.groupby("period")["category"].transform("nunique")
    whole = rows[most == len(LEVELS)]
    longest = whole[whole["days"] == whole.groupby("year")["days"].transform("max")].assign(group=KANDAS)
    census = ev.series("population_education_share", age="15+", breakdown="education", category=evidence.ANY)
    census = census[census["category"].isin(list(LEVELS))].assign(group=POPULATION)
    columns = ["category", "group", "period", "year", "value", "lineage"]
    joined = pd.concat([longest[columns], census[columns]], ignore_index=True)
    joined = joined.assign(
        level=joined["category"].map(LEVELS),
        place=joined["category"].map(list(LEVELS).index),
        year=joined["year"].astype("int64"),
    )
    ordered = joined.sort_values(["place", "group", "year"], ascending=[True, False, True], kind="stable")
    return ordered.drop(columns=["place", "category"]).reset_index(drop=True)
