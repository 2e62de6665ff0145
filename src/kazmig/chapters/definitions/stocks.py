"""One stock by two revisions of the UN: side by side for the same mid-years, never chained."""

from typing import Final

import pandas as pd

from kazmig.evidence import Evidence

FIRST: Final = "IMS 2020"
SECOND: Final = "IMS 2024"
MILLION: Final = 1e6


def stocks(ev: Evidence) -> pd.DataFrame:
    """Return people from Kazakhstan living abroad by either revision, for the mid-years that both have.

    Returns
    -------
    DataFrame
        ``year``, ``label`` (the year as text), ``first``, ``second`` (IMS 2020 and IMS 2024, million persons), ``gap``
        (first less second, persons), lineage of both.
    """
    columns = ["year", "value", "lineage"]
    first, second = (ev.series("migrant_stock_abroad", vintage=vintage)[columns] for vintage in (FIRST, SECOND))
    joined = first.merge(second, on="year", suffixes=("_first", "_second"))
    return joined.assign(
        label=joined["year"].astype(str),
        first=joined["value_first"] / MILLION,
        second=joined["value_second"] / MILLION,
        gap=joined["value_first"] - joined["value_second"],
    )
