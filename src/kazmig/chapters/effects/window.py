"""Which years can be looked at: a series without gaps, and events that stand far enough from its ends."""

import pandas as pd

from kazmig.chapters.common import ChapterError, first_year, last_year
from kazmig.trends.designs import admissible


def unbroken(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the years after the last gap: no model here bridges one.

    The register's population has none for 1993 to 1999, so that rates over it begin in 2000.

    Examples
    --------
    >>> unbroken(pd.DataFrame({"year": [1991, 1992, 2000, 2001]}))["year"].tolist()
    [2000, 2001]
    """
    ordered = frame.sort_values("year")
    after_gap = ordered.loc[ordered["year"].diff() > 1, "year"]
    kept = ordered[ordered["year"] >= after_gap.max()] if len(after_gap) else ordered
    return kept.reset_index(drop=True)


def within(events: pd.DataFrame, series: pd.DataFrame, margin: int) -> pd.DataFrame:
    """Return the events whose year stands the margin away from both ends of a series.

    Raises
    ------
    ChapterError
        If none does.
    """
    first, length = first_year(series), last_year(series) - first_year(series) + 1
    years = [first + position for position in admissible(length, margin, "levels")]
    kept = events[events["year"].isin(years)].reset_index(drop=True)
    if kept.empty:
        wanted = ", ".join(map(str, sorted(set(events["year"]))))
        raise ChapterError(
            f"none of the events' years ({wanted}) stands {margin} years away from both ends of {first} to "
            f"{last_year(series)}. Remedy: lower margin or start_year, or choose a later end_year."
        )
    return kept
