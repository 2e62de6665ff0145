"""One word, two counts: pairs of series that are taken for one another."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.evidence import ANY, Evidence

COLUMNS: Final = ["geo", "partner", "period", "year", "value", "lineage"]


def two_counts(ev: Evidence, first: str, second: str, *, everywhere: bool = False) -> pd.DataFrame:
    """Return two series side by side wherever both speak of one place, partner and period.

    Parameters
    ----------
    first, second
        Series ids.
    everywhere
        Whether the place is any country that counts people of Kazakhstan; else it is Kazakhstan.

    Returns
    -------
    DataFrame
        ``geo``, ``partner``, ``period``, ``year``, ``first``, ``second``, ``ratio`` (second over first), ``same``
        (1 where they are equal), lineage of both. Pairs with a zero in the first have no ratio.
    """
    geo, partner = (ANY, "KAZ") if everywhere else ("KAZ", ANY)
    one, two = (ev.series(name, geo=geo, partner=partner, frequency=None)[COLUMNS] for name in (first, second))
    pairs = one.merge(two, on=["geo", "partner", "period", "year"], suffixes=("_first", "_second"))
    pairs = pairs.rename(columns={"value_first": "first", "value_second": "second"})
    ratio = pairs["second"] / pairs["first"].replace(0, np.nan)
    return pairs.assign(ratio=ratio, same=(pairs["first"] == pairs["second"]).astype("int64"))


def counted_twice(pairs: pd.DataFrame, names: Mapping[Hashable, Any]) -> pd.DataFrame:
    """Return by how much two counts differ in each country, in the years in which they differ.

    Parameters
    ----------
    pairs
        What `two_counts` returned.
    names
        Code -> name of the country.

    Returns
    -------
    DataFrame
        ``country``, ``years`` (with both counts), ``differing`` (years in which they differ), ``middle``, ``least`` and
        ``most`` (of the second count in percent of the first, in those years), lineage. Countries that never differ
        are left out.
    """
    unlike = pairs[(pairs["same"] == 0) & pairs["ratio"].notna()]

    def summary(rows: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
        grouped = (100 * rows["ratio"]).groupby(rows["geo"], sort=True)
        table = grouped.agg(middle="median", least="min", most="max", differing="size").reset_index()
        return table.assign(years=table["geo"].map(every.groupby("geo").size()))

    table = evidence.derive(summary, unlike, pairs, by="geo")
    table = table.assign(country=table["geo"].map(names))
    return table.sort_values("middle", ascending=False, kind="stable").reset_index(drop=True)
