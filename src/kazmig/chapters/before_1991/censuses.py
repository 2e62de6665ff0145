"""How many people each census counted, and on which territory: the borders of today or those of the time."""

from typing import Final

import pandas as pd

from kazmig.chapters.intervals import Span, bounded
from kazmig.chapters.years import ChapterError
from kazmig.evidence import Evidence

TODAY: Final = "KAZ"
"""The territory of today, to which the statistical agency recalculated the censuses from 1959 on."""

THEN: Final = ("KZ-A26", "KZ-K26", "KZ-SSR")
"""Territories of the time: the republic of 1926 without and with the Karakalpak Oblast, and the Soviet republic."""

KEPT: Final = ["year", "value", "low", "high", "kind", "geo", "source_id", "lineage"]


def total_1897(ev: Evidence) -> pd.DataFrame:
    """Return the population of 1897 within the borders of today, from the Kazakhs counted and their printed share.

    No total is printed for these borders. The bounds are what the rounding of the share leaves.

    Returns
    -------
    DataFrame
        One row with the columns of `KEPT`; ``kind`` is ``borders of today``.
    """
    people, share = (
        bounded(ev.series(name, breakdown="ethnicity", category="kazakh", start=1897, end=1897)).iloc[0]
        for name in ("population_census", "population_census_share")
    )
    part = Span(share["low"] / 100, share["value"] / 100, share["high"] / 100)
    total = Span(people["low"], people["value"], people["high"]) / part
    row = {
        "year": 1897, "value": total.value, "low": total.low, "high": total.high, "kind": "borders of today",
        "geo": TODAY, "source_id": people["source_id"], "lineage": f"{people['lineage']} {share['lineage']}",
    }  # fmt: skip
    return pd.DataFrame([row])[KEPT]


def population(ev: Evidence, start: int = 1897) -> pd.DataFrame:
    """Return every total of a census at hand since ``start``, with the territory it is for.

    Returns
    -------
    DataFrame
        Columns of `KEPT`, in the order of years. ``kind`` is ``borders of today`` (one row a census, the source that
        is used), ``borders of the time`` (every territory and count at hand) or ``estimate`` (the bureau's figures
        for the lands that became the Kazakh ASSR, 1897 to 1922). Kinds and territories must not be joined.
    """
    now = bounded(ev.series("population_census")).assign(kind="borders of today")
    then = bounded(ev.series("population_census", geo=list(THEN))).assign(kind="borders of the time")
    lands = bounded(ev.series("population_historical", geo="KZ-A26")).assign(kind="estimate")
    found = pd.concat([total_1897(ev), now[KEPT], then[KEPT], lands[KEPT]], ignore_index=True)
    found = found[found["year"] >= start].sort_values(["year", "kind", "geo"], kind="stable")
    return found.astype({"year": "int64"}).reset_index(drop=True)


def of(frame: pd.DataFrame, year: int, geo: str = TODAY, kind: str | None = None) -> float:
    """Return the one value of a year and territory.

    Raises
    ------
    ChapterError
        If there is none or more than one.
    """
    chosen = (frame["year"] == year) & (frame["geo"] == geo)
    if kind is not None:
        chosen &= frame["kind"] == kind
    found = frame.loc[chosen, "value"]
    if len(found) != 1:
        raise ChapterError(
            f"{len(found)} values for {year} on the territory {geo}, one is wanted. Remedy: show more censuses."
        )
    return float(found.iloc[0])


def spread(frame: pd.DataFrame, year: int) -> float:
    """Return how far the totals of one year on different territories lie apart, in percent of the smallest."""
    values = frame.loc[(frame["year"] == year) & (frame["kind"] == "borders of the time"), "value"]
    return float(100 * (values.max() / values.min() - 1))
