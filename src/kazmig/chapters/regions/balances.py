"""What moves add to a region or take from it: balances with other regions and with other countries, and rates."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.charts.tile_map import PLACES
from kazmig.evidence import ANY, Evidence

PER: Final = 1000
"""Rates are people per so many residents."""

CITIES: Final = {"KZ-71": "Astana", "KZ-75": "Almaty", "KZ-79": "Shymkent"}
"""The three cities that are regions of their own."""

NAMES: Final = {code: CITIES.get(code, place.name) for code, place in PLACES.items()}
"""What the regions are called in text and figures; the city of Almaty is Almaty, the region around it Almaty Region."""


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of today's twenty regions, with their names in ``region``."""
    kept = frame[frame["geo"].isin(list(NAMES))]
    return kept.assign(region=kept["geo"].map(NAMES)).reset_index(drop=True)


def internal(ev: Evidence) -> pd.DataFrame:
    """Return the balance of each region with all other regions, each year at hand.

    Returns
    -------
    DataFrame
        ``geo``, ``region``, ``year``, ``value`` (persons), ``source_id``, lineage; 20 rows a year.
    """
    rows = ev.series("internal_net_interregional", geo=ANY)
    return named(rows)[["geo", "region", "year", "value", "source_id", "lineage"]]


def in_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of one year, the largest value first."""
    return frame[frame["year"] == year].sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def signs(frame: pd.DataFrame) -> pd.DataFrame:
    """Count for each region in how many of its years the balance was a gain and in how many a loss.

    Returns
    -------
    DataFrame
        ``region``, ``gains``, ``losses``, ``years``, lineage of all years counted.
    """

    def count(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.assign(gain=rows["value"] > 0, loss=rows["value"] < 0).groupby("region", sort=True)
        return groups.agg(gains=("gain", "sum"), losses=("loss", "sum"), years=("year", "nunique")).reset_index()

    return evidence.derive(count, frame, by="region")


def population(ev: Evidence) -> pd.DataFrame:
    """Return residents at the middle of each year and how their number changed in it, by region.

    Returns
    -------
    DataFrame
        ``geo``, ``region``, ``year``, ``value`` (mean of the first of January and the next), ``change`` (persons over
        the year), lineage of both dates. The last year at hand has no next first of January and is left out.
    """
    rows = named(ev.series("population_jan1", geo=ANY))[["geo", "region", "year", "value", "lineage"]]
    later = rows[["geo", "year", "value", "lineage"]].assign(year=rows["year"] - 1)
    pairs = rows.merge(later, on=["geo", "year"], suffixes=("_first", "_next"))
    return pd.DataFrame(
        {
            "geo": pairs["geo"],
            "region": pairs["region"],
            "year": pairs["year"],
            "value": (pairs["value_first"] + pairs["value_next"]) / 2,
            "change": pairs["value_next"] - pairs["value_first"],
            "lineage_first": pairs["lineage_first"],
            "lineage_next": pairs["lineage_next"],
        }
    )


def parts(ev: Evidence, year: int) -> pd.DataFrame:
    """Split each region's balance of all flows into moves inside the country and moves across its border.

    The balance with other countries is the bureau's balance over all flows less the balance with other regions.

    Returns
    -------
    DataFrame
        One row a region: ``geo``, ``region``, ``all``, ``internal``, ``external``, ``growth`` (change of the population
        over the year, persons), ``population`` (mid-year), each with ``_rate`` (per 1,000 residents) beside it; lineage
        of all that entered.
    """
    whole = named(ev.series("net_all_flows_region", geo=ANY, start=year, end=year))[
        ["geo", "region", "value", "lineage"]
    ]
    inside = in_year(internal(ev), year)[["geo", "value", "lineage"]]
    residents = population(ev)
    residents = residents[residents["year"] == year].drop(columns=["region", "year"])
    joined = whole.rename(columns={"value": "all", "lineage": "lineage_all"}).merge(
        inside.rename(columns={"value": "internal", "lineage": "lineage_internal"}), on="geo"
    )
    joined = joined.merge(residents.rename(columns={"value": "population", "change": "growth"}), on="geo")
    joined["external"] = joined["all"] - joined["internal"]
    for name in ("all", "internal", "external", "growth"):
        joined[f"{name}_rate"] = PER * joined[name] / joined["population"]
    return joined.sort_values("all_rate", ascending=False, kind="stable").reset_index(drop=True)


def of(frame: pd.DataFrame, region: str, column: str = "value") -> float:
    """Return a number of one region of a frame with one row a region."""
    return float(frame.loc[frame["region"] == region, column].item())


def listed(frame: pd.DataFrame) -> str:
    """Return the regions of a frame in its order, as text: ``Astana, Almaty and Shymkent``."""
    names = frame["region"].tolist()
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
