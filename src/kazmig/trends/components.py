"""Structural time series: a smoothed trend and slope, the slope's sign today, and criteria that can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends import state_space
from kazmig.trends.errors import BadSetting
from kazmig.trends.innovations import diagnostics
from kazmig.trends.state_space import KINDS, Fit
from kazmig.trends.yearly import yearly

Floats = np.ndarray[Any, np.dtype[np.float64]]

SLOPE_COLUMNS: Final = ["year", "slope", "slope_se", "percent", "percent_low", "percent_high", "p_negative"]


@dataclass(frozen=True)
class Structural:
    """A fitted structural time series model.

    Parameters
    ----------
    kind
        Which model, by its name in `kazmig.trends.state_space.KINDS`.
    log
        Whether the logarithm was modelled; trend and dummies are then printed back in the series' units and percent.
    n, df
        Observations that enter the criteria (all but the first), and those less the parameters.
    looks
        How many dummies were tried on this series, at least one.
    parameters
        Number of parameters in the criteria: variances, the slope at the start, and dummies.
    loglik, aicc, bic
        Of all observations but the first given the first, so that all kinds can be compared: see
        `kazmig.trends.state_space.conditional`. In units of the logarithm when ``log``.
    variances
        Estimates with all states diffuse, as published fits report them.
    loglik_diffuse
        Their log-likelihood: comparable only between kinds with the same number of states.
    trend
        ``year``, ``value``, ``trend``, ``low``, ``high`` in the series' units.
    slope
        ``year``, ``slope`` and ``slope_se`` (in modelled units a year), ``percent`` a year with its interval (when
        ``log``), ``p_negative``; no row for a kind without a slope. Smoothed: each year rests on all years.
    effects
        One row a dummy: ``term``, ``estimate``, ``se``, ``t``, ``percent``, ``low``, ``high`` (percent when ``log``).
    diagnostics
        Tests of the innovations, see `kazmig.trends.innovations.diagnostics`.
    boundary
        Variances estimated as zero: the model is in fact a simpler one.
    converged, starts, agreeing
        Whether a maximum was found, from how many starting values it was sought, and how many led to it.
    fallback
        What replaced the usual optimiser; empty if nothing did.
    confidence
        Level of the intervals. They take the variances as known, and are too narrow by as much as these are not.
    """

    kind: str
    log: bool
    n: int
    df: int
    looks: int
    parameters: int
    loglik: float
    aicc: float
    bic: float
    variances: dict[str, float]
    loglik_diffuse: float
    trend: pd.DataFrame
    slope: pd.DataFrame
    effects: pd.DataFrame
    diagnostics: pd.DataFrame
    boundary: tuple[str, ...]
    converged: bool
    starts: int
    agreeing: int
    fallback: str
    confidence: float

    @property
    def p_negative(self) -> float:
        """Probability that the slope is negative in the last year, given the model; not a number without a slope."""
        return float(self.slope["p_negative"].iloc[-1]) if len(self.slope) else float("nan")

    def summary(self) -> pd.DataFrame:
        """Return one row: the criteria, today's slope, and what the fit had to concede."""
        last = self.slope.iloc[-1] if len(self.slope) else pd.Series(np.nan, index=SLOPE_COLUMNS)
        row = {
            "kind": self.kind,
            "n": self.n,
            "df": self.df,
            "looks": self.looks,
            "parameters": self.parameters,
            "loglik": self.loglik,
            "aicc": self.aicc,
            "bic": self.bic,
            **{name: last[name] for name in SLOPE_COLUMNS[1:]},
            **{f"variance_{name}": self.variances.get(name, np.nan) for name in ("irregular", "level", "slope")},
            "boundary": ", ".join(self.boundary),
            "starts": self.starts,
            "agreeing": self.agreeing,
            "fallback": self.fallback,
        }
        return pd.DataFrame([row])

    def frame(self) -> pd.DataFrame:
        """Return trend and slope by year, for charts."""
        return self.trend.merge(self.slope, on="year", how="left")


