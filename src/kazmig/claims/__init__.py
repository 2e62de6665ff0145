"""Claims: what documents assert, judged by code against every series that can speak to it.

It knows claims, witnesses and verdicts; it publishes nothing (that is the report's part) and stores no verdict.
"""

from kazmig.claims.claim import Claim, Reading, Selection, read
from kazmig.claims.errors import ClaimError
from kazmig.claims.frames import count_frame, results_frame, verdict_frame, verdicts
from kazmig.claims.judge import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, VERDICTS, Result, Verdict, judge

__all__ = [
    "CONTRADICTED",
    "DEPENDS",
    "SUPPORTED",
    "UNCHECKED",
    "VERDICTS",
    "Claim",
    "ClaimError",
    "Reading",
    "Result",
    "Selection",
    "Verdict",
    "count_frame",
    "judge",
    "read",
    "results_frame",
    "verdict_frame",
    "verdicts",
]
