"""On which choices the rule's verdict hangs: the same rule on the other measure, without some years, on arrivals."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.forecast.contest import PERIODS, contest, ruled, verdict
from kazmig.chapters.forecast.seen import UNITS, seen
from kazmig.evidence import Evidence
from kazmig.trends import forecasting

SLOW: Final = ("arima", "pool")
"""Models whose past forecasts take as long as all others together; the variants leave them out."""

FIRST_INDEPENDENT: Final = 1992
"""First year in which moves to the other former republics were moves between states."""

ABNORMAL: Final = (2020,)
"""The year in which borders were closed."""


@dataclass(frozen=True)
class Settings:
    """What a run forecasts, and how its past forecasts are made."""

    start: int
    end: int
    measure: str
    population: str
    first_origin: int
    confidence: float
    size: int
    seed: int


def quick(models: Collection[str]) -> tuple[str, ...]:
    """Return the models that the variants compare: the candidates of a run without the slow ones."""
    return tuple(name for name in models if name not in SLOW and not forecasting.MODELS[name].peer)


def sensitivity(ev: Evidence, rule: pd.DataFrame, models: Collection[str], run: Settings) -> pd.DataFrame:
    """Apply the rule again with one choice changed at a time.

    Parameters
    ----------
    rule
        The verdict of the run itself: the first row.
    models
        The models of the run.
    run
        Its settings.

    Returns
    -------
    DataFrame
        ``variant``, ``headline`` (title), ``nearest`` (the candidate whose smaller improvement is largest),
        ``improvement_all`` and ``improvement_later`` (percent, of the nearest), ``low`` and ``high`` (of the later),
        ``n`` (origins), ``looks``, ``changed`` (1 where the headline is not the run's), lineage.
    """
    names = quick(models)
    other = next(name for name in UNITS if name != run.measure)
    scores = _scores(ev, names, run)
    tables = {
        "as in the chapter": rule,
        "per 1,000 people" if other == "rate" else "people": _verdict(
            _scores(ev, names, replace(run, measure=other)), run
        ),
        f"without the year {ABNORMAL[0]}": _verdict(scores, run, without=ABNORMAL),
        "arrivals": _verdict(_scores(ev, names, run, flow="arrivals"), run),
    }
    if run.start < FIRST_INDEPENDENT:
        later = _scores(ev, names, replace(run, start=FIRST_INDEPENDENT))
        tables[f"years from {FIRST_INDEPENDENT} alone"] = _verdict(later, run)
    own = ruled(rule)[0]
    parts = [evidence.derive(_line, table, variant=name, own=own) for name, table in tables.items()]
    return pd.concat(parts, ignore_index=True)


def _scores(ev: Evidence, names: Collection[str], run: Settings, flow: str = "departures") -> pd.DataFrame:
    known = seen(ev, run.start, run.end, run.measure, run.population)
    people = known.people if run.measure == "count" else None
    rows: pd.DataFrame = getattr(known, flow)
    return contest(rows, people, names, first_origin=run.first_origin, size=run.size, seed=run.seed)


def _verdict(scores: pd.DataFrame, run: Settings, without: Collection[int] = ()) -> pd.DataFrame:
    return verdict(scores, confidence=run.confidence, seed=run.seed, without=without)


def _line(table: pd.DataFrame, variant: str, own: str) -> pd.DataFrame:
    """Sum up one verdict in a row."""
    candidates = table[table["candidate"]]
    wide = candidates.pivot(index="title", columns="period", values="improvement")
    nearest = str(wide.min(axis=1).idxmax())
    later = candidates[(candidates["title"] == nearest) & (candidates["period"] == PERIODS[1])].iloc[0]
    headline = ruled(table)[0]
    return pd.DataFrame(
        {
            "variant": [variant],
            "headline": [headline],
            "nearest": [nearest],
            "improvement_all": [wide.loc[nearest, PERIODS[0]]],
            "improvement_later": [wide.loc[nearest, PERIODS[1]]],
            "low": [later["low"]],
            "high": [later["high"]],
            "n": [int(table["n"].max())],
            "looks": [int(table["looks"].iloc[0])],
            "changed": [int(headline != own)],
        }
    )
