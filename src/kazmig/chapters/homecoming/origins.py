"""Where people with the status came from: of those of a period, and of all since 1991. The two bases stay apart."""

from typing import Final

import pandas as pd

from kazmig.evidence import ANY, Evidence
from kazmig.evidence.periods import Period

LISTED: Final = {
    "UZB": "Uzbekistan",
    "CHN": "China",
    "TKM": "Turkmenistan",
    "MNG": "Mongolia",
    "RUS": "Russia",
}
"""Origins that the releases print, in the order of the panels."""


def of_periods(ev: Evidence) -> pd.DataFrame:
    """Return the origins of the people of each year's longest printed window.

    Returns
    -------
    DataFrame
        One row an origin and window: ``origin``, ``period``, ``year``, ``value`` (percent of the people of the window),
        lineage; by origin in the order of `LISTED`, then by year.
    """
    rows = ev.series("kandas_share", partner=list(LISTED), frequency=None)
    spans = [Period.parse(text) for text in rows["period"]]
    rows = rows.assign(days=[(span.end - span.start).days for span in spans], year=[span.end.year for span in spans])
    longest = rows[rows["days"] == rows.groupby("year")["days"].transform("max")]
    ordered = longest.assign(origin=longest["partner"].map(LISTED), place=longest["partner"].map(list(LISTED).index))
    ordered = ordered.sort_values(["place", "year"], kind="stable", ignore_index=True)
    return ordered[["origin", "period", "year", "value", "lineage"]].astype({"year": "int64"})


def leader(rows: pd.DataFrame, year: int) -> str:
    """Return the origin with the largest share in a year of `of_periods`."""
    there = rows[rows["year"] == year]
    return str(there.sort_values("value", kind="stable")["origin"].iloc[-1])


def since_1991(ev: Evidence) -> pd.DataFrame:
    """Return the origins of all people granted the status since 1991, to the end of 2000, September 2011 and 2014.

    Of 2000 numbers are printed, and the shares are of the total printed beside them.

    Returns
    -------
    DataFrame
        ``origin``, ``moment`` (words), ``year``, ``value`` (percent), lineage.
    """
    counts = ev.series("kandas_stock", partner=list(LISTED), frequency="year")
    whole = ev.series("kandas_stock", start=2000, end=2000)
    both = counts.merge(whole[["year", "value", "lineage"]], on="year", suffixes=("", "_whole"))
    early = both.assign(
        value=100 * both["value"] / both["value_whole"],
        moment="to 2000",
        year=2000,
        lineage=both["lineage"] + " " + both["lineage_whole"],
    )
    shares = ev.series("kandas_share_since_1991", partner=ANY, frequency=None)
    shares = shares[shares["partner"].isin(list(LISTED))]
    ends = [Period.parse(text).end for text in shares["period"]]
    late = shares.assign(year=[end.year for end in ends])
    late = late.assign(moment=["to 2014" if year == 2014 else "to September 2011" for year in late["year"]])
    columns = ["partner", "moment", "year", "value", "lineage"]
    joined = pd.concat([early[columns], late[columns]], ignore_index=True)
    joined = joined.assign(origin=joined["partner"].map(LISTED))
    return joined.drop(columns="partner")
