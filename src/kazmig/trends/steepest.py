"""Is the last fall of a series unusual? Its rank among all windows, and its probability under a random walk."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends.errors import BadSetting
from kazmig.trends.yearly import yearly

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class LastFall:
    """The change over a series' last years beside what a random walk with drift does.

    Parameters
    ----------
    start, end, length
        First and last year of the window, and how many steps lie between.
    log_change
        Change of the logarithm over it.
    rank, windows
        Its rank among all windows of that length, 1 the steepest fall, and how many there are.
    drift, sigma
        Mean and standard deviation of the yearly growth up to ``start``, the part that knows nothing of the window.
    n, df
        How many growth rates that are, and one less.
    p_fixed
        Probability of a change as low or lower in these very years, had they been named beforehand; drift and standard
        deviation are estimates, and their uncertainty is in it.
    p_some, p_some_low, p_some_high
        Probability that *some* window of a series as long as this one falls as much, with the simulation's interval.
    p_fixed_known, p_some_known
        The same two if drift and standard deviation were known exactly.
    looks
        Windows among which the steepest is sought.
    size
        Simulated series.
    """

    start: int
    end: int
    length: int
    log_change: float
    rank: int
    windows: int
    drift: float
    sigma: float
    n: int
    df: int
    p_fixed: float
    p_some: float
    p_some_low: float
    p_some_high: float
    p_fixed_known: float
    p_some_known: float
    looks: int
    size: int

    def summary(self) -> pd.DataFrame:
        """Return one row with all of it, and the change in percent."""
        return pd.DataFrame([vars(self) | {"percent": 100 * float(np.expm1(self.log_change))}])


def last_fall(y: pd.Series, length: int = 4, *, size: int = 10_000, seed: int = 0) -> LastFall:
    """Set the change over the last ``length`` steps against a random walk with drift fitted to the years before.

    The growth rates before the window are taken as a normal sample. Mean and standard deviation are unknown: in closed
    form for the window fixed beforehand (Student's prediction interval for a sum), and drawn anew for each simulated
    series for the steepest of all windows.

    Parameters
    ----------
    y
        Positive values by year.
    length
        Steps of the window.
    size, seed
        Simulated series, and the seed of their numbers.

    Raises
    ------
    TooShort, Gap, NotPositive, NoVariation, BadSetting
        See `kazmig.trends.errors`; at least five growth rates must lie before the window.

    Examples
    --------
    >>> y = pd.Series([100.0, 90, 95, 80, 85, 70, 75, 30, 10], index=range(2000, 2009))
    >>> last_fall(y, 2, size=500).rank
    1
    """
    if length < 1:
        raise BadSetting(f"length={length} must be at least 1 step.")
    series = yearly(y, need=length + 6, positive=True)
    logs = np.log(series.to_numpy(dtype=np.float64))
    growth = np.diff(logs)
    before = growth[:-length]
    drift, sigma, n = float(before.mean()), float(before.std(ddof=1)), len(before)
    changes = sums(growth[None, :], length)[0]
    observed = float(changes[-1])
    below = (observed - length * drift) / sigma
    lowest, lowest_known = _steepest(drift, sigma, n, (size, len(growth)), length, seed)
    hits = int(np.sum(lowest <= observed))
    low, high = stats.binomtest(hits, size).proportion_ci(method="wilson")
    years = series.index.to_numpy(dtype=int)
    return LastFall(
        start=int(years[-1 - length]),
        end=int(years[-1]),
        length=length,
        log_change=observed,
        rank=int(1 + np.sum(changes < observed - 1e-12)),  # sums of the same steps may differ in the last bit
        windows=len(changes),
        drift=drift,
        sigma=sigma,
        n=n,
        df=n - 1,
        p_fixed=float(stats.t.cdf(below / np.sqrt(length + length**2 / n), n - 1)),
        p_some=hits / size,
        p_some_low=float(low),
        p_some_high=float(high),
        p_fixed_known=float(stats.norm.cdf(below / np.sqrt(length))),
        p_some_known=float(np.mean(lowest_known <= observed)),
        looks=len(changes),
        size=size,
    )


def sums(growth: Floats, length: int) -> Floats:
    """Return the sum over every window of ``length`` growth rates, shape (series, windows).

    Examples
    --------
    >>> sums(np.array([[1.0, 2.0, 3.0]]), 2).tolist()
    [[3.0, 5.0]]
    """
    total = np.cumsum(np.pad(growth, ((0, 0), (1, 0))), axis=1)
    difference: Floats = total[:, length:] - total[:, :-length]
    return difference


def _steepest(
    drift: float, sigma: float, n: int, shape: tuple[int, int], length: int, seed: int
) -> tuple[Floats, Floats]:
    """Return each simulated series' lowest window: drift and sigma as open as ``n`` growth rates leave, and known."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(shape)
    sigmas = sigma * np.sqrt((n - 1) / rng.chisquare(n - 1, shape[0]))
    drifts = drift + sigmas / np.sqrt(n) * rng.standard_normal(shape[0])
    lowest = sums(drifts[:, None] + sigmas[:, None] * noise, length).min(axis=1)
    return lowest, sums(drift + sigma * noise, length).min(axis=1)
