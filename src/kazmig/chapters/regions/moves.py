"""Moves from region to region: the largest of them, how many come back, and how little the crowd of moves shifts."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.regions.balances import NAMES
from kazmig.evidence import ANY, Evidence

RINGS: Final = {"KZ-75": "KZ-19", "KZ-79": "KZ-61", "KZ-71": "KZ-11"}
"""Each city of a region's rank and the region that lies around it."""


def pairs(ev: Evidence) -> pd.DataFrame:
    """Return the matrix of moves between regions in every year at hand.

    Returns
    -------
    DataFrame
        ``origin``, ``destination`` (codes), ``origin_name``, ``destination_name``, ``year``, ``value`` (moves),
        lineage; 380 rows a year. 2022 is absent: its matrix is damaged.
    """
    rows = ev.series("internal_flows", geo=ANY, partner=ANY)
    rows = rows.rename(columns={"geo": "origin", "partner": "destination"})
    rows = rows.assign(origin_name=rows["origin"].map(NAMES), destination_name=rows["destination"].map(NAMES))
    return rows[["origin", "destination", "origin_name", "destination_name", "year", "value", "lineage"]]


def corridors(frame: pd.DataFrame, year: int, most: int) -> pd.DataFrame:
    """Return the pairs of regions with the most moves in one year, counting each pair once.

    Parameters
    ----------
    frame
        What `pairs` returned.
    most
        How many pairs.

    Returns
    -------
    DataFrame
        ``pair``, ``origin_name``, ``destination_name`` (the larger direction), ``there``, ``back`` (moves in the larger
        and the smaller direction), ``both``, ``net``, ``share`` (percent of all moves between regions), lineage of the
        two directions; the largest sum first.

    Raises
    ------
    ChapterError
        If the year is not at hand.
    """
    rows = frame[frame["year"] == year]
    if rows.empty:
        years = ", ".join(str(each) for each in sorted(frame["year"].unique()))
        raise ChapterError(f"the matrix has no year {year}. Remedy: choose among {years}.")
    other = rows.rename(columns={"origin": "destination", "destination": "origin"})
    both = rows.merge(other[["origin", "destination", "value", "lineage"]], on=["origin", "destination"])
    both = both.rename(columns={"value_x": "there", "value_y": "back", "lineage_x": "lineage_there"})
    larger = (both["there"] > both["back"]) | ((both["there"] == both["back"]) & (both["origin"] < both["destination"]))
    kept = both[larger].rename(columns={"lineage_y": "lineage_back"})
    kept = kept.assign(both=kept["there"] + kept["back"], net=kept["there"] - kept["back"])
    kept = kept.assign(
        share=100 * kept["both"] / kept["both"].sum(),
        pair=kept["origin_name"] + " → " + kept["destination_name"],
    )
    columns = ["pair", "origin_name", "destination_name", "there", "back", "both", "net", "share"]
    ordered = kept.sort_values("both", ascending=False, kind="stable").head(most).reset_index(drop=True)
    return ordered[[*columns, "lineage_there", "lineage_back"]]


def shifts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return for each year how many of the moves between regions shift people, and how many cancel out.

    The index is the effectiveness of migration (Shryock and Siegel 1971): the sum of the regions' gains over all moves.

    Parameters
    ----------
    frame
        What `pairs` returned.

    Returns
    -------
    DataFrame
        ``year``, ``moves``, ``shifted`` (sum of the gains, persons), ``value`` (shifted per 100 moves), ``ring``
        (percent of moves between a city and the region around it), ``to_cities`` (percent of moves to the three
        cities), lineage of the whole matrix of the year.
    """

    def reckon(rows: pd.DataFrame) -> pd.DataFrame:
        found = []
        for year, matrix in rows.groupby("year"):
            arrived, left = (matrix.groupby(end)["value"].sum() for end in ("destination", "origin"))
            gains = arrived.sub(left, fill_value=0)
            moves, shifted = matrix["value"].sum(), gains[gains > 0].sum()
            ring = matrix["destination"].map(RINGS).eq(matrix["origin"]) | matrix["origin"].map(RINGS).eq(
                matrix["destination"]
            )
            found.append(
                {
                    "year": year,
                    "moves": moves,
                    "shifted": shifted,
                    "value": 100 * shifted / moves,
                    "ring": 100 * matrix.loc[ring, "value"].sum() / moves,
                    "to_cities": 100 * matrix.loc[matrix["destination"].isin(list(RINGS)), "value"].sum() / moves,
                }
            )
        return pd.DataFrame(found)

    return evidence.derive(reckon, frame, by="year")


def turnover(ev: Evidence, year: int) -> pd.DataFrame:
    """Return how many moves each region registered in one year: from elsewhere, and inside it.

    Moves inside a region are all its internal arrivals less those from other regions.

    Returns
    -------
    DataFrame
        ``geo``, ``region``, ``arrivals`` (all internal), ``from_others``, ``within``, lineage of what entered.
    """
    rows = ev.series("internal_arrivals", geo=ANY, start=year, end=year)[["geo", "value", "lineage"]]
    matrix = pairs(ev)
    matrix = matrix[matrix["year"] == year]

    def into(moves: pd.DataFrame) -> pd.DataFrame:
        return moves.groupby("geo")["value"].sum().rename("from_others").reset_index()

    others = evidence.derive(into, matrix.rename(columns={"destination": "geo"}), by="geo")
    joined = rows.rename(columns={"value": "arrivals"}).merge(others, on="geo", suffixes=("_all", "_others"))
    return joined.assign(region=joined["geo"].map(NAMES), within=joined["arrivals"] - joined["from_others"])


def rises(ev: Evidence) -> pd.DataFrame:
    """Return by how much registered internal arrivals rose in each region, from the first year at hand to the last.

    Returns
    -------
    DataFrame
        ``region``, ``first``, ``last`` (moves), ``percent``, lineage of both years.
    """
    rows = ev.series("internal_arrivals", geo=ANY)[["geo", "year", "value", "lineage"]]
    ends = [rows[rows["year"] == year].drop(columns="year") for year in (rows["year"].min(), rows["year"].max())]
    joined = ends[0].merge(ends[1], on="geo", suffixes=("_first", "_last"))
    joined = joined.rename(columns={"value_first": "first", "value_last": "last"})
    percent = 100 * (joined["last"] / joined["first"] - 1)
    found: pd.DataFrame = joined.assign(region=joined["geo"].map(NAMES), percent=percent)
    return found
