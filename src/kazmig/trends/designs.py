"""The statistics that are compared between dates, for many series and many dates at once.

Three designs look at one date each. *Levels* is the interrupted time series of `kazmig.trends.interventions`: a trend,
a change of level, a change of slope, Newey-West errors. *Growth* asks the same of the changes from year to year, which
is what one would do who knew that the series is a random walk (intervention analysis, Box and Tiao 1975). *Spike* asks
whether one year alone stands off from its neighbours (an additive outlier, Chen and Liu 1993). All three are least
squares, so a planted effect moves the estimate by its own size and leaves the residuals as they were; `power` uses it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kazmig.trends.errors import BadSetting
from kazmig.trends.interventions import design_matrix, newey_west_lags


@dataclass(frozen=True)
class Scores:
    """Estimates and standard errors, each (series, dates, statistics), and residual degrees of freedom (dates)."""

    estimate: np.ndarray
    se: np.ndarray
    df: np.ndarray

    @property
    def t(self) -> np.ndarray:
        """The t statistics, same shape."""
        ratio: np.ndarray = self.estimate / self.se
        return ratio


@dataclass(frozen=True)
class Design:
    """A way to look at one date: its statistics, how near the ends it can look, and the function that computes it.

    ``first`` and ``last`` are the fewest points needed before the date and from it on. The function takes the series
    (size, n), the positions of the dates, the periods used on each side (None: all) and the lags of the variance
    (None: by rule).
    """

    name: str
    statistics: tuple[str, ...]
    first: int
    last: int
    compute: Callable[[np.ndarray, Sequence[int], int | None, int | None], Scores]


def levels(paths: np.ndarray, dates: Sequence[int], window: int | None = None, lags: int | None = None) -> Scores:
    """Change of level and of slope at each date, with Newey-West errors (Bartlett kernel, corrected by n / df)."""
    estimate, se, df = _empty(paths, dates, 2)
    for column, date in enumerate(dates):
        part, at = _near(paths, date, window)
        n = part.shape[1]
        design = design_matrix(n, at)
        weights = np.linalg.pinv(design)
        coefficients = part @ weights.T
        residuals = part - coefficients @ design.T
        depth = newey_west_lags(n) if lags is None else lags
        df[column] = n - design.shape[1]
        for place in (0, 1):
            estimate[:, column, place] = coefficients[:, 2 + place]
            se[:, column, place] = np.sqrt(_bartlett(residuals * weights[2 + place], depth) * n / df[column])
    return Scores(estimate, se, df)


def growth(paths: np.ndarray, dates: Sequence[int], window: int | None = None, lags: int | None = None) -> Scores:
    """Change of level and of slope at each date if the noise is a random walk; classical errors.

    A change of level is one unusual step into the date; a change of slope is another mean of the steps after it.
    ``lags`` is taken for the sake of one signature and must be None or 0: steps of a random walk are independent.
    """
    if lags:
        raise BadSetting(f"the growth design takes no lags (given: {lags}): its errors are independent by assumption.")
    estimate, se, df = _empty(paths, dates, 2)
    for column, date in enumerate(dates):
        part, at = _near(paths, date, window)
        steps = np.arange(1, part.shape[1])
        design = np.column_stack([np.ones(len(steps)), steps == at, steps > at]).astype(float)
        _regress(np.diff(part, axis=1), design, (1, 2), column, estimate, se, df)
    return Scores(estimate, se, df)


def spike(paths: np.ndarray, dates: Sequence[int], window: int | None = None, lags: int | None = None) -> Scores:
    """Distance of one year from the path that a random walk takes around it; classical errors."""
    if lags:
        raise BadSetting(f"the spike design takes no lags (given: {lags}): its errors are independent by assumption.")
    estimate, se, df = _empty(paths, dates, 1)
    for column, date in enumerate(dates):
        part, at = _near(paths, date, window)
        steps = np.arange(1, part.shape[1])
        pulse = (steps == at).astype(float) - (steps == at + 1)
        design = np.column_stack([np.ones(len(steps)), pulse])
        _regress(np.diff(part, axis=1), design, (1,), column, estimate, se, df)
    return Scores(estimate, se, df)


DESIGNS: Final = {
    each.name: each
    for each in (
        Design("levels", ("level", "slope"), 3, 3, levels),
        Design("growth", ("level", "slope"), 3, 3, growth),
        Design("spike", ("spike",), 1, 2, spike),
    )
}
"""The designs by name."""


def design(name: str) -> Design:
    """Return a design by its name.

    Examples
    --------
    >>> design("levels").statistics
    ('level', 'slope')
    """
    if name not in DESIGNS:
        raise BadSetting(f"there is no design {name!r}: choose one of {', '.join(DESIGNS)}.")
    return DESIGNS[name]


def admissible(n: int, margin: int, name: str) -> range:
    """Return the positions that have ``margin`` points before them and from them on, and never fewer than needed.

    Examples
    --------
    >>> admissible(35, 3, "levels")
    range(3, 33)
    """
    needed = design(name)
    return range(max(margin, needed.first), n - max(margin, needed.last) + 1)


def _empty(paths: np.ndarray, dates: Sequence[int], statistics: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    shape = (len(paths), len(dates), statistics)
    return np.empty(shape), np.empty(shape), np.empty(len(dates), dtype=int)


def _near(paths: np.ndarray, date: int, window: int | None) -> tuple[np.ndarray, int]:
    """Return the columns within the window around a date, and the date's position among them."""
    if window is None:
        return paths, date
    start = max(0, date - window)
    return paths[:, start : date + window], date - start


def _bartlett(scores: np.ndarray, lags: int) -> np.ndarray:
    """Return the variance of the sum of each row (size, n) by the Bartlett kernel (Newey and West 1987)."""
    variance: np.ndarray = np.einsum("ij,ij->i", scores, scores)
    for lag in range(1, lags + 1):
        products = np.einsum("ij,ij->i", scores[:, lag:], scores[:, :-lag])
        variance = variance + 2 * (1 - lag / (lags + 1)) * products
    return variance


def _regress(
    steps: np.ndarray,
    columns: np.ndarray,
    wanted: tuple[int, ...],
    place: int,
    estimate: np.ndarray,
    se: np.ndarray,
    df: np.ndarray,
) -> None:
    """Fill in one date: least squares of the steps (size, n) on the columns, with classical errors."""
    weights = np.linalg.pinv(columns)
    coefficients = steps @ weights.T
    residuals = steps - coefficients @ columns.T
    df[place] = columns.shape[0] - columns.shape[1]
    variance = np.einsum("ij,ij->i", residuals, residuals) / df[place]
    spread = np.diag(weights @ weights.T)
    for position, column in enumerate(wanted):
        estimate[:, place, position] = coefficients[:, column]
        se[:, place, position] = np.sqrt(variance * spread[column])
