"""Claims about the register's departures: lowest, falling, steepest, peak; each over its grid of choices."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from kazmig import evidence
from kazmig.chapters.robustness.claims import row
from kazmig.chapters.robustness.variants import LAST, LEAST, NATIONAL_RATE, PERSONS, Variant, windows
from kazmig.evidence import Evidence

STARTS: Final = {1991: "From 1991", 1992: "From 1992", 2000: "From 2000"}
"""First years of the record: independence, the first year outside of the Soviet Union, the bureau's own series."""

ENDS: Final = (2023, 2024, 2025)
"""Last years: a claim about the latest year was or was not to be had one and two years ago."""

TURN: Final = 2021
"""The year from which the latest fall is counted."""

PEAK: Final = 1994

NINETIES: Final = 2003
"""Until here a release that differs could move the peak; it is the last year above every later one."""

DEPARTURES: Final = "Registered departures"

FALLS: Final = ((2019, 2024), (2019, 2025), (2020, 2024), (2020, 2025), (2021, 2024), (2021, 2025), (2022, 2025))
"""First and last year of the latest fall, three to six years apart."""


def lowest(readings: tuple[Variant, ...]) -> Iterator[dict[str, Any]]:
    """Yield whether the latest value is below all before it, by measure, release, first and last year."""
    for start, window in STARTS.items():
        for end in ENDS:
            for part in windows(readings, start, end):
                if not part.has([end]) or len(part.years) < 3:
                    continue
                estimate = 100 * (part.high[-1] / part.low[:-1].min() - 1)
                book = (part.measure, part.release, start, end) == (PERSONS, LAST, 1991, 2025)
                yield row(
                    "lowest",
                    estimate,
                    estimate < 0,
                    measure=part.measure,
                    release=part.release,
                    window=window,
                    setting=f"Read in {end}",
                    first=start,
                    last=end,
                    n=len(part.years),
                    lineage=part.rows,
                    book=book,
                )


def falling(readings: tuple[Variant, ...]) -> Iterator[dict[str, Any]]:
    """Yield whether every year since the turn lies below the one before, by measure, release, end and smoothing."""
    words = {1: "As counted", 2: "Two-year means", 3: "Three-year means"}
    for years, method in words.items():
        for end in ENDS:
            for reading in windows(readings, TURN - years + 1, end):
                part = reading.smoothed(years)
                if not part.has(range(TURN, end + 1)):
                    continue
                estimate = 100 * float((part.high[1:] / part.low[:-1] - 1).max())
                yield row(
                    "falling",
                    estimate,
                    estimate < 0,
                    definition="Calendar years",
                    measure=reading.measure,
                    release=reading.release,
                    window=f"To {end}",
                    method=method,
                    first=TURN - years + 1,
                    last=end,
                    n=len(part.years),
                    lineage=part.rows,
                    book=(reading.measure, reading.release, years, end) == (PERSONS, LAST, 1, 2025),
                )


