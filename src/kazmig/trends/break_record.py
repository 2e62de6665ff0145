"""The record of a search for breaks: dates, intervals, the numbers of breaks that do about as well, regimes."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig.trends.break_checks import corners, moves, residual_checks, sup_f_table
from kazmig.trends.break_dates import date_intervals
from kazmig.trends.break_settings import Settings
from kazmig.trends.errors import BadSetting
from kazmig.trends.long_run import BY_REGIME, error_variances
from kazmig.trends.segments import Array, Partitions, bic, considered, fitted, regressors

NEAR: Final = 2.0
"""A number of breaks whose criterion is no more points above the best does about as well (Raftery 1995)."""
Label = Any
"""A label of the series: a year as an integer, or a period."""


@dataclass(frozen=True, eq=False)
class Breaks:
    """Breaks found in one series, with what is needed to judge them; made by :func:`kazmig.trends.breaks`.

    Attributes
    ----------
    y : pd.Series
        The series.
    settings : Settings
        The procedure.
    confidence : float
        Level of the dates' intervals.
    partitions : Partitions
        The best partition for every number of breaks.
    count : int
        The number chosen.
    """

    y: pd.Series = field(repr=False)
    settings: Settings
    confidence: float
    partitions: Partitions = field(repr=False)
    count: int

    @property
    def n(self) -> int:
        """Points of the series."""
        return self.settings.n

    @property
    def df(self) -> int:
        """Points less the coefficients of all regimes less the dates."""
        return self.n - self.partitions.regressors * (self.count + 1) - self.count

    @property
    def looks(self) -> int:
        """Partitions that were compared: the chosen dates are the best of so many."""
        return considered(self.n, self.settings.min_segment, self.settings.max_breaks)

    @property
    def dates(self) -> tuple[Label, ...]:
        """Last period of each regime but the last."""
        return self.dates_of(self.count)

    def dates_of(self, count: int) -> tuple[Label, ...]:
        """Return the dates of the best partition with so many breaks."""
        labels = self.y.index.tolist()
        return tuple(labels[end] for end in self.ends_of(count))

    def ends_of(self, count: int) -> tuple[int, ...]:
        """Return the positions of those dates in the series, counted from zero."""
        return tuple(int(end) for end in self.partitions.ends[0, count, :count])

    def with_count(self, count: int) -> "Breaks":
        """Return the same search with another number of breaks, such as one of ``near``."""
        if not 0 <= count <= self.settings.max_breaks:
            raise BadSetting(f"{count} breaks were not looked for: choose from 0 to {self.settings.max_breaks}.")
        return replace(self, count=count)

    @cached_property
    def bic(self) -> pd.Series:
        """Bayesian criterion by number of breaks; counts coefficients, dates, variance (Zeileis et al. 2002)."""
        index = pd.RangeIndex(self.settings.max_breaks + 1, name="breaks")
        return pd.Series(bic(self.partitions)[0], index=index, name="bic")

    @property
    def near(self) -> tuple[int, ...]:
        """Numbers of breaks within two points of the best criterion, the best included."""
        return tuple(int(count) for count in self.bic.index[self.bic - self.bic.min() <= NEAR])

    @property
    def gain(self) -> float:
        """Points by which the Bayesian criterion prefers the best number of breaks to none; zero if it prefers none."""
        return float(self.bic.loc[0] - self.bic.min())

    @cached_property
    def fitted(self) -> pd.Series:
        """Fitted values."""
        return pd.Series(self._fit[1], index=self.y.index, name="fit")

    @property
    def by_regime(self) -> bool:
        """Whether every regime has points enough for an error variance of its own."""
        return self.settings.min_segment >= BY_REGIME

    @property
    def variance(self) -> str:
        """The error variance behind intervals and standard errors, in words."""
        of = "of each regime" if self.by_regime else "of all regimes together"
        return f"{'long-run variance' if self.settings.hac else 'variance'} {of}"

    @property
    def fallback(self) -> str:
        """What replaced the textbook's error variance by regime; empty if nothing."""
        if self.by_regime:
            return ""
        return f"one error variance for all regimes, which may have fewer than {BY_REGIME} points"

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """Interval of each date: date, low, high, available, beyond, why (there is none), method.

        ``low`` and ``high`` are labels of the series, missing where no interval exists; an interval that runs out of
        the series is cut at its ends, and ``beyond`` says so.
        """
        labels, ends, last = self.y.index.tolist(), self.ends_of(self.count), self.n - 1
        trending = self.settings.kind == "trend"
        found = date_intervals(self._x, self._fit[0], self._variances, ends, self.confidence, trending=trending)
        rows = []
        for end, interval in zip(ends, found, strict=True):
            edges = (interval.low, interval.high) if interval.available else ()
            low, high = [labels[int(np.clip(edge, 0, last))] for edge in edges] or (None, None)
            beyond = any(not 0 <= edge <= last for edge in edges)
            rows.append(
                (labels[end], low, high, interval.available, beyond, interval.why, f"Bai (1997), {self.variance}")
            )
        table = pd.DataFrame(rows, columns=["date", "low", "high", "available", "beyond", "why", "method"])
        label_type = self.y.index.dtype if isinstance(self.y.index, pd.PeriodIndex) else "Int64"
        types = dict.fromkeys(["date", "low", "high"], label_type)
        return table.astype({**types, "available": bool, "beyond": bool, "why": str, "method": str})

    @cached_property
    def sup_f(self) -> pd.DataFrame:
        """Tests of l against l + 1 breaks, of none against m, of none against some: see :func:`sup_f_table`."""
        return sup_f_table(self.y.to_numpy(), self._x, self.partitions, self.settings)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """The same number of breaks with shorter and longer regimes: min_segment, chosen, dates."""
        return moves(self.y, self.settings, self.count)

    @cached_property
    def corner(self) -> tuple[Label, ...]:
        """Dates on the shortest regime allowed, or that move when it is one or two points shorter or longer."""
        flagged = corners(self.ends_of(self.count), self.y.index.tolist(), self.settings.min_segment, self.moves)
        return tuple(date for date, flag in zip(self.dates, flagged, strict=True) if flag)

    @cached_property
    def regimes(self) -> pd.DataFrame:
        """Regimes: regime, start, end, n, level (mean), se_level, slope (per period), se_slope.

        Standard errors take the dates as known, which they are not; the bootstrap does without.
        """
        labels, bounds = self.y.index.tolist(), [-1, *self.ends_of(self.count), self.n - 1]
        rows = []
        for number, (before, end) in enumerate(pairwise(bounds)):
            x, coefficients = self._x[before + 1 : end + 1], self._fit[0][number]
            covariance = np.linalg.inv(x.T @ x) * self._variances[number]
            centre = x.mean(axis=0)
            level, se_level = float(centre @ coefficients), float(np.sqrt(centre @ covariance @ centre))
            sloped = self.settings.kind == "trend"
            slope, se_slope = (coefficients[1], np.sqrt(covariance[1, 1])) if sloped else (np.nan, np.nan)
            rows.append((number + 1, labels[before + 1], labels[end], end - before, level, se_level, slope, se_slope))
        return pd.DataFrame(rows, columns=["regime", "start", "end", "n", "level", "se_level", "slope", "se_slope"])

    @cached_property
    def diagnostics(self) -> pd.DataFrame:
        """Checks of the residuals: see :func:`residual_checks`."""
        return residual_checks(self.y - self.fitted)

    def summary(self) -> pd.DataFrame:
        """Return a row for each number of breaks: breaks, dates, ssr, bic, above_best, near, chosen, n, df, looks."""
        counts = self.bic.index.to_numpy()
        return pd.DataFrame(
            {
                "breaks": counts,
                "dates": [", ".join(str(date) for date in self.dates_of(count)) or "none" for count in counts],
                "ssr": self.partitions.ssr[0],
                "bic": self.bic.to_numpy(),
                "above_best": (self.bic - self.bic.min()).to_numpy(),
                "near": np.isin(counts, self.near),
                "chosen": counts == self.count,
                "n": self.n,
                "df": [self.with_count(count).df for count in counts],
                "looks": self.looks,
            }
        )

    def date_table(self) -> pd.DataFrame:
        """Return a row for each date, for print: date, interval, corner, beyond, method, n, df, looks."""
        table = self.intervals
        words = [f"{row.low}–{row.high}" if row.available else "not available" for row in table.itertuples()]
        flags = [date in self.corner for date in self.dates]
        shown = table[["date", "beyond", "method"]].assign(n=self.n, df=self.df, looks=self.looks)
        shown.insert(1, "interval", pd.Series(words, dtype=str))
        shown.insert(2, "corner", pd.Series(flags, dtype=bool))
        return shown

    def frame(self) -> pd.DataFrame:
        """Return the series with its fit for a chart: year, value, fit, regime."""
        regime = np.searchsorted(np.array(self.ends_of(self.count), dtype=int), np.arange(self.n)) + 1
        columns = {"year": self.y.index, "value": self.y.to_numpy(), "fit": self._fit[1], "regime": regime}
        return pd.DataFrame(columns)

    def marks(self) -> pd.DataFrame:
        """Return the dates for a chart: year, low, high (missing if not available), corner."""
        table = self.intervals.rename(columns={"date": "year"})[["year", "low", "high"]]
        return table.assign(corner=pd.Series([date in self.corner for date in self.dates], dtype=bool))

    @cached_property
    def _x(self) -> Array:
        """Regressors."""
        return regressors(self.n, self.settings.kind)

    @cached_property
    def _fit(self) -> tuple[Array, Array]:
        """Coefficients by regime, and fitted values."""
        ends = np.array([self.ends_of(self.count)], dtype=np.int64).reshape(1, -1)
        coefficients, fit = fitted(self.y.to_numpy()[None], self._x, ends)
        return coefficients[0], fit[0]

    @cached_property
    def _variances(self) -> Array:
        """Error variance by regime."""
        lost = self.partitions.regressors * (self.count + 1)
        errors = self.y.to_numpy() - self._fit[1]
        ends = self.ends_of(self.count)
        return error_variances(errors, ends, lost, hac=self.settings.hac, by_regime=self.by_regime)
