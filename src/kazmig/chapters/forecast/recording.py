"""Makes the rows that the forecast ledger records: our own forecasts with every model, and the UN's projections."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.chapters.forecast.ahead import BOUNDS, ahead
from kazmig.chapters.forecast.contest import contest, model_of, verdict
from kazmig.chapters.forecast.scoring import OURS, UN
from kazmig.chapters.forecast.seen import FLOWS, seen
from kazmig.evidence import Evidence
from kazmig.trends import forecasting
from kazmig.trends.forecasting.rule import ORIGINS

OWN_SOURCE: Final = "kazmig_forecasts"
UN_MODEL: Final = "median_projection"
GIVEN: Final = (80, 95)
"""Levels of the intervals that the UN publishes."""

UNTIL: Final = 2030
"""Last year whose projections are recorded."""

FIRST: Final = 1991
"""First year that the models see."""

PSEUDO_NOTE: Final = (
    "A pseudo-vintage, made afterwards with the years after {last} cut off. It is a test of the models and no record "
    "of foresight: models, settings and the rule were chosen by people who knew what came, and the figures are those "
    "of the latest revision, not those that could be read at the time."
)
RELEASE_NOTE: Final = "Made before any figure for the whole of {first} was published."
UN_NOTE: Final = "The UN's projection of net migration to {place}, as published, medium variant."


@dataclass(frozen=True)
class Made:
    """Forecasts that can be recorded.

    Parameters
    ----------
    rows
        The columns of ``ledger.csv`` but ``release``.
    data_vintage
        The release of the data that the models saw.
    last_year
        The last year that they saw.
    """

    rows: pd.DataFrame
    data_vintage: str
    last_year: int


def own(ev: Evidence, *, last_year: int | None = None, horizon: int = 5, size: int = 10_000, seed: int = 1991) -> Made:
    """Return forecasts of departures, arrivals and net by every model of the rule's table.

    Parameters
    ----------
    last_year
        The last year that the models may see; the last of the register when None.
    horizon
        Years ahead.
    size, seed
        Simulated paths, and their seed.

    Raises
    ------
    ChapterError
        If the register has no such year.
    """
    frames = {name: ev.series(name, start=FIRST) for name in OURS[:2]}
    known = min(int(frame["year"].max()) for frame in frames.values())
    last = known if last_year is None else last_year
    if last > known:
        raise ChapterError(f"the register ends in {known}, so that no model saw {last}. Remedy: give an earlier year.")
    told = ahead(seen(ev, FIRST, last), tuple(forecasting.MODELS), horizon=horizon, size=size, seed=seed)
    rows = told.assign(series_id=told["flow"].map(dict(zip(FLOWS, OURS, strict=True))), note=told["fallback"])
    vintage = max(str(frame.loc[frame["year"] <= last, "vintage"].max()) for frame in frames.values())
    return Made(_rows(rows.assign(origin=last, geo="KAZ", role="", source_id=OWN_SOURCE)), vintage, last)


def united_nations(ev: Evidence, revision: str, *, until: int, geo: str = "KAZ") -> Made:
    """Return the projections of one revision of the UN's World Population Prospects.

    Parameters
    ----------
    revision
        ``WPP 2022`` or ``WPP 2024``.
    until
        The last year to record.
    """
    whole = ev.panel("wpp", geo=geo, vintage=revision)
    estimates, projections = (whole[whole["status"] == status] for status in ("estimate", "projection"))
    last = int(estimates["year"].max())
    projections = projections[projections["year"] <= until]
    bounds = {
        f"{side}_{level}": projections[f"net_migrants_{side}{level}"] for side in ("low", "high") for level in GIVEN
    }
    rows = projections.assign(
        series_id=UN, model=UN_MODEL, median=projections["net_migrants"].astype("float64"), **bounds, role="", note=""
    )
    rows = rows.assign(origin=last, horizon=rows["year"] - last)
    return Made(_rows(rows), revision, last)


def judged(ev: Evidence, made: Made, *, size: int = 2000, seed: int = 1991) -> Made:
    """Mark the model that the rule puts first and the one shown beside it, as the chapter would on this day."""
    known = seen(ev, FIRST, made.last_year)
    scores = contest(
        known.departures, known.people, tuple(forecasting.MODELS), first_origin=min(ORIGINS), size=size, seed=seed
    )
    table = verdict(scores, confidence=0.95, seed=seed)
    roles = {model_of(table, role): role for role in ("headline", "beside")}
    marked = made.rows.assign(role=[roles.get(name, "") for name in made.rows["model"]])
    return Made(marked, made.data_vintage, made.last_year)


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that are recorded; an interval that is not given is missing."""
    names = ["series_id", "geo", "model", "year", "origin", "horizon", "median", *BOUNDS, "role", "source_id", "note"]
    return frame.reindex(columns=names).reset_index(drop=True)
