"""Confidence intervals for break dates from the limiting distribution of Bai (1997).

The estimated date's distance from the true one, scaled, is the argument of the maximum of a Brownian motion with two
sides that drifts down on either; its distribution function is known. For regressors without a trend the scale comes
from their moments in the two regimes, as in R's strucchange. A trend has no such moments: near the date its regressors
are what they are at the date, so the scale is the jump of the fitted line there (Bai 1997, section on trending
regressors). The limit assumes a jump that is small beside the noise in a long series; intervals are short for large
jumps and useless for none.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr

from kazmig.trends.segments import Array


@dataclass(frozen=True)
class DateInterval:
    """Interval of one break date in positions of the series (0 is the first point); ends may lie outside it.

    ``why`` says why there is none, and is empty where there is one.
    """

    low: float
    high: float
    why: str = ""

    @property
    def available(self) -> bool:
        """Whether an interval exists."""
        return not self.why


def argmax_cdf(x: float, xi: float = 1.0, phi: float = 1.0) -> float:
    """Return the distribution function of the argument of the maximum (Bai 1997, appendix B).

    Parameters
    ----------
    x : float
        Point, in the scale of the first regime.
    xi : float
        Ratio of the regressors' moments in the direction of the change, second regime to first.
    phi : float
        ``xi`` times the ratio of the error variances, second regime to first.

    Examples
    --------
    >>> round(argmax_cdf(11.03), 3), argmax_cdf(0.0)
    (0.975, 0.5)
    """
    size = abs(x)
    root = np.sqrt(size)
    if x < 0:
        ratio = xi / phi
        near = root * np.exp(-size / 8) / np.sqrt(2 * np.pi)
        far = phi * (phi + 2 * xi) / (xi * (phi + xi))
        tail = np.exp(ratio * (1 + ratio) * size / 2 + log_ndtr(-(0.5 + ratio) * root))
        last = (size / 2 - 2 + (phi + 2 * xi) ** 2 / (xi * (phi + xi))) * np.exp(log_ndtr(-root / 2))
        return float(-near - far * tail + last)
    ratio = xi**2 / phi
    near = np.sqrt(ratio) * root * np.exp(-ratio * size / 8) / np.sqrt(2 * np.pi)
    far = xi * (2 * phi + xi) / (phi * (phi + xi))
    tail = np.exp((phi + xi) * size / 2 + log_ndtr(-(phi + xi / 2) / np.sqrt(phi) * root))
    last = ((2 * phi + xi) ** 2 / (phi * (phi + xi)) - 2 + ratio * size / 2) * np.exp(
        log_ndtr(-np.sqrt(ratio) * root / 2)
    )
    return float(1 + near + far * tail - last)


def date_intervals(
    x: Array, coefficients: Array, variances: Array, ends: tuple[int, ...], confidence: float, *, trending: bool
) -> tuple[DateInterval, ...]:
    """Return an interval for every break date.

    Parameters
    ----------
    x : ndarray of shape (n, k)
        Regressors.
    coefficients : ndarray of shape (regimes, k)
        Least squares estimates by regime.
    variances : ndarray of shape (regimes,)
        Error variance, or long-run variance, by regime.
    ends : tuple of int
        Position of the last point of each regime but the last.
    confidence : float
        Level, such as 0.95.
    trending : bool
        The regressors have a trend: take them at the date instead of their moments in the regimes.

    Returns
    -------
    tuple of DateInterval
        Not available where the probability mass on one side of the date exceeds the level's tail, where the change
        is nil, or where both ends fall outside the series, so that no date is excluded.
    """
    n = len(x)
    bounds = [0, *(end + 1 for end in ends), n]
    intervals = []
    for number, end in enumerate(ends):
        change = coefficients[number + 1] - coefficients[number]
        if trending:
            at_date = (x[end] + x[end + 1]) / 2
            before = after = float(change @ at_date) ** 2
        else:
            left, right = x[bounds[number] : end + 1], x[end + 1 : bounds[number + 2]]
            before = float(np.mean((left @ change) ** 2))
            after = float(np.mean((right @ change) ** 2))
        intervals.append(_interval(end, n, before, after, variances[number], variances[number + 1], confidence))
    return tuple(intervals)


def _interval(
    end: int, n: int, before: float, after: float, noise_before: float, noise_after: float, confidence: float
) -> DateInterval:
    """Return the interval of one date from the size of the change and of the noise in both regimes."""
    if min(before, after) <= 0:
        return _none("nothing changes at the date")
    if min(noise_before, noise_after) <= 0:
        return _none("the errors have no long-run variance")
    tail = (1 - confidence) / 2
    xi = after / before
    phi = xi * noise_after / noise_before
    at_zero = argmax_cdf(0.0, xi, phi)
    if not tail < at_zero < 1 - tail:
        return _none("the distribution lies on one side of the date")
    scale = noise_before / before
    # the estimate less the true date follows the distribution, so the true date is the estimate less its quantiles
    low = end - float(np.ceil(_quantile(1 - tail, xi, phi) * scale))
    high = end - float(np.floor(_quantile(tail, xi, phi) * scale))
    if not np.isfinite([low, high]).all() or (low < 0 and high > n - 1):
        return _none("no date is excluded")
    return DateInterval(low, high)


def _none(why: str) -> DateInterval:
    """Return an interval that does not exist."""
    return DateInterval(float("nan"), float("nan"), why)


def _quantile(probability: float, xi: float, phi: float) -> float:
    """Invert the distribution function on the side of zero where the probability lies."""
    edge = 1.0 if probability > argmax_cdf(0.0, xi, phi) else -1.0
    for _ in range(60):
        if (argmax_cdf(edge, xi, phi) - probability) * edge > 0:
            return float(brentq(lambda x: argmax_cdf(x, xi, phi) - probability, min(0.0, edge), max(0.0, edge)))
        edge *= 2
    return float("nan")
