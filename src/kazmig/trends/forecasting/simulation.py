"""What every forecasting model shares: the logs it sees, the random numbers it is given, the paths it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from kazmig.trends.errors import BadSetting

Floats = NDArray[np.float64]

LONGEST: Final = 20
"""Longest horizon in years. The noise is drawn for all of them, so that one year ahead is the same in any forecast."""

PARAMETERS: Final = 8
"""Columns of normals that a model may use for the uncertainty of its parameters."""

SMALLEST: Final = 100
"""Fewest draws: below, the 95 percent interval hangs on two or three of them."""


@dataclass(frozen=True)
class History:
    """What a model may know at the origin.

    Attributes
    ----------
    logs : ndarray, shape (n,)
        Natural logs of the series up to the origin.
    years : ndarray of int, shape (n,)
    exposure : ndarray, shape (n,), or None
        Logs of the exposure (people) in the same years.
    later : ndarray, shape (horizon,), or None
        Logs of the exposure assumed for the years that are forecast.
    """

    logs: Floats
    years: NDArray[np.int64]
    exposure: Floats | None = None
    later: Floats | None = None


@dataclass(frozen=True)
class Noise:
    """Standard random numbers, the same for every model at an origin, so that models differ by what they say.

    Rows come in pairs of opposite sign (antithetic), and each column is stratified (McKay, Beckman and Conover 1979):
    the median of a symmetric forecast is its centre exactly, and a score needs fewer draws.

    Attributes
    ----------
    shocks : ndarray, shape (size, LONGEST)
        Standard normals, one for each year ahead.
    parameters : ndarray, shape (size, PARAMETERS)
        Standard normals for the parameters.
    scale : ndarray, shape (size,)
        Uniforms on (0, 1) for the variance.
    horizon : int
    """

    shocks: Floats
    parameters: Floats
    scale: Floats
    horizon: int

    @property
    def size(self) -> int:
        """Number of paths."""
        return len(self.scale)

    def sigma(self, variance: float, df: float) -> Floats:
        """Return a standard deviation for each path, drawn from its posterior (scaled inverse chi-square, df).

        With it a Gaussian model's one-step forecast is Student's t, the exact predictive law under a flat prior.
        """
        chi_square = 2 * special.gammaincinv(df / 2, self.scale)
        return np.asarray(np.sqrt(variance * df / chi_square), dtype=float)


@dataclass(frozen=True)
class Paths:
    """What a model returns: simulated logs of the years ahead.

    Attributes
    ----------
    logs : ndarray, shape (size, horizon)
    df : int
        Residual degrees of freedom behind the variance.
    residuals : ndarray
        One-step errors within the sample, the last belonging to the origin.
    parameters : mapping
        Estimates, by name.
    fallback : str
        Empty, or why a simpler model stands in and which.
    """

    logs: Floats
    df: int
    residuals: Floats
    parameters: Mapping[str, float] = field(default_factory=dict)
    fallback: str = ""


Simulator = Callable[[History, Noise], Paths]


def noise(size: int, horizon: int, *, seed: int, origin: int, stream: int = 0) -> Noise:
    """Return the random numbers of one origin; the same whatever the model, its companions and the horizon.

    Parameters
    ----------
    size : int
        Number of paths, at least 100.
    horizon : int
        Years ahead, 1 to 20.
    seed, origin, stream : int
        They name the numbers: ``stream`` tells two series forecast together apart.

    Raises
    ------
    BadSetting
        A size or horizon out of range.

    Examples
    --------
    >>> float(abs(noise(100, 3, seed=1, origin=2025).shocks.mean()) < 1e-12)
    1.0
    """
    if not 1 <= horizon <= LONGEST:
        raise BadSetting(f"horizon is {horizon}: choose 1 to {LONGEST} years.")
    if size < SMALLEST:
        raise BadSetting(f"size is {size}: choose at least {SMALLEST} draws, or the intervals hang on a few of them.")
    half = (size + 1) // 2
    rng = np.random.default_rng([seed, origin, stream])
    normals = special.ndtri(_strata(rng, half, LONGEST + PARAMETERS))
    paired = np.empty((2 * half, LONGEST + PARAMETERS))
    paired[0::2], paired[1::2] = normals, -normals
    scale = np.repeat(_strata(rng, half, 1)[:, 0], 2)
    return Noise(paired[:size, :LONGEST], paired[:size, LONGEST:], scale[:size], horizon)


def correlated(first: Noise, second: Noise, correlation: float) -> Noise:
    """Return the second noise made to correlate with the first: its shocks, and its parameters' errors, which sum them.

    The variances' draws stay independent.
    """
    rest = np.sqrt(1 - correlation**2)
    return Noise(
        correlation * first.shocks + rest * second.shocks,
        correlation * first.parameters + rest * second.parameters,
        second.scale,
        second.horizon,
    )


def _strata(rng: np.random.Generator, size: int, columns: int) -> Floats:
    """Return midpoints of equal strata of (0, 1), shuffled in each column by itself."""
    midpoints = (np.arange(size) + 0.5) / size
    return rng.permuted(np.tile(midpoints, (columns, 1)), axis=1).T
