"""How sure a printed number is: exact intervals for small counts and shares, and what rounding leaves open."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from kazmig.chapters.years import ChapterError


@dataclass(frozen=True)
class Span:
    """A value with the lowest and the highest that it can be.

    Adding, subtracting, multiplying and dividing take the worst case at both ends: the bounds are no probabilities.

    Examples
    --------
    >>> russia = Span(39750, 39800, 39850) - Span(8750, 8800, 8850)
    >>> russia.low, russia.value, russia.high
    (30900, 31000, 31100)
    """

    low: float
    value: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ChapterError(f"a span runs from low over value to high, not {self.low}, {self.value}, {self.high}.")

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.value + other.value, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.low - other.high, self.value - other.value, self.high - other.low)

    def __truediv__(self, other: "Span") -> "Span":
        if other.low <= 0 <= other.high:
            raise ChapterError(f"division by a span that holds zero ({other.low} to {other.high}).")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(ends), self.value / other.value, max(ends))

    def __mul__(self, number: float) -> "Span":
        ends = sorted((self.low * number, self.high * number))
        return Span(ends[0], self.value * number, ends[1])


def bounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with ``low`` and ``high`` filled: the printed bound, else what the rounding leaves open.

    ``precision`` is the half-width that a printed figure carries ("12.7 thousand": 50); a figure printed to the unit
    has none and is its own bound. A bound in the source ("almost 29 thousand": high) stays; the other side of it is
    unknown and takes the value.
    """
    half = frame["precision"].fillna(0)
    printed = frame["low"].isna() & frame["high"].isna()
    low = frame["low"].fillna(frame["value"]).where(~printed, frame["value"] - half)
    high = frame["high"].fillna(frame["value"]).where(~printed, frame["value"] + half)
    return frame.assign(low=low, high=high)


def span_at(frame: pd.DataFrame, year: int) -> Span:
    """Return the one value of a year with the bounds that its rounding leaves.

    Raises
    ------
    ChapterError
        If the year is missing or stands there more than once.
    """
    rows = bounded(frame[frame["year"] == year])
    if len(rows) != 1:
        raise ChapterError(f"{len(rows)} rows for {year}, one is wanted. Remedy: choose a year that the frame has.")
    return Span(float(rows["low"].iloc[0]), float(rows["value"].iloc[0]), float(rows["high"].iloc[0]))


def garwood(count: float, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval for the mean of a Poisson count (Garwood 1936).

    Parameters
    ----------
    count
        A whole number of events, at least 0.
    level
        Coverage, at least this in every case.

    Examples
    --------
    >>> tuple(round(bound, 2) for bound in garwood(10))
    (4.8, 18.39)
    """
    if count < 0 or count != int(count):
        raise ChapterError(f"a Poisson count is a whole number from 0, not {count!r}.")
    tail = (1 - level) / 2
    low = special.gammaincinv(count, tail) if count else 0.0
    return float(low), float(special.gammaincinv(count + 1, 1 - tail))


def ratio_of_counts(first: float, second: float, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval for the ratio ``second / first`` of two Poisson means.

    Given their sum, the second count is binomial; its exact interval (Clopper and Pearson 1934) is turned into one
    for the ratio (Przyborowski and Wilenski 1940).

    Examples
    --------
    >>> tuple(round(bound, 2) for bound in ratio_of_counts(20, 40))
    (1.14, 3.61)
    """
    if min(first, second) < 0 or first + second == 0:
        raise ChapterError(f"two counts from 0, not both 0, are wanted, not {first!r} and {second!r}.")
    tail = (1 - level) / 2
    low = special.betaincinv(second, first + 1, tail) if second else 0.0
    high = special.betaincinv(second + 1, first, 1 - tail) if first else 1.0
    return float(low / (1 - low)), float(high / (1 - high)) if high < 1 else float("inf")


def wilson(successes: float, trials: float, level: float = 0.95) -> tuple[float, float]:
    """Return the score interval for a share (Wilson 1927).

    Examples
    --------
    >>> tuple(round(bound, 3) for bound in wilson(12, 19))
    (0.41, 0.809)
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ChapterError(f"{successes!r} of {trials!r} is no share.")
    z = float(special.ndtri((1 + level) / 2))
    centre = (successes + z**2 / 2) / (trials + z**2)
    half = z / (trials + z**2) * np.sqrt(successes * (trials - successes) / trials + z**2 / 4)
    return float(centre - half), float(centre + half)
