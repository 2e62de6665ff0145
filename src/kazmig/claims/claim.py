"""What a document asserts, as the rows of ``claims.csv`` say it: a claim, its readings, and what each selects."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from kazmig.claims import stated
from kazmig.claims.errors import ClaimError
from kazmig.claims.stated import Stated
from kazmig.evidence import Evidence, Period

MEASURES = (
    *("sum", "mean", "at", "last", "each", "seen", "span", "change", "steps", "ratio"),
    *("max", "min", "peak_year", "trough_year", "first_year", "rank"),
)
TESTS = (
    *("between", "about", "at_least", "at_most", "share", "sign", "rises", "falls"),
    *("order", "date", "uncheckable"),
)
ANYTHING = "*"


@dataclass(frozen=True)
class Selection:
    """Which observations a statement is about; an empty field means the total, ``*`` anything.

    Parameters
    ----------
    concept, series
        Concepts and, to narrow them, series; several joined by ``|``.
    geo, partner, sex, age, breakdown, category
        Values of these columns; several joined by ``|`` are added up.
    vintage
        Named revisions; empty for all.
    frequency
        ``year``, ``any``, or a frequency of ``series.csv``.
    start, end
        First and last period; empty for an open window.
    measure
        How the window becomes one figure.
    direction
        ``in``, ``out``, ``net`` or empty.
    """

    concept: str = ""
    series: str = ""
    geo: str = "KAZ"
    partner: str = ""
    sex: str = ""
    age: str = ""
    breakdown: str = ""
    category: str = ""
    vintage: str = ""
    frequency: str = "year"
    start: str = ""
    end: str = ""
    measure: str = "at"
    direction: str = ""

    def varied(self, text: str, claim_id: str) -> "Selection":
        """Return the selection with the fields that ``field=value;field=value`` names replaced."""
        changes = {}
        for part in filter(None, text.split(";")):
            name, equals, value = part.partition("=")
            if not equals or name not in {each.name for each in fields(self)}:
                known = ", ".join(each.name for each in fields(self))
                raise ClaimError.of(claim_id, "against", text, "it is field=value;field=value", f"fields are {known}")
            changes[name] = value
        return replace(self, **changes)

    @property
    def window(self) -> tuple[Period, Period] | None:
        """First and last period of the window, or None when it is open."""
        return (Period.parse(self.start), Period.parse(self.end or self.start)) if self.start else None


@dataclass(frozen=True)
class Reading:
    """One fair reading of a claim, ready to be tested.

    Parameters
    ----------
    name
        What this reading takes the sentence to mean; empty when there is only one.
    selection
        What it is about.
    test
        One of `TESTS`.
    low, high
        Bounds in the claim's unit, or None.
    stated
        The number as printed, or None.
    unit
        Unit of the three.
    against
        The second selection of shares, orders and ranks, or None.
    event
        Event whose date is tested, or empty.
    exclude
        Sources that are no independent witnesses, the document itself among them.
    note
        Reasons.
    lineage
        Address of the row in ``claims.csv``.
    """

    name: str
    selection: Selection
    test: str
    low: float | None
    high: float | None
    stated: Stated | None
    unit: str
    against: Selection | None
    event: str
    exclude: frozenset[str]
    note: str
    lineage: str

    @property
    def field(self) -> Selection:
        """Whose rows are needed: the selection itself, or the whole field of a rank."""
        if self.selection.measure == "rank" and self.against is not None:
            return self.against
        return self.selection

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The interval in which the figure must lie, both ends included; None when the test compares no number."""
        if self.low is not None or self.high is not None:
            low = -float("inf") if self.low is None else self.low
            return low, float("inf") if self.high is None else self.high
        if self.stated is None:
            return None
        return self.stated.value - self.stated.tolerance, self.stated.value + self.stated.tolerance


@dataclass(frozen=True)
class Claim:
    """A statement of a document, in our words.

    Parameters
    ----------
    claim_id, source_id, locator
        Its name, the document and the place in it.
    said_by
        Whom the document quotes for it, or empty.
    statement
        The claim in our words.
    readings
        One or more.
    """

    claim_id: str
    source_id: str
    locator: str
    said_by: str
    statement: str
    readings: tuple[Reading, ...]


