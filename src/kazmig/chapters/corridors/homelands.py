"""Who could still go to the country that their group is named after: Russians, Germans and Ukrainians who are left."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import exodus_groups
from kazmig.chapters.intervals import Span, bounded
from kazmig.chapters.years import ChapterError
from kazmig.evidence import Evidence

GROUPS: Final = {"russian": "Russians", "ukrainian": "Ukrainians", "german": "Germans"}
"""Category of ethnicity -> its name."""

BASE: Final = 1989
"""The last census before independence."""


def left(ev: Evidence) -> pd.DataFrame:
    """Return the people of each group at every count since the last Soviet census, in percent of it.

    Returns
    -------
    DataFrame
        ``group``, ``year``, ``people``, ``people_low``, ``people_high``, ``how`` (count or estimate), ``status``,
        ``value``, ``low``, ``high`` (percent of the census of 1989; the bounds are what rounding leaves), lineage of
        the count and of 1989.
    """
    parts = []
    for category, name in GROUPS.items():
        found = exodus_groups.people(ev, category)
        start = found[found["year"] == BASE].iloc[0]
        base = Span(start["low"], start["value"], start["high"])
        for _, row in found.iterrows():
            same = row["year"] == BASE
            part = Span(100, 100, 100) if same else Span(row["low"], row["value"], row["high"]) / base * 100
            parts.append(
                {
                    "group": name,
                    "year": int(row["year"]),
                    "people": row["value"],
                    "people_low": row["low"],
                    "people_high": row["high"],
                    "how": row["how"],
                    "status": "estimate" if row["how"] == "estimate" else "observed",
                    "value": part.value,
                    "low": part.low,
                    "high": part.high,
                    "lineage": f"{row['lineage']} {start['lineage']}",
                }
            )
    return pd.DataFrame(parts)


def latest(found: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return the last row of one group of `left`."""
    own = found[found["group"] == group]
    if own.empty:
        raise ChapterError(f"no group {group!r}. Remedy: one of {', '.join(GROUPS.values())}.")
    return own.sort_values("year").tail(1).reset_index(drop=True)


def census_and_estimate(ev: Evidence) -> pd.DataFrame:
    """Set the census of 2021 beside the estimate of a few months later that still stood on the census of 2009.

    Returns
    -------
    DataFrame
        ``group``, ``counted`` (census of 2021), ``carried`` (estimate for the start of 2022, superseded), each with
        ``_low`` and ``_high``, ``ratio`` (counted over carried) with its bounds, lineage. Groups for which both are at
        hand.
    """
    rows = []
    for category, name in GROUPS.items():
        try:
            old = ev.series("population_ethnic_estimate_old", breakdown="ethnicity", category=category)
        except evidence.EvidenceError:
            continue  # of the Germans no such estimate is at hand
        new = ev.series("population_census", breakdown="ethnicity", category=category, start=2021, end=2021)
        counted, carried = (_span(bounded(frame).iloc[-1]) for frame in (new, old))
        ratio = counted / carried
        row: dict[str, object] = {"group": name}
        for key, span in {"counted": counted, "carried": carried, "ratio": ratio}.items():
            row |= {key: span.value, f"{key}_low": span.low, f"{key}_high": span.high}
        rows.append(row | {"lineage": f"{new['lineage'].iloc[-1]} {old['lineage'].iloc[-1]}"})
    return pd.DataFrame(rows)


def _span(row: pd.Series) -> Span:
    return Span(float(row["low"]), float(row["value"]), float(row["high"]))


def pace(ev: Evidence, found: pd.DataFrame) -> pd.DataFrame:
    """Return what part of each group went in the last whole year that is known, and how.

    Registered departures of Russians, and resettlers received in Germany with their relatives: two definitions, so that
    the two rates must not be subtracted. For Ukrainians no whole year is at hand.

    Parameters
    ----------
    found
        What `left` returned.

    Returns
    -------
    DataFrame
        ``group``, ``what``, ``year``, ``went``, ``people``, ``rate`` (per 1,000 people of the group) with ``rate_low``
        and ``rate_high``, lineage.
    """
    russians = ev.series("departures_registered", breakdown="ethnicity", category="russian").tail(1)
    germans = ev.series("germany_resettlers", geo="DEU", partner="KAZ").tail(1)
    rows = []
    for name, what, went in (
        ("Russians", "registered departures", russians),
        ("Germans", "resettlers received in Germany", germans),
    ):
        people = latest(found, name).iloc[0]
        moved = _span(bounded(went).iloc[0])
        rate = moved / Span(people["people_low"], people["people"], people["people_high"]) * 1000
        rows.append(
            {
                "group": name,
                "what": what,
                "year": int(went["year"].iloc[0]),
                "went": moved.value,
                "people": people["people"],
                "rate": rate.value,
                "rate_low": rate.low,
                "rate_high": rate.high,
                "lineage": f"{went['lineage'].iloc[0]} {people['lineage']}",
            }
        )
    return pd.DataFrame(rows)
