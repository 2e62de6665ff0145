"""Verdicts as tables, with the column ``lineage``, for the chapter on claims and for the command line."""

from collections.abc import Iterable

import pandas as pd

from kazmig.claims import claim as claims
from kazmig.claims import wording
from kazmig.claims.claim import Claim
from kazmig.claims.errors import ClaimError
from kazmig.claims.judge import VERDICTS, Result, Verdict, judge
from kazmig.evidence import Evidence

VERDICT_COLUMNS = [
    *("claim_id", "source_id", "document", "locator", "said_by", "statement", "theme", "test", "stated"),
    *("numeric", "verdict", "figure", "gap", "relative", "supporting", "contradicting", "silent"),
    *("why", "note", "sources", "lineage"),
]
RESULT_COLUMNS = [
    *("claim_id", "source_id", "reading", "series_id", "vintage", "name", "test", "stated", "value", "unit"),
    *("period", "figure", "gap", "relative", "supports", "verdict", "why", "sources", "lineage"),
]


def verdicts(evidence: Evidence, claim_id: str | None = None) -> tuple[Verdict, ...]:
    """Judge every claim, or one.

    Raises
    ------
    ClaimError
        If there is no claim of that id.
    """
    known = claims.read(evidence)
    chosen = [each for each in known if claim_id in (None, each.claim_id)]
    if not chosen:
        near = ", ".join(each.claim_id for each in known[:5])
        raise ClaimError(f"unknown claim {claim_id!r}. Remedy: `kazmig claims judge` lists all; the first are {near}.")
    return tuple(judge(each, evidence) for each in chosen)


def verdict_frame(evidence: Evidence, judged: Iterable[Verdict] | None = None) -> pd.DataFrame:
    """Return one row a claim.

    Parameters
    ----------
    evidence
        The evidence.
    judged
        Verdicts already at hand; by default all claims are judged.

    Returns
    -------
    DataFrame
        Columns as in `VERDICT_COLUMNS`. ``theme`` is the first concept; ``numeric`` says whether the claim states a
        number; ``figure``, ``gap`` (in the claim's unit, days for dates) and ``relative`` are of the witness that
        comes nearest to the claim; ``supporting``, ``contradicting`` and ``silent`` count witnesses; ``sources`` are
        ids joined by blanks; ``lineage`` names the rows used and the claim's own row.
    """
    documents = evidence.sources.set_index("source_id")["title"]
    rows = []
    for verdict in verdicts(evidence) if judged is None else judged:
        one = verdict.claim
        nearest = _nearest(verdict)
        said = [result.supports for result in verdict.results]
        rows.append(
            {
                "claim_id": one.claim_id,
                "source_id": one.source_id,
                "document": str(documents[one.source_id]),
                "locator": one.locator,
                "said_by": one.said_by,
                "statement": one.statement,
                "theme": next(
                    (each.selection.concept.split("|")[0] for each in one.readings if each.selection.concept), ""
                ),
                "test": "|".join(dict.fromkeys(each.test for each in one.readings)),
                "stated": stated(one),
                "numeric": any(each.stated is not None for each in one.readings),
                "verdict": verdict.verdict,
                "figure": nearest.figure if nearest else "",
                "gap": nearest.gap if nearest else None,
                "relative": nearest.relative if nearest else None,
                "supporting": said.count(True),
                "contradicting": said.count(False),
                "silent": said.count(None),
                "why": verdict.why,
                "note": " ".join(dict.fromkeys(each.note for each in one.readings if each.note)),
                "sources": " ".join(verdict.sources),
                "lineage": verdict.lineage,
            }
        )
    return pd.DataFrame(rows, columns=VERDICT_COLUMNS).astype({"gap": "float64", "relative": "float64"})


def results_frame(evidence: Evidence, judged: Iterable[Verdict] | None = None) -> pd.DataFrame:
    """Return one row a claim, reading and witness, silent witnesses included.

    Returns
    -------
    DataFrame
        Columns as in `RESULT_COLUMNS`; ``supports`` is ``yes``, ``no`` or ``silent``; ``lineage`` names the rows used
        and, for a silent witness, the claim's own row.
    """
    rows = []
    for verdict in verdicts(evidence) if judged is None else judged:
        readings = {each.name: each for each in verdict.claim.readings}
        for result in verdict.results:
            reading = readings[result.reading]
            rows.append(
                {
                    "claim_id": verdict.claim.claim_id,
                    "source_id": verdict.claim.source_id,
                    "reading": result.reading,
                    "series_id": result.series_id,
                    "vintage": result.vintage,
                    "name": result.name,
                    "test": reading.test,
                    "stated": wording.stated(reading),
                    "value": result.value,
                    "unit": result.unit,
                    "period": result.period,
                    "figure": result.figure,
                    "gap": result.gap,
                    "relative": result.relative,
                    "supports": {True: "yes", False: "no", None: "silent"}[result.supports],
                    "verdict": verdict.verdict,
                    "why": result.why,
                    "sources": " ".join(result.sources),
                    "lineage": result.lineage or reading.lineage,
                }
            )
    frame = pd.DataFrame(rows, columns=RESULT_COLUMNS)
    return frame.astype({"value": "float64", "gap": "float64", "relative": "float64"})


def count_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Count verdicts by document.

    Parameters
    ----------
    frame
        As from `verdict_frame`.

    Returns
    -------
    DataFrame
        ``source_id``, ``document``, ``verdict``, ``claims``, ``lineage``; every document with every verdict.
    """
    rows = []
    for (source_id, document), part in frame.groupby(["source_id", "document"], sort=True):
        for verdict in VERDICTS:
            same = part[part["verdict"] == verdict]
            rows.append(
                {
                    "source_id": source_id,
                    "document": document,
                    "verdict": verdict,
                    "claims": len(same),
                    "lineage": " ".join(part["lineage"].str.findall(r"claims\.csv:[\d-]+").explode().dropna()),
                }
            )
    return pd.DataFrame(rows)


def stated(one: Claim) -> str:
    """Return what a claim states, reading by reading, repetitions left out."""
    return "; ".join(dict.fromkeys(wording.stated(each) for each in one.readings if each.test != "uncheckable"))


def _nearest(verdict: Verdict) -> Result | None:
    speaking = [result for result in verdict.results if result.supports is not None]
    return min(speaking, key=lambda each: (not each.supports, abs(each.relative or 0.0)), default=None)
