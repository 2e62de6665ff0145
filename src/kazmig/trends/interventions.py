"""Interrupted time series: level and slope change at one date, with a trend before it and Newey-West errors.

The textbook design for one series and one date (Wagner, Soumerai, Zhang and Ross-Degnan 2002; Lopez Bernal, Cummins
and Gasparrini 2017). Its t statistic assumes errors whose autocorrelation dies out within a few periods. A series that
behaves like a random walk breaks that assumption, so the p-value here is called naive: `kazmig.trends.placebo` says
what the same statistic is worth.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.stattools import durbin_watson

from kazmig.trends.errors import BadSetting, NoVariation, TooShort
from kazmig.trends.yearly import yearly

COEFFICIENTS: Final = ("start", "trend", "level", "slope")
"""Columns of the design: value at the date had nothing changed, trend before it, change of level, change of slope."""

LEAST: Final = 3
"""Fewest points on each side of a date."""

EXACT: Final = 1e-9
"""Residuals below this share of the series' range are rounding errors."""


@dataclass(frozen=True)
class Effect:
    """One coefficient: estimate, standard error, t, two-sided p of the t distribution, interval; the same in percent.

    The percentages are 100 (exp(b) - 1) for a series in logarithms, and NaN for one that is not.
    """

    name: str
    estimate: float
    se: float
    t: float
    p: float
    low: float
    high: float
    percent: float
    percent_low: float
    percent_high: float


@dataclass(frozen=True)
class Diagnostics:
    """What the residuals say about the assumptions: autocorrelation at lag one, Durbin-Watson, points on each side."""

    autocorrelation: float
    durbin_watson: float
    n_before: int
    n_after: int


@dataclass(frozen=True)
class Interruption:
    """An interrupted time series at one date.

    Attributes
    ----------
    first_year : int or pd.Period
        First period after the event; the design cannot tell events apart that share it.
    trend, level, slope : Effect
        Trend before, change of level in the first period after, change of trend from then on.
    n, df, lags, looks : int
        Observations used, residual degrees of freedom, lags of the Newey-West variance, tests looked at (two).
    fitted : Series
        What the model says, in the units of the series (from logarithms: the median).
    counterfactual : Series
        The trend before the date carried on after it, in the same units.
    """

    first_year: int | pd.Period
    trend: Effect
    level: Effect
    slope: Effect
    n: int
    df: int
    lags: int
    log: bool
    observed: pd.Series
    fitted: pd.Series
    counterfactual: pd.Series
    diagnostics: Diagnostics
    looks: int = 2
    fallback: str = ""

    def summary(self) -> pd.DataFrame:
        """Return one row per coefficient with its interval, n, df and lags, for a printed table."""
        shared = {"first_year": self.first_year, "n": self.n, "df": self.df, "lags": self.lags, "looks": self.looks}
        return pd.DataFrame([vars(effect) | shared for effect in (self.trend, self.level, self.slope)])

    def frame(self) -> pd.DataFrame:
        """Return ``year``, ``value``, ``fit``, ``counterfactual``, ``regime`` (before or after) for a chart."""
        after = np.arange(len(self.observed)) >= self.diagnostics.n_before
        return pd.DataFrame(
            {
                "year": self.observed.index,
                "value": self.observed.to_numpy(),
                "fit": self.fitted.to_numpy(),
                "counterfactual": self.counterfactual.to_numpy(),
                "regime": np.where(after, "after", "before"),
            }
        )


