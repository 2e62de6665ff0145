"""What all chapters share: values of years, rates, denominators, stacking, events; lineage is kept throughout."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.years import (
    ChapterError,
    at,
    between,
    change,
    first_year,
    last_year,
    peak_year,
    run_length,
    runs,
    spans,
    trough_year,
    windows,
)
from kazmig.evidence import Evidence

__all__ = [
    "PER",
    "ChapterError",
    "at",
    "between",
    "change",
    "events",
    "first_year",
    "handovers",
    "last_year",
    "marks",
    "peak_year",
    "population",
    "rates",
    "run_length",
    "runs",
    "spans",
    "stack",
    "trough_year",
    "windows",
]

PER: Final = 1000
"""Rates are events per so many people of the denominator."""


def stack(frames: Mapping[str, pd.DataFrame], column: str = "series") -> pd.DataFrame:
    """Return frames one under the other, told apart by a label in ``column``; columns that all have are kept.

    Examples
    --------
    >>> one = pd.DataFrame({"year": [2024], "lineage": ["a.csv:2"]})
    >>> stack({"out": one, "in": one.assign(lineage="a.csv:3")})["series"].tolist()
    ['out', 'in']
    """
    shared = [name for name in next(iter(frames.values())).columns if all(name in each for each in frames.values())]
    parts = [frame[shared].assign(**{column: label}) for label, frame in frames.items()]
    return pd.concat(parts, ignore_index=True)


def population(ev: Evidence, source: str) -> pd.DataFrame:
    """Return the denominators of yearly rates.

    Parameters
    ----------
    source
        ``wpp2024``: mid-year population of World Population Prospects 2024; after its last estimate the mid-years
        are interpolated between it and the ends of years that it projects. ``register``: the national
        statistics' population on 1 January, where we hold it.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (persons), ``status`` (observed, estimate or projection), lineage.
    """
    columns = ["year", "value", "status", "lineage"]
    if source == "register":
        return ev.series("population_jan1")[columns]
    if source != "wpp2024":
        raise ChapterError(f"population_source is {source!r}. Remedy: choose wpp2024 or register.")
    known = ev.series("population_midyear_wpp", vintage="WPP 2024")
    ends = ev.series("population_endyear_wpp", vintage="WPP 2024", start=last_year(known) + 1)
    return pd.concat([known[columns], evidence.derive(_midyears, known.tail(1), ends)[columns]], ignore_index=True)


def _midyears(last: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Interpolate mid-years between the last estimated one and the projected ends of years (31 December)."""
    times = [float(last["year"].iloc[0]) + 0.5, *(ends["year"].to_numpy(dtype="float64") + 1)]
    values = [float(last["value"].iloc[0]), *ends["value"]]
    middles = ends["year"].to_numpy(dtype="float64") + 0.5
    return pd.DataFrame({"year": ends["year"], "value": np.interp(middles, times, values), "status": "projection"})


def rates(counts: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return yearly counts per 1,000 people.

    Parameters
    ----------
    counts
        One row a year: ``year``, ``value`` (persons), lineage.
    people
        What `population` gives.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (per 1,000), ``count``, ``population``, ``denominator`` (its status), ``status``
        (``projection`` where the denominator is one, so that a chart dashes it), and the lineage of both. Years without
        a denominator are left out.
    """
    joined = counts[["year", "value", "lineage"]].merge(people, on="year", suffixes=("_count", "_population"))
    return pd.DataFrame(
        {
            "year": joined["year"],
            "value": PER * joined["value_count"] / joined["value_population"],
            "count": joined["value_count"],
            "population": joined["value_population"],
            "denominator": joined["status"],
            "status": joined["status"].map(lambda status: "projection" if status == "projection" else "observed"),
            "lineage_count": joined["lineage_count"],
            "lineage_population": joined["lineage_population"],
        }
    )


def events(ev: Evidence, words: Mapping[str, str]) -> pd.DataFrame:
    """Return events for a chart's time axis, each with the short word that stands at its line.

    Parameters
    ----------
    words
        Event id of ``events.csv`` -> word.

    Raises
    ------
    ChapterError
        If an id names no event.
    """
    known = ev.events
    unknown = sorted(set(words) - set(known["event_id"]))
    if unknown:
        raise ChapterError(
            f"events.csv has no event {unknown[0]!r}. Remedy: use an event_id that it has, or add the row."
        )
    kept = known[known["event_id"].isin(list(words))]
    marked: pd.DataFrame = kept.assign(word=kept["event_id"].map(dict(words))).reset_index(drop=True)
    return marked


def handovers(frame: pd.DataFrame, word: str) -> pd.DataFrame:
    """Return the years in which a series passes from one source to another, as events for a chart's time axis.

    Returns
    -------
    DataFrame
        ``year``, ``date`` (the year as text), ``word``, lineage of the first row of the new source; empty when one
        source gives all.
    """
    ordered = frame.sort_values("year")
    new = (ordered["source_id"] != ordered["source_id"].shift()) & (ordered["year"] != ordered["year"].min())
    kept = ordered.loc[new, ["year", "lineage"]].reset_index(drop=True)
    marked: pd.DataFrame = kept.assign(date=kept["year"].astype(str), word=word)
    return marked


def marks(*frames: pd.DataFrame) -> pd.DataFrame:
    """Return several event frames as one: ``word``, ``date`` and lineage.

    Examples
    --------
    >>> one = pd.DataFrame({"word": ["Pandemic"], "date": ["2020-03-16"], "lineage": ["events.csv:2"]})
    >>> marks(one, one.assign(word="Again"))["word"].tolist()
    ['Pandemic', 'Again']
    """
    return pd.concat([frame[["word", "date", "lineage"]] for frame in frames], ignore_index=True)
