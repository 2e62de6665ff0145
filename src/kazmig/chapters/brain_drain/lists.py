"""What each list of specialities rests on: how many it names, what they add up to, and everybody who moved."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import intervals
from kazmig.chapters.brain_drain.professions import BOUNDS, PERIODS, SIDES
from kazmig.evidence import Evidence

LONG: Final = 6
"""A list of leavers that names so many specialities is a longer one."""


def lists(ev: Evidence, printed: pd.DataFrame) -> pd.DataFrame:
    """Return each printed list of specialities with its base.

    Parameters
    ----------
    printed
        What `kazmig.chapters.brain_drain.professions.specialities` gives.

    Returns
    -------
    DataFrame
        One row a flow and period: ``side``, ``period``, ``when``, ``named`` (specialities), ``sum`` (persons with
        them), ``everybody`` (registered in the period, persons), ``part`` (percent of everybody), lineage.
    """
    rows = []
    for flow in SIDES:
        totals = ev.series(f"{flow}_registered", frequency=None)
        for period in PERIODS:
            parts = printed[(printed["flow"] == flow) & (printed["period"] == period)]
            if not parts.empty:
                rows.append(evidence.derive(_list, parts, totals[totals["period"] == period]))
    return pd.concat(rows, ignore_index=True)


def _list(parts: pd.DataFrame, total: pd.DataFrame) -> pd.DataFrame:
    everybody = float(total["value"].iloc[0])
    return pd.DataFrame(
        {
            "side": [SIDES[str(parts["flow"].iloc[0])]],
            "period": [parts["period"].iloc[0]],
            "when": [parts["when"].iloc[0]],
            "named": [len(parts)],
            "sum": [parts["value"].sum()],
            "everybody": [everybody],
            "part": [100 * parts["value"].sum() / everybody],
        }
    )


def growth(ev: Evidence, printed: pd.DataFrame) -> pd.DataFrame:
    """Return arrivals of January to September 2023 over those of January to June: by speciality, and of everybody.

    The two lists come from different releases; parts of one year should grow about as everybody does.

    Returns
    -------
    DataFrame
        ``category`` (``everybody`` for all arrivals), ``name``, ``half``, ``months`` (persons), ``times``,
        ``times_low``, ``times_high`` (rounding), ``scaled`` (the half-year times the growth of everybody), lineage.
    """
    arrived = printed[printed["flow"] == "arrivals"]
    totals = intervals.bounded(ev.series("arrivals_registered", frequency=None))
    totals = totals.assign(category="everybody", name="Everybody")
    kept = ["category", "name", "period", *BOUNDS, "lineage"]
    both = pd.concat([totals[kept], arrived[kept]], ignore_index=True)
    sides = [both[both["period"] == period].drop(columns="period") for period in ("2023-H1", "2023-01/2023-09")]
    pairs = sides[0].merge(sides[1], on=["category", "name"], suffixes=("_half", "_months"))
    times = pairs["value_months"] / pairs["value_half"]
    return pd.DataFrame(
        {
            "category": pairs["category"],
            "name": pairs["name"],
            "half": pairs["value_half"],
            "months": pairs["value_months"],
            "times": times,
            "times_low": pairs["low_months"] / pairs["high_half"],
            "times_high": pairs["high_months"] / pairs["low_half"],
            "scaled": pairs["value_half"] * times.iloc[0],
            "lineage": pairs["lineage_half"]
            + " "
            + pairs["lineage_months"]
            + " "
            + str(pairs["lineage_half"].iloc[0])
            + " "
            + str(pairs["lineage_months"].iloc[0]),
        }
    )


def per_arrival(ev: Evidence) -> pd.DataFrame:
    """Return departures per arrival in the years for which a digest prints that of people with a speciality.

    Returns
    -------
    DataFrame
        ``year``, ``skilled``, ``skilled_low``, ``skilled_high`` (as printed, with rounding), ``everybody``, lineage.
    """
    printed = intervals.bounded(ev.series("speciality_departures_per_arrival"))
    kept = ["year", "value", "lineage"]
    out, into = (ev.series(f"{flow}_registered")[kept] for flow in ("departures", "arrivals"))
    both = out.merge(into, on="year", suffixes=("_out", "_in"))
    rows = printed[["year", *BOUNDS, "lineage"]].merge(both, on="year")
    return pd.DataFrame(
        {
            "year": rows["year"].astype("int64"),
            "skilled": rows["value"],
            "skilled_low": rows["low"],
            "skilled_high": rows["high"],
            "everybody": rows["value_out"] / rows["value_in"],
            "lineage": rows["lineage"] + " " + rows["lineage_out"] + " " + rows["lineage_in"],
        }
    )


def alike(ev: Evidence, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the specialities that every longer list of leavers names, added up, as a part of all departures.

    Returns
    -------
    DataFrame
        One row a period with at least six specialities of leavers: ``period``, ``when``, ``named`` (how many all of
        them name), ``sum`` (persons with these), ``part`` (percent of all departures), lineage.
    """
    out = printed[(printed["flow"] == "departures") & (printed["category"] != "other")]
    out = out[out.groupby("period")["category"].transform("size") >= LONG]
    shared = out.groupby("category")["period"].nunique()
    out = out[out["category"].isin(shared.index[shared == out["period"].nunique()])]
    totals = ev.series("departures_registered", frequency=None)
    rows = [
        evidence.derive(_list, out[out["period"] == period], totals[totals["period"] == period])
        for period in PERIODS
        if period in set(out["period"])
    ]
    return pd.concat(rows, ignore_index=True)