def interrupted(
    y: pd.Series,
    first_year: int | pd.Period,
    *,
    log: bool = True,
    window: int | None = None,
    lags: int | None = None,
    controls: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> Interruption:
    """Estimate the change of level and of slope at one date.

    Parameters
    ----------
    y : pd.Series
        Indexed by consecutive years, or by a ``PeriodIndex``.
    first_year : int or pd.Period
        First whole period after the event.
    log : bool
        Model the logarithm; effects are then also given in percent.
    window : int, optional
        Periods used on each side of the date; all when None.
    lags : int, optional
        Lags of the Newey-West variance; by `newey_west_lags` when None.
    controls : pd.DataFrame, optional
        Further columns with the same index (seasons, prices); centred, so that they leave the other terms' meaning.
    confidence : float
        Level of the intervals.

    Raises
    ------
    TooShort
        Fewer than three points before or after the date, or no degree of freedom left.
    NoVariation
        One side lies on a line exactly, so that there is no error to measure.
    BadSetting
        The date is outside the series, or the controls have another index.

    Examples
    --------
    >>> y = pd.Series([8.0, 16.2, 31.9, 64.1, 64.2, 127.8, 256.1, 512.3], index=range(2000, 2008))
    >>> round(interrupted(y, 2004).level.percent)
    -50
    """
    if not 0 < confidence < 1:
        raise BadSetting(f"confidence is {confidence}: give a share between 0 and 1.")
    values = yearly(y, need=5, positive=log)
    whole = np.log(values) if log else values
    at = position(whole.index, first_year)
    near = slice(0, len(whole)) if window is None else slice(max(0, at - window), min(len(whole), at + window))
    part, at = whole.iloc[near], at - near.start
    if min(at, len(part) - at) < LEAST:
        raise TooShort(
            f"{first_year} leaves {at} points before and {len(part) - at} from it on; each side needs {LEAST}, since "
            "a line through two points leaves no error to judge it by: choose another date or a wider window."
        )
    design = pd.DataFrame(design_matrix(len(part), at), columns=list(COEFFICIENTS), index=part.index)
    if controls is not None:
        design = design.join(_centred(controls, part.index))
    df = len(part) - design.shape[1]
    if df < 1:
        raise TooShort(f"{len(part)} points leave no degree of freedom for {design.shape[1]} coefficients.")
    lags = newey_west_lags(len(part)) if lags is None else lags
    fit = sm.OLS(part, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    residuals = fit.resid.to_numpy()
    _require_errors(residuals / np.ptp(part.to_numpy()), at, first_year)
    without = design.assign(level=0.0, slope=0.0) @ fit.params
    back = np.exp if log else np.asarray
    return Interruption(
        first_year=first_year,
        trend=_effect("trend", fit, confidence, log),
        level=_effect("level", fit, confidence, log),
        slope=_effect("slope", fit, confidence, log),
        n=len(part),
        df=df,
        lags=lags,
        log=log,
        observed=values.iloc[near],
        fitted=pd.Series(back(fit.fittedvalues), index=part.index),
        counterfactual=pd.Series(back(without), index=part.index),
        diagnostics=Diagnostics(
            autocorrelation=float((residuals[1:] @ residuals[:-1]) / (residuals @ residuals)),
            durbin_watson=float(durbin_watson(residuals)),
            n_before=at,
            n_after=len(part) - at,
        ),
    )


def design_matrix(n: int, at: int) -> np.ndarray:
    """Return the design (n, 4) of `COEFFICIENTS` for a date at position ``at``; time is counted from the date."""
    time = np.arange(n, dtype=float) - at
    after = (time >= 0).astype(float)
    return np.column_stack([np.ones(n), time, after, after * time])


def newey_west_lags(n: int) -> int:
    """Return the number of lags for a Bartlett kernel, floor(4 (n/100)^(2/9)) (Newey and West 1987, 1994).

    Examples
    --------
    >>> newey_west_lags(35), newey_west_lags(192)
    (3, 4)
    """
    return int(np.floor(4 * (n / 100) ** (2 / 9)))


def position(index: pd.Index, first_year: int | pd.Period) -> int:
    """Return where a period stands in an index, or refuse one that is not there."""
    if first_year not in index:
        raise BadSetting(f"{first_year} is not in the series ({index[0]} to {index[-1]}): choose a date within it.")
    return int(np.flatnonzero(index == first_year)[0])


def _require_errors(residuals: np.ndarray, at: int, first_year: int | pd.Period) -> None:
    """Refuse a date one side of which is a straight line: its t would be infinite for want of any error."""
    sides = [float(np.abs(side).max()) for side in (residuals[:at], residuals[at:])]
    if min(sides) < EXACT:
        raise NoVariation(f"the points on one side of {first_year} lie on a line exactly: no error can be measured.")


def _centred(controls: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    if not index.isin(controls.index).all():
        raise BadSetting("the controls miss periods of the series: give them the same index.")
    kept = controls.loc[index].astype(float)
    return kept - kept.mean()


def _effect(name: str, fit: sm.regression.linear_model.RegressionResults, confidence: float, log: bool) -> Effect:
    estimate, se = float(fit.params[name]), float(fit.bse[name])
    half = float(stats.t.ppf((1 + confidence) / 2, fit.df_resid)) * se
    low, high = estimate - half, estimate + half
    percents = [100 * float(np.expm1(each)) if log else float("nan") for each in (estimate, low, high)]
    return Effect(name, estimate, se, float(fit.tvalues[name]), float(fit.pvalues[name]), low, high, *percents)
