"""The rivals counted: by quantity, by reason, by rule; how many witnesses a value has."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.disagreement import reasons
from kazmig.evidence import Evidence

Names = Mapping[Hashable, Any]
"""Code -> name."""

REGISTER: Final = ("arrivals_registered", "departures_registered", "net_registered")


def differing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rivals that differ by more than the print carries and can be put in percent."""
    return frame[(frame["reason"] != reasons.SAME) & frame["size"].notna()]


def by_quantity(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how far the values of each quantity differ.

    Parameters
    ----------
    frame
        What `rivals` returned.

    Returns
    -------
    DataFrame
        ``quantity``, ``values`` (that have a rival), ``agreeing`` (rivals that are the same within the print),
        ``middle``, ``least`` and ``most`` (of the differences beyond the print, in percent of the value used; missing
        where there is none), lineage. Largest middle first.
    """

    def summary(rows: pd.DataFrame) -> pd.DataFrame:
        found = []
        for name, group in rows.groupby("quantity", sort=True):
            sizes = differing(group)["size"]
            found.append(
                {
                    "quantity": name,
                    "values": len(group),
                    "agreeing": int((group["reason"] == reasons.SAME).sum()),
                    "middle": sizes.median() if len(sizes) else np.nan,
                    "least": sizes.min() if len(sizes) else np.nan,
                    "most": sizes.max() if len(sizes) else np.nan,
                }
            )
        return pd.DataFrame(found)

    table = evidence.derive(summary, frame, by="quantity")
    return table.sort_values(["middle", "quantity"], ascending=[False, True], kind="stable").reset_index(drop=True)


def by_reason(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many rivals have each reason (``reason``, ``value``, lineage), most first."""
    return _counted(frame, "reason")


def by_rule(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many rivals lost by each rule (``rule`` in words, ``value``, lineage), most first."""
    return _counted(frame.assign(rule=frame["rule"].map(reasons.RULES)), "rule")


def _counted(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    def count(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby(column, sort=True).size().rename("value").reset_index()

    counted = evidence.derive(count, frame, by=column)
    return counted.sort_values(["value", column], ascending=[False, True], kind="stable").reset_index(drop=True)


def listed(frame: pd.DataFrame, ev: Evidence) -> pd.DataFrame:
    """Return the rivals that differ, as a table for reading.

    Returns
    -------
    DataFrame
        ``what`` (quantity, group, partner and place in words), ``period``, ``used``, ``used_by`` (who published it),
        ``other``, ``other_by``, ``percent``, ``reason``, ``rule`` (in words), lineage; in the order of quantity and
        period.
    """
    rows = frame[frame["reason"] != reasons.SAME]
    names = ev.geographies.set_index("code")["name_en"].to_dict()
    groups = ev.categories.set_index("category")["name"].to_dict()
    sources = ev.sources.set_index("source_id")
    who = {name: _who(row) for name, row in sources.to_dict("index").items()}
    parts = zip(rows["quantity"], rows["geo"], rows["partner"], rows["category"], strict=True)
    what = [
        _what(str(quantity), str(geo), str(partner), str(group), names, groups)
        for quantity, geo, partner, group in parts
    ]
    table = pd.DataFrame(
        {
            "what": what,
            "period": rows["period"].to_numpy(),
            "used": rows["used"].to_numpy(),
            "used_by": rows["used_source"].map(who).to_numpy(),
            "other": rows["other"].to_numpy(),
            "other_by": rows["other_source"].map(who).to_numpy(),
            "percent": rows["percent"].to_numpy(),
            "reason": rows["reason"].to_numpy(),
            "rule": rows["rule"].map(reasons.RULES).to_numpy(),
            "lineage": rows["lineage"].to_numpy(),
        }
    )
    return table.sort_values(["what", "period", "other_by"], kind="stable").reset_index(drop=True)


def _who(row: Mapping[Hashable, Any]) -> str:
    published = str(row.get("published") or "")[:4]
    name = str(row.get("publisher") or row.get("title"))
    return f"{name} ({published})" if published else name


def _what(quantity: str, geo: str, partner: str, group: str, names: Names, groups: Names) -> str:
    said = [quantity]
    if geo != "KAZ":
        said.append(names.get(geo, geo))
    if partner and partner != "KAZ":
        said.append(names.get(partner, partner))
    if group:
        said.append(groups.get(group, group).lower())
    return ", ".join(said)


def witnesses(ev: Evidence, series: str, start: int, end: int) -> pd.DataFrame:
    """Return how many sources print a yearly total of Kazakhstan (``year``, ``value``, ``source``, lineage of all).

    Releases of one office are one source: an office does not confirm itself.
    """
    rows = ev.series(series, start=start, end=end, all_sources=True)
    publisher = ev.sources.set_index("source_id")["publisher"]
    rows = rows.assign(office=rows["source_id"].map(publisher))

    def count(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.groupby("year", sort=True)["office"].nunique().rename("value").reset_index()

    return evidence.derive(count, rows, by="year")


def printed_once(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how many years of each flow rest on one source.

    Parameters
    ----------
    frames
        Label -> what `witnesses` returned.

    Returns
    -------
    DataFrame
        ``flow``, ``years``, ``single`` (years with one source), lineage.
    """
    parts = []
    for label, frame in frames.items():

        def count(rows: pd.DataFrame, label: str = label) -> pd.DataFrame:
            return pd.DataFrame({"flow": [label], "years": [len(rows)], "single": [int((rows["value"] == 1).sum())]})

        parts.append(evidence.derive(count, frame))
    return pd.concat(parts, ignore_index=True)
