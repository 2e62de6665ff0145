"""Robustness: every headline claim over every choice that a careful analyst could make, and what it hangs on."""

from kazmig.chapters.robustness.noise import against_noise, alike, dates
from kazmig.chapters.robustness.summary import (
    by_choice,
    by_claim,
    decisive,
    every,
    hanging,
    headings,
    kept,
    left_out,
    listed,
    never,
    tally,
)
from kazmig.chapters.robustness.tallies import tallies

__all__ = [
    "against_noise",
    "alike",
    "by_choice",
    "by_claim",
    "dates",
    "decisive",
    "every",
    "hanging",
    "headings",
    "kept",
    "left_out",
    "listed",
    "never",
    "tallies",
    "tally",
]
