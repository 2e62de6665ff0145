"""Flows: how many leave and arrive by the register, by other definitions, and by the destinations' own counts."""

from kazmig.chapters.flows.balances import balances, disagreement, same_as_world_bank
from kazmig.chapters.flows.definitions import METHODS, five_year, ladder, ranges, registered_between, rung
from kazmig.chapters.flows.destinations import counts, europe, permits, reporters
from kazmig.chapters.flows.pictures import estimates_and_register
from kazmig.chapters.flows.register import fall_by_destination, growth, origins, rate_gap, revisions

__all__ = [
    "METHODS",
    "balances",
    "counts",
    "disagreement",
    "estimates_and_register",
    "europe",
    "fall_by_destination",
    "five_year",
    "growth",
    "ladder",
    "origins",
    "permits",
    "ranges",
    "rate_gap",
    "registered_between",
    "reporters",
    "revisions",
    "rung",
    "same_as_world_bank",
]
