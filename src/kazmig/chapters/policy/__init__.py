"""Policy: what the state did on migration, what each step was for, and what happened to what it set out to reach."""

from kazmig.chapters.policy.changes import TURNS, TYPICAL, first_full_year, turns, typical, yearly_changes
from kazmig.chapters.policy.people import legalised, resettlement
from kazmig.chapters.policy.quotas import ceilings, settled
from kazmig.chapters.policy.spans import spans
from kazmig.chapters.policy.steps import (
    COUNTS_ONLY,
    LANES,
    STEP,
    SUBJECTS,
    WORDS,
    bodies,
    first_years,
    leading,
    ledger,
    steps,
    subjects,
    timeline,
)
from kazmig.chapters.policy.targets import COUNTED, REACHED, REPORTED, UNKNOWN, judged

__all__ = [
    "COUNTED",
    "COUNTS_ONLY",
    "LANES",
    "REACHED",
    "REPORTED",
    "STEP",
    "SUBJECTS",
    "TURNS",
    "TYPICAL",
    "UNKNOWN",
    "WORDS",
    "bodies",
    "ceilings",
    "first_full_year",
    "first_years",
    "judged",
    "leading",
    "ledger",
    "legalised",
    "resettlement",
    "settled",
    "spans",
    "steps",
    "subjects",
    "timeline",
    "turns",
    "typical",
    "yearly_changes",
]
