"""State-space models of a trend: built by statsmodels, estimated from several starts, zero variances named."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.statespace.initialization import Initialization
from statsmodels.tsa.statespace.structural import UnobservedComponents

from kazmig.trends.errors import BadSetting, NoConvergence

Floats = np.ndarray[Any, np.dtype[np.float64]]

AT_ZERO: Final = 1e-5
"""A variance below this share of the largest one is at its boundary, zero: the optimiser cannot tell it from none."""

SAME: Final = 1e-3
"""Two optima whose log-likelihoods differ by less are the same one."""


@dataclass(frozen=True)
class Kind:
    """A model of a trend.

    Parameters
    ----------
    spec
        Its name in statsmodels when the initial slope is diffuse.
    given
        The same without the slope's constant part, which is then a regression on time; see `conditional`.
    variances
        Names of its variances, in statsmodels' order.
    slope
        Whether it has a slope at all.
    need
        Fewest observations that leave a degree of freedom for each parameter.
    """

    spec: str
    given: str
    variances: tuple[str, ...]
    slope: bool
    need: int


KINDS: Final = {
    "random_walk": Kind("random walk", "random walk", ("level",), False, 4),
    "random_walk_drift": Kind("random walk with drift", "random walk", ("level",), True, 5),
    "local_level": Kind("local level", "local level", ("irregular", "level"), False, 5),
    "smooth_trend": Kind("smooth trend", "smooth trend", ("irregular", "slope"), True, 7),
    "local_linear_trend": Kind("local linear trend", "local linear trend", ("irregular", "level", "slope"), True, 8),
}
"""The models by name (Harvey 1989, chapters 2 and 4)."""


@dataclass(frozen=True)
class Fit:
    """A fitted model.

    Parameters
    ----------
    variances
        Estimated variances by name, in squared units of the series.
    coefficients
        Estimated coefficients of the regressors, in units of the series.
    errors
        Their standard errors given the variances.
    loglik
        Log-likelihood of ``used`` observations: those after the ones that initialise the diffuse states.
    used
        How many that are.
    level, level_se, slope, slope_se
        Smoothed states and their standard errors, one a period; the slope's are None where the model has none.
    innovations
        Standardised one-step prediction errors of the ``used`` observations.
    starts, agreeing
        How many starting values were tried, and from how many the optimiser came to the maximum.
    fallback
        What replaced the usual optimiser; empty if it converged.
    """

    variances: dict[str, float]
    coefficients: Floats
    errors: Floats
    loglik: float
    used: int
    level: Floats
    level_se: Floats
    slope: Floats | None
    slope_se: Floats | None
    innovations: Floats
    starts: int
    agreeing: int
    fallback: str

    @property
    def boundary(self) -> tuple[str, ...]:
        """Names of the variances that are zero, the edge of what a variance can be."""
        largest = max(self.variances.values())
        return tuple(name for name, value in self.variances.items() if value <= AT_ZERO * largest)


def diffuse(y: Floats, kind: str, regressors: Floats | None = None) -> Fit:
    """Fit a model whose level and slope start from nowhere (exact diffuse initialisation).

    This is the likelihood of Durbin and Koopman (2012, section 7.2), and what published fits report. Models with
    different numbers of diffuse states rest on different observations: compare them by `conditional`.

    Parameters
    ----------
    y
        The series, shape (n,).
    kind
        One of `KINDS`.
    regressors
        Columns of dummies, shape (n, k).
    """
    return _fit(y, _kind(kind), regressors, given_first=False)


def conditional(y: Floats, kind: str, regressors: Floats | None = None) -> Fit:
    """Fit a model to all observations but the first, given the first.

    The level starts from nowhere and is fixed by the first observation; the slope at the start is a parameter like
    any other, the coefficient of time, and the last of ``coefficients``. So each model gives a density of the same
    ``n - 1`` observations, and their information criteria can be compared: the random walk with drift is then exactly
    a normal sample of growth rates, and a special case of the local linear trend.
    """
    chosen = _kind(kind)
    columns = [] if regressors is None else [regressors]
    if chosen.slope:
        columns.append(np.arange(len(y), dtype=np.float64)[:, None])
    return _fit(y, chosen, np.hstack(columns) if columns else None, given_first=True)


def dummies(index: pd.Index, level_shifts: tuple[int, ...], outliers: tuple[int, ...]) -> pd.DataFrame:
    """Return a step from each year of a level shift on, and a pulse in each year of an outlier.

    Raises
    ------
    BadSetting
        If a year is outside of the series, is its first, is named twice, or is its last and named for both.

    Examples
    --------
    >>> dummies(pd.Index([2019, 2020, 2021]), (2020,), (2021,)).to_numpy().tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]
    """
    years = index.to_numpy(dtype=int)
    for word, named in (("level_shifts", level_shifts), ("outliers", outliers)):
        wrong = [year for year in named if year not in years[1:]]
        if wrong or len(set(named)) < len(named):
            raise BadSetting(
                f"{word}={named} must name different years from {years[1]} to {years[-1]}: a step in or before the "
                "first year is the level itself."
            )
    if years[-1] in level_shifts and years[-1] in outliers:
        raise BadSetting(f"in the last year, {years[-1]}, a level shift and an outlier are the same: name one of them.")
    steps = {f"level shift {year}": (years >= year).astype(float) for year in level_shifts}
    pulses = {f"outlier {year}": (years == year).astype(float) for year in outliers}
    return pd.DataFrame(steps | pulses, index=index)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise BadSetting(f"kind={name!r} is no trend model: choose one of {', '.join(KINDS)}.")
    return KINDS[name]


def _fit(y: Floats, kind: Kind, regressors: Floats | None, *, given_first: bool) -> Fit:
    """Estimate in units of the series' typical step, so that optimiser and tolerances mean the same for all series."""
    scale = float(np.std(np.diff(y)))
    if scale <= 1e-12 * float(np.max(np.abs(y))):
        raise NoConvergence("the series moves by the same step each period, so every variance is zero: draw a line.")
    scaled = (y - y[0]) / scale
    model = _model(scaled, kind, regressors, given_first)

    def coefficients(variances: Floats) -> tuple[Floats, Floats]:
        return _given_variances(scaled, kind, regressors, given_first, variances)

    best, starts, agreeing, fallback = _estimate(model, len(kind.variances), coefficients)
    variances = best.params[: len(kind.variances)]
    burn = _burn(kind, given_first)
    filtered = best.filter_results
    states, covariances = best.smoothed_state, best.smoothed_state_cov
    spread = np.sqrt(np.clip(np.diagonal(covariances, axis1=0, axis2=1).T, 0.0, None)) * scale
    has_slope = kind.slope and len(states) > 1
    used = len(y) - burn
    return Fit(
        variances={name: float(value) * scale**2 for name, value in zip(kind.variances, variances, strict=True)},
        coefficients=np.asarray(best.params[len(kind.variances) :], dtype=np.float64) * scale,
        errors=coefficients(variances)[1] * scale,
        loglik=float(np.sum(best.llf_obs[burn:])) - used * float(np.log(scale)),
        used=used,
        level=states[0] * scale + y[0],
        level_se=spread[0],
        slope=states[1] * scale if has_slope else None,
        slope_se=spread[1] if has_slope else None,
        innovations=np.asarray(filtered.standardized_forecasts_error[0, burn:], dtype=np.float64),
        starts=starts,
        agreeing=agreeing,
        fallback=fallback,
    )


