"""The same country and year counted twice: Eurostat's table of immigrants and the OECD's."""

from typing import Final

import pandas as pd

from kazmig.evidence import ANY, Evidence

EUROSTAT: Final = "Eurostat"
OECD: Final = "OECD"
SERIES: Final = {EUROSTAT: "citizens_immigrating_eurostat", OECD: "citizens_immigrating_oecd"}
FIRST: Final = 2009
"""First year of Eurostat's harmonised definition."""


def pairs(ev: Evidence) -> pd.DataFrame:
    """Return every country and year from 2009 that stand in both tables.

    Returns
    -------
    DataFrame
        ``geo``, ``place``, ``year``, ``eurostat``, ``oecd`` (people), ``factor`` (OECD over Eurostat, missing when that
        is zero), ``same`` (1 when the numbers are equal), lineage of both.
    """
    columns = ["geo", "year", "value", "lineage"]
    first, second = (ev.series(series, geo=ANY, partner="KAZ", start=FIRST)[columns] for series in SERIES.values())
    joined = first.merge(second, on=["geo", "year"], suffixes=("_eurostat", "_oecd"))
    joined = joined.rename(columns={"value_eurostat": "eurostat", "value_oecd": "oecd"})
    names = ev.geographies.set_index("code")["name_en"]
    joined["place"] = joined["geo"].map(names)
    joined["factor"] = joined["oecd"] / joined["eurostat"].where(joined["eurostat"] > 0)
    joined["same"] = (joined["oecd"] == joined["eurostat"]).astype("int64")
    return joined.sort_values(["geo", "year"]).reset_index(drop=True)


def lines(ev: Evidence, places: tuple[str, ...], start: int) -> pd.DataFrame:
    """Return both counts of some countries by year: ``place``, ``count``, ``year``, ``value``, lineage."""
    names = ev.geographies.set_index("code")["name_en"]
    parts = []
    for geo in places:
        for name, series in SERIES.items():
            rows = ev.series(series, geo=geo, partner="KAZ", start=start)[["year", "value", "lineage"]]
            parts.append(rows.assign(place=str(names[geo]), count=name))
    return pd.concat(parts, ignore_index=True)
