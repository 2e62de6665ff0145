"""The whole search for breaks, repeated on resampled series: how firm are the number, the dates and the growth.

Series are built from the fitted regimes and from blocks of their residuals, drawn with replacement round a circle
(Politis and Romano 1992), so that autocorrelation within a block survives. What is found in the series is thereby
taken to be true: the bootstrap says how well such breaks can be dated and their growth measured, not whether they are
there; :func:`kazmig.trends.false_breaks` says that.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from kazmig.trends.bai_perron import breaks, choose
from kazmig.trends.break_record import Breaks
from kazmig.trends.break_settings import Criterion
from kazmig.trends.errors import BadSetting
from kazmig.trends.segments import Array, Kind, fitted, regressors


@dataclass(frozen=True, eq=False)
class BootstrapBreaks:
    """Breaks of resampled series; made by :func:`bootstrap_breaks`.

    Attributes
    ----------
    original : Breaks
        What was found in the series itself.
    size, seed, block : int
        Resampled series, their seed, points of a block.
    counts : ndarray of shape (size,)
        Number of breaks chosen in each.
    chosen : ndarray of shape (size, max_breaks)
        Positions of its dates; -1 where there are fewer.
    dated : ndarray of shape (size, count)
        Positions of the dates when the number is held at the original's.
    fits : ndarray of shape (size, n)
        Fitted values of the regimes chosen in each.
    slopes : ndarray of shape (size, n)
        Their slope at each point; zero for a mean.
    """

    original: Breaks
    size: int
    seed: int
    block: int
    counts: npt.NDArray[np.int64]
    chosen: npt.NDArray[np.int64]
    dated: npt.NDArray[np.int64]
    fits: Array
    slopes: Array

    @property
    def n(self) -> int:
        """Points of the series."""
        return self.original.n

    @property
    def df(self) -> int:
        """Residual degrees of freedom of the original."""
        return self.original.df

    @property
    def looks(self) -> int:
        """Partitions compared in each resampled series."""
        return self.original.looks

    @cached_property
    def number(self) -> pd.DataFrame:
        """How often each number of breaks was chosen: breaks, share, original (whether it is the series' own)."""
        most = self.original.settings.max_breaks
        share = np.bincount(self.counts, minlength=most + 1) / self.size
        numbers = np.arange(most + 1)
        return pd.DataFrame({"breaks": numbers, "share": share, "original": numbers == self.original.count})

    @cached_property
    def dates(self) -> pd.DataFrame:
        """How often each period is a break when number and dates are chosen anew: year, share."""
        hits = np.bincount(self.chosen[self.chosen >= 0], minlength=self.n) / self.size
        return pd.DataFrame({"year": self.original.y.index, "share": hits})

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """Interval of each date: date, low, high, found_again.

        ``low`` and ``high`` bound the date with the number of breaks held; ``found_again`` is the share of resampled
        series in which a break is chosen within one period of the date.
        """
        labels = self.original.y.index.tolist()
        tail = (1 - self.original.confidence) / 2
        rows = []
        for number, end in enumerate(self.original.ends_of(self.original.count)):
            low = int(np.quantile(self.dated[:, number], tail, method="inverted_cdf"))
            high = int(np.quantile(self.dated[:, number], 1 - tail, method="inverted_cdf"))
            again = float(np.any((self.chosen >= 0) & (np.abs(self.chosen - end) <= 1), axis=1).mean())
            rows.append((labels[end], labels[low], labels[high], again))
        return pd.DataFrame(rows, columns=["date", "low", "high", "found_again"])

    @cached_property
    def regimes(self) -> pd.DataFrame:
        """Level and slope over the years of each regime, whatever breaks were chosen: post-selection intervals.

        Columns: regime, start, end, n, level, level_low, level_high, slope, slope_low, slope_high. The slope is the
        average change a period of the fitted lines, jumps between them left out; it is missing for a mean.
        """
        labels, tail = self.original.y.index.tolist(), (1 - self.original.confidence) / 2
        bounds = [-1, *self.original.ends_of(self.original.count), self.n - 1]
        own = self.original.regimes
        rows = []
        for number, (before, end) in enumerate(pairwise(bounds)):
            years = slice(before + 1, end + 1)
            level = np.quantile(self.fits[:, years].mean(axis=1), [tail, 1 - tail])
            slope = np.quantile(self.slopes[:, years].mean(axis=1), [tail, 1 - tail])
            if self.original.settings.kind == "mean":
                slope = np.array([np.nan, np.nan])
            at = own.iloc[number]
            rows.append((number + 1, labels[before + 1], labels[end], end - before, at.level, *level, at.slope, *slope))
        columns = [
            "regime",
            "start",
            "end",
            "n",
            "level",
            "level_low",
            "level_high",
            "slope",
            "slope_low",
            "slope_high",
        ]
        return pd.DataFrame(rows, columns=columns)

    def growth(self) -> pd.DataFrame:
        """Return growth in percent a period by regime, for the trend of a series in logarithms.

        Columns: regime, start, end, n, growth, low, high.
        """
        if self.original.settings.kind != "trend":
            raise BadSetting("a mean has no growth: look for breaks in a trend.")
        table = self.regimes
        percent = {
            new: 100 * np.expm1(table[old])
            for new, old in {"growth": "slope", "low": "slope_low", "high": "slope_high"}.items()
        }
        return table[["regime", "start", "end", "n"]].assign(**percent)

    def summary(self) -> pd.DataFrame:
        """Return the dates' intervals with n, df, looks, size and block, for print."""
        return self.intervals.assign(n=self.n, df=self.df, looks=self.looks, size=self.size, block=self.block)

    def frame(self) -> pd.DataFrame:
        """Return the band of the fitted regimes for a chart: year, fit, low, high."""
        tail = (1 - self.original.confidence) / 2
        low, high = np.quantile(self.fits, [tail, 1 - tail], axis=0)
        return pd.DataFrame(
            {"year": self.original.y.index, "fit": self.original.fitted.to_numpy(), "low": low, "high": high}
        )


def bootstrap_breaks(
    y: pd.Series,
    kind: Kind = "mean",
    min_segment: int = 5,
    max_breaks: int | None = None,
    criterion: Criterion = "bic",
    *,
    confidence: float = 0.95,
    hac: bool = True,
    size: int = 1000,
    seed: int = 0,
    block: int | None = None,
) -> BootstrapBreaks:
    """Repeat the search for breaks on resampled series.

    Parameters
    ----------
    y, kind, min_segment, max_breaks, criterion, confidence, hac
        As in :func:`kazmig.trends.breaks`.
    size : int
        Resampled series.
    seed : int
        Of ``numpy.random.default_rng``.
    block : int, optional
        Points of a block; by default the cube root of the length, rounded (three of thirty-five).

    Raises
    ------
    TooShort, Gap, NoVariation, BadSetting
        As :func:`kazmig.trends.breaks`; a block that is not shorter than the series.

    Examples
    --------
    >>> steps = pd.Series([1.0, 1.2, 0.9, 1.1, 1.0, 5.1, 4.9, 5.0, 5.2, 4.8], index=range(2001, 2011))
    >>> bootstrap_breaks(steps, min_segment=3, size=100).intervals["found_again"].tolist()
    [1.0]
    """
    original = breaks(y, kind, min_segment, max_breaks, criterion, confidence=confidence, hac=hac)
    n = original.n
    block = round(n ** (1 / 3)) if block is None else block
    if not 1 <= block < n or size < 1:
        raise BadSetting(f"size is {size} and block {block}: give at least one series, and a block from 1 to {n - 1}.")
    values = original.fitted.to_numpy() + _errors(original, size, block, seed)
    rules = original.settings
    x = regressors(n, rules.kind)
    found, counts = choose(values, rules)
    fits, slopes = np.empty((size, n)), np.zeros((size, n))
    for count in np.unique(counts):
        rows = np.flatnonzero(counts == count)
        ends = found.ends[rows, count, :count]
        coefficients, fits[rows] = fitted(values[rows], x, ends)
        if rules.kind == "trend":
            regime = (np.arange(n)[None, :, None] > ends[:, None, :]).sum(axis=2)
            slopes[rows] = np.take_along_axis(coefficients[:, :, 1], regime, axis=1)
    return BootstrapBreaks(
        original=original,
        size=size,
        seed=seed,
        block=block,
        counts=counts,
        chosen=found.ends[np.arange(size), counts],
        dated=found.ends[:, original.count, : original.count],
        fits=fits,
        slopes=slopes,
    )


def _errors(original: Breaks, size: int, block: int, seed: int) -> Array:
    """Draw blocks of residuals, scaled up for the coefficients that were estimated, shape (size, n)."""
    n = original.n
    lost = original.partitions.regressors * (original.count + 1)
    residuals = (original.y - original.fitted).to_numpy() * np.sqrt(n / (n - lost))
    starts = np.random.default_rng(seed).integers(0, n, size=(size, -(-n // block)))
    positions = (starts[:, :, None] + np.arange(block)) % n
    drawn: Array = residuals[positions.reshape(size, -1)[:, :n]]
    return drawn
