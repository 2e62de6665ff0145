"""Corridors: from where, to where; the return to ethnic homelands; a gravity model as description."""

from kazmig.chapters.corridors.both_sides import ends, germany, pull, russia, to_russia
from kazmig.chapters.corridors.country_pairs import Sources, left_out
from kazmig.chapters.corridors.five_year import moves, nets, spread
from kazmig.chapters.corridors.homelands import census_and_estimate, latest, left, pace
from kazmig.chapters.corridors.models import coefficients, corridors, explained, fit, newer_ratios, summary, ties
from kazmig.chapters.corridors.places import of
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
    "ends",
    "explained",
    "fit",
    "germany",
    "latest",
    "left",
    "left_out",
    "mapped",
    "moves",
    "neighbours",
    "nets",
    "newer_ratios",
    "of",
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
