"""From south to north: the programme beside the moves that people make on their own, both ways."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.regions.balances import NAMES
from kazmig.evidence import ANY, Evidence

SOUTH: Final = ("KZ-61", "KZ-79", "KZ-31", "KZ-43", "KZ-19", "KZ-33")
"""Turkistan, Shymkent, Zhambyl, Kyzylorda, Almaty Region and Zhetisu: our reading of the south. No source at hand
lists the regions that the programme takes people from."""

WIDER: Final = (*SOUTH, "KZ-75", "KZ-47")
"""The south with the city of Almaty and Mangystau."""

METROPOLES: Final = ("KZ-71", "KZ-75")
"""Astana and Almaty, which draw from south and north alike."""


def south(name: str) -> tuple[str, ...]:
    """Return the codes of the regions counted as the south: ``six`` or ``eight``.

    Raises
    ------
    ChapterError
        If the name is another.
    """
    known = {"six": SOUTH, "eight": WIDER}
    if name not in known:
        raise ChapterError(f"south_regions is {name!r}. Remedy: choose six or eight.")
    return known[name]


def receiving(ev: Evidence) -> tuple[str, ...]:
    """Return the codes of the regions to which the quota for internal resettlers sends people, in any year at hand."""
    return tuple(sorted(set(ev.series("resettler_quota", geo=ANY)["geo"]) & set(NAMES)))


def exchange(matrix: pd.DataFrame, southern: tuple[str, ...], northern: tuple[str, ...]) -> pd.DataFrame:
    """Return the moves between south and north, both ways, and those of each to Astana and Almaty.

    Parameters
    ----------
    matrix
        What `kazmig.chapters.regions.moves.pairs` returned.
    southern, northern
        Codes.

    Returns
    -------
    DataFrame
        ``year``, ``label`` (the year as text), ``north`` (moves from south to north), ``south`` (from north to south),
        ``net`` (the first less the second), ``south_to_cities``, ``north_to_cities``, ``south_net``, ``north_net``
        (balances of the two groups with all regions outside of them), lineage of the rows that entered.
    """
    touched = matrix["origin"].isin([*southern, *northern]) | matrix["destination"].isin([*southern, *northern])

    def total(rows: pd.DataFrame, origins: tuple[str, ...], destinations: tuple[str, ...]) -> float:
        chosen = rows["origin"].isin(origins) & rows["destination"].isin(destinations)
        return float(rows.loc[chosen, "value"].sum())

    def reckon(rows: pd.DataFrame) -> pd.DataFrame:
        found = []
        every = tuple(NAMES)
        for year, part in rows.groupby("year"):
            up, down = total(part, southern, northern), total(part, northern, southern)
            found.append(
                {
                    "year": year,
                    "label": str(year),
                    "north": up,
                    "south": down,
                    "net": up - down,
                    "south_to_cities": total(part, southern, tuple(set(METROPOLES) - set(southern))),
                    "north_to_cities": total(part, northern, METROPOLES),
                    "south_net": total(part, every, southern) - total(part, southern, every),
                    "north_net": total(part, every, northern) - total(part, northern, every),
                }
            )
        return pd.DataFrame(found)

    return evidence.derive(reckon, matrix[touched], by="year")


def quota_and_moves(ev: Evidence, matrix: pd.DataFrame, southern: tuple[str, ...], year: int) -> pd.DataFrame:
    """Set the quota of each receiving region beside all moves to it that the register counted from the south.

    Returns
    -------
    DataFrame
        ``geo``, ``region``, ``quota`` (persons), ``moves`` (from the south, registered), ``net`` (balance of the region
        with all regions, persons), lineage of all; the largest quota first.
    """
    quota = ev.series("resettler_quota", geo=ANY, start=year, end=year)
    quota = quota[quota["geo"].isin(list(NAMES))][["geo", "value", "lineage"]]
    rows = matrix[(matrix["year"] == year) & matrix["origin"].isin(southern)]

    def into(moves: pd.DataFrame) -> pd.DataFrame:
        return moves.groupby("geo")["value"].sum().rename("moves").reset_index()

    moves = evidence.derive(into, rows.rename(columns={"destination": "geo"}), by="geo")
    net = ev.series("internal_net_interregional", geo=ANY, start=year, end=year)[["geo", "value", "lineage"]]
    joined = quota.rename(columns={"value": "quota", "lineage": "lineage_quota"}).merge(
        moves.rename(columns={"lineage": "lineage_moves"}), on="geo"
    )
    joined = joined.merge(net.rename(columns={"value": "net", "lineage": "lineage_net"}), on="geo")
    joined = joined.assign(region=joined["geo"].map(NAMES))
    return joined.sort_values("quota", ascending=False, kind="stable").reset_index(drop=True)
