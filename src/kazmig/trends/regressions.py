"""Trend regressions: growth a year in percent, in one regime or between given breaks, with Newey-West intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from statsmodels.regression.linear_model import OLS

from kazmig.trends import counts
from kazmig.trends.counts import Regression
from kazmig.trends.errors import BadSetting
from kazmig.trends.innovations import autocorrelations
from kazmig.trends.segmented import SHORTEST, design
from kazmig.trends.yearly import yearly

Floats = np.ndarray[Any, np.dtype[np.float64]]

MODELS: Final = ("log_linear", "poisson", "negative_binomial")


@dataclass(frozen=True)
class Growth:
    """Growth by segment.

    Parameters
    ----------
    model
        ``log_linear``, ``poisson`` or ``negative_binomial``.
    n, df
        Years, and years less the coefficients of the mean.
    looks
        Segments for which a growth rate is given.
    segments
        ``segment``, ``start``, ``end``, ``n``, ``growth`` (percent a year), ``low``, ``high``, ``slope`` (log points a
        year), ``se`` (Newey-West), ``plain_se`` (years taken as independent), ``df``.
    dispersion
        See `kazmig.trends.counts.Regression`.
    lags
        Newey-West's lags.
    fitted
        ``year``, ``value``, ``fit``, ``segment``, in the series' units.
    diagnostics
        One row: ``first_autocorrelation`` of the residuals, ``durbin_watson``, ``dispersion``, ``n``, ``df``.
    confidence
        Level of the intervals. They know nothing of a search for the breaks.
    fallback
        What replaced the model; empty if nothing did.
    """

    model: str
    n: int
    df: int
    looks: int
    segments: pd.DataFrame
    dispersion: float
    lags: int
    fitted: pd.DataFrame
    diagnostics: pd.DataFrame
    confidence: float
    fallback: str

    def summary(self) -> pd.DataFrame:
        """Return the segments with the model's name, lags and dispersion beside each."""
        return self.segments.assign(
            model=self.model, lags=self.lags, dispersion=self.dispersion, looks=self.looks, fallback=self.fallback
        )

    def frame(self) -> pd.DataFrame:
        """Return observed and fitted values by year, for charts."""
        return self.fitted


def growth(
    y: pd.Series,
    exposure: pd.Series | None = None,
    model: str = "log_linear",
    breaks: Sequence[int] = (),
    lags: int | None = None,
    confidence: float = 0.95,
) -> Growth:
    """Regress a series on time and give its growth a year in percent for each regime.

    Each regime has a level and a slope of its own, so lines need not meet at a break. ``log_linear`` is least squares
    on the logarithm; ``poisson`` and ``negative_binomial`` model the mean itself, with ``exposure`` (population) as a
    factor of known coefficient one. Standard errors are Newey and West's (1987) throughout. With regimes of five to
    ten years they are still too small: that estimator is biased towards zero in short samples (Kiefer and Vogelsang
    2005), and the breaks are taken as given. `kazmig.trends.bootstrap_breaks` repeats the search for them.

    Parameters
    ----------
    y
        Positive values by year.
    exposure
        People at risk by year; every year of ``y`` must be there. One when None.
    model
        One of `MODELS`.
    breaks
        Last year of each regime but the last.
    lags
        Newey-West's lags; the largest whole number below 4 (n / 100) ** (2 / 9) when None (Newey and West 1994).
    confidence
        Level of the intervals; Student's distribution with the residual degrees of freedom.

    Raises
    ------
    TooShort, Gap, NotPositive, NoVariation, NoConvergence, BadSetting
        See `kazmig.trends.errors`.

    Examples
    --------
    >>> y = pd.Series([100.0, 111.0, 120.0, 134.0, 146.0, 162.0], index=range(2000, 2006))
    >>> growth(y).segments["growth"].round(1).tolist()
    [10.0]
    """
    if model not in MODELS:
        raise BadSetting(f"model={model!r} is no trend regression: choose one of {', '.join(MODELS)}.")
    if not 0 < confidence < 1:
        raise BadSetting(f"confidence={confidence} must lie between 0 and 1, such as 0.95.")
    series = yearly(y, need=max(SHORTEST, 2 * (len(breaks) + 1) + 1), positive=True, vary=False)
    plan = design(series.index, breaks)
    values = series.to_numpy(dtype=np.float64)
    people = _exposure(exposure, series)
    used = newey_west_lags(len(values)) if lags is None else int(lags)
    if not 0 <= used < len(values) - 1:
        raise BadSetting(f"lags={used} must lie between 0 and {len(values) - 2}.")
    fits = {"log_linear": _log_linear, "poisson": counts.poisson, "negative_binomial": counts.negative_binomial}
    fit = fits[model](values, plan.matrix, people, used)
    df = len(values) - plan.matrix.shape[1]
    slope, se = fit.coefficients[plan.slopes], fit.errors[plan.slopes]
    reach = counts.quantile(confidence, df) * se
    segments = plan.regimes.assign(
        growth=100 * np.expm1(slope),
        low=100 * np.expm1(slope - reach),
        high=100 * np.expm1(slope + reach),
        slope=slope,
        se=se,
        plain_se=fit.plain_errors[plan.slopes],
        df=df,
    )
    return Growth(
        model=model,
        n=len(values),
        df=df,
        looks=len(segments),
        segments=segments,
        dispersion=fit.dispersion,
        lags=used,
        fitted=pd.DataFrame(
            {
                "year": series.index,
                "value": values,
                "fit": fit.fitted,
                "segment": np.repeat(plan.regimes["segment"].to_numpy(), plan.regimes["n"].to_numpy()),
            }
        ),
        diagnostics=_checks(fit, len(values), df),
        confidence=confidence,
        fallback=fit.fallback,
    )


def newey_west_lags(n: int) -> int:
    """Return the usual number of lags for ``n`` periods.

    Examples
    --------
    >>> newey_west_lags(35), newey_west_lags(100)
    (3, 4)
    """
    return int(4 * (n / 100) ** (2 / 9))


def _exposure(exposure: pd.Series | None, series: pd.Series) -> Floats:
    if exposure is None:
        return np.ones(len(series))
    missing = [year for year in series.index if year not in exposure.index]
    if missing:
        raise BadSetting(f"the exposure has no value for {missing[0]}: give one for every year of the series.")
    aligned = yearly(exposure.loc[series.index], positive=True, vary=False)
    return aligned.to_numpy(dtype=np.float64)


def _log_linear(y: Floats, x: Floats, exposure: Floats, lags: int) -> Regression:
    """Least squares on the logarithm of the rate."""
    model = OLS(np.log(y / exposure), x)
    usual = model.fit()
    robust = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return Regression(
        coefficients=np.asarray(usual.params),
        errors=np.asarray(robust.bse),
        plain_errors=np.asarray(usual.bse),
        fitted=np.exp(np.asarray(usual.fittedvalues)) * exposure,
        dispersion=float(np.sqrt(usual.scale)),
        residuals=np.asarray(usual.resid),
    )


def _checks(fit: Regression, n: int, df: int) -> pd.DataFrame:
    """Return what the residuals say about the errors' independence."""
    residuals = fit.residuals
    exact = float(residuals @ residuals) <= 1e-20
    row = {
        "first_autocorrelation": float("nan") if exact else float(autocorrelations(residuals, 1)[0]),
        "durbin_watson": float("nan") if exact else float(np.sum(np.diff(residuals) ** 2) / (residuals @ residuals)),
        "dispersion": fit.dispersion,
        "n": n,
        "df": df,
    }
    return pd.DataFrame([row])
