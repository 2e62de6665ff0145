"""Ages of those who leave and arrive: people of working age and children, where a release prints them."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import intervals
from kazmig.chapters.brain_drain.education import HALF, emigrants
from kazmig.chapters.intervals import Span
from kazmig.evidence import Evidence
from kazmig.evidence.periods import Period

WHEN: Final = {
    "2017-01/2017-09": "January to September 2017",
    "2018": "2018",
    "2019-01/2019-09": "January to September 2019",
    "2021-Q1": "January to March 2021",
    "2019/2024": "2019 to 2024",
}
"""Periods for which the share of working age is printed, or follows from printed numbers, exactly enough."""


def working(ev: Evidence) -> pd.DataFrame:
    """Return people of working age among registered emigrants beside those aged 15 to 64 in the population.

    Returns
    -------
    DataFrame
        One row a period: ``period``, ``label``, ``share`` (percent of emigrants of all ages), ``low``, ``high`` (bounds
        that rounding leaves), ``population`` (percent aged 15 to 64, mean of the period's years), lineage.
    """
    leaving = _shares(ev, "departures", "working_age")
    people = ev.series("population_share_working_age", age="15-64")
    rows = [_beside(leaving[leaving["period"] == period], people) for period in WHEN]
    return pd.concat(rows, ignore_index=True)


def _beside(leaving: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    span = Period.parse(str(leaving["period"].iloc[0]))
    years = people[people["year"].between(span.start.year, span.end.year)]
    return evidence.derive(_joined, leaving, years)


def _joined(leaving: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    row = leaving[["period", "share", "low", "high"]].reset_index(drop=True)
    return row.assign(label=row["period"].map(WHEN), population=years["value"].mean())


def children(ev: Evidence) -> pd.DataFrame:
    """Return children among those who left and arrived, for every period with a number.

    In the first half of 2022 children are everybody less those aged 15 and over, whose education is printed.

    Returns
    -------
    DataFrame
        ``flow`` (``departures`` or ``arrivals``), ``period``, ``share`` (percent of all ages), ``low``, ``high``,
        lineage.
    """
    parts = [_shares(ev, flow, "under15").assign(flow=flow) for flow in ("departures", "arrivals")]
    whole = ev.series("departures_registered", frequency="half")
    rest = evidence.derive(_rest, whole[whole["period"] == HALF], emigrants(ev)).assign(flow="departures")
    return pd.concat([*parts, rest], ignore_index=True)


def _rest(whole: pd.DataFrame, adults: pd.DataFrame) -> pd.DataFrame:
    share = 100 * (1 - adults["value"].sum() / whole["value"].iloc[0])
    return pd.DataFrame({"period": [HALF], "share": share, "low": share, "high": share})


def _shares(ev: Evidence, flow: str, group: str) -> pd.DataFrame:
    """Return the shares of an age group: printed, or its number over the total of the same period."""
    kept = ["period", "value", "low", "high", "lineage"]
    counted = ev.series(f"{flow}_registered", breakdown="age_group", category=group, frequency=None)
    totals = intervals.bounded(ev.series(f"{flow}_registered", frequency=None))[kept]
    both = intervals.bounded(counted)[kept].merge(totals, on="period", suffixes=("", "_total"))
    bounds = ["low", "value", "high"]
    spans = [
        (Span(*part) / Span(*whole)) * 100
        for part, whole in zip(
            both[bounds].to_numpy(), both[[f"{name}_total" for name in bounds]].to_numpy(), strict=True
        )
    ]
    found = pd.DataFrame(
        {
            "period": both["period"],
            "share": [span.value for span in spans],
            "low": [span.low for span in spans],
            "high": [span.high for span in spans],
            "lineage": both["lineage"] + " " + both["lineage_total"],
        }
    )
    if flow != "departures":
        return found
    printed = ev.series("departures_registered_share", breakdown="age_group", category=group, frequency=None)
    return pd.concat([intervals.bounded(printed)[kept].rename(columns={"value": "share"}), found], ignore_index=True)
