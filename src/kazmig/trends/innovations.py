"""What is left when a model has predicted: are its one-step errors normal, of one size, and unrelated in time?"""

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

Floats = np.ndarray[Any, np.dtype[np.float64]]


def diagnostics(innovations: Floats, *, parameters: int = 1, lags: int | None = None) -> pd.DataFrame:
    """Test standardised innovations as Harvey (1989, section 5.4) and Durbin and Koopman (2012, section 2.12) do.

    At some thirty observations these tests find gross faults only; each stands beside the size of what it tests.

    Parameters
    ----------
    innovations
        Standardised one-step prediction errors, shape (n,), in time order.
    parameters
        Number of variances estimated: the autocorrelation test loses one degree of freedom for each but the first.
    lags
        Autocorrelations in the test; the square root of n when None, and at least one more than it loses.

    Returns
    -------
    DataFrame
        One row a test: ``test``, ``statistic``, ``df``, ``p``, ``effect`` (what the test is about, as a number) and
        ``effect_name``, ``n``.

    Examples
    --------
    >>> diagnostics(np.array([0.5, -1.0, 1.5, -0.5, 0.2, -0.7, 1.1, -0.9, 0.1]))["test"].tolist()
    ['normality', 'heteroscedasticity', 'autocorrelation']
    """
    e = np.asarray(innovations, dtype=np.float64)
    n = len(e)
    lags = lags or max(int(np.sqrt(n)), parameters + 1)
    rows = [_normality(e), _heteroscedasticity(e), _autocorrelation(e, min(lags, n - 2), parameters)]
    return pd.DataFrame(rows).assign(n=n)


def autocorrelations(e: Floats, lags: int) -> Floats:
    """Return the autocorrelations of lag 1 to ``lags``, about the mean, with the variance's divisor."""
    centred = e - e.mean()
    total = float(centred @ centred)
    return np.array([float(centred[lag:] @ centred[:-lag]) / total for lag in range(1, lags + 1)])


def _normality(e: Floats) -> dict[str, Any]:
    """Jarque and Bera's test; the effect is the excess kurtosis, since fat tails are what yearly counts show."""
    skewness, excess = float(stats.skew(e)), float(stats.kurtosis(e))
    statistic = len(e) * (skewness**2 / 6 + excess**2 / 24)
    return {
        "test": "normality",
        "statistic": statistic,
        "df": "2",
        "p": float(stats.chi2.sf(statistic, 2)),
        "effect": excess,
        "effect_name": "excess kurtosis",
    }


def _heteroscedasticity(e: Floats) -> dict[str, Any]:
    """Harvey's H: the last third's sum of squares over the first third's, as a two-sided F test."""
    third = max(round(len(e) / 3), 1)
    ratio = float(np.sum(e[-third:] ** 2) / np.sum(e[:third] ** 2))
    tail = float(stats.f.cdf(ratio, third, third))
    return {
        "test": "heteroscedasticity",
        "statistic": ratio,
        "df": f"{third}, {third}",
        "p": 2 * min(tail, 1 - tail),
        "effect": ratio,
        "effect_name": "variance, last third over first",
    }


def _autocorrelation(e: Floats, lags: int, parameters: int) -> dict[str, Any]:
    """Ljung and Box's Q; the effect is the first autocorrelation."""
    r = autocorrelations(e, lags)
    n = len(e)
    statistic = float(n * (n + 2) * np.sum(r**2 / (n - np.arange(1, lags + 1))))
    df = max(lags - parameters + 1, 1)
    return {
        "test": "autocorrelation",
        "statistic": statistic,
        "df": str(df),
        "p": float(stats.chi2.sf(statistic, df)),
        "effect": float(r[0]),
        "effect_name": "first autocorrelation",
    }
