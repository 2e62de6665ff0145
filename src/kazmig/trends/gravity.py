"""Gravity models of pairs of countries: Poisson pseudo-maximum likelihood, and ordinary least squares of logs beside.

The number of people from one country in another is set in proportion to a product: a factor for the origin, one for the
destination, and the distance and the ties between them. Poisson pseudo-maximum likelihood estimates the product without
taking logs, so that zeros stay in and unequal spread does not bend the coefficients (Santos Silva and Tenreyro, 2006).
It asks only that the mean is right, not that counts are Poisson. Everything here describes; nothing is an effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends import dyads
from kazmig.trends.errors import BadSetting, NoConvergence, NotPositive, NoVariation
from kazmig.trends.twoway import Floats, TwoWay, Whole

STEPS: Final = 200
"""Most steps of the iteration."""

CLOSE: Final = 1e-11
"""The iteration ends when the deviance changes by less than this share."""


@dataclass(frozen=True)
class Gravity:
    """A fitted gravity model.

    Parameters
    ----------
    method
        ``ppml`` or ``log_ols``.
    terms
        One row a regressor: ``term``, ``estimate``, ``error``, ``low``, ``high``, ``factor``, ``factor_low`` and
        ``factor_high`` (exponents of the three).
    pairs
        The pairs used, as given, with ``fitted`` (people).
    effects
        Whether each origin and each destination has a factor of its own.
    origins, destinations
        How many of either there are.
    deviance
        Poisson deviance of the fit, or the sum of squares of the logs.
    empty
        The same with a constant alone.
    confidence
        Level of the intervals.
    """

    method: str
    terms: pd.DataFrame
    pairs: pd.DataFrame
    effects: bool
    origins: int
    destinations: int
    deviance: float
    empty: float
    confidence: float

    @property
    def explained(self) -> float:
        """Share of the deviance (of the squares) of a constant that the model takes away."""
        return 1 - self.deviance / self.empty

    def estimate(self, term: str, column: str = "estimate") -> float:
        """Return a number of one term."""
        found = self.terms.loc[self.terms["term"] == term, column]
        if len(found) != 1:
            raise BadSetting(f"the model has no term {term!r}. Remedy: one of {', '.join(self.terms['term'])}.")
        return float(found.iloc[0])


def ppml(
    pairs: pd.DataFrame,
    regressors: Sequence[str],
    *,
    count: str = "people",
    effects: bool = True,
    confidence: float = 0.95,
) -> Gravity:
    """Fit by Poisson pseudo-maximum likelihood.

    Parameters
    ----------
    pairs
        ``origin``, ``destination`` (texts), the count (zeros allowed) and the regressors, one row a pair. With effects,
        places from which or to which nobody is counted are left out: they would be fitted by a factor of zero.
    regressors
        Columns; none fits the effects alone.
    effects
        One factor for each origin and one for each destination; else one constant for all.
    confidence
        Level of the intervals, which are dyadic: see `kazmig.trends.dyads.meat`.

    Raises
    ------
    TrendError
        If a value is missing or negative, a regressor is collinear, or the iteration finds no maximum.
    """
    kept = _used(pairs, regressors, count, effects)
    y = kept[count].to_numpy(dtype="float64")
    x = kept[list(regressors)].to_numpy(dtype="float64")
    groups = _groups(kept, effects)
    mean = (y + y.mean()) / 2
    linear = np.log(mean)
    before = np.inf
    for _ in range(STEPS):
        working = linear + (y - mean) / mean
        bare = groups.residuals(np.column_stack([x, working]), mean)
        slopes = _solve(bare[:, :-1], bare[:, -1], mean, regressors)
        linear = np.clip(working - (bare[:, -1] - bare[:, :-1] @ slopes), -60, 60)
        mean = np.exp(linear)
        deviance = _deviance(y, mean)
        if abs(deviance - before) <= CLOSE * max(deviance, 1e-9):
            break
        before = deviance
    else:
        raise NoConvergence(
            f"gravity.ppml: no maximum after {STEPS} steps. Remedy: a regressor that is nonzero only where nobody is "
            "counted has none; leave it or those pairs out."
        )
    bare = groups.residuals(x, mean)
    terms = _terms(regressors, slopes, bare, mean, (y - mean), kept, confidence)
    empty = _deviance(y, np.full_like(y, y.mean()))
    return Gravity("ppml", terms, kept.assign(fitted=mean), effects, *groups.sizes, deviance, empty, confidence)


def log_ols(
    pairs: pd.DataFrame,
    regressors: Sequence[str],
    *,
    count: str = "people",
    effects: bool = True,
    confidence: float = 0.95,
) -> Gravity:
    """Fit the log of the count by ordinary least squares, for comparison; pairs without people are left out.

    Parameters and errors as for `ppml`. ``fitted`` is the exponent of the fitted log: a median of sorts, not a mean.
    """
    kept = _used(pairs[pairs[count] > 0], regressors, count, effects)
    y = np.log(kept[count].to_numpy(dtype="float64"))
    x = kept[list(regressors)].to_numpy(dtype="float64")
    groups = _groups(kept, effects)
    ones = np.ones(len(y))
    bare = groups.residuals(np.column_stack([x, y]), ones)
    slopes = _solve(bare[:, :-1], bare[:, -1], ones, regressors)
    rest = bare[:, -1] - bare[:, :-1] @ slopes
    terms = _terms(regressors, slopes, bare[:, :-1], ones, rest, kept, confidence)
    squares = float(((y - y.mean()) ** 2).sum())
    fitted = kept.assign(fitted=np.exp(y - rest))
    return Gravity("log_ols", terms, fitted, effects, *groups.sizes, float((rest**2).sum()), squares, confidence)


def reset(model: Gravity, regressors: Sequence[str], *, count: str = "people") -> float:
    """Return the p-value of Ramsey's (1969) RESET test: is the square of the fitted log missing in the model?

    Small values say that the shape is wrong. Where the model misses much, no shape passes with so many pairs.
    """
    logs = np.log(model.pairs["fitted"].to_numpy(dtype="float64"))
    squared = model.pairs.drop(columns="fitted").assign(reset=(logs - logs.mean()) ** 2)
    fit = (ppml if model.method == "ppml" else log_ols)(
        squared, [*regressors, "reset"], count=count, effects=model.effects
    )
    ratio = abs(fit.estimate("reset") / fit.estimate("reset", "error"))
    return float(2 * stats.t.sf(ratio, _countries(fit.pairs) - 1))


def _used(pairs: pd.DataFrame, regressors: Sequence[str], count: str, effects: bool) -> pd.DataFrame:
    """Return the pairs that can be fitted.

    Raises
    ------
    TrendError
        If a number is missing, a count negative, or nothing varies.
    """
    numbers = pairs[[count, *regressors]].to_numpy(dtype="float64")
    if not np.isfinite(numbers).all():
        raise NotPositive("gravity: a count or regressor is missing or infinite. Remedy: leave such pairs out first.")
    if (pairs[count] < 0).any():
        raise NotPositive("gravity: a count is negative. Remedy: check the sign of the data.")
    kept = pairs
    while effects and len(kept):
        here = kept.groupby("origin")[count].transform("sum") > 0
        there = kept.groupby("destination")[count].transform("sum") > 0
        if bool((here & there).all()):
            break
        kept = kept[here & there]
    if len(kept) <= len(regressors) + 2 or kept[count].nunique() < 2:
        raise NoVariation("gravity: too few pairs with people. Remedy: loosen the filters before.")
    return kept.reset_index(drop=True)


def _groups(kept: pd.DataFrame, effects: bool) -> TwoWay:
    if not effects:
        zeros = np.zeros(len(kept), dtype="int64")
        return TwoWay(zeros, zeros)
    return TwoWay(*(pd.factorize(kept[side], sort=True)[0].astype("int64") for side in ("origin", "destination")))


def _numbered(kept: pd.DataFrame) -> tuple[Whole, Whole]:
    """Return numbers of origins and destinations from one list of countries."""
    codes, _ = pd.factorize(pd.concat([kept["origin"], kept["destination"]], ignore_index=True), sort=True)
    return codes[: len(kept)].astype("int64"), codes[len(kept) :].astype("int64")


def _countries(kept: pd.DataFrame) -> int:
    return int(pd.concat([kept["origin"], kept["destination"]]).nunique())


def _solve(bare: Floats, working: Floats, weights: Floats, names: Sequence[str]) -> Floats:
    """Return the slopes of a weighted regression of columns without their effects.

    Raises
    ------
    NoVariation
        If a regressor has nothing left of its own.
    """
    if bare.shape[1] == 0:
        return np.zeros(0)
    gram = (bare * weights[:, None]).T @ bare
    scale = np.sqrt(np.clip(np.diag(gram), 1e-300, None))
    if np.linalg.cond(gram / np.outer(scale, scale)) > 1e10 or (scale**2 < 1e-12 * weights.sum()).any():
        raise NoVariation(
            f"gravity: {', '.join(names)} cannot be told apart or from the effects of countries. Remedy: leave out a "
            "regressor that is constant for each origin or destination, or fit without effects."
        )
    return np.asarray(np.linalg.solve(gram, (bare * weights[:, None]).T @ working), dtype="float64")


def _terms(
    names: Sequence[str],
    slopes: Floats,
    bare: Floats,
    weights: Floats,
    rest: Floats,
    kept: pd.DataFrame,
    confidence: float,
) -> pd.DataFrame:
    """Return the table of coefficients; the sandwich is made of regressors without their effects."""
    columns = ["term", "estimate", "error", "low", "high", "factor", "factor_low", "factor_high"]
    if not len(slopes):
        return pd.DataFrame(columns=columns)
    bread = np.linalg.inv((bare * weights[:, None]).T @ bare)
    errors = np.sqrt(np.diag(bread @ dyads.meat(bare * rest[:, None], *_numbered(kept)) @ bread))
    reach = float(stats.t.ppf((1 + confidence) / 2, _countries(kept) - 1)) * errors
    numbers = {"estimate": slopes, "error": errors, "low": slopes - reach, "high": slopes + reach}
    frame = pd.DataFrame({"term": list(names), **numbers})
    powers = {"factor": frame["estimate"], "factor_low": frame["low"], "factor_high": frame["high"]}
    return frame.assign(**{name: np.exp(column) for name, column in powers.items()})[columns]


def _deviance(y: Floats, mean: Floats) -> float:
    """Return the Poisson deviance."""
    logs = np.log(np.where(y > 0, y, 1.0)) - np.where(y > 0, np.log(mean), 0.0)
    return float(2 * (y * logs - (y - mean)).sum())
