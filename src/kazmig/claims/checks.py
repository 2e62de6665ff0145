"""What must hold: each test of ``claims.csv`` applied to the figure of one witness."""

from dataclasses import dataclass

import pandas as pd

from kazmig.claims import measures, places, witnesses
from kazmig.claims.claim import Reading
from kazmig.claims.measures import Figure
from kazmig.claims.witnesses import Witness
from kazmig.evidence import Evidence, Period, compress

FREE = ("ratio", "peak_year", "trough_year", "first_year", "rank")
"""Measures whose figure is not in the unit of the series."""


@dataclass(frozen=True)
class Outcome:
    """What one test says of one figure.

    Parameters
    ----------
    supports
        True, False, or None when the witness is silent.
    value
        The figure that decides: the one value, or of several the one furthest from the claim.
    period
        Its period.
    passed, tried
        How many of the figures pass the test.
    gap, relative
        Distance from the stated number or the nearest bound, in units and as a share of it; None where the claim
        states no number.
    other
        The other side of an order, the denominator of a share.
    lineage
        Addresses of the rows used.
    missing
        Why the witness is silent.
    nearest
        When silent, the observation nearest to the window.
    """

    supports: bool | None
    value: float | None = None
    period: str = ""
    passed: int = 0
    tried: int = 0
    gap: float | None = None
    relative: float | None = None
    other: float | None = None
    lineage: str = ""
    missing: str = ""
    nearest: tuple[str, float] | None = None


def number(figure: Figure, reading: Reading) -> Outcome:
    """Hold a figure against the bounds of a reading; of a span it is enough that it meets them."""
    if not figure.speaks or reading.bounds is None:
        return _silent(figure)
    strict = reading.test == "sign"
    bounds = [_widened(reading.bounds, slack) for slack in figure.precisions or (0.0,) * len(figure.values)]
    pairs = list(zip(figure.values, bounds, strict=True))
    outside = [_against(value, low, high) for value, (low, high) in pairs]
    if figure.spans:
        below, above = (any(test(value, *pair) for value, pair in pairs) for test in (_reaches_low, _reaches_high))
        passed = [below and above]
        place = outside.index(min(outside))
    else:
        passed = [distance < 0 if strict else distance <= 0 for distance in outside]
        place = outside.index(max(outside))
    value = figure.values[place]
    target = _target(reading, value)
    gap = None if strict else value - target
    relative = gap / abs(target) if gap is not None and target else None
    return Outcome(
        all(passed), value, figure.periods[place], sum(passed), len(passed), gap, relative, None, figure.lineage
    )


def direction(figure: Figure, reading: Reading) -> Outcome:
    """Say whether a change, or every step, goes the way that the reading says."""
    if not figure.speaks:
        return _silent(figure)
    sign = 1.0 if reading.test == "rises" else -1.0
    passed = [sign * value > 0 for value in figure.values]
    place = min(range(len(figure.values)), key=lambda each: sign * figure.values[each])
    value, period = figure.values[place], figure.periods[place]
    return Outcome(all(passed), value, period, sum(passed), len(passed), lineage=figure.lineage)


def share(part: Figure, whole: Figure, reading: Reading) -> Outcome:
    """Hold a part of a whole, in percent, against the bounds of a reading, period by period."""
    if not part.speaks or not whole.speaks:
        return _silent(part if not part.speaks else whole)
    pairs = _paired(part, whole)
    if not pairs or any(bottom == 0 for _, _, bottom in pairs):
        return Outcome(None, missing="no period in which both the part and the whole are known")
    made = Figure(
        tuple(100 * top / bottom for _, top, bottom in pairs),
        tuple(period for period, _, _ in pairs),
        compress([part.lineage, whole.lineage]),
        spans=part.spans,
    )
    return number(made, reading)


def order(one: Figure, other: Figure) -> Outcome:
    """Say whether the first is larger than the second in every period that both have."""
    if not one.speaks or not other.speaks:
        return _silent(one if not one.speaks else other)
    pairs = _paired(one, other)
    if not pairs:
        return Outcome(None, missing="no period in which both sides are known")
    passed = [first > second for _, first, second in pairs]
    period, value, against = min(pairs, key=lambda pair: pair[1] - pair[2])
    lineage = compress([one.lineage, other.lineage])
    relative = (value - against) / abs(against) if against else None
    return Outcome(all(passed), value, period, sum(passed), len(passed), value - against, relative, against, lineage)


