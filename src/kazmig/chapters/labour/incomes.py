"""The pull, as far as data go: income per person across the borders that workers cross, and unemployment."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError, peak_year
from kazmig.evidence import Evidence

PAIRS: Final = {
    "Kazakhstan over Tajikistan": ("KAZ", "TJK"),
    "Kazakhstan over Kyrgyzstan": ("KAZ", "KGZ"),
    "Kazakhstan over Uzbekistan": ("KAZ", "UZB"),
    "Russia over Kazakhstan": ("RUS", "KAZ"),
}
"""Ratios of income compared: the place that workers go to over the one that they come from."""

PLACES: Final = ("KAZ", "KGZ", "RUS", "TJK", "UZB")


def panel(ev: Evidence) -> pd.DataFrame:
    """Return output per person and unemployment of the five countries, all from one release.

    Returns
    -------
    DataFrame
        ``geo``, ``year``, ``gdp_per_capita_2015usd``, ``unemployment_rate_ilo`` (percent of the labour force), lineage.
    """
    rows = ev.panel("wdi", geo=list(PLACES))
    return rows[["geo", "year", "gdp_per_capita_2015usd", "unemployment_rate_ilo", "lineage"]]


def ratios(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios of output per person of `PAIRS`, year by year.

    Parameters
    ----------
    rows
        What `panel` gives.

    Returns
    -------
    DataFrame
        ``pair``, ``year``, ``value`` (times), lineage of both countries.
    """
    columns = ["year", "gdp_per_capita_2015usd", "lineage"]
    parts = []
    for pair, (above, below) in PAIRS.items():
        two = rows.loc[rows["geo"] == above, columns].merge(
            rows.loc[rows["geo"] == below, columns], on="year", suffixes=("_above", "_below")
        )
        ratio = two["gdp_per_capita_2015usd_above"] / two["gdp_per_capita_2015usd_below"]
        parts.append(two[["year", "lineage_above", "lineage_below"]].assign(pair=pair, value=ratio))
    return pd.concat(parts, ignore_index=True).dropna(subset="value").reset_index(drop=True)


def at(rows: pd.DataFrame, pair: str, year: int) -> float:
    """Return a ratio in a year."""
    found = rows.loc[(rows["pair"] == pair) & (rows["year"] == year), "value"]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} ratios for {pair} in {year}. Remedy: choose a year that the panel has.")
    return float(found.iloc[0])


def peak(rows: pd.DataFrame, pair: str) -> int:
    """Return the year in which a ratio was highest."""
    return peak_year(rows[rows["pair"] == pair])


def unemployment(rows: pd.DataFrame, geo: str, year: int) -> float:
    """Return the modelled unemployment rate of a country in a year, in percent of the labour force."""
    found = rows.loc[(rows["geo"] == geo) & (rows["year"] == year), "unemployment_rate_ilo"]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} rates for {geo} in {year}. Remedy: choose a year that the panel has.")
    return float(found.iloc[0])
