"""Claims about breaks over every setting of the search, beside how often the same search finds as much in noise."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig.chapters.robustness.claims import row
from kazmig.chapters.robustness.register import STARTS
from kazmig.chapters.robustness.variants import LAST, NATIONAL_RATE, PERSONS, UN_RATE, Variant
from kazmig.trends.bai_perron import breaks, choose
from kazmig.trends.break_settings import Criterion, settings
from kazmig.trends.segments import Kind
from kazmig.trends.simulate import null_series

KINDS: Final[dict[Kind, str]] = {"mean": "Steps", "trend": "Trends"}
CRITERIA: Final[dict[Criterion, str]] = {"bic": "BIC", "sequential": "sequential test"}
SHORTEST: Final = (4, 5, 6, 7)
"""Shortest regimes: Bai and Perron's 15 percent of 35 points is five; shorter ones find late breaks more readily."""

LAST_YEARS: Final = (2024, 2025)
RECENT: Final = range(2018, 2023)
"""Last years of an old regime that would make the latest break the turn of 2019, the pandemic or the fall of 2021."""

SIZE: Final = 1000
"""Simulated series behind each rate of false finds."""

PHI: Final = 0.7
"""Coefficient of the autoregression between independent errors and a random walk."""

SCALES: Final = ("Logarithm", "Level")
WORLDS: Final = ("independent", "ar", "random_walk")


def found(readings: tuple[Variant, ...], seed: int, only: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield two claims for every search for breaks in departures: that there is one, and that the last is recent.

    Parameters
    ----------
    readings
        Readings of the register; the last releases are taken.
    seed
        Of the simulations.
    only
        Names of the specifications wanted; all of them when None.

    Notes
    -----
    Beside each stands the share of simulated random walks (without a break, of the same length, under the same
    settings) in which the search says the same; also that for an autoregression and for independent errors.
    """
    for reading in (each for each in readings if each.release == LAST):
        for scale in SCALES:
            if scale == "Level" and reading.measure != PERSONS:
                continue  # the level of a rate adds nothing to the level of the count and the log of the rate
            for start, window in STARTS.items():
                if reading.measure == NATIONAL_RATE and start < 2000:
                    continue  # the national population is not held from 1993 to 1999
                for end in LAST_YEARS:
                    part = reading.between(start, end)
                    y = pd.Series(np.log(part.low) if scale == "Logarithm" else part.low, index=part.years)
                    choices = {"measure": reading.measure, "definition": scale, "window": f"{window} to {end}"}
                    yield from _searches(y, part.rows, choices, seed, only)


def _searches(
    y: pd.Series, lineage: str, choices: dict[str, str], seed: int, only: Collection[str] | None
) -> Iterator[dict[str, Any]]:
    for kind, method in KINDS.items():
        for criterion, word in CRITERIA.items():
            for shortest in SHORTEST:
                setting = f"At least {shortest} years"
                shared: dict[str, Any] = {**choices, "method": f"{method}, {word}", "setting": setting}
                names = [row(claim, 0, False, lineage="", **shared)["spec"] for claim in ("break_any", "break_recent")]
                if only is not None and not set(names) & set(only):
                    continue
                dates = [int(str(date)) for date in breaks(y, kind, shortest, criterion=criterion).dates]
                last = dates[-1] if dates else 0
                years = (int(y.index[0]), int(y.index[-1]))
                rates = _false_of(y, kind, shortest, criterion, seed)
                shared |= {"first": years[0], "last": years[1], "n": len(y), "lineage": lineage}
                shared |= {"break_dates": " ".join(map(str, dates))}
                primary = (choices["measure"], choices["definition"], kind, criterion, shortest, *years)
                book = primary == (PERSONS, "Logarithm", "trend", "bic", 5, 1991, 2025)
                for claim, estimate, holds in (
                    ("break_any", len(dates), bool(dates)),
                    ("break_recent", last or np.nan, last in RECENT),
                ):
                    yield row(claim, estimate, holds, **{**shared, **rates[claim]}, book=book)


def steady(readings: tuple[Variant, ...], seed: int) -> Iterator[dict[str, Any]]:
    """Yield whether the yearly change of the logarithm shows no break in its mean, by measure, window and search."""
    for reading in (each for each in readings if each.release == LAST and each.measure in (PERSONS, UN_RATE)):
        for start, window in STARTS.items():
            for end in LAST_YEARS:
                part = reading.between(start, end)
                y = pd.Series(np.diff(np.log(part.low)), index=part.years[1:])
                for criterion, word in CRITERIA.items():
                    for shortest in SHORTEST:
                        dates = breaks(y, "mean", shortest, criterion=criterion).dates
                        rates: dict[str, Any] = {**_false_of(y, "mean", shortest, criterion, seed)["break_any"]}
                        setting = (reading.measure, start, end, criterion, shortest)
                        yield row(
                            "break_growth",
                            len(dates),
                            not dates,
                            definition="Yearly change of the logarithm",
                            measure=reading.measure,
                            window=f"{window} to {end}",
                            method=f"Steps, {word}",
                            setting=f"At least {shortest} years",
                            first=start,
                            last=end,
                            n=len(y),
                            lineage=part.rows,
                            break_dates=" ".join(map(str, dates)),
                            book=setting == (PERSONS, 1991, 2025, "bic", 5),
                            **rates,
                        )


def _false_of(y: pd.Series, kind: Kind, shortest: int, criterion: Criterion, seed: int) -> dict[str, dict[str, float]]:
    """Return the rates of false finds for a series of this length, with the places of its recent years."""
    recent = tuple(place for place, year in enumerate(y.index) if year in RECENT)
    return false_rates(len(y), kind, shortest, criterion, seed, recent)


@cache
def false_rates(
    n: int, kind: Kind, shortest: int, criterion: Criterion, seed: int, recent: tuple[int, ...]
) -> dict[str, dict[str, float]]:
    """Return how often a search finds a break, and a recent last one, in simulated series that have none.

    Parameters
    ----------
    n
        Length of the series.
    kind, shortest, criterion
        The search.
    seed
        Of the simulations; all settings are tried on the same series.
    recent
        Positions of a recent last break.

    Returns
    -------
    dict
        By claim (``break_any``, ``break_recent``): ``false_rate`` of the random walk, ``false_ar`` of the
        autoregression with coefficient `PHI`, ``false_independent``.
    """
    rules = settings(n, kind, shortest, None, criterion)
    rates: dict[str, dict[str, float]] = {"break_any": {}, "break_recent": {}}
    names = dict(zip(WORLDS, ("false_independent", "false_ar", "false_rate"), strict=True))
    for world in WORLDS:
        series = null_series(world, n, SIZE, seed=seed, phi=PHI if world == "ar" else None)
        partitions, counts = choose(series, rules)
        rows = np.arange(SIZE)
        last = partitions.ends[rows, counts, np.maximum(counts - 1, 0)]
        rates["break_any"][names[world]] = float((counts > 0).mean())
        rates["break_recent"][names[world]] = float(((counts > 0) & np.isin(last, recent)).mean())
    return rates
