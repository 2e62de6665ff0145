"""Regressions for counts: Poisson quasi-likelihood and the negative binomial, with an exposure."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

from kazmig.trends.errors import NoConvergence

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Regression:
    """Coefficients of a regression.

    Parameters
    ----------
    coefficients, errors
        Estimates and Newey-West standard errors.
    plain_errors
        Standard errors that take the model's own variance for true and the years for independent.
    fitted
        Fitted values in units of the response.
    dispersion
        What the errors' size is beyond the model: residual standard deviation (log-linear), Pearson's chi-squared
        over its degrees of freedom (Poisson; 1 where counts are Poisson), or the negative binomial's alpha (variance
        is mean + alpha * mean squared).
    residuals
        Residuals in the model's own scale: of the logarithm, or Pearson's.
    fallback
        What replaced the model; empty if nothing did.
    """

    coefficients: Floats
    errors: Floats
    plain_errors: Floats
    fitted: Floats
    dispersion: float
    residuals: Floats
    fallback: str = ""


def poisson(y: Floats, x: Floats, exposure: Floats, lags: int) -> Regression:
    """Fit a log-linear mean by Poisson quasi-likelihood (Wedderburn 1974; McCullagh and Nelder 1989, chapter 9).

    Only the mean must be right; the variance is a multiple of it, estimated by Pearson's chi-squared over its degrees
    of freedom. Standard errors are Newey and West's (1987), with the small-sample factor n / (n - k).
    """
    model = GLM(y, x, family=Poisson(), exposure=exposure)
    # on coefficients: the deviance of a good fit is small and its last digits never settle
    settle: dict[str, Any] = {"tol_criterion": "params", "tol": 1e-10, "maxiter": 200}
    usual = model.fit(scale="X2", **settle)
    robust = model.fit(**settle, cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    if not usual.converged:
        raise NoConvergence("the Poisson regression did not converge: check the counts for values close to zero.")
    return Regression(
        coefficients=np.asarray(usual.params),
        errors=np.asarray(robust.bse),
        plain_errors=np.asarray(usual.bse),
        fitted=np.asarray(usual.fittedvalues),
        dispersion=float(usual.scale),
        residuals=np.asarray(usual.resid_pearson),
    )


def negative_binomial(y: Floats, x: Floats, exposure: Floats, lags: int) -> Regression:
    """Fit the negative binomial with quadratic variance (NB2; Cameron and Trivedi 2013, section 3.3.1).

    Maximum likelihood, started from Poisson's coefficients and the moment estimate of alpha, by Newton's method. If
    the counts vary less than Poisson's, alpha is zero and the Poisson fit is returned, with a fallback that says so.
    """
    start = poisson(y, x, exposure, lags)
    room = len(y) - x.shape[1]
    alpha = float(np.sum(((y - start.fitted) ** 2 - start.fitted) / start.fitted**2) / room)
    if start.dispersion <= 1 or alpha <= 0:
        fallback = "Poisson: the counts vary no more than Poisson's, so that alpha is zero"
        return Regression(**(vars(start) | {"dispersion": 0.0, "fallback": fallback}))
    model = NegativeBinomial(y, x, loglike_method="nb2", exposure=exposure)
    begin = np.append(start.coefficients, alpha)
    keywords: dict[str, Any] = {"cov_type": "HAC", "cov_kwds": {"maxlags": lags, "use_correction": True}}
    plain = _maximised(model, begin)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # started at the maximum; it was checked above
        robust = model.fit(plain.params, method="newton", maxiter=5, disp=0, **keywords)
    fitted = np.asarray(plain.predict())
    alpha = float(plain.params[-1])
    return Regression(
        coefficients=np.asarray(plain.params[:-1]),
        errors=np.asarray(robust.bse[:-1]),
        plain_errors=np.asarray(plain.bse[:-1]),
        fitted=fitted,
        dispersion=alpha,
        residuals=(y - fitted) / np.sqrt(fitted + alpha * fitted**2),
    )


def _maximised(model: Any, begin: Floats) -> Any:
    """Return the fit by the first optimiser that ends where the score is zero and alpha positive."""
    for method in ("newton", "bfgs", "nm"):
        with warnings.catch_warnings():
            for kind in (ConvergenceWarning, HessianInversionWarning, RuntimeWarning):
                warnings.simplefilter("ignore", kind)  # a failed optimiser is seen in what it returns
            try:
                result = model.fit(begin, method=method, maxiter=500, disp=0)
            except np.linalg.LinAlgError:
                continue
        if result.mle_retvals["converged"] and result.params[-1] > 0 and np.isfinite(result.bse).all():
            return result
    raise NoConvergence(
        "the negative binomial's likelihood has no maximum that Newton, BFGS or Nelder-Mead could find: use "
        'model="poisson", whose quasi-likelihood needs no alpha.'
    )


def quantile(confidence: float, df: int) -> float:
    """Return the quantile of Student's distribution that an interval of this confidence reaches to.

    Examples
    --------
    >>> round(quantile(0.95, 30), 3)
    2.042
    """
    return float(stats.t.ppf(0.5 + confidence / 2, df))
