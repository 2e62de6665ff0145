"""The regional turn: what part of the people who arrive in Kazakhstan comes from its Central Asian neighbours."""

import pandas as pd

from kazmig.chapters.corridors.places import CENTRAL_ASIA
from kazmig.chapters.intervals import Span, bounded
from kazmig.chapters.years import ChapterError, at
from kazmig.evidence import Evidence


def arrivals(ev: Evidence) -> pd.DataFrame:
    """Return registered arrivals from Russia and from the four neighbours, in the years in which all are printed.

    Returns
    -------
    DataFrame
        ``year``, ``origin`` (``Russia`` or ``Central Asia``), ``value``, ``low``, ``high`` (persons), ``share``,
        ``share_low``, ``share_high`` (percent of all registered arrivals of the year; bounds are what rounding leaves),
        lineage.

    Raises
    ------
    ChapterError
        If no year has all five.
    """
    total = ev.series("arrivals_registered")
    rows = bounded(ev.series("arrivals_registered", partner=["RUS", *CENTRAL_ASIA]))
    printed = rows[rows["low"].notna() & rows["value"].between(rows["low"], rows["high"])]
    complete = printed.groupby("year")["partner"].nunique() == 1 + len(CENTRAL_ASIA)
    years = [int(year) for year in complete[complete].index if bool((total["year"] == year).any())]
    if not years:
        raise ChapterError("no year has arrivals from Russia and from all four neighbours. Remedy: check the tables.")
    found = []
    for year in years:
        whole = at(total, year)
        line = str(total.loc[total["year"] == year, "lineage"].iloc[0])
        for origin, codes in {"Russia": ("RUS",), "Central Asia": CENTRAL_ASIA}.items():
            own = printed[(printed["year"] == year) & printed["partner"].isin(codes)]
            span = Span(float(own["low"].sum()), float(own["value"].sum()), float(own["high"].sum()))
            share = span / Span(whole, whole, whole) * 100
            found.append(
                {
                    "year": year,
                    "origin": origin,
                    "value": span.value,
                    "low": span.low,
                    "high": span.high,
                    "share": share.value,
                    "share_low": share.low,
                    "share_high": share.high,
                    "lineage": " ".join([*own["lineage"], line]),
                }
            )
    return pd.DataFrame(found)
