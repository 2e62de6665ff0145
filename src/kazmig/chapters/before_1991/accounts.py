"""Net migration before independence: what censuses imply between them, beside two revisions of the UN's estimate.

A population changes by births, deaths and moves alone; what two counts and the births and deaths between them leave
is net migration, or error in a count (the residual method: Siegel and Swanson, The Methods and Materials of
Demography, 2004). The censuses were taken in the middle of January, so an interval holds whole calendar years but for
two weeks at each end.
"""

from itertools import pairwise
from typing import Final

import pandas as pd

from kazmig.chapters.intervals import bounded
from kazmig.chapters.years import ChapterError, first_year
from kazmig.evidence import Evidence

SOVIET: Final = (1959, 1970, 1979, 1989)
"""Censuses between which an account can be made: on one territory, with births and deaths of the UN."""

REVISIONS: Final = {"wpp2022": "WPP 2022", "wpp2024": "WPP 2024"}
"""Value of a parameter -> revision of the UN's estimates."""

FIRST_COUNT: Final = "KZ-SSR"
"""Territory of the count of 1989 as it was first published, before it was recalculated."""


def net(ev: Evidence, start: int = 1950, end: int = 1991) -> pd.DataFrame:
    """Return the UN's net migrants of each year by revision.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (persons), ``revision``, lineage; WPP 2024 first.
    """
    parts = [
        ev.series("net_migrants_wpp", vintage=name, start=start, end=end).assign(revision=name)
        for name in sorted(REVISIONS.values(), reverse=True)
    ]
    return pd.concat(parts, ignore_index=True)[["year", "value", "revision", "lineage"]]


def first_loss(frame: pd.DataFrame, revision: str) -> int:
    """Return the first year in which one revision has more people leave than arrive.

    Raises
    ------
    ChapterError
        If there is none.
    """
    losing = frame[(frame["revision"] == revision) & (frame["value"] < 0)]
    if losing.empty:
        raise ChapterError(f"{revision} has no year of net loss among those shown. Remedy: show more years.")
    return first_year(losing)


def total(frame: pd.DataFrame, revision: str, start: int, end: int) -> float:
    """Return the sum of one revision from one year to another, both included."""
    own = frame[(frame["revision"] == revision) & frame["year"].between(start, end)]
    return float(own["value"].sum())


def widest(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the difference between the two revisions by year: ``year``, ``value`` (2024 less 2022), lineage."""
    new, old = (frame[frame["revision"] == name] for name in ("WPP 2024", "WPP 2022"))
    both = new.merge(old, on="year", suffixes=("_new", "_old"))
    return pd.DataFrame(
        {
            "year": both["year"],
            "value": both["value_new"] - both["value_old"],
            "lineage": both["lineage_new"] + " " + both["lineage_old"],
        }
    )


def accounts(ev: Evidence, revision: str, first_count: bool = False) -> pd.DataFrame:
    """Return net migration between Soviet censuses: implied by the counts, and by both revisions of the UN.

    Parameters
    ----------
    revision
        Whose births and deaths are used: ``WPP 2022`` or ``WPP 2024``.
    first_count
        Whether the census of 1989 as first counted closes the last interval, instead of the recalculated one. It is
        printed as 16.4 million and cut, so the implied value is then the lowest that it allows.

    Returns
    -------
    DataFrame
        One row an interval: ``start``, ``end`` (censuses), ``interval`` (label), ``growth``, ``natural`` (births less
        deaths), ``implied`` (growth less natural), ``wpp2022``, ``wpp2024`` (all in persons), lineage.
    """
    counts = bounded(ev.series("population_census"))
    if first_count:
        late = bounded(ev.series("population_census", geo=FIRST_COUNT, start=SOVIET[-1], end=SOVIET[-1]))
        counts = pd.concat([counts[counts["year"] != SOVIET[-1]], late], ignore_index=True)
    births, deaths = (ev.series(name, vintage=revision) for name in ("births_wpp", "deaths_wpp"))
    moves = net(ev, SOVIET[0], SOVIET[-1])
    rows = []
    for start, end in pairwise(SOVIET):
        ends = [counts[counts["year"] == year].iloc[0] for year in (start, end)]
        years = [frame[frame["year"].between(start, end - 1)] for frame in (births, deaths, moves)]
        growth = float(ends[1]["value"] - ends[0]["value"])
        natural = float(years[0]["value"].sum() - years[1]["value"].sum())
        lineage = [str(each["lineage"]) for each in ends] + [text for frame in years for text in frame["lineage"]]
        rows.append(
            {"start": start, "end": end, "interval": f"{start} to {end - 1}", "growth": growth, "natural": natural,
             "implied": growth - natural,
             **{key: total(moves, name, start, end - 1) for key, name in REVISIONS.items()},
             "lineage": " ".join(lineage)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def side_by_side(found: pd.DataFrame, births_of: str) -> pd.DataFrame:
    """Return `accounts` as one row an interval and estimate, for a picture.

    Returns
    -------
    DataFrame
        ``label``, ``value`` (persons), ``thousand`` (the same in thousands), ``way``, lineage.
    """
    ways = {"implied": f"censuses, births and deaths of {births_of}", "wpp2022": "WPP 2022", "wpp2024": "WPP 2024"}
    rows = [
        {"label": f"{row['interval']}, {name}", "value": row[way], "way": way, "lineage": row["lineage"]}
        for _, row in found.iterrows()
        for way, name in ways.items()
    ]
    both = pd.DataFrame(rows)
    return both.assign(thousand=both["value"] / 1000)


def at(found: pd.DataFrame, start: int, column: str) -> float:
    """Return one number of the interval that begins with the census of ``start``."""
    return float(found.loc[found["start"] == start, column].item())


def every_way(ev: Evidence) -> pd.DataFrame:
    """Return `accounts` for each revision's births and deaths with each count of 1989.

    Returns
    -------
    DataFrame
        As `accounts`, with ``revision`` and ``first_count``.
    """
    parts = [
        accounts(ev, revision, first).assign(revision=revision, first_count=first)
        for revision in REVISIONS.values()
        for first in (False, True)
    ]
    return pd.concat(parts, ignore_index=True)
