"""The verdict on a claim: every witness is heard, and what they say is put together."""

from dataclasses import dataclass

from kazmig.claims import checks, wording
from kazmig.claims.checks import Outcome
from kazmig.claims.claim import Claim, Reading
from kazmig.claims.witnesses import find
from kazmig.evidence import Evidence, compress
from kazmig.evidence.lineage import lines_of

SUPPORTED = "supported"
CONTRADICTED = "contradicted"
DEPENDS = "depends on the definition"
UNCHECKED = "cannot be checked"
VERDICTS = (SUPPORTED, CONTRADICTED, DEPENDS, UNCHECKED)

NUMERIC = ("between", "about", "at_least", "at_most", "sign")


@dataclass(frozen=True)
class Result:
    """What one witness says of one reading of a claim.

    Parameters
    ----------
    reading
        Name of the reading, empty when there is one.
    series_id, vintage
        The witness; an event's id where a date was tested.
    name
        How the page calls it.
    value, unit, period
        Our figure; None where the witness is silent or the figure is a date.
    figure
        Our figure in words.
    supports
        True, False, or None when it cannot speak.
    gap, relative
        Distance from what is stated, in units (days for dates) and as a share.
    why
        One clause.
    sources
        Ids of the sources behind the rows used.
    lineage
        Addresses of the rows used.
    """

    reading: str
    series_id: str
    vintage: str
    name: str
    value: float | None
    unit: str
    period: str
    figure: str
    supports: bool | None
    gap: float | None
    relative: float | None
    why: str
    sources: tuple[str, ...]
    lineage: str


@dataclass(frozen=True)
class Verdict:
    """The verdict on a claim.

    Parameters
    ----------
    claim
        The claim.
    verdict
        One of `VERDICTS`.
    why
        Plain sentences, made from the results.
    results
        One per reading and witness, silent ones included.
    """

    claim: Claim
    verdict: str
    why: str
    results: tuple[Result, ...]

    @property
    def lineage(self) -> str:
        """Addresses of all rows used and of the claim's own rows."""
        return compress([*(result.lineage for result in self.results), *(each.lineage for each in self.claim.readings)])

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that were heard, sorted."""
        return tuple(sorted({source for result in self.results for source in result.sources}))


def judge(claim: Claim, evidence: Evidence) -> Verdict:
    """Judge one claim.

    Parameters
    ----------
    claim
        As read by `claim.read`.
    evidence
        What is known.

    Returns
    -------
    Verdict
        *supported* when every witness that can speak says so, *contradicted* when every one denies it, *depends on
        the definition* when they disagree, *cannot be checked* when none can speak.

    Raises
    ------
    EvidenceError
        If the claim names a concept that ``series.csv`` does not have.
    """
    results = tuple(result for reading in claim.readings for result in _hear(evidence, reading))
    said = {result.supports for result in results}
    verdict = {
        (True, False): SUPPORTED,
        (False, True): CONTRADICTED,
        (True, True): DEPENDS,
        (False, False): UNCHECKED,
    }[True in said, False in said]
    notes = tuple(reading.note for reading in claim.readings if reading.test == "uncheckable")
    return Verdict(claim, verdict, wording.verdict(results, notes), results)


def _hear(evidence: Evidence, reading: Reading) -> list[Result]:
    """Return one result for each witness of a reading."""
    if reading.test == "uncheckable":
        return []
    if reading.event:
        outcome, name, sources = checks.dated(evidence, reading)
        return [_result(reading, reading.event, "", name, "days", outcome, sources)]
    results = []
    for witness in find(evidence, reading.field, reading.exclude):
        if reading.test in NUMERIC and reading.selection.measure not in checks.FREE and witness.unit != reading.unit:
            continue  # it counts something else, in another unit
        for outcome in checks.apply(evidence, reading, witness):
            unit = reading.unit if reading.test == "share" or reading.selection.measure in checks.FREE else witness.unit
            results.append(
                _result(
                    reading,
                    witness.series_id,
                    witness.vintage,
                    witness.name,
                    unit,
                    outcome,
                    _sources(evidence, outcome.lineage),
                )
            )
    return results


def _result(
    reading: Reading, series_id: str, vintage: str, name: str, unit: str, outcome: Outcome, sources: tuple[str, ...]
) -> Result:
    return Result(
        reading=reading.name,
        series_id=series_id,
        vintage=vintage,
        name=name,
        value=outcome.value,
        unit=unit,
        period=outcome.period,
        figure=wording.figure(reading, outcome, unit),
        supports=outcome.supports,
        gap=outcome.gap,
        relative=outcome.relative,
        why=wording.clause(reading, name, outcome, unit),
        sources=sources,
        lineage=outcome.lineage,
    )


def _sources(evidence: Evidence, lineage: str) -> tuple[str, ...]:
    found: set[str] = set()
    for file, lines in lines_of([lineage] if lineage else []).items():
        found |= evidence.source_ids(file, lines)
    return tuple(sorted(found))
