"""What the register shows around the chief laws and concepts: yearly changes, and which came first after a step."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.chapters import common
from kazmig.evidence import Evidence

TYPICAL: Final = (
    "The middle size of the changes from year to year, up or down, of a yearly flow. Compared are the first full years "
    "after the chief laws and concepts and all other years."
)
"""Definition of a typical change."""

TURNS: Final = {
    "law_immigration_1992": "Law",
    "law_migration_1997": "Law",
    "amnesty_law_2006": "Amnesty",
    "concept_2007": "Concept",
    "law_migration_2011": "Law",
    "concept_2017": "Concept",
    "concept_2023": "Concept",
}
"""Laws and concepts whose first full year is compared with all other years."""


def first_full_year(date: str) -> int:
    """Return the first calendar year that lies wholly after a date (the year itself for the first of January).

    Examples
    --------
    >>> first_full_year("2011-07-22"), first_full_year("2021-01-01")
    (2012, 2021)
    """
    year = int(date[:4])
    return year if date[4:] == "-01-01" else year + 1


def turns(ev: Evidence) -> pd.DataFrame:
    """Return the laws and concepts compared: event, word, year (the first full one), lineage."""
    frame = ev.events
    frame = frame[frame["event_id"].isin(TURNS)]
    years = [first_full_year(date) for date in frame["date"]]
    return frame.assign(word=frame["event_id"].map(TURNS), year=years)[
        ["event_id", "word", "year", "date", "name", "lineage"]
    ]


def yearly_changes(flow: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the change of a flow from year to year, and whether it is the first full year after a law or concept.

    Parameters
    ----------
    flow
        Columns year, value, lineage; one row a year.
    chosen
        Result of `turns`.

    Returns
    -------
    DataFrame
        year, value (change in percent), size (distance from no change, in logarithms), after (bool), lineage of both
        years and, in the years after a step, of the step.
    """
    changed = common.windows(flow, 1).rename(columns={"end": "year", "percent": "value"})
    both = changed["lineage_start"] + " " + changed["lineage_end"]
    changed = changed.assign(size=changed["log_change"].abs(), lineage=both).sort_values("year")
    changed = changed[["year", "value", "size", "lineage"]]
    marked = chosen.groupby("year", sort=True)["lineage"].agg(" ".join)
    steps = pd.Series([str(marked.get(year, "")) for year in changed["year"]], index=changed.index, dtype="str")
    extended = (changed["lineage"] + " " + steps).str.strip()
    return changed.assign(after=steps.ne("").to_numpy(), lineage=extended).reset_index(drop=True)


def typical(changes: pd.DataFrame, after: bool) -> float:
    """Return the middle size of the yearly changes after steps, or of all others, in percent of the level."""
    sizes = changes.loc[changes["after"] == after, "size"]
    if sizes.empty:
        raise common.ChapterError(
            f"No yearly change {'after a law or concept' if after else 'outside those years'} in the window chosen. "
            "Choose an earlier start_year or a later end_year."
        )
    return float(100 * np.expm1(sizes.median()))
