"""Students abroad per student at home, in Kazakhstan and the countries around it."""

from typing import Final

import pandas as pd

from kazmig.evidence import ANY, Evidence

LEFT_OUT: Final = "TKM"
"""Turkmenistan has about as many students abroad as at home: on its scale the others could not be told apart."""


def ratios(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return the outbound ratio of each country but Turkmenistan.

    Returns
    -------
    DataFrame
        ``country``, ``year``, ``value`` (students abroad per hundred at home), lineage; Kazakhstan first, the others by
        their last value.
    """
    rows = ev.series("tertiary_outbound_ratio", geo=ANY, start=start)
    rows = rows[rows["geo"] != LEFT_OUT]
    names = ev.geographies.set_index("code")["name_en"]
    last = rows.groupby("geo")["value"].last()
    order = rows["geo"].map(lambda geo: float("-inf") if geo == "KAZ" else -last[geo])
    ordered = rows.assign(country=rows["geo"].map(names), order=order, year=rows["year"].astype("int64"))
    ordered = ordered.sort_values(["order", "country", "year"], kind="stable", ignore_index=True)
    return ordered[["country", "year", "value", "lineage"]]
