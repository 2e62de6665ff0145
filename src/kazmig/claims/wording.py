"""Results in plain words: templates filled from what was computed, never a number typed in."""

from collections.abc import Sequence
from math import isinf
from typing import Protocol

from kazmig.claims.checks import Outcome
from kazmig.claims.claim import Reading

SIGNED = ("change", "steps")
"""Measures whose figure is a difference and carries its sign."""
SHORT = 3
"""So many silent witnesses are named; of the others only the number is told."""


class Heard(Protocol):
    """What `verdict` needs to know of a result."""

    @property
    def reading(self) -> str:
        """Name of the reading."""

    @property
    def supports(self) -> bool | None:
        """What the witness says."""

    @property
    def why(self) -> str:
        """The clause about it."""


def amount(value: float, unit: str, *, signed: bool = False) -> str:
    """Return a figure with its unit, as people write it.

    Examples
    --------
    >>> amount(-108307.0, "persons"), amount(35.51, "percent"), amount(1994.0, "year"), amount(16.0, "rank")
    ('-108,307 persons', '35.5 percent', '1994', 'place 16')
    """
    match unit:
        case "year":
            return "never" if isinf(value) else f"{value:.0f}"
        case "rank":
            return f"place {value:.0f}"
        case "times":
            return f"{value:.2f} times"
    if "USD" in unit and abs(value) >= 1e9:
        return f"{value / 1e9:+,.1f} billion {unit}" if signed else f"{value / 1e9:,.1f} billion {unit}"
    digits = 0 if abs(value) >= 1000 or float(value).is_integer() else 1 if abs(value) >= 10 else 2
    number = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    return f"{number} {unit}"


def figure(reading: Reading, outcome: Outcome, unit: str) -> str:
    """Return our figure in words: the amount and its period, or how many periods pass and the worst of them."""
    if outcome.supports is None and not outcome.period:
        if outcome.nearest is None:
            return ""
        period, value = outcome.nearest
        kept = "" if unit in ("year", "rank", "times") else unit
        return f"nearest: {amount(value, kept).strip()} ({period})"
    if outcome.value is None:
        return outcome.period
    signed = reading.selection.measure in SIGNED
    if signed and unit.startswith("percent"):
        unit = unit.replace("percent", "percentage points", 1)
    told = amount(outcome.value, unit, signed=signed)
    if outcome.other is not None:
        told = f"{told} against {amount(outcome.other, unit)}"
    if unit != "year":
        told = f"{told} ({outcome.period})"
    if outcome.tried == 1:
        return told
    return f"{outcome.passed} of {outcome.tried} periods; the least favourable is {told}"


def clause(reading: Reading, name: str, outcome: Outcome, unit: str) -> str:
    """Return one clause about a witness: its name and its figure, or why it is silent."""
    told = figure(reading, outcome, unit)
    if outcome.supports is None:
        return f"{name}: {outcome.missing}" + (f" ({told})" if told else "")
    if outcome.supports is False and reading.stated is None and reading.bounds is not None and unit != "year":
        return f"{name}: {told}; the claim needs {stated(reading)}"
    if outcome.supports is False and outcome.gap is not None and unit == "year":
        return f"{name}: {told}, {amount(outcome.gap, 'years', signed=True)} from what is stated"
    if outcome.supports is False and outcome.relative is not None and unit != "rank" and reading.stated is not None:
        return f"{name}: {told}, {100 * outcome.relative:+.1f} percent from what is stated"
    return f"{name}: {told}"


def stated(reading: Reading) -> str:
    """Return what a reading states or needs: the printed number, its bounds, its sign, its date.

    Examples
    --------
    A number is given as printed ("2 million persons"); a word such as "most" as the bound that it is read as
    ("at least 50 percent").
    """
    if reading.stated is not None:
        return f"{reading.stated.text} {reading.unit}".strip()
    if reading.event or reading.unit == "year":
        start, end = reading.selection.start, reading.selection.end
        if reading.low is not None:
            start, end = f"{reading.low:.0f}", f"{reading.high:.0f}" if reading.high is not None else ""
        return start if end in ("", start) else f"{start} to {end}"
    if reading.test == "sign":
        return "more than zero" if reading.low is not None else "less than zero"
    low = "" if reading.low is None else f"{reading.low:,.6g}"
    high = "" if reading.high is None else f"{reading.high:,.6g}"
    unit = "" if reading.unit == "rank" else f" {reading.unit}"
    place = "place " if reading.unit == "rank" else ""
    if low and high:
        return f"{place}{low} to {high}{unit}" if low != high else f"{place}{low}{unit}"
    return f"at least {low}{unit}" if low else f"at most {high}{unit}" if high else reading.test


def verdict(results: Sequence[Heard], notes: Sequence[str]) -> str:
    """Return why the verdict is what it is.

    Parameters
    ----------
    results
        All results of a claim.
    notes
        Reasons of readings that no series can test.
    """
    holds = [result for result in results if result.supports is True]
    fails = [result for result in results if result.supports is False]
    silent = [result for result in results if result.supports is None]
    sentences = []
    if holds and fails:
        sentences.append(f"It holds for {_told(holds)}. It does not hold for {_told(fails)}.")
    elif holds:
        sentences.append(f"{_who(holds)} with it: {_told(holds)}.")
    elif fails:
        sentences.append(f"{_who(fails, against=True)}: {_told(fails)}.")
    elif silent:
        sentences.append(f"No series can speak: {_told(silent[:SHORT])}{_more(silent)}.")
    if (holds or fails) and silent:
        several = "witnesses do" if len(silent) > 1 else "witness does"
        sentences.append(f"{len(silent)} more {several} not cover the time.")
    sentences.extend(note if note.endswith(".") else f"{note}." for note in notes)
    return " ".join(sentences)


def _who(results: Sequence[Heard], *, against: bool = False) -> str:
    if len(results) == 1:
        return "The one witness that can speak is against it" if against else "The one witness that can speak agrees"
    return "Every witness that can speak is against it" if against else "Every witness that can speak agrees"


def _told(results: Sequence[Heard]) -> str:
    return "; ".join(f"{result.why} [{result.reading}]" if result.reading else result.why for result in results)


def _more(silent: Sequence[Heard]) -> str:
    return f"; and {len(silent) - SHORT} more" if len(silent) > SHORT else ""
