"""Every value about Kazakhstan that two sources or releases print, beside the value that the book uses."""

from collections.abc import Hashable
from typing import Any, Final

import pandas as pd

from kazmig.chapters.disagreement import reasons
from kazmig.evidence import ANY, Evidence, Period

KEY: Final = ["geo", "partner", "sex", "age", "breakdown", "category", "period"]
"""What one value is about, within a series."""

REGIONS: Final = {"KAZ": ("KZ-", "KZS-")}
"""How the codes of a country's regions begin, those of earlier borders too."""


def rivals(ev: Evidence, place: str = "KAZ") -> pd.DataFrame:
    """Return the values that compete with another for one series, place, group and period.

    Parameters
    ----------
    place
        Code of the country that the value is about: as the place described, one of its regions, or the partner.

    Returns
    -------
    DataFrame
        One row a losing value: ``series_id``, ``quantity`` (the series' title), ``unit``, the columns of `KEY`,
        ``year`` (the first), ``used`` and ``other`` (values, in the unit), ``used_source``, ``other_source``,
        ``percent`` (of ``other`` less ``used`` over the size of ``used``; missing where that is zero), ``size`` (its
        absolute value), ``reason``, ``rule``, and the lineage of both rows. Values that a correction drops are in it,
        against the value used instead.
    """
    sources = ev.sources.set_index("source_id")
    publishers, kinds = sources["publisher"].fillna("").to_dict(), sources["kind"].to_dict()
    declared = set(zip(ev.precedence["series_id"], ev.precedence["source_id"], strict=True))
    trouble = reasons.kinds_of_trouble(ev)
    found: list[dict[Hashable, Any]] = []
    info = ev.series_info
    for name, title, unit in zip(info["series_id"], info["title"], info["unit"], strict=True):
        rows = _about(ev, str(name), place)
        for _, group in rows.groupby(KEY, sort=False):
            if len(group) < 2:
                continue
            used, *others = group.sort_values("rank").to_dict("records")
            for other in others:
                why = reasons.reason(used, other, trouble, publishers)
                by = reasons.rule(used, other, declared, kinds)
                found.append(_pair(used, other, str(title), str(unit), why, by))
    found += _dropped(ev, place)
    frame = pd.DataFrame(found)
    return frame.sort_values(["series_id", *KEY, "other_source"], kind="stable").reset_index(drop=True)


def _about(ev: Evidence, series: str, place: str) -> pd.DataFrame:
    """Return all rows of a series, winners and losers, that are about a country or its regions."""
    rows = ev.series(
        series,
        geo=ANY,
        partner=ANY,
        sex=ANY,
        age=ANY,
        breakdown=ANY,
        category=ANY,
        frequency=None,
        all_sources=True,
    )
    regions = rows["geo"].str.startswith(REGIONS.get(place, place))
    chosen: pd.DataFrame = rows[(rows["geo"] == place) | (rows["partner"] == place) | regions]
    return chosen


def _pair(
    used: dict[Hashable, Any], other: dict[Hashable, Any], title: str, unit: str, why: str, by: str
) -> dict[Hashable, Any]:
    ours, theirs = float(used["value"]), float(other["value"])
    percent = 100 * (theirs - ours) / abs(ours) if ours else float("nan")
    return {
        "series_id": used["series_id"],
        "quantity": title,
        "unit": unit,
        **{name: used[name] for name in KEY},
        "year": Period.parse(str(used["period"])).start.year,
        "used": ours,
        "other": theirs,
        "used_source": used["source_id"],
        "other_source": other["source_id"],
        "percent": percent,
        "size": abs(percent),
        "reason": why,
        "rule": by,
        "lineage": f"{used['lineage']} {other['lineage']}",
    }


def _dropped(ev: Evidence, place: str) -> list[dict[Hashable, Any]]:
    """Return the values that a correction drops, each against the value that is used instead, if there is one."""
    frame = ev.corrections
    regions = frame["geo"].str.startswith(REGIONS.get(place, place))
    frame = frame[(frame["action"] == "drop") & ((frame["geo"] == place) | (frame["partner"] == place) | regions)]
    info = ev.series_info.set_index("series_id")
    found = []
    for row in frame.to_dict("records"):
        rows = _about(ev, str(row["series_id"]), place)
        for name in ("geo", "partner", "breakdown", "category", "period"):
            rows = rows[rows[name] == row[name]]
        if rows.empty:
            continue
        [used] = rows[rows["rank"] == 1].to_dict("records")[:1]
        other = {**row, "value": row["expect"], "vintage": ""}
        title, unit = (str(info.loc[row["series_id"], name]) for name in ("title", "unit"))
        found.append(_pair(used, other, title, unit, reasons.REASONS[str(row["kind"])], "dropped"))
    return found
