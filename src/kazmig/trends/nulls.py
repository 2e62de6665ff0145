"""Series without any effect that are otherwise like the one at hand, to compare a statistic with.

A random walk with drift takes the changes from year to year as its innovations; if those are themselves autocorrelated,
the kind ``ar_steps`` takes what an autoregression of the changes leaves. An autoregression about a line takes its
residuals. Coefficients are corrected for the bias of short series (Kendall 1954; Marriott and Pope 1954).
The innovations are either normal with the series' own variances and correlation, or its own, drawn with replacement; of
several series the same years are drawn together. Own innovations contain whatever effect there was: an event that made
one change of n is drawn again in one of n years, so a test against them cannot find it at a level below about 1 / n.
Tests are therefore made against normal innovations, and own ones serve as a check on the shape.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends.errors import BadSetting, TooShort

KINDS: Final = ("random_walk", "ar", "ar_steps")
INNOVATIONS: Final = ("normal", "own")


@dataclass(frozen=True)
class Nulls:
    """Simulated series and what they were made from.

    Attributes
    ----------
    paths : ndarray
        (size, n, series): paths without drift or level, which no statistic here depends on.
    kind : str
        One of `KINDS`.
    innovations : DataFrame
        One row per series: ``series``, ``n``, ``sd``, ``autocorrelation`` (lag one), ``skewness``, ``kurtosis``
        (excess), ``phi`` (of the series, of its steps for ``ar_steps``).
    """

    paths: np.ndarray
    kind: str
    innovations: pd.DataFrame


def nulls(
    values: pd.DataFrame,
    *,
    kind: str = "random_walk",
    innovations: str = "normal",
    size: int = 1000,
    seed: int = 0,
) -> Nulls:
    """Simulate series without an effect.

    Parameters
    ----------
    values : pd.DataFrame
        One column per series, one row per year, in the scale of the model (logarithms, mostly).
    kind : {"random_walk", "ar", "ar_steps"}
        What the noise is taken to be.
    innovations : {"normal", "own"}
        Drawn from a normal law, or from those of the series.
    size : int
        Number of replications.
    seed : int
        Seed of the generator.

    Raises
    ------
    BadSetting, TooShort
        An unknown kind or law, a size below one; fewer than eight years.

    Examples
    --------
    >>> walk = pd.DataFrame({"y": [0.0, 1.0, -1.0, 0.5, 2.0, 1.0, 3.0, 2.5]})
    >>> nulls(walk, size=4).paths.shape
    (4, 8, 1)
    """
    if kind not in KINDS:
        raise BadSetting(f"noise is {kind!r}: choose one of {', '.join(KINDS)}.")
    if innovations not in INNOVATIONS:
        raise BadSetting(f"innovations are {innovations!r}: choose one of {', '.join(INNOVATIONS)}.")
    if size < 1:
        raise BadSetting(f"{size} simulations are asked for: at least one is needed.")
    n = len(values)
    if n < 8:
        raise TooShort(f"{n} years are too few to draw innovations from: give at least eight.")
    observed = values.to_numpy(dtype=float)
    base = np.diff(observed, axis=0) if kind == "ar_steps" else observed
    centred = base - (base.mean(axis=0) if kind == "ar_steps" else _line(base))
    phi = np.ones(observed.shape[1]) if kind == "random_walk" else _persistences(base, line=kind == "ar")
    shocks = centred[1:] - phi * centred[:-1]
    shocks = shocks - shocks.mean(axis=0)
    length = len(base) - 1
    random = np.random.default_rng(seed)
    if innovations == "own":
        drawn = shocks[random.integers(0, length, size=(size, length))]
    else:
        drawn = random.standard_normal((size, length, shocks.shape[1])) @ _root(shocks).T
    paths = _run(drawn, phi)
    if kind == "ar_steps":
        paths = np.concatenate([np.zeros((size, 1, paths.shape[2])), paths.cumsum(axis=1)], axis=1)
    return Nulls(paths, kind, _described(values.columns, shocks, phi))


def persistence(values: np.ndarray, *, line: bool = True) -> float:
    """Return the first-order coefficient of a series, corrected for bias, at most one.

    The least-squares estimate is too low by about (2 + 4 phi) / n when a line is fitted with it, and by about
    (1 + 3 phi) / n when a mean is (Kendall 1954; Marriott and Pope 1954).
    """
    centred = values - (_line(values[:, None])[:, 0] if line else values.mean())
    raw = float(centred[1:] @ centred[:-1] / (centred[:-1] @ centred[:-1]))
    bias = (2 + 4 * raw if line else 1 + 3 * raw) / len(values)
    return float(np.clip(raw + bias, -0.99, 1.0))


def _persistences(values: np.ndarray, *, line: bool) -> np.ndarray:
    return np.array([persistence(each, line=line) for each in values.T])


def _line(observed: np.ndarray) -> np.ndarray:
    """Return the least-squares line through each column."""
    time = np.arange(len(observed), dtype=float)
    design = np.column_stack([np.ones_like(time), time])
    fitted: np.ndarray = design @ (np.linalg.pinv(design) @ observed)
    return fitted


def _root(shocks: np.ndarray) -> np.ndarray:
    """Return a matrix whose product with its transpose is the covariance of the innovations."""
    variances, directions = np.linalg.eigh(np.atleast_2d(np.cov(shocks, rowvar=False)))
    root: np.ndarray = directions * np.sqrt(np.maximum(variances, 0.0))
    return root


def _run(shocks: np.ndarray, phi: np.ndarray) -> np.ndarray:
    """Return the paths (size, n, series) that shocks (size, n - 1, series) make, each begun far back in the past.

    An autoregression below one starts from a draw with its stationary spread, made of the first shock.
    """
    stationary = np.sqrt(np.maximum(1 - phi**2, np.finfo(float).eps))
    start = np.where(phi < 1, np.roll(shocks[:, 0], 1, axis=0) / stationary, 0.0)
    paths = np.empty((shocks.shape[0], shocks.shape[1] + 1, shocks.shape[2]))
    paths[:, 0] = start
    for step in range(shocks.shape[1]):
        paths[:, step + 1] = phi * paths[:, step] + shocks[:, step]
    return paths


def _described(names: pd.Index, shocks: np.ndarray, phi: np.ndarray) -> pd.DataFrame:
    lagged = (shocks[1:] * shocks[:-1]).sum(axis=0) / (shocks**2).sum(axis=0)
    return pd.DataFrame(
        {
            "series": list(names),
            "n": len(shocks),
            "sd": shocks.std(axis=0, ddof=1),
            "autocorrelation": lagged,
            "skewness": stats.skew(shocks, axis=0),
            "kurtosis": stats.kurtosis(shocks, axis=0),
            "phi": phi,
        }
    )
