"""Where sources differ: values with several witnesses, why they differ, and which one the book uses."""

from kazmig.chapters.disagreement.definitions import counted_twice, two_counts
from kazmig.chapters.disagreement.reasons import REASONS, RULES
from kazmig.chapters.disagreement.revisions import alike, opposite, releases, rounds, spans
from kazmig.chapters.disagreement.rivals import rivals
from kazmig.chapters.disagreement.summaries import by_quantity, by_reason, by_rule, listed, printed_once, witnesses

__all__ = [
    "REASONS",
    "RULES",
    "alike",
    "by_quantity",
    "by_reason",
    "by_rule",
    "counted_twice",
    "listed",
    "opposite",
    "printed_once",
    "releases",
    "rivals",
    "rounds",
    "spans",
    "two_counts",
    "witnesses",
]
