"""Regions: which empty and which fill, by moves inside the country and across its border, and who leaves from where."""

from kazmig.chapters.regions.balances import (
    CITIES,
    NAMES,
    in_year,
    internal,
    listed,
    named,
    of,
    parts,
    population,
    signs,
)
from kazmig.chapters.regions.leavers import composition
from kazmig.chapters.regions.moves import corridors, pairs, rises, shifts, turnover
from kazmig.chapters.regions.resettlement import exchange, quota_and_moves, receiving, south

__all__ = [
    "CITIES",
    "NAMES",
    "composition",
    "corridors",
    "exchange",
    "in_year",
    "internal",
    "listed",
    "named",
    "of",
    "pairs",
    "parts",
    "population",
    "quota_and_moves",
    "receiving",
    "rises",
    "shifts",
    "signs",
    "south",
    "turnover",
]