def dated(evidence: Evidence, reading: Reading) -> tuple[Outcome, str, tuple[str, ...]]:
    """Hold the date of an event against the window of a reading.

    Returns
    -------
    tuple
        The outcome (its gap in days), the name of the event, its sources.
    """
    events = evidence.events
    found = events[events["event_id"] == reading.event]
    if found.empty:
        return Outcome(None, missing=f"no event {reading.event} is recorded"), reading.event, ()
    row = found.iloc[0]
    if row["source_id"] in reading.exclude:
        return Outcome(None, missing="the document is the only source of the event"), str(row["name"]), ()
    assert reading.selection.window is not None  # claim.read refuses a dated reading without a date
    start = pd.Timestamp(reading.selection.window[0].start)
    end = pd.Timestamp(reading.selection.window[1].end)
    date = Period.parse(str(row["date"]))
    inside = row["start"] >= start and row["end"] <= end
    apart = row["end"] < start or row["start"] > end
    days = 0 if not apart else int((row["end"] - start).days if row["end"] < start else (row["start"] - end).days)
    supports = True if inside else False if apart else None
    missing = "" if supports is not None else f"the date is known only as {date.text}"
    outcome = Outcome(
        supports, None, date.text, int(inside), 1, float(days), lineage=str(row["lineage"]), missing=missing
    )
    return outcome, str(row["name"]), (str(row["source_id"]),)


def apply(evidence: Evidence, reading: Reading, witness: Witness) -> list[Outcome]:
    """Return what the test of a reading says of one witness: one outcome, or one for each other side.

    An order or a share compares like with like: the other side is taken from the same series and revision,
    unless the claim names another series for it.
    """
    chosen = reading.selection
    if chosen.measure == "rank":
        return [number(places.rank(witness.rows, chosen), reading)]
    figure = measures.measure(witness.rows, chosen)
    match reading.test:
        case "share" | "order":
            return [
                share(figure, other, reading) if reading.test == "share" else order(figure, other)
                for other in _others(evidence, reading, witness)
            ]
        case "rises" | "falls":
            return [direction(figure, reading)]
        case _:
            return [number(figure, reading)]


def _others(evidence: Evidence, reading: Reading, witness: Witness) -> list[Figure]:
    assert reading.against is not None  # claim.read refuses a share or an order without it
    found = witnesses.find(evidence, reading.against, reading.exclude)
    if (reading.against.concept, reading.against.series) == (reading.selection.concept, reading.selection.series):
        same = (witness.series_id, witness.vintage)
        found = [each for each in found if (each.series_id, each.vintage) == same]
    figures = [measures.measure(each.rows, reading.against) for each in found]
    return figures or [Figure(missing="nothing is known of the other side")]


def _paired(one: Figure, other: Figure) -> list[tuple[str, float, float]]:
    """Pair two figures by period; single figures are paired whatever their periods."""
    if len(one.values) == len(other.values) == 1:
        return [(one.periods[0], one.values[0], other.values[0])]
    values = dict(zip(other.periods, other.values, strict=True))
    return [
        (period, value, values[period])
        for period, value in zip(one.periods, one.values, strict=True)
        if period in values
    ]


def _silent(figure: Figure) -> Outcome:
    return Outcome(None, missing=figure.missing, nearest=figure.nearest)


def _widened(bounds: tuple[float, float], slack: float) -> tuple[float, float]:
    """Widen bounds by what the rounding of a witness can carry."""
    return bounds[0] - slack, bounds[1] + slack


def _reaches_low(value: float, low: float, _: float) -> bool:
    """Say whether a span's end lies at or above the lower bound."""
    return value >= low


def _reaches_high(value: float, _: float, high: float) -> bool:
    """Say whether a span's end lies at or below the upper bound."""
    return value <= high


def _against(value: float, low: float, high: float) -> float:
    """Return how much a value speaks against the bounds: its distance outside, less the room that it has inside."""
    return max(low - value, value - high)


def _target(reading: Reading, value: float) -> float:
    """Return the number that a gap is measured from: what is stated, or the bound that the value is nearest to."""
    if reading.stated is not None:
        return reading.stated.value
    bounds = [bound for bound in (reading.low, reading.high) if bound is not None]
    if len(bounds) == 2 and bounds[0] <= value <= bounds[1]:
        return value
    return min(bounds, key=lambda bound: abs(value - bound))
