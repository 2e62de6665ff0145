"""ARIMA of the logs: differences by the KPSS test, orders by AICc, each fit checked for convergence and roots."""

import warnings
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from statsmodels.tsa.statespace.sarimax import SARIMAX

from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.simulation import Floats, History, Noise, Paths

ORDERS: Final = ((1, 0), (2, 0), (0, 1), (1, 1))
"""Autoregressive and moving-average orders that are tried, besides none: more cannot be told apart in 35 years."""

KPSS_CRITICAL: Final = 0.463
"""Five percent critical value for stationarity around a level (Kwiatkowski et al. 1992, table 1)."""

ROOT: Final = 1.01
"""Least modulus of a root: nearer to the circle the model is an artefact (as in Hyndman and Khandakar 2008)."""


@dataclass(frozen=True)
class Order:
    """One fitted candidate: constant, AR and MA coefficients, their covariance, residuals and AICc."""

    p: int
    q: int
    constant: bool
    coefficients: Floats
    covariance: Floats
    residuals: Floats
    aicc: float

    @property
    def df(self) -> int:
        """Residual degrees of freedom."""
        return len(self.residuals) - len(self.coefficients)


def arima(history: History, noise: Noise) -> Paths:
    """Simulate the ARIMA of the logs that AICc prefers, after the differences that the KPSS test asks for.

    Up to one difference and the orders of `ORDERS`, with and without constant (Hyndman and Khandakar 2008, on a small
    grid). Coefficients are drawn from their asymptotic normal law; a draw outside the stationary and invertible region
    is replaced by the estimate. Falls back to naive if no fit stands.
    """
    differences = int(kpss(history.logs) > KPSS_CRITICAL)
    series = np.diff(history.logs) if differences else history.logs
    best = select(series)
    if best is None:
        return replace(naive(history, noise), fallback="naive stands in: no ARIMA converged with sound roots")
    variance = float(np.sum(best.residuals**2)) / best.df
    sigma = noise.sigma(variance, best.df)
    ahead = _simulated(best, series, sigma, noise)
    logs = history.logs[-1] + np.cumsum(ahead, axis=1) if differences else ahead
    named = {"p": best.p, "d": differences, "q": best.q, "constant": float(best.constant), "sigma": variance**0.5}
    return Paths(logs, best.df, best.residuals, named)


def kpss(values: Floats) -> float:
    """Return the KPSS statistic for stationarity around a level, Bartlett weights, lags 3 sqrt(n) / 13.

    statsmodels has it too, with a p-value from a table and a warning outside the table; the statistic alone is needed.

    Examples
    --------
    >>> kpss(np.arange(20.0)) > KPSS_CRITICAL
    True
    """
    n = len(values)
    residuals = values - values.mean()
    lags = int(3 * np.sqrt(n) / 13)
    weights = [1 - lag / (lags + 1) for lag in range(1, lags + 1)]
    products = [residuals[lag:] @ residuals[:-lag] for lag in range(1, lags + 1)]
    long_run = residuals @ residuals + 2 * float(np.dot(weights, products))
    return float(np.sum(np.cumsum(residuals) ** 2) / (n * long_run))


def select(series: Floats) -> Order | None:
    """Return the candidate of least AICc among those that converged with sound roots, or none."""
    candidates = [_white(series, constant) for constant in (False, True)]
    for p, q in ORDERS:
        for constant in (False, True):
            if len(series) - (p + q + constant + 1) - 1 >= 2:  # AICc divides by it
                candidates.append(fitted(series, p, q, constant))
    sound = [each for each in candidates if each is not None and np.isfinite(each.aicc)]
    return min(sound, key=lambda each: each.aicc) if sound else None


