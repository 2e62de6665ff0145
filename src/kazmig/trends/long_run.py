"""Variance and long-run variance of errors: how much the mean of an autocorrelated series varies.

The quadratic spectral kernel with Andrews' (1991) automatic bandwidth on errors prewhitened by a first-order
autoregression (Andrews and Monahan 1992), which is the estimator that Bai and Perron (2003) use.
"""

from typing import Final

import numpy as np

from kazmig.trends.segments import Array

ROOT: Final = 0.97
"""Bound on the prewhitening coefficient, Andrews and Monahan's: nearer to one the recoloured variance explodes."""
BY_REGIME: Final = 15
"""Fewest points of a regime for an error variance of its own: the shortest of Bai and Perron's (2003) application.
Below it the variance is one for all regimes, corrected for the degrees of freedom."""


def long_run_variance(errors: Array) -> Array:
    """Return the long-run variance of each row.

    Parameters
    ----------
    errors : ndarray of shape (size, n)
        Residuals, n at least 3.

    Returns
    -------
    ndarray of shape (size,)
        Never negative; n times the variance of a row's mean, for large n.

    Examples
    --------
    >>> bool(long_run_variance(np.array([[1.0, -1.0] * 20]))[0] < 0.1)
    True
    """
    coefficient = np.clip(_autoregression(errors), -ROOT, ROOT)
    white = errors[:, 1:] - coefficient[:, None] * errors[:, :-1]
    n = white.shape[1]
    bandwidth = _bandwidth(white)
    total = (white**2).sum(axis=1)
    for lag in range(1, n):
        total += 2 * _quadratic_spectral(lag / bandwidth) * (white[:, lag:] * white[:, :-lag]).sum(axis=1)
    result: Array = np.maximum(total, 0.0) / (n - 1) / (1 - coefficient) ** 2
    return result


def error_variances(errors: Array, ends: tuple[int, ...], lost: int, *, hac: bool, by_regime: bool) -> Array:
    """Return the variance of the errors in each regime of one series.

    Parameters
    ----------
    errors : ndarray of shape (n,)
        Residuals of the regimes.
    ends : tuple of int
        Position of the last point of each regime but the last.
    lost : int
        Coefficients that were estimated, over which the common variance is corrected.
    hac : bool
        The long-run variance instead of the variance.
    by_regime : bool
        One for each regime (uncorrected, as Bai and Perron and strucchange have it) instead of one for all.

    Returns
    -------
    ndarray of shape (regimes,)
    """
    if by_regime:
        parts = np.split(errors, np.array(ends, dtype=int) + 1)
        return np.array([long_run_variance(part[None])[0] if hac else np.mean(part**2) for part in parts])
    n = len(errors)
    common = long_run_variance(errors[None])[0] if hac else np.mean(errors**2)
    return np.full(len(ends) + 1, common * n / (n - lost))


def _autoregression(errors: Array) -> Array:
    """Return each row's first-order autoregressive coefficient by least squares; zero for a row of zeros."""
    power = (errors[:, :-1] ** 2).sum(axis=1)
    product = (errors[:, 1:] * errors[:, :-1]).sum(axis=1)
    result: Array = np.divide(product, power, out=np.zeros_like(power), where=power > 0)
    return result


def _bandwidth(white: Array) -> Array:
    """Return Andrews' (1991, equations 6.2 and 6.4) bandwidth of the quadratic spectral kernel."""
    root = np.clip(_autoregression(white), -ROOT, ROOT)
    curvature = 4 * root**2 / (1 - root) ** 4
    result: Array = np.maximum(1.3221 * (curvature * white.shape[1]) ** 0.2, 1e-6)
    return result


def _quadratic_spectral(ratio: Array) -> Array:
    """Return the kernel at positive lags over the bandwidth."""
    angle = 6 * np.pi * ratio / 5
    result: Array = 3 / angle**2 * (np.sin(angle) / angle - np.cos(angle))
    return result
