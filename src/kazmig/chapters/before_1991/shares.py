"""The share of ethnic groups at each census, every printed figure with its territory, and groups in people."""

from typing import Final

import pandas as pd

from kazmig.chapters.before_1991.censuses import THEN, TODAY
from kazmig.chapters.intervals import Span, bounded
from kazmig.evidence import ANY, Evidence

PAIR: Final = ("kazakh", "russian")
"""The two groups whose shares are at hand for nearly every census."""

STATES: Final = ("Russians", "Germans", "Ukrainians", "Uzbeks", "Belarusians", "Koreans")
"""Of the groups with a share in 1989, those after whom a state outside Kazakhstan is named."""

KEPT: Final = ["year", "group", "value", "kind", "geo", "rank", "source_id", "lineage"]


def names(ev: Evidence) -> dict[str, str]:
    """Return category -> name of the ethnic groups."""
    known = ev.categories[ev.categories["breakdown"] == "ethnicity"]
    return {str(key): str(name) for key, name in zip(known["category"], known["name"], strict=True)}


def shares(ev: Evidence, groups: tuple[str, ...] = PAIR, start: int = 1897) -> pd.DataFrame:
    """Return every printed share of the groups since ``start``, those that lost against a better source as well.

    Returns
    -------
    DataFrame
        ``year``, ``group`` (name), ``value`` (percent), ``kind`` (``borders of today``, ``borders of the time``),
        ``geo``, ``rank`` (1 = used), ``source_id``, lineage; in the order of groups and years. Figures that a
        correction drops are absent.
    """
    found = ev.series(
        "population_census_share",
        geo=[TODAY, *THEN],
        breakdown="ethnicity",
        category=list(groups),
        start=start,
        all_sources=True,
    )
    found = found.assign(
        kind=found["geo"].map(lambda geo: "borders of today" if geo == TODAY else "borders of the time")
    )
    called = names(ev)
    found = found.assign(
        group=found["category"].map(called), place=found["category"].map({name: at for at, name in enumerate(groups)})
    )
    return found.sort_values(["place", "year", "kind", "rank"], kind="stable")[KEPT].reset_index(drop=True)


def telling(found: pd.DataFrame, slack: float = 0.1) -> pd.DataFrame:
    """Return `shares` without the figures that only repeat another of the same group and year.

    Parameters
    ----------
    slack
        Two shares no further apart than this, in percentage points, say the same.
    """
    kept: list[int] = []
    ordered = found.assign(then=found["geo"] != TODAY).sort_values(["then", "rank"], kind="stable")
    for _, rows in ordered.groupby(["group", "year"], sort=False):
        chosen: list[float] = []
        for index, value in rows["value"].items():
            if all(abs(value - other) > slack + 1e-9 for other in chosen):
                chosen.append(float(value))
                kept.append(int(str(index)))
    return found.loc[sorted(kept)].reset_index(drop=True)


def used(found: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return the shares that the book uses for one group on the territory of today, one row a census."""
    kept = found[(found["group"] == group) & (found["kind"] == "borders of today") & (found["rank"] == 1)]
    return kept.reset_index(drop=True)


def printed(found: pd.DataFrame, group: str, year: int, geo: str) -> float:
    """Return the share that the book uses for a group, a year and a territory."""
    return _ranked(found, group, year, geo, 1)


def rival(found: pd.DataFrame, group: str, year: int, geo: str) -> float:
    """Return the share that another source prints for a group, a year and a territory."""
    return _ranked(found, group, year, geo, 2)


def _ranked(found: pd.DataFrame, group: str, year: int, geo: str, rank: int) -> float:
    kept = found[(found["group"] == group) & (found["year"] == year) & (found["geo"] == geo) & (found["rank"] == rank)]
    return float(kept["value"].iloc[0])


def people(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return the people of each ethnic group at two censuses: its printed share of the printed total.

    Parameters
    ----------
    start, end
        Years of two censuses on the territory of today.

    Returns
    -------
    DataFrame
        One row a group with a share at both: ``group``, ``start``, ``end`` (persons), ``start_low``, ``start_high``,
        ``end_low``, ``end_high`` (what rounding leaves), ``start_thousand``, ``end_thousand``, ``change`` (percent),
        lineage; the largest at the start first.
    """
    found = {year: _at(ev, year) for year in (start, end)}
    both = found[start].merge(found[end], on="group", suffixes=("_start", "_end"))
    rows = pd.DataFrame(
        {
            "group": both["group"].map(names(ev)),
            **{side: both[f"value_{side}"] for side in ("start", "end")},
            **{f"{side}_{bound}": both[f"{bound}_{side}"] for side in ("start", "end") for bound in ("low", "high")},
            **{f"{side}_thousand": both[f"value_{side}"] / 1000 for side in ("start", "end")},
            "change": 100 * (both["value_end"] / both["value_start"] - 1),
            "lineage": both["lineage_start"] + " " + both["lineage_end"],
        }
    )
    return rows.sort_values("start", ascending=False, kind="stable").reset_index(drop=True)


def _at(ev: Evidence, year: int) -> pd.DataFrame:
    parts = bounded(ev.series("population_census_share", breakdown="ethnicity", category=ANY, start=year, end=year))
    whole = bounded(ev.series("population_census", start=year, end=year)).iloc[0]
    total = Span(whole["low"], whole["value"], whole["high"])
    rows = []
    for _, part in parts.iterrows():
        rows.append(
            {"group": part["category"], "value": part["value"] * total.value / 100,
             "low": part["low"] * total.low / 100, "high": part["high"] * total.high / 100,
             "lineage": f"{part['lineage']} {whole['lineage']}"}
        )  # fmt: skip
    return pd.DataFrame(rows)
