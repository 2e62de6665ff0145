"""Pairs of countries for a gravity model: who lives where, how far apart, and what ties them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.corridors.places import SOVIET
from kazmig.evidence import Evidence

YEAR: Final = 2020
"""The last round for which all pairs of the world are at hand (IMS 2020)."""

RADIUS: Final = 6371.0088
"""Mean radius of the Earth in kilometres (Moritz, 2000)."""

SPOKEN: Final = 3
"""Two countries share a language if one of so many first languages of either is among those of the other."""


@dataclass(frozen=True)
class Sources:
    """The three tables that the pairs are made from, and the lineage of what is computed from all of them."""

    stocks: pd.DataFrame
    towns: pd.DataFrame
    wealth: pd.DataFrame

    @classmethod
    def read(cls, ev: Evidence) -> "Sources":
        """Read the migrant stocks (IMS 2020), the table of places and the World Bank's indicators."""
        return cls(ev.panel("stock_bilateral"), ev.panel("places"), ev.panel("wdi"))

    @property
    def lineage(self) -> str:
        """The rows of all three tables as one lineage text; the models read the rows of one year out of them."""
        return evidence.compress([*self.stocks["lineage"], *self.towns["lineage"], *self.wealth["lineage"]])


def kilometres(towns: pd.DataFrame, first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the great-circle distance between the capitals of two columns of countries (haversine formula).

    Parameters
    ----------
    towns
        ``geo``, ``latitude``, ``longitude``.

    Examples
    --------
    >>> places = pd.DataFrame({"geo": ["A", "B"], "latitude": [0.0, 0.0], "longitude": [0.0, 90.0]})
    >>> round(kilometres(places, pd.Series(["A"]), pd.Series(["B"])).item())
    10008
    """
    place = towns.set_index("geo")
    (lat1, lon1), (lat2, lon2) = (
        (np.radians(side.map(place["latitude"])), np.radians(side.map(place["longitude"]))) for side in (first, second)
    )
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    distance: pd.Series = 2 * RADIUS * np.arcsin(np.sqrt(half.clip(upper=1)))
    return distance


def build(sources: Sources, *, filled: bool) -> pd.DataFrame:
    """Return one row for each pair of countries that can be modelled.

    Countries need a place, and a population and an output per person in 2020. The UN lists only pairs in which it has
    people; an absent pair may be zero or not reported.

    Parameters
    ----------
    filled
        Whether pairs that are not listed stand in as zeros; else they are left out.

    Returns
    -------
    DataFrame
        ``origin``, ``destination``, ``people``, ``listed`` (1 where the UN lists the pair), ``km``, ``log_km``,
        ``border``, ``language``, ``any_language``, ``soviet`` (0 or 1), and logs of ``population_`` and ``income_`` of
        ``origin`` and ``destination``.
    """
    stocks = sources.stocks[sources.stocks["year"] == YEAR][["origin", "destination", "total"]]
    wealth = sources.wealth[sources.wealth["year"] == YEAR].set_index("geo")
    known = wealth[["population", "gdp_per_capita_2015usd"]].dropna()
    towns = sources.towns[sources.towns["geo"].isin(known.index)].reset_index(drop=True)
    codes = set(towns["geo"])
    sides = [sorted(codes & set(stocks[side])) for side in ("origin", "destination")]
    grid = pd.MultiIndex.from_product(sides, names=["origin", "destination"]).to_frame(index=False)
    grid = grid[grid["origin"] != grid["destination"]]
    pairs = grid.merge(stocks, how="left", on=["origin", "destination"]).rename(columns={"total": "people"})
    pairs["listed"] = pairs["people"].notna().astype("int64")
    pairs = pairs[pairs["listed"] == 1] if not filled else pairs
    pairs["people"] = pairs["people"].fillna(0.0)
    pairs["km"] = kilometres(towns, pairs["origin"], pairs["destination"])
    pairs["log_km"] = np.log(pairs["km"])
    ties = _ties(towns)
    couples = list(zip(pairs["origin"].tolist(), pairs["destination"].tolist(), strict=True))
    for name, holds in ties.items():
        pairs[name] = [float(couple in holds) for couple in couples]
    for side in ("origin", "destination"):
        pairs[f"population_{side}"] = np.log(pairs[side].map(known["population"]))
        pairs[f"income_{side}"] = np.log(pairs[side].map(known["gdp_per_capita_2015usd"]))
    return pairs.reset_index(drop=True)


def _ties(towns: pd.DataFrame) -> dict[str, set[tuple[str, str]]]:
    """Return the pairs that have a border, a language, or the Soviet Union in common."""
    near = {str(geo): set(str(text).split()) for geo, text in zip(towns["geo"], towns["neighbours"], strict=True)}
    spoken = {str(geo): str(text).split() for geo, text in zip(towns["geo"], towns["languages"], strict=True)}
    codes = list(near)
    couples = [(a, b) for a in codes for b in codes if a != b]
    return {
        "border": {(a, b) for a, b in couples if b in near[a] or a in near[b]},
        "language": {(a, b) for a, b in couples if set(spoken[a][:SPOKEN]) & set(spoken[b][:SPOKEN])},
        "any_language": {(a, b) for a, b in couples if set(spoken[a]) & set(spoken[b])},
        "soviet": {(a, b) for a, b in couples if a in SOVIET and b in SOVIET},
    }


def left_out(sources: Sources) -> pd.DataFrame:
    """Return the people of 2020 in all listed pairs and in those that can be modelled, with the numbers of pairs.

    Returns
    -------
    DataFrame
        One row: ``pairs``, ``people`` (all listed), ``modelled_pairs``, ``modelled_people``, ``share`` (percent of the
        people), lineage.
    """
    whole = sources.stocks[sources.stocks["year"] == YEAR]
    kept = build(sources, filled=False)
    row = {
        "pairs": len(whole),
        "people": float(whole["total"].sum()),
        "modelled_pairs": len(kept),
        "modelled_people": float(kept["people"].sum()),
    }
    row["share"] = 100 * row["modelled_people"] / row["people"]
    return pd.DataFrame([row]).assign(lineage=sources.lineage)
