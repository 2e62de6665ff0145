"""How many study abroad and come to study, and how far the releases of one institute differ."""

from typing import Final

import pandas as pd

from kazmig.evidence import Evidence

RELEASES: Final = {
    "uis_undata2025": "UNESCO, older figures",
    "peijin_stu": "UNESCO, a researcher’s copy",
    "uis_api2025": "UNESCO, release of 2025",
}
"""Releases of UNESCO's institute that print totals over years, with the words of their lines; the newest last."""

PRESS: Final = {
    "medianews_ca": "A press analysis, undated (medianews.kz)",
    "caravan2022b": "The press in 2022 (Caravan.kz)",
}
"""Pages of the press that print a total, with the words of a table."""


def releases(ev: Evidence) -> pd.DataFrame:
    """Return totals of students abroad by release, one under the other; none is joined to another.

    Returns
    -------
    DataFrame
        ``release``, ``year``, ``value`` (persons), lineage; releases in the order of `RELEASES`. Single figures of the
        press are left out.
    """
    rows = ev.series("students_abroad", all_sources=True)
    kept = rows[rows["source_id"].isin(list(RELEASES))]
    kept = kept.assign(
        release=kept["source_id"].map(RELEASES), place=kept["source_id"].map(list(RELEASES).index)
    ).sort_values(["place", "year"], kind="stable", ignore_index=True)
    return kept[["release", "year", "value", "lineage"]].astype({"year": "int64"})


def printed_for(ev: Evidence, year: int) -> pd.DataFrame:
    """Return everything printed as the total of one year, from the smallest.

    Returns
    -------
    DataFrame
        ``source_id``, ``printed_in`` (words), ``value`` (persons), ``shown`` (as a table prints it, with
        its bound), lineage.
    """
    rows = ev.series("students_abroad", start=year, end=year, all_sources=True)
    named = ev.sources.set_index("source_id")["title"].to_dict() | RELEASES | PRESS
    shown = [
        f"over {value:,.0f}" if low == value else f"{value:,.0f}"
        for value, low in zip(rows["value"], rows["low"], strict=True)
    ]
    frame = rows.assign(printed_in=rows["source_id"].map(named), shown=shown)
    columns = ["source_id", "printed_in", "value", "shown", "lineage"]
    return frame[columns].sort_values("value", kind="stable", ignore_index=True)


def balance(ev: Evidence) -> pd.DataFrame:
    """Return students abroad and foreign students in Kazakhstan, from the same release.

    Returns
    -------
    DataFrame
        ``flow`` (``departures`` for those abroad, ``arrivals`` for those who come), ``year``, ``value`` (persons),
        lineage. Both are stocks of a year.
    """
    abroad = ev.series("students_abroad", all_sources=True)
    abroad = abroad[abroad["source_id"] == "uis_api2025"].assign(flow="departures")
    coming = ev.series("students_inbound").assign(flow="arrivals")
    columns = ["flow", "year", "value", "lineage"]
    joined = pd.concat([abroad[columns], coming[columns]], ignore_index=True)
    return joined.astype({"year": "int64"})
