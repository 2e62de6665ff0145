"""The claim about the destinations' counts, over bases, kinds of count, sizes, rules, lags and what they meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.flows import destinations as flows
from kazmig.chapters.intervals import ratio_of_counts
from kazmig.chapters.robustness.claims import row
from kazmig.evidence import ANY, Evidence

SELECTION: Final = "The book's selection"
ALL_KINDS: Final = "All kinds of count"
IMMIGRANTS: Final = "Citizens immigrating, Europe"
PERMITS: Final = "Permits in force, Europe"
GRANTS: Final = "Grants and admissions"
KINDS: Final = (ALL_KINDS, IMMIGRANTS, PERMITS, GRANTS)

WHOLE: Final = "Register, all destinations"
OUTSIDE: Final = "Register, without Russia"

EVERY: Final = "Every count"
CLEAR: Final = "Every count, beyond chance"
TYPICAL: Final = "Typical count"
TOTAL: Final = "Total of the reporters"
RULES: Final = (EVERY, CLEAR, TYPICAL, TOTAL)

BASES: Final = (2019, 2020, 2021)
ENDS: Final = (2022, 2023)
SIZES: Final = (30, 100)
LAGS: Final = {0: "Same years", 1: "Register a year earlier"}

SINGLE: Final = (
    ("russia_citizenship_granted", "RUS"),
    ("us_green_cards", "USA"),
    ("canada_permanent_residents", "CAN"),
)
"""Counts that are one series each; the European ones are two tables with a series for every reporter."""


@dataclass(frozen=True)
class Count:
    """A yearly count kept at a destination: its kind, its place, people and the addresses of the rows by year."""

    kind: str
    geo: str
    people: Mapping[int, float]
    rows: Mapping[int, str]


def counts(ev: Evidence) -> tuple[Count, ...]:
    """Return every count that has two of the years compared."""
    found = []
    for series, kind in (("citizens_immigrating_eurostat", IMMIGRANTS), ("residence_permits_valid", PERMITS)):
        whole = ev.series(series, geo=ANY, partner="KAZ", start=min(BASES))
        found += [_count(kind, str(geo), rows) for geo, rows in whole.groupby("geo")]
    for series, geo in SINGLE:
        found.append(_count(GRANTS, geo, ev.series(series, geo=geo, partner="KAZ", start=min(BASES))))
    return tuple(each for each in found if len(each.people) > 1)


def _count(kind: str, geo: str, rows: pd.DataFrame) -> Count:
    years = [int(year) for year in rows["year"]]
    return Count(
        kind, geo, dict(zip(years, rows["value"], strict=True)), dict(zip(years, rows["lineage"], strict=True))
    )


def registers(ev: Evidence) -> dict[str, Count]:
    """Return what the destinations stand beside: departures to all countries, and to all but Russia.

    Departures to Russia are known for single years only and are printed in thousands with one decimal; the rest is
    the difference.
    """
    total = ev.series("departures_registered", start=min(BASES) - 1)
    russia = ev.series("departures_registered", partner="RUS", start=min(BASES) - 1)
    both = total.merge(russia, on="year", suffixes=("", "_russia"))
    outside = both.assign(
        value=both["value"] - both["value_russia"],
        lineage=[evidence.compress(pair) for pair in zip(both["lineage"], both["lineage_russia"], strict=True)],
    )
    return {WHOLE: _count(WHOLE, "KAZ", total), OUTSIDE: _count(OUTSIDE, "KAZ", outside)}


def destinations(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield how the destinations' changes compare with the register's, one row a specification.

    The estimate is the ratio of two ratios, the destination's count after over before and the register's, less one,
    in percent: of the count that speaks most against the claim, of the median one, or of the reporters' total. Beyond
    chance means the lower end of the exact 95 percent interval of a ratio of two Poisson counts. Totals are made
    within one table of one definition only, over reporters that have both years.
    """
    every = counts(ev)
    yield from _selection(ev)
    for beside, register in registers(ev).items():
        for lag, setting in LAGS.items():
            for base in BASES:
                for end in ENDS:
                    before, after = base - lag, end - lag
                    if end > base and {before, after} <= set(register.people):
                        yield from _window(every, register, beside, (base, end), (before, after), setting)


def _selection(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the book's own selection of counts, each over its own latest year, from either of its base years."""
    departures = ev.series("departures_registered")
    for base in (2019, 2020):
        chosen = flows.counts(ev, departures, base)
        gaps = 100 * (chosen["index"] / chosen["register_index"] - 1)
        for rule, estimate in {EVERY: gaps.min(), TYPICAL: gaps.median()}.items():
            yield row(
                "destinations",
                float(estimate),
                bool(estimate > 0),
                definition=SELECTION,
                measure=WHOLE,
                release="From 100 people",
                window=f"{base} to latest",
                method=rule,
                setting=LAGS[0],
                first=base,
                last=int(chosen["latest_year"].max()),
                n=len(chosen),
                lineage=evidence.compress(chosen["lineage"]),
                book=(base, rule) == (2019, EVERY),
            )


def _window(
    every: tuple[Count, ...],
    register: Count,
    beside: str,
    years: tuple[int, int],
    register_years: tuple[int, int],
    setting: str,
) -> Iterator[dict[str, Any]]:
    base, end = years
    before, after = register_years
    change = register.people[after] / register.people[before]
    for kind in KINDS:
        for size in SIZES:
            kept = [
                each
                for each in every
                if (kind in (ALL_KINDS, each.kind))
                and {base, end} <= set(each.people)
                and each.people[base] >= size
                and not (beside == OUTSIDE and each.geo == "RUS")
            ]
            if not kept:
                continue
            rows = [text for each in kept for text in (each.rows[base], each.rows[end])]
            lineage = evidence.compress([*rows, register.rows[before], register.rows[after]])
            for rule in RULES:
                if rule == TOTAL and kind not in (IMMIGRANTS, PERMITS):
                    continue  # counts of different kinds are never added up
                if rule == CLEAR and kind in (ALL_KINDS, PERMITS):
                    continue  # permits in force are a stock: yearly chance is not what moves them
                estimate = 100 * (_ratio(kept, base, end, rule) / change - 1)
                yield row(
                    "destinations",
                    estimate,
                    estimate > 0,
                    definition=kind,
                    measure=beside,
                    release=f"From {size} people",
                    window=f"{base} to {end}",
                    method=rule,
                    setting=setting,
                    first=before,
                    last=end,
                    n=len(kept),
                    lineage=lineage,
                )


def _ratio(kept: list[Count], base: int, end: int, rule: str) -> float:
    if rule == TOTAL:
        return sum(each.people[end] for each in kept) / sum(each.people[base] for each in kept)
    if rule == CLEAR:
        return min(_low(each.people[base], each.people[end]) for each in kept)
    ratios = [each.people[end] / each.people[base] for each in kept]
    return float(np.median(ratios) if rule == TYPICAL else min(ratios))


@cache
def _low(first: float, second: float) -> float:
    return ratio_of_counts(first, second)[0]