def _model(y: Floats, kind: Kind, regressors: Floats | None, given_first: bool) -> Any:
    """Return the unfitted model: all states diffuse, or the level alone with the stochastic slope starting at zero."""
    spec = kind.given if given_first else kind.spec
    model = UnobservedComponents(y, spec, exog=regressors, mle_regression=True, use_exact_diffuse=True)
    if given_first and model.k_states > 1:
        start = Initialization(model.k_states)
        start.set(0, "diffuse")
        start.set(1, "known", constant=[0.0], stationary_cov=[[0.0]])
        model.ssm.initialize(start)
    return model


def _estimate(
    model: Any, count: int, coefficients: Callable[[Floats], tuple[Floats, Floats]]
) -> tuple[Any, int, int, str]:
    """Maximise the likelihood from several starts; return the best result and how many starts found it.

    Each start has its own variances and the coefficients that are best given these: started elsewhere the optimiser
    may stop on the way between them.
    """
    patterns = [np.asarray(model.start_params, dtype=np.float64)[:count], np.full(count, 0.3)]
    if count > 1:
        patterns += [np.where(np.arange(count) == one, 1.0, 0.01) for one in range(count)]
    variances = [np.clip(pattern, 1e-4, None) for pattern in patterns]
    starts = [np.concatenate([each, coefficients(each)[0]]) for each in variances]
    results = [_maximise(model, start, "lbfgs") for start in starts]
    sound = [result for result in results if result is not None]
    fallback = ""
    if not sound:  # slower, but needs no gradient
        retried = _maximise(model, starts[0], "nm")
        if retried is None:
            raise NoConvergence(
                f"neither L-BFGS from {len(starts)} starts nor the Nelder-Mead simplex found a maximum of the "
                "likelihood: give a longer series, fewer dummies or a model with fewer variances."
            )
        sound, fallback = [retried], "Nelder-Mead, because L-BFGS did not converge"
    best = max(sound, key=lambda result: float(result.llf))
    agreeing = sum(float(best.llf) - float(result.llf) < SAME for result in sound)
    return model.smooth(best.params, cov_type="none"), len(starts), agreeing, fallback


def _maximise(model: Any, start: Floats, method: str) -> Any:
    """Return statsmodels' result, or None if it did not converge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # read from mle_retvals instead
        warnings.simplefilter("ignore", RuntimeWarning)  # a step into overflow is a failed start, seen below
        try:
            result = model.fit(start, method=method, maxiter=2000, disp=0, cov_type="none")
        except np.linalg.LinAlgError:
            return None
    sound = bool(result.mle_retvals["converged"]) and np.isfinite(result.llf)
    return result if sound else None


def _burn(kind: Kind, given_first: bool) -> int:
    """Return how many observations fix the diffuse states."""
    return 1 if given_first or not kind.slope else 2


def _given_variances(
    y: Floats, kind: Kind, regressors: Floats | None, given_first: bool, variances: Floats
) -> tuple[Floats, Floats]:
    """Return coefficients and standard errors given the variances, by generalised least squares.

    The filter that whitens the series whitens each regressor too; what is left is a plain regression with unit
    variance (Harvey 1989, section 3.4.2). A Hessian would fail where a variance is at its boundary.
    """
    if regressors is None:
        return np.empty(0), np.empty(0)
    burn = _burn(kind, given_first)
    whitened = []
    for column in (y, *np.asarray(regressors, dtype=np.float64).T):
        alone = _model(column, kind, None, given_first).filter(variances, cov_type="none")
        whitened.append(alone.filter_results.standardized_forecasts_error[0, burn:])
    x = np.column_stack(whitened[1:])
    covariance = np.linalg.pinv(x.T @ x)
    return covariance @ x.T @ whitened[0], np.sqrt(np.diag(covariance))
