"""Programmes and concepts for a span of years: when they were to end, and when they did."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

ENDED_BY: Final = {
    "programme_2001": "programme_2001_repealed",
    "concept_2007": "concept_2007_repealed",
    "concept_2017": "concept_2023",
    "concept_2023": "concept_2025",
}
"""Programme or concept -> the event that repealed it, or the next one that took its place."""


def spans(ev: Evidence) -> pd.DataFrame:
    """Return the programmes and concepts whose end can be dated.

    Returns
    -------
    DataFrame
        One row a programme: ``event_id``, ``name``, ``begun``, ``planned`` (the last year that its name gives),
        ``ended`` (the year of its repeal or of the next one), lineage of both events.

    Raises
    ------
    ChapterError
        If the name of a programme gives no last year.
    """
    known = {str(row["event_id"]): row for row in ev.events.to_dict("records")}
    rows = []
    for begun, ended in ENDED_BY.items():
        first, last = known[begun], known[ended]
        name = str(first["name"])
        years = [word[-4:] for word in name.split() if word[-4:].isdigit()]
        if not years:
            raise ChapterError(f"the event {begun} names no years. Remedy: name them, or leave it out of ENDED_BY.")
        rows.append(
            {
                "event_id": begun,
                "name": name,
                "begun": int(first["year"]),
                "planned": int(years[-1]),
                "ended": int(last["year"]),
                "lineage": f"{first['lineage']} {last['lineage']}",
            }
        )
    return pd.DataFrame(rows)
