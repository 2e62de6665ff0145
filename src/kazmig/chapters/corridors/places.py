"""Countries of the corridors: their names, where they lie, and the colour of their part of the world."""

from typing import Final

import pandas as pd

from kazmig.chapters.years import ChapterError
from kazmig.evidence import Evidence

CENTRAL_ASIA: Final = ("KGZ", "TJK", "TKM", "UZB")
"""The four Central Asian neighbours of Kazakhstan."""

SOVIET: Final = (
    *("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"),
)
"""The fifteen states that were republics of the Soviet Union."""

NORTH_AMERICA: Final = ("CAN", "USA")

EUROPE: Final = (
    *("ALB", "AND", "AUT", "BEL", "BGR", "BIH", "BLR", "CHE", "CYP", "CZE", "DNK", "ESP", "EST", "FIN", "FRA", "GBR"),
    *("GRC", "HRV", "HUN", "IRL", "ISL", "ITA", "LIE", "LTU", "LUX", "LVA", "MCO", "MDA", "MKD", "MLT", "MNE", "NLD"),
    *("NOR", "POL", "PRT", "ROU", "SMR", "SRB", "SVK", "SVN", "SWE", "UKR", "XKX"),
)
"""Europe beside Russia and Germany, which have colours of their own."""

GROUPS: Final = {
    "RUS": "Russia",
    "DEU": "Germany",
    **dict.fromkeys(CENTRAL_ASIA, "Central Asia"),
    **dict.fromkeys(NORTH_AMERICA, "North America"),
    **dict.fromkeys(EUROPE, "Europe"),
}
"""Country -> meaning of its colour; all others are ``context``."""


def group(code: str) -> str:
    """Return the meaning of a country's colour.

    Examples
    --------
    >>> group("UZB"), group("CHN")
    ('Central Asia', 'context')
    """
    return GROUPS.get(code, "context")


def names(ev: Evidence) -> pd.Series:
    """Return the English name of each place by its code."""
    return ev.geographies.set_index("code")["name_en"]


def located(ev: Evidence, rows: pd.DataFrame, side: str = "partner") -> pd.DataFrame:
    """Add to rows by country its name, its group and where its capital lies.

    Countries that the table of places lacks keep their row, without a place.

    Returns
    -------
    DataFrame
        ``code``, ``place``, ``group``, ``latitude``, ``longitude`` (degrees), the rows' ``year`` and ``value``, their
        lineage and that of the place.
    """
    towns = ev.panel("places")[["geo", "latitude", "longitude", "lineage"]].rename(columns={"lineage": "lineage_place"})
    joined = rows[[side, "year", "value", "lineage"]].merge(towns, left_on=side, right_on="geo", how="left")
    return joined.assign(
        code=joined[side],
        place=joined[side].map(names(ev)),
        group=joined[side].map(group),
        lineage_place=joined["lineage_place"].fillna(""),
    )[["code", "place", "group", "latitude", "longitude", "year", "value", "lineage", "lineage_place"]]


def of(frame: pd.DataFrame, code: str, column: str = "value") -> float:
    """Return a number of the one row of a country.

    Raises
    ------
    ChapterError
        If the frame has no such row, or several.

    Examples
    --------
    >>> of(pd.DataFrame({"code": ["RUS", "DEU"], "value": [2.0, 1.0]}), "DEU")
    1.0
    """
    found = frame.loc[frame["code"] == code, column]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} rows for {code!r}, one is wanted. Remedy: one of {', '.join(frame['code'])}.")
    return float(found.iloc[0])