def _white(series: Floats, constant: bool) -> Order | None:
    """Return white noise around zero or a constant; in closed form."""
    mean = np.array([series.mean()]) if constant else np.empty(0)
    residuals = series - (mean[0] if constant else 0.0)
    n, k = len(series), len(mean) + 1
    variance = float(np.mean(residuals**2))
    if variance <= 0 or n - k - 1 < 1:
        return None
    minus_twice = n * (np.log(2 * np.pi * variance) + 1)
    return Order(0, 0, constant, mean, variance / n * np.eye(len(mean)), residuals, _aicc(minus_twice, n, k))


def fitted(series: Floats, p: int, q: int, constant: bool) -> Order | None:
    """Return the maximum-likelihood fit by statsmodels, or none if it did not converge or has a root near one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence and roots are checked below
        try:
            trend = "c" if constant else "n"
            result = SARIMAX(series, order=(p, 0, q), trend=trend, concentrate_scale=True).fit(disp=False)
            covariance = np.asarray(result.cov_params(), dtype=float)
        except (np.linalg.LinAlgError, ValueError):
            return None
    roots = np.concatenate([np.asarray(result.arroots), np.asarray(result.maroots)])
    if not result.mle_retvals["converged"] or np.abs(roots).min() < ROOT or not np.isfinite(covariance).all():
        return None
    coefficients = np.asarray(result.params, dtype=float)
    aicc = _aicc(-2 * float(result.llf), len(series), len(coefficients) + 1)
    return Order(p, q, constant, coefficients, covariance, np.asarray(result.resid, dtype=float), aicc)


def _aicc(minus_twice: float, n: int, k: int) -> float:
    """Return Akaike's criterion with the small-sample term of Hurvich and Tsai (1989)."""
    return float(minus_twice + 2 * k + 2 * k * (k + 1) / (n - k - 1))


def _simulated(order: Order, series: Floats, sigma: Floats, noise: Noise) -> Floats:
    """Return paths of the ARMA series beyond its end, coefficients drawn once a path."""
    drawn = _drawn(order, noise, sigma)
    c = drawn[:, 0] if order.constant else np.zeros(noise.size)
    ar = drawn[:, int(order.constant) : int(order.constant) + order.p]
    ma = drawn[:, int(order.constant) + order.p :]
    values = [np.full(noise.size, value) for value in series[-2:]]
    errors = [np.full(noise.size, error) for error in order.residuals[-2:]]
    for h in range(noise.horizon):
        error = sigma * noise.shocks[:, h]
        past = sum(ar[:, i] * values[-1 - i] for i in range(order.p))
        lagged = sum(ma[:, i] * errors[-1 - i] for i in range(order.q))
        values.append(c + past + lagged + error)
        errors.append(error)
    return np.column_stack(values[2:])


def _drawn(order: Order, noise: Noise, sigma: Floats) -> Floats:
    """Draw the coefficients, keeping the estimate where a draw is not stationary and invertible."""
    k = len(order.coefficients)
    if k == 0:
        return np.empty((noise.size, 0))
    values, vectors = np.linalg.eigh((order.covariance + order.covariance.T) / 2)
    root = vectors * np.sqrt(np.maximum(values, 0))
    spread = sigma / np.sqrt(np.mean(order.residuals**2))
    drawn = order.coefficients + spread[:, None] * (noise.parameters[:, :k] @ root.T)
    start = int(order.constant)
    ar, ma = drawn[:, start : start + order.p], drawn[:, start + order.p :]
    sound = _inside(ar) & _inside(-ma)
    return np.where(sound[:, None], drawn, order.coefficients)


def _inside(coefficients: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Tell for each row whether 1 - a z - b z^2 has its roots outside the circle (the triangle of Box and Jenkins)."""
    if coefficients.shape[1] == 0:
        return np.ones(len(coefficients), dtype=bool)
    if coefficients.shape[1] == 1:
        return np.abs(coefficients[:, 0]) < 1 / ROOT
    a, b = coefficients[:, 0], coefficients[:, 1]
    return (a + b < 1) & (b - a < 1) & (np.abs(b) < 1)
