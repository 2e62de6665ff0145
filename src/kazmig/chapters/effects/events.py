"""The events that are tested, the year at which each is looked for, and what else happened for that year."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.policy import first_full_year
from kazmig.evidence import Evidence

TESTED: Final = {
    "law_migration_2011": "Law of 2011",
    "household_permits_2014": "Permits",
    "oil_price_2014": "Russia's downturn",
    "concept_2017": "Concept of 2017",
    "pandemic_2020": "Pandemic",
    "mobilisation_2022": "Mobilisation",
    "concept_2023": "Concept of 2022",
}
"""Events tested, with the short words that stand for them; dates and kinds are the ledger's."""

STEPS: Final = ("law", "programme", "quota", "agreement", "shock")
"""Kinds of entries that could have moved a flow; institutions are left out."""

SHOCK: Final = "shock"
"""The kind of an entry that is no decision of the state of Kazakhstan."""


def place(date: str, dating: str) -> int:
    """Return the year at which an event is looked for.

    Parameters
    ----------
    date
        As in the ledger: year, month or day.
    dating
        ``first_full_year`` (the first year wholly after the date) or ``year_of_event``.

    Examples
    --------
    >>> place("2011-07-22", "first_full_year"), place("2011-07-22", "year_of_event")
    (2012, 2011)
    """
    if dating == "first_full_year":
        return first_full_year(date)
    if dating == "year_of_event":
        return int(date[:4])
    raise ChapterError(f"dating is {dating!r}. Remedy: choose first_full_year or year_of_event.")


def _placed(frame: pd.DataFrame, dating: str) -> pd.DataFrame:
    placed: pd.DataFrame = frame.assign(
        own=[int(date[:4]) for date in frame["date"]], year=[place(date, dating) for date in frame["date"]]
    )
    return placed


def listed(ev: Evidence, dating: str = "first_full_year") -> pd.DataFrame:
    """Return the events tested, in the order of their dates.

    Returns
    -------
    DataFrame
        ``event_id``, ``word``, ``name``, ``date``, ``kind``, ``own`` (year of the date), ``year`` (at
        which it is looked for), lineage.

    Raises
    ------
    ChapterError
        An id that the ledger does not have.
    """
    known = ev.events
    absent = sorted(set(TESTED) - set(known["event_id"]))
    if absent:
        raise ChapterError(f"events.csv has no event {absent[0]!r}. Remedy: add the row, or leave it out of TESTED.")
    chosen = _placed(known[known["event_id"].isin(TESTED)], dating)
    chosen = chosen.assign(word=chosen["event_id"].map(TESTED)).sort_values("date", kind="stable")
    columns = ["event_id", "word", "name", "date", "kind", "own", "year", "lineage"]
    return chosen[columns].reset_index(drop=True)


def calendar(events: pd.DataFrame) -> pd.DataFrame:
    """Return the years at which events are looked for.

    Returns
    -------
    DataFrame
        ``year``, ``word`` (all events of the year), ``events``, ``decisions`` and ``shocks`` (how many), ``mixed`` (1
        where a decision and a shock share the year, so that no design could tell them apart), lineage.
    """

    def gather(frame: pd.DataFrame) -> pd.DataFrame:
        groups = frame.assign(shock=frame["kind"] == SHOCK).groupby("year", sort=True)
        found = groups.agg(word=("word", " + ".join), events=("word", "size"), shocks=("shock", "sum")).reset_index()
        found["decisions"] = found["events"] - found["shocks"]
        return found.assign(mixed=((found["shocks"] > 0) & (found["decisions"] > 0)).astype("int64"))

    return evidence.derive(gather, events, by="year")


def company(ev: Evidence, events: pd.DataFrame, dating: str = "first_full_year") -> pd.DataFrame:
    """Return every other entry of the ledger that would be looked for at the same year as an event tested.

    Returns
    -------
    DataFrame
        ``year``, ``name``, ``date``, ``kind``, lineage.
    """
    known = _placed(ev.events, dating)
    others = (
        known["kind"].isin(STEPS) & known["year"].isin(events["year"]) & ~known["event_id"].isin(events["event_id"])
    )
    return known.loc[others, ["year", "name", "date", "kind", "lineage"]].sort_values("date").reset_index(drop=True)
