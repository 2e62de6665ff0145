"""What the register of departures and arrivals says about itself: where it fell, who arrives, how it was revised."""

from typing import Any

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import Span, span_at


def fall_by_destination(total: pd.DataFrame, russia: pd.DataFrame, base: int, latest: int) -> pd.DataFrame:
    """Split the change of registered departures between Russia and all other countries.

    The figures for Russia are printed in thousands, so each number is carried with the lowest and the highest value
    that its rounding leaves. All other countries are the total less Russia.

    Parameters
    ----------
    total, russia
        Registered departures, one row a year, with ``precision`` and lineage.
    base, latest
        The years compared; the frame for Russia must have both.

    Returns
    -------
    DataFrame
        One row each for ``Russia``, ``All other countries`` and ``All``: ``base``, ``latest``, ``change`` (persons),
        ``share`` (percent of the whole change) and ``percent`` (change of its own), each with ``_low`` and ``_high``.

    Raises
    ------
    ChapterError
        If one of the years is missing, or the total did not change.
    """
    kept = [frame[frame["year"].isin([base, latest])] for frame in (total, russia)]
    return evidence.derive(_split, *kept, base=base, latest=latest)


def _split(total: pd.DataFrame, russia: pd.DataFrame, base: int, latest: int) -> pd.DataFrame:
    first, last = span_at(total, base), span_at(total, latest)
    there_first, there_last = span_at(russia, base), span_at(russia, latest)
    whole = last - first
    if whole.value == 0:
        raise ChapterError(f"registered departures did not change from {base} to {latest}. Remedy: choose other years.")
    pairs = {
        "Russia": (there_first, there_last),
        "All other countries": (first - there_first, last - there_last),
        "All": (first, last),
    }
    return pd.DataFrame([_row(name, *pair, whole) for name, pair in pairs.items()])


def _row(name: str, base: Span, latest: Span, whole: Span) -> dict[str, Any]:
    change = latest - base
    parts = {
        "base": base,
        "latest": latest,
        "change": change,
        "share": change / whole * 100,
        "percent": (latest / base - Span(1, 1, 1)) * 100,
    }
    row: dict[str, Any] = {"destination": name}
    for key, span in parts.items():
        row |= {key: span.value, f"{key}_low": span.low, f"{key}_high": span.high}
    return row


def growth(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the log change from each year to the next.

    Returns
    -------
    DataFrame
        ``year`` (the later one), ``log_change``, ``percent``, and the lineage of both years. A gap of several years
        gives no row.
    """
    before = frame[["year", "value", "lineage"]].assign(year=frame["year"] + 1)
    pairs = before.merge(frame[["year", "value", "lineage"]], on="year", suffixes=("_before", ""))
    log_change = (pairs["value"] / pairs["value_before"]).map(np.log)
    return pairs[["year", "lineage_before", "lineage"]].assign(
        log_change=log_change, percent=100 * (pairs["value"] / pairs["value_before"] - 1)
    )


def rate_gap(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how far two yearly rates of the same events lie apart because their denominators differ.

    Returns
    -------
    DataFrame
        ``year``, ``first``, ``second``, ``percent`` (of the second from the first), lineage of both; years that only
        one has are left out.
    """
    left = first[["year", "value", *_lineage(first)]].rename(columns={"value": "first"})
    right = second[["year", "value", *_lineage(second)]].rename(columns={"value": "second"})
    pairs = left.merge(right, on="year")
    return pairs.assign(percent=100 * (pairs["second"] / pairs["first"] - 1))


def _lineage(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith("lineage")]


def origins(arrivals: pd.DataFrame, by_origin: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Set arrivals from single countries beside all arrivals of the same year.

    Parameters
    ----------
    arrivals
        All registered arrivals, one row a year.
    by_origin
        The same by ``partner``; bounds ("almost 6 thousand") are left out.
    names
        The table of geographies.

    Returns
    -------
    DataFrame
        ``year``, ``origin``, ``value``, ``all``, ``share`` (percent), lineage of both; the years in order, the largest
        origin first.
    """
    exact = by_origin[by_origin["low"].isna() & by_origin["high"].isna()]
    named = exact.merge(names[["code", "name_en", "group"]], left_on="partner", right_on="code")
    countries = named[named["group"] == "country"]
    joined = countries[["year", "name_en", "value", "lineage"]].merge(
        arrivals[["year", "value", "lineage"]], on="year", suffixes=("", "_all")
    )
    joined = joined.rename(columns={"name_en": "origin", "value_all": "all"})
    joined["share"] = 100 * joined["value"] / joined["all"]
    return joined.sort_values(["year", "value"], ascending=[True, False], kind="stable").reset_index(drop=True)


def revisions(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, for each year that several sources print exactly, the used value and the most distant other one.

    Parameters
    ----------
    rows
        A series read with ``all_sources=True``; rounded figures and bounds are left out.

    Returns
    -------
    DataFrame
        ``year``, ``used``, ``other``, ``percent`` (of the other from the used), lineage of both.
    """
    exact = rows[rows[["low", "high", "precision"]].isna().all(axis="columns")]
    used = exact.loc[exact["rank"] == 1, ["year", "value", "lineage"]]
    others = exact.loc[exact["rank"] > 1, ["year", "value", "lineage"]]
    pairs = used.merge(others, on="year", suffixes=("_used", "_other"))
    pairs["percent"] = 100 * (pairs["value_other"] / pairs["value_used"] - 1)
    order = pairs["percent"].abs().sort_values(ascending=False, kind="stable").index
    worst = pairs.loc[order].drop_duplicates("year").sort_values("year").reset_index(drop=True)
    named: pd.DataFrame = worst.rename(columns={"value_used": "used", "value_other": "other"})
    return named
