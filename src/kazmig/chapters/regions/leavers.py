"""Who gives up residence to live abroad: what single releases say on ethnicity and place, beside the population."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.evidence import Evidence

GROUPS: Final = {
    "russian": "Russians",
    "german": "Germans",
    "ukrainian": "Ukrainians",
    "kazakh": "Kazakhs",
    "tatar": "Tatars",
}
"""Ethnic groups that the release of 2017 names."""

ETHNIC_PERIOD: Final = "2017-01/2017-09"
URBAN_PERIOD: Final = "2019-01/2019-09"
"""The only periods at hand with five groups, and with town and country."""

COMPARED: Final = 2024
"""Year of the population by ethnicity; earlier years have fewer groups."""


def composition(ev: Evidence) -> pd.DataFrame:
    """Set the share of each group among registered departures beside its share in the population.

    Returns
    -------
    DataFrame
        ``group``, ``period``, ``leaving`` (percent of the period's registered departures), ``living`` (percent of the
        population), ``ratio`` (first over second), lineage; groups in the order of the share that leaves.
    """
    rows = [_ethnic(ev, category, name) for category, name in GROUPS.items()]
    rows.append(_urban(ev))
    whole = pd.concat(rows, ignore_index=True)
    whole["ratio"] = whole["leaving"] / whole["living"]
    return whole.sort_values("leaving", ascending=False, kind="stable").reset_index(drop=True)


def _ethnic(ev: Evidence, category: str, name: str) -> pd.DataFrame:
    left = ev.series("departures_registered", breakdown="ethnicity", category=category, frequency=None)
    left = _of_period(left, ETHNIC_PERIOD)
    total = _of_period(ev.series("departures_registered", frequency=None), ETHNIC_PERIOD)
    living = ev.series("population_ethnic_estimate", breakdown="ethnicity", category=category, start=COMPARED)
    living = living[living["year"] == COMPARED]
    people = ev.series("population_jan1", start=COMPARED, end=COMPARED)
    return evidence.derive(_share, left, total, living, people, name=name, period=ETHNIC_PERIOD)


def _urban(ev: Evidence) -> pd.DataFrame:
    left = ev.series("departures_registered", breakdown="residence", category="urban", frequency=None)
    left = _of_period(left, URBAN_PERIOD)
    total = _of_period(ev.series("departures_registered", frequency=None), URBAN_PERIOD)
    living = ev.series("population_jan1", breakdown="residence", category="urban", start=2019, end=2019)
    people = ev.series("population_jan1", start=2019, end=2019)
    return evidence.derive(_share, left, total, living, people, name="People of towns", period=URBAN_PERIOD)


def _of_period(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    return frame[frame["period"] == period]


def _share(
    left: pd.DataFrame, total: pd.DataFrame, living: pd.DataFrame, people: pd.DataFrame, *, name: str, period: str
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": [name],
            "period": [period],
            "leaving": [100 * left["value"].item() / total["value"].item()],
            "living": [100 * living["value"].item() / people["value"].item()],
        }
    )