def read(evidence: Evidence) -> tuple[Claim, ...]:
    """Return every claim of the evidence, in the order of ``claims.csv``.

    Raises
    ------
    ClaimError
        If a row contradicts itself or lacks what its test needs.
    """
    grouped: dict[str, list[dict[Hashable, Any]]] = {}
    for row in evidence.claims.to_dict("records"):
        grouped.setdefault(str(row["claim_id"]), []).append(row)
    claims = []
    for claim_id, rows in grouped.items():
        shared = {name: str(rows[0][name]) for name in ("source_id", "locator", "said_by", "statement")}
        for name, value in shared.items():
            for row in rows:
                if row[name] != value:
                    raise ClaimError.of(
                        claim_id, name, row[name], "readings of a claim share it", "write the same in each row"
                    )
        claims.append(Claim(claim_id=claim_id, **shared, readings=tuple(_reading(row) for row in rows)))
    return tuple(claims)


def _reading(row: Mapping[Hashable, Any]) -> Reading:
    claim_id = str(row["claim_id"])
    chosen = {each.name: str(row[each.name]) for each in fields(Selection)}
    selection = Selection(
        **{**chosen, "frequency": chosen["frequency"] or "year", "measure": chosen["measure"] or "at"}
    )
    reading = Reading(
        name=str(row["reading"]),
        selection=selection,
        test=str(row["test"]),
        low=None if pd.isna(row["low"]) else float(row["low"]),
        high=None if pd.isna(row["high"]) else float(row["high"]),
        stated=stated.read(str(row["stated"]), claim_id) if row["stated"] else None,
        unit=str(row["unit"]),
        against=selection.varied(str(row["against"]), claim_id) if row["against"] else None,
        event=str(row["event"]),
        exclude=frozenset({str(row["source_id"]), *filter(None, str(row["exclude"]).split("|"))}),
        note=str(row["note"]),
        lineage=str(row["lineage"]),
    )
    _check(claim_id, reading)
    return reading


def _check(claim_id: str, reading: Reading) -> None:
    """Refuse a reading that lacks what its test needs."""
    chosen = reading.selection
    if reading.test not in TESTS:
        raise ClaimError.of(claim_id, "test", reading.test, f"a test is one of {', '.join(TESTS)}", "write one")
    if chosen.measure not in MEASURES:
        rule = f"a measure is one of {', '.join(MEASURES)}"
        raise ClaimError.of(claim_id, "measure", chosen.measure, rule, "write one")
    if reading.test == "uncheckable":
        if not reading.note:
            rule = "what cannot be tested says which series it would need"
            raise ClaimError.of(claim_id, "note", "", rule, "write the reason")
        return
    if not chosen.concept and not reading.event:
        raise ClaimError.of(claim_id, "concept", "", "a test looks at a concept or an event", "name one")
    numeric = reading.test in ("between", "about", "at_least", "at_most", "share", "sign")
    if numeric and reading.bounds is None:
        rule = f"the test {reading.test} compares with a number"
        raise ClaimError.of(claim_id, "stated", "", rule, "fill stated, low or high")
    if (reading.test in ("share", "order") or chosen.measure == "rank") and reading.against is None:
        rule = "shares, orders and ranks have a second selection"
        raise ClaimError.of(claim_id, "against", "", rule, "fill it, such as partner=")
    if reading.test in ("rises", "falls") and chosen.measure not in ("change", "steps"):
        rule = "rises and falls look at a change or at steps"
        raise ClaimError.of(claim_id, "measure", chosen.measure, rule, "write change or steps")
    if reading.test == "date" and not reading.event and reading.bounds is None:
        raise ClaimError.of(claim_id, "low", "", "a date read off a series has its years in low and high", "fill them")
    if reading.test == "date" and reading.event and chosen.window is None:
        raise ClaimError.of(claim_id, "start", "", "a date claim says its date", "fill start, and end if it is a span")
