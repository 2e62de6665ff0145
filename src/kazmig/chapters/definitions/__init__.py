"""Definitions: what is called emigration, how far the numbers lie apart, and what the destinations counted."""

from kazmig.chapters.definitions.borders import DEPARTURES, german_years, germany, grants, russia, table
from kazmig.chapters.definitions.counts import every, group, tally, whole_counts
from kazmig.chapters.definitions.growth import decades, parts
from kazmig.chapters.definitions.kinds import FIVE, STOCK, YEARLY, apart, estimates, value_of
from kazmig.chapters.definitions.lanes import lanes
from kazmig.chapters.definitions.meanings import meanings, meetings
from kazmig.chapters.definitions.panels import carried, last_points, paths
from kazmig.chapters.definitions.rests import by_kind_of_source, footings
from kazmig.chapters.definitions.rungs import rungs
from kazmig.chapters.definitions.stocks import stocks
from kazmig.chapters.definitions.twice import lines, pairs

__all__ = [
    "DEPARTURES",
    "FIVE",
    "STOCK",
    "YEARLY",
    "apart",
    "by_kind_of_source",
    "carried",
    "decades",
    "estimates",
    "every",
    "footings",
    "german_years",
    "germany",
    "grants",
    "group",
    "lanes",
    "last_points",
    "lines",
    "meanings",
    "meetings",
    "pairs",
    "parts",
    "paths",
    "rungs",
    "russia",
    "stocks",
    "table",
    "tally",
    "value_of",
    "whole_counts",
]
