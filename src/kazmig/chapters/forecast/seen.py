"""What the models see: registered departures and arrivals, as counts or per 1,000 people, and the people."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import common
from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence
from kazmig.trends import forecasting

UNITS: Final = {"count": "people a year", "rate": "per 1,000 people"}
"""Unit of the forecasts by what the models describe."""

FORMATS: Final = {"count": ",.0f", "rate": ".2f"}
"""How a forecast is printed."""

FLOWS: Final = ("departures", "arrivals", "net")

ALWAYS: Final = ("naive", "drift")
"""Models that are in every comparison: the rule names them."""


@dataclass(frozen=True)
class Seen:
    """The series of one run.

    Parameters
    ----------
    departures, arrivals, net
        ``year``, ``value`` in the unit of the run, lineage; one row a year of the window.
    people
        The denominators: ``year``, ``value`` (persons), lineage.
    """

    departures: pd.DataFrame
    arrivals: pd.DataFrame
    net: pd.DataFrame
    people: pd.DataFrame

    @property
    def history(self) -> pd.DataFrame:
        """All three, one under the other, told apart by ``flow``."""
        return common.stack({name: getattr(self, name) for name in FLOWS}, column="flow")


def seen(ev: Evidence, start: int, end: int, measure: str = "count", population: str = "wpp2024") -> Seen:
    """Return what the models of a run see.

    Parameters
    ----------
    start, end
        First and last year.
    measure
        ``count`` (persons) or ``rate`` (per 1,000 people).
    population
        Where the denominators are from, as `common.population` knows them.

    Raises
    ------
    ChapterError
        If a year of the window has no denominator and rates are asked for, or the measure is unknown.
    """
    if measure not in UNITS:
        raise ChapterError(f"measure is {measure!r}. Remedy: choose one of {', '.join(UNITS)}.")
    people = common.between(common.population(ev, population), start, end)
    names = ("departures_registered", "arrivals_registered")
    columns = ["year", "value", "lineage"]
    departures, arrivals = (common.between(ev.series(name), start, end)[columns] for name in names)
    if measure == "rate":
        departures = evidence.derive(_per_thousand, departures, people, by="year")
        arrivals = evidence.derive(_per_thousand, arrivals, people, by="year")
        missing = sorted(set(range(start, end + 1)) - set(departures["year"]))
        if missing:
            raise ChapterError(
                f"there is no population of {missing[0]} from {population}. Remedy: a later start_year, or wpp2024."
            )
    net = evidence.derive(_difference, departures, arrivals, by="year")
    return Seen(departures, arrivals, net, people[columns])


def compared(models: str) -> tuple[str, ...]:
    """Return the models that a run compares, in the order of the tables.

    Parameters
    ----------
    models
        ``all``, or names separated by commas; naive and drift are always among them.

    Examples
    --------
    >>> compared("drift, mean")
    ('naive', 'drift', 'mean')
    """
    known = tuple(forecasting.MODELS)
    wanted = set(known) if models.strip() == "all" else {name.strip() for name in models.split(",")}
    unknown = sorted(wanted - set(known))
    if unknown:
        raise ChapterError(f"models names {unknown[0]!r}. Remedy: choose among {', '.join(known)}, or write all.")
    return tuple(name for name in known if name in wanted or name in ALWAYS)


def models_table(people: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the models in plain words: ``title``, ``assumes``, ``peer`` (yes or no), lineage of what they see."""

    def listed(_: pd.DataFrame) -> pd.DataFrame:
        chosen = [forecasting.MODELS[name] for name in names]
        return pd.DataFrame(
            {
                "model": [model.name for model in chosen],
                "title": [model.title for model in chosen],
                "assumes": [model.assumes for model in chosen],
                "peer": ["yes" if model.peer else "" for model in chosen],
            }
        )

    return evidence.derive(listed, people)


def _per_thousand(counts: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    return common.rates(counts, people)[["year", "value"]]


def _difference(departures: pd.DataFrame, arrivals: pd.DataFrame) -> pd.DataFrame:
    pairs = departures.merge(arrivals, on="year", suffixes=("_out", "_in"))
    return pd.DataFrame({"year": pairs["year"], "value": pairs["value_in"] - pairs["value_out"]})
