"""Corridors: from where, to where; the return to ethnic homelands; a gravity model as description."""

from kazmig.chapters.corridors.both_sides import germany, pull, russia, to_russia
from kazmig.chapters.corridors.five_year import moves, spread
from kazmig.chapters.corridors.homelands import census_and_estimate, latest, left, pace
from kazmig.chapters.corridors.models import coefficients, corridors, explained, fit, summary, ties
from kazmig.chapters.corridors.pairs import Sources, left_out
from kazmig.chapters.corridors.regional import arrivals
from kazmig.chapters.corridors.stocks import ABROAD, HOSTED, carried, mapped, neighbours, pairs, rounds, two_revisions

__all__ = [
    "ABROAD",
    "HOSTED",
    "Sources",
    "arrivals",
    "carried",
    "census_and_estimate",
    "coefficients",
    "corridors",
    "explained",
    "fit",
    "germany",
    "latest",
    "left",
    "left_out",
    "mapped",
    "moves",
    "neighbours",
    "pace",
    "pairs",
    "pull",
    "rounds",
    "russia",
    "spread",
    "summary",
    "ties",
    "to_russia",
    "two_revisions",
]
