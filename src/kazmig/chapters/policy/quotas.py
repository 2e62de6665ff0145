"""Quotas beside what came: kandas settled under the quota and all who came, permits in force under the ceiling."""

from typing import Final

import pandas as pd

from kazmig.chapters import intervals
from kazmig.chapters.policy.targets import words
from kazmig.evidence import Evidence

SETTLED: Final = ("2023", "2024-01/2024-10", "2025")
"""Periods for which both the kandas settled under the quota and all kandas are printed."""


def settled(ev: Evidence) -> pd.DataFrame:
    """Return kandas settled under the regional quota beside all who received the status in the same months.

    Returns
    -------
    DataFrame
        One row a period: ``period``, ``label``, ``under`` (persons), ``everybody`` (persons), ``share`` (percent),
        lineage of both.
    """
    sides = []
    for name in ("kandas_resettled_under_quota", "kandas_arrivals"):
        rows = ev.series(name, frequency=None)
        sides.append(rows.loc[rows["period"].isin(SETTLED), ["period", "value", "lineage"]])
    both = sides[0].merge(sides[1], on="period", suffixes=("_under", "_everybody"))
    both = both.rename(columns={"value_under": "under", "value_everybody": "everybody"})
    label = [words(period).removeprefix("in ") for period in both["period"]]
    return both.assign(label=label, share=100 * both["under"] / both["everybody"])


def ceilings(ev: Evidence) -> pd.DataFrame:
    """Return the quota of permits for foreign workers beside the most permits known to be in force in the year.

    Returns
    -------
    DataFrame
        One row a year with both: ``year``, ``label``, ``quota``, ``permits`` (persons), ``share``, ``share_low``,
        ``share_high`` (percent of the quota; bounds are what rounding leaves open), lineage of both.
    """
    quota = intervals.bounded(ev.series("foreign_labour_quota", start=2011))
    permits = intervals.bounded(ev.series("foreign_workers_permits", frequency=None))
    permits = permits.assign(year=[int(period[:4]) for period in permits["period"]])
    most = permits.loc[permits.groupby("year")["value"].idxmax()]
    columns = ["year", "value", "low", "high", "lineage"]
    both = quota[columns].astype({"year": "int64"}).merge(most[columns], on="year", suffixes=("_quota", "_permits"))
    return pd.DataFrame(
        {
            "year": both["year"],
            "label": both["year"].astype(str),
            "quota": both["value_quota"],
            "permits": both["value_permits"],
            "share": 100 * both["value_permits"] / both["value_quota"],
            "share_low": 100 * both["low_permits"] / both["high_quota"],
            "share_high": 100 * both["high_permits"] / both["low_quota"],
            "lineage_quota": both["lineage_quota"],
            "lineage_permits": both["lineage_permits"],
        }
    )