def falling_halves(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the same of first halves of years, which the bureau prints in August: 2022 is the first of a row."""
    halves = ev.series("departures_registered", frequency="half", start=TURN + 1)
    halves = halves.assign(half=halves["period"].str[:4].astype(int)).sort_values("half")
    years = halves["half"].to_numpy()
    values = halves["value"].to_numpy(dtype=float)
    for end in ENDS:
        part = values[years <= end]
        if not set(range(TURN + 1, end + 1)) <= set(years.tolist()):
            continue
        estimate = 100 * float((part[1:] / part[:-1] - 1).max())
        yield row(
            "falling",
            estimate,
            estimate < 0,
            definition="First halves",
            measure=PERSONS,
            release=LAST,
            window=f"To {end}",
            method="As counted",
            first=TURN + 1,
            last=end,
            n=len(part),
            lineage=evidence.compress(halves.loc[halves["half"] <= end, "lineage"]),
        )


Change = Callable[[np.ndarray, np.ndarray], float]
"""Least favourable change over a window, from what is subtracted at and what is added at (arrays over its years)."""


def _ends(minus: np.ndarray, plus: np.ndarray) -> float:
    return float(np.log(plus[-1]) - np.log(minus[0]))


def _persons(minus: np.ndarray, plus: np.ndarray) -> float:
    return float(plus[-1] - minus[0])


def _pairs(minus: np.ndarray, plus: np.ndarray) -> float:
    return float(np.log(plus[-2:].mean()) - np.log(minus[:2].mean()))


def _line(minus: np.ndarray, plus: np.ndarray) -> float:
    """Change along the least-squares line through the logs: weights below zero take ``minus``, others ``plus``."""
    steps = np.arange(len(minus)) - (len(minus) - 1) / 2
    weights = steps / (steps**2).sum() * (len(minus) - 1)
    return float(np.where(weights < 0, weights * np.log(minus), weights * np.log(plus)).sum())


METHODS: Final[dict[str, Change]] = {
    "Proportion, end points": _ends,
    "Proportion, fitted line": _line,
    "Proportion, two-year means": _pairs,
    "Difference": _persons,
}
"""How steepness is measured over a window."""


def steepest(readings: tuple[Variant, ...]) -> Iterator[dict[str, Any]]:
    """Yield the latest fall in units of the steepest other one of its length, by fall, method, measure and start."""
    for start, window in STARTS.items():
        for fall, end in FALLS:
            for part in windows(readings, start, end):
                if part.release not in (LAST, LEAST):
                    continue  # the superseded figures lie between these two
                spans = _windows(part, end - fall)
                if not part.has(range(fall, end + 1)) or len(spans) < 3:
                    continue
                for method, change in METHODS.items():
                    estimate = _against_others(part, spans, change)
                    chosen = (part.measure, part.release, start, fall, end)
                    yield row(
                        "steepest",
                        estimate,
                        estimate > 1,
                        measure=part.measure,
                        release=part.release,
                        window=window,
                        method=method,
                        setting=f"{fall} to {end}",
                        first=start,
                        last=end,
                        n=len(spans),
                        lineage=part.rows,
                        book=chosen == (PERSONS, LAST, 1991, 2021, 2025) and change is _ends,
                    )


def _windows(part: Variant, length: int) -> list[np.ndarray]:
    """Return the places of every run of ``length + 1`` years without a gap, the latest last."""
    places = {year: place for place, year in enumerate(part.years.tolist())}
    return [
        np.array([places[year] for year in range(end - length, end + 1)])
        for end in part.years.tolist()
        if all(year in places for year in range(end - length, end + 1))
    ]


def _against_others(part: Variant, spans: list[np.ndarray], change: Change) -> float:
    """Return the last change over the deepest other; both at the end of their range that speaks against the claim."""
    latest = change(part.low[spans[-1]], part.high[spans[-1]])
    others = min(change(part.high[span], part.low[span]) for span in spans[:-1])
    return latest / others if others < 0 else float("inf")


def peak(readings: tuple[Variant, ...], ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield by how much 1994 exceeds every other year, by definition, measure, release, start and smoothing."""
    words = {1: "As counted", 3: "Three-year means, centred"}
    kept = [reading for reading in readings if reading.measure != NATIONAL_RATE]  # not held for 1994
    for start in (1991, 1992):
        differing = {(part.measure, part.release) for part in windows(kept, start, NINETIES)}
        named = [(DEPARTURES, reading) for reading in kept if (reading.measure, reading.release) in differing]
        named += _losses(ev)
        for name, reading in named:
            for years, method in words.items():
                smooth = reading.between(start, max(ENDS)).smoothed(years)
                centre = PEAK + years // 2
                if not smooth.has([centre]):
                    continue
                here = smooth.years == centre
                estimate = 100 * (float(smooth.low[here][0]) / float(smooth.high[~here].max()) - 1)
                chosen = (name, reading.measure, reading.release, start, years)
                yield row(
                    "peak",
                    estimate,
                    estimate > 0,
                    definition=name,
                    measure=reading.measure,
                    release=reading.release,
                    window=STARTS[start],
                    method=method,
                    first=start,
                    last=int(smooth.years[-1]),
                    n=len(smooth.years),
                    lineage=smooth.rows,
                    book=chosen == (DEPARTURES, PERSONS, LAST, 1991, 1),
                )


def _losses(ev: Evidence) -> Iterator[tuple[str, Variant]]:
    """Yield net losses of the register and of the UN's two revisions, estimates only, as readings."""
    frames = {"Net loss, register": ev.series("net_registered", start=1991)}
    for vintage in ("WPP 2022", "WPP 2024"):
        rows = ev.series("net_migrants_wpp", vintage=vintage, start=1991)
        frames[f"Net loss, {vintage}"] = rows[rows["status"] == "estimate"]
    for name, rows in frames.items():
        values = -rows["value"].to_numpy(dtype=float)
        yield name, Variant(PERSONS, LAST, rows["year"].to_numpy(dtype=int), values, values, tuple(rows["lineage"]))
