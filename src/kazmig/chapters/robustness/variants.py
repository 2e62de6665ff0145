"""The register read in every way that a careful reader could: as counts or rates, by the last release or an earlier."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters import common
from kazmig.evidence import Evidence

PERSONS: Final = "Persons"
UN_RATE: Final = "Per 1,000, UN population"
NATIONAL_RATE: Final = "Per 1,000, national population"
MEASURES: Final = (PERSONS, UN_RATE, NATIONAL_RATE)

LAST: Final = "Last release"
SUPERSEDED: Final = "Superseded figures"
LEAST: Final = "Least favourable"
RELEASES: Final = (LAST, SUPERSEDED, LEAST)


@dataclass(frozen=True)
class Variant:
    """One reading of a yearly series, with the bounds that a claim may be tested at.

    Parameters
    ----------
    measure, release
        One of `MEASURES`, one of `RELEASES`.
    years
        The years that it has, in order, shape (n,).
    low, high
        What the value of each year may be, shape (n,); alike unless the release is `LEAST`.
    lineage
        Addresses of the rows behind each year.
    """

    measure: str
    release: str
    years: np.ndarray
    low: np.ndarray
    high: np.ndarray
    lineage: tuple[str, ...]

    def between(self, first: int, last: int) -> "Variant":
        """Return the years from ``first`` to ``last``."""
        keep = (self.years >= first) & (self.years <= last)
        rows = tuple(text for text, kept in zip(self.lineage, keep, strict=True) if kept)
        return Variant(self.measure, self.release, self.years[keep], self.low[keep], self.high[keep], rows)

    def has(self, years: Iterable[int]) -> bool:
        """Say whether every one of these years is there."""
        return set(years) <= set(self.years.tolist())

    def smoothed(self, years: int) -> "Variant":
        """Return the trailing mean over so many years; a year without all of its predecessors is left out."""
        if years == 1:
            return self
        ends = [year for year in self.years.tolist() if self.has(range(year - years + 1, year + 1))]
        parts = [self.between(year - years + 1, year) for year in ends]
        return Variant(
            self.measure,
            self.release,
            np.array(ends, dtype=int),
            np.array([part.low.mean() for part in parts]),
            np.array([part.high.mean() for part in parts]),
            tuple(evidence.compress(part.lineage) for part in parts),
        )

    @property
    def rows(self) -> str:
        """The addresses behind all of its years, as one text."""
        return evidence.compress(self.lineage)


def windows(readings: Iterable[Variant], first: int, last: int) -> Iterator[Variant]:
    """Yield each reading between two years, unless it is there the same as the last release of its measure.

    A release that changes nothing within the window is no further specification.
    """
    seen: dict[str, list[Variant]] = {}
    for reading in readings:
        part = reading.between(first, last)
        earlier = seen.setdefault(part.measure, [])
        if not any(np.array_equal(part.low, one.low) and np.array_equal(part.high, one.high) for one in earlier):
            earlier.append(part)
            yield part


def variants(ev: Evidence, series: str = "departures_registered") -> tuple[Variant, ...]:
    """Return every reading of a registered flow: three measures by three releases.

    A superseded figure is an exact one that another source printed and that differs from the one in use: in practice
    a first release. The least favourable reading gives each year the whole range that any source printed, roundings
    included, and a claim is then tested at the end that speaks against it.
    """
    every = ev.series(series, all_sources=True)
    people = {UN_RATE: common.population(ev, "wpp2024"), NATIONAL_RATE: common.population(ev, "register")}
    bases = [_release(every, release) for release in RELEASES]
    return (*bases, *(_rate(base, measure, people[measure]) for measure in people for base in bases))


def _release(every: pd.DataFrame, release: str) -> Variant:
    used = every[every["rank"] == 1].sort_values("year")
    years = used["year"].to_numpy(dtype=int)
    values = used["value"].to_numpy(dtype=float)
    lineage = used["lineage"].tolist()
    low, high = values.copy(), values.copy()
    for place, year in enumerate(years):
        others = every[(every["year"] == year) & (every["rank"] > 1)]
        if release == SUPERSEDED:
            exact = others[others[["low", "high", "precision"]].isna().all(axis="columns")]
            other = exact[exact["value"] != values[place]].head(1)
            if len(other):
                low[place] = high[place] = float(other["value"].iloc[0])
                lineage[place] = str(other["lineage"].iloc[0])
        elif release == LEAST and len(others):
            half = others["precision"].fillna(0)
            low[place] = min(values[place], float((others["value"] - half).min()))
            high[place] = max(values[place], float((others["value"] + half).max()))
            lineage[place] = evidence.compress([lineage[place], *others["lineage"]])
    return Variant(PERSONS, release, years, low, high, tuple(lineage))


def _rate(base: Variant, measure: str, people: pd.DataFrame) -> Variant:
    known = people.set_index("year")
    keep = [place for place, year in enumerate(base.years.tolist()) if year in known.index]
    years = base.years[keep]
    population = known.loc[years, "value"].to_numpy(dtype=float) / common.PER
    rows = zip((base.lineage[place] for place in keep), known.loc[years, "lineage"], strict=True)
    return Variant(
        measure,
        base.release,
        years,
        base.low[keep] / population,
        base.high[keep] / population,
        tuple(evidence.compress(pair) for pair in rows),
    )
