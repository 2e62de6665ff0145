"""What later releases changed: the register's first counts, the UN's stocks and its net migration."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.disagreement import reasons
from kazmig.chapters.disagreement.summaries import REGISTER
from kazmig.evidence import Evidence

FLOWS: Final = {"arrivals_registered": "arrivals", "departures_registered": "departures", "net_registered": "balance"}
SPAN: Final = 5
"""Years that are added up, so that the sign of a balance does not hang on a single year."""


def releases(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the register's yearly totals whose first count was revised.

    Parameters
    ----------
    frame
        What `rivals` returned.

    Returns
    -------
    DataFrame
        ``label`` (flow and year), ``flow``, ``year``, ``first``, ``final`` (persons), ``percent`` (of the change from
        first to final, over the size of the first), ``people`` (final less first), lineage. Where several early
        counts are printed, the most exact one (the one that is no round number of hundreds), else the nearest.
    """
    totals = frame[frame["series_id"].isin(REGISTER) & (frame["partner"] == "") & (frame["category"] == "")]
    totals = totals[(totals["reason"] == reasons.REASONS["revision"]) & totals["period"].str.fullmatch(r"\d{4}")]
    exact = totals.assign(rough=(totals["other"] % 100 == 0).astype(int)).sort_values(["rough", "size"], kind="stable")
    first = exact.drop_duplicates(["series_id", "year"]).sort_values(["year", "series_id"], kind="stable")
    flow = first["series_id"].map(FLOWS)
    change = first["used"] - first["other"]
    return pd.DataFrame(
        {
            "label": [f"{name} {year}" for name, year in zip(flow, first["year"], strict=True)],
            "flow": flow,
            "year": first["year"],
            "first": first["other"],
            "final": first["used"],
            "percent": 100 * change / first["other"].abs(),
            "people": change,
            "lineage": first["lineage"],
        }
    ).reset_index(drop=True)


def rounds(ev: Evidence) -> pd.DataFrame:
    """Return people from Kazakhstan living abroad in two revisions of the UN's stocks, round by round.

    Returns
    -------
    DataFrame
        ``year``, ``label`` (the year as text), ``older``, ``newer`` (persons), ``percent`` (of newer less older),
        lineage of both. The revisions are compared at one date and never joined.
    """
    columns = ["year", "value", "lineage"]
    older = ev.series("migrant_stock_abroad", vintage="IMS 2020")[columns]
    newer = ev.series("migrant_stock_abroad", vintage="IMS 2024")[columns]
    pairs = older.merge(newer, on="year", suffixes=("_older", "_newer"))
    pairs = pairs.rename(columns={"value_older": "older", "value_newer": "newer"})
    percent = 100 * (pairs["newer"] - pairs["older"]) / pairs["older"]
    return pairs.assign(label=pairs["year"].astype(str), percent=percent)


def spans(*frames: pd.DataFrame, names: tuple[str, ...], start: int, end: int) -> pd.DataFrame:
    """Return balances added up over spans of five years.

    Parameters
    ----------
    frames, names
        One row a year (``year``, ``value``, lineage) and the name of each account.
    start, end
        First and last year; the last span may not be shorter than the others, so years beyond are left out.

    Returns
    -------
    DataFrame
        ``account``, ``span`` (``1991–1995``), ``value`` (persons), lineage; only spans of which every year is there.
    """
    parts = []
    for name, frame in zip(names, frames, strict=True):
        rows = frame[frame["year"].between(start, end)]
        first = start + SPAN * ((rows["year"] - start) // SPAN)
        rows = rows.assign(span=[f"{year}–{year + SPAN - 1}" for year in first])
        parts.append(evidence.derive(_added, rows, by="span").assign(account=name))
    return pd.concat(parts, ignore_index=True)[["account", "span", "value", "lineage"]]


def _added(rows: pd.DataFrame) -> pd.DataFrame:
    whole = rows.groupby("span", sort=True)["value"].agg(["sum", "size"])
    return whole.loc[whole["size"] == SPAN, "sum"].rename("value").reset_index()


def opposite(first: pd.DataFrame, second: pd.DataFrame, *, start: int) -> pd.DataFrame:
    """Return two accounts side by side from a year on: ``year``, ``first``, ``second`` (persons), lineage of both.

    Only years that both accounts estimate are kept: a projection is an assumption, no account.
    """
    estimated = [frame[(frame["status"] == "estimate") & (frame["year"] >= start)] for frame in (first, second)]
    return alike(*estimated)


def alike(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return two series by year where both have a value: ``year``, ``first``, ``second``, lineage of both."""
    columns = ["year", "value", "lineage"]
    pairs = first[columns].merge(second[columns], on="year", suffixes=("_first", "_second"))
    return pairs.rename(columns={"value_first": "first", "value_second": "second"})
