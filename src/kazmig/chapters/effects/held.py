"""How much finer or other data there is than yearly counts: quarters, departures to Russia, arrivals of kandas."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import last_year
from kazmig.evidence import Evidence

QUARTERS: Final = 4
"""Quarters in a year."""


def held(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return the rows that a finer design would rest on, each with what it could be part of.

    Returns
    -------
    DataFrame
        ``what`` (quarter of departures, year of departures to Russia, year of arrivals of kandas), ``period``,
        ``year``, ``wanted`` (how many such periods lie between the years), lineage. One row per period held.
    """
    years = end - start + 1
    quarters = ev.series("departures_registered", frequency=None, start=start, end=end)
    quarters = quarters[quarters["period"].str.fullmatch(r"\d{4}-Q[1-4]")]
    russia = ev.series("departures_registered", partner="RUS", start=start, end=end)
    parts = {
        "quarter of departures": (quarters, QUARTERS * years),
        "year of departures to Russia": (russia, years),
        "year of arrivals of kandas": (_whole(ev.series("kandas_arrivals", start=start, end=end)), years),
    }
    rows = [
        frame.drop_duplicates("period")[["period", "year", "lineage"]].assign(what=what, wanted=wanted)
        for what, (frame, wanted) in parts.items()
    ]
    return pd.concat(rows, ignore_index=True)


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of whole years that are printed as numbers, not as bounds."""
    exact = frame["period"].str.fullmatch(r"\d{4}") & frame["high"].isna() & (frame["year"] <= last_year(frame))
    return frame[exact]