def structural(
    y: pd.Series,
    kind: str = "local_linear_trend",
    level_shifts: Sequence[int] = (),
    outliers: Sequence[int] = (),
    log: bool = True,
    *,
    confidence: float = 0.95,
) -> Structural:
    """Fit a structural time series model (Harvey 1989; Durbin and Koopman 2012) by maximum likelihood.

    The series is a level, which may wander and drift, plus an irregular part. In a *local level* the level is a random
    walk; in a *smooth trend* it follows a slope that is a random walk; a *local linear trend* has both; a *random walk
    with drift* has no irregular part and one slope for all years; a *random walk* has none.

    Parameters
    ----------
    y
        Values by year.
    kind
        One of ``random_walk``, ``random_walk_drift``, ``local_level``, ``smooth_trend``, ``local_linear_trend``.
    level_shifts, outliers
        Years that get a step from then on, or a pulse.
    log
        Model the logarithm.
    confidence
        Level of the intervals.

    Raises
    ------
    TooShort, Gap, NotPositive, NoVariation, NoConvergence, BadSetting
        See `kazmig.trends.errors`.

    Examples
    --------
    >>> flows = pd.Series([90.0, 81, 75, 66, 60, 55, 49, 44, 40], index=range(2010, 2019))
    >>> float(structural(flows, "random_walk_drift").slope["percent"].iloc[-1].round(1))
    -9.6
    """
    if not 0 < confidence < 1:
        raise BadSetting(f"confidence={confidence} must lie between 0 and 1, such as 0.95.")
    shifts, pulses = tuple(int(year) for year in level_shifts), tuple(int(year) for year in outliers)
    need = KINDS[kind].need + len(shifts) + len(pulses) if kind in KINDS else 1
    series = yearly(y, need=need, positive=log)
    modelled = np.log(series.to_numpy(dtype=np.float64)) if log else series.to_numpy(dtype=np.float64)
    terms = state_space.dummies(series.index, shifts, pulses)
    columns = terms.to_numpy(dtype=np.float64) if len(terms.columns) else None
    fit = state_space.diffuse(modelled, kind, columns)
    given = state_space.conditional(modelled, kind, columns)
    parameters = len(given.variances) + len(given.coefficients)
    aicc, bic = criteria(given.loglik, parameters, given.used)
    return Structural(
        kind=kind,
        log=log,
        n=given.used,
        df=given.used - parameters,
        looks=max(1, len(terms.columns)),
        parameters=parameters,
        loglik=given.loglik,
        aicc=aicc,
        bic=bic,
        variances=fit.variances,
        loglik_diffuse=fit.loglik,
        trend=_trend(series, fit, log, confidence),
        slope=_slope(series, fit, kind, log, confidence),
        effects=effects_of(fit, list(terms.columns), log, confidence, df=fit.used - len(terms.columns) - 1),
        diagnostics=diagnostics(fit.innovations, parameters=len(fit.variances)),
        boundary=fit.boundary,
        converged=True,  # a fit without a maximum raises
        starts=fit.starts,
        agreeing=fit.agreeing,
        fallback=fit.fallback or given.fallback,
        confidence=confidence,
    )


def comparison(
    y: pd.Series, kinds: Sequence[str] = tuple(KINDS), log: bool = True, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Return the summaries of several kinds on the same observations, the lowest BIC first.

    Returns
    -------
    DataFrame
        The rows of `Structural.summary` with ``bic_above`` and ``aicc_above``, each kind's distance from the best.
    """
    rows = pd.concat(
        [structural(y, kind, log=log, confidence=confidence).summary() for kind in kinds], ignore_index=True
    )
    for name in ("bic", "aicc"):
        rows[f"{name}_above"] = rows[name] - rows[name].min()
    return rows.sort_values("bic", kind="stable").reset_index(drop=True)


def criteria(loglik: float, parameters: int, n: int) -> tuple[float, float]:
    """Return AICc (Hurvich and Tsai 1989; infinite when the parameters leave no room) and BIC (Schwarz 1978).

    Examples
    --------
    >>> [round(value, 3) for value in criteria(-1.0, 2, 34)]
    [6.387, 9.053]
    """
    room = n - parameters - 1
    aicc = -2 * loglik + 2 * parameters * n / room if room > 0 else float("inf")
    return float(aicc), float(-2 * loglik + parameters * np.log(n))


def effects_of(fit: Fit, terms: list[str], log: bool, confidence: float, *, df: int) -> pd.DataFrame:
    """Return the dummies' coefficients with intervals; in percent of the level when the logarithm was modelled."""
    count = len(terms)
    estimate, se = fit.coefficients[:count], fit.errors[:count]
    reach = stats.t.ppf(0.5 + confidence / 2, max(df, 1)) * se
    low, high = estimate - reach, estimate + reach
    if log:
        low, high = 100 * np.expm1(low), 100 * np.expm1(high)
    percent = 100 * np.expm1(estimate) if log else np.full(count, np.nan)
    return pd.DataFrame(
        {
            "term": terms,
            "estimate": estimate,
            "se": se,
            "t": estimate / se,
            "percent": percent,
            "low": low,
            "high": high,
        }
    )


def _trend(series: pd.Series, fit: Fit, log: bool, confidence: float) -> pd.DataFrame:
    """Return the smoothed level with its band, dummies left out of it, in the series' units."""
    reach = stats.norm.ppf(0.5 + confidence / 2) * fit.level_se
    parts = {"trend": fit.level, "low": fit.level - reach, "high": fit.level + reach}
    printed = {name: np.exp(values) if log else values for name, values in parts.items()}
    return pd.DataFrame({"year": series.index, "value": series.to_numpy(), **printed})


def _slope(series: pd.Series, fit: Fit, kind: str, log: bool, confidence: float) -> pd.DataFrame:
    """Return the smoothed slope with its band and the probability that it is negative.

    The drift of a random walk is a sample mean, so its distribution is Student's; for the others the variances are
    taken as known and the normal distribution is used.
    """
    if fit.slope is None or fit.slope_se is None:
        return pd.DataFrame({name: pd.Series(dtype=int if name == "year" else float) for name in SLOPE_COLUMNS})
    df = fit.used - len(fit.coefficients)
    law = stats.t(df) if kind == "random_walk_drift" else stats.norm
    reach = law.ppf(0.5 + confidence / 2) * fit.slope_se
    with np.errstate(divide="ignore"):
        negative = law.cdf(-fit.slope / fit.slope_se)
    percents = [100 * np.expm1(each) if log else np.full(len(series), np.nan) for each in (0.0, -reach, reach)]
    if log:
        percents = [100 * np.expm1(fit.slope + each) for each in (0.0, -reach, reach)]
    values = [series.index, fit.slope, fit.slope_se, *percents, negative]
    return pd.DataFrame(dict(zip(SLOPE_COLUMNS, values, strict=True)))
