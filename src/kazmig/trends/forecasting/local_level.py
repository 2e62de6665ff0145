"""A local level with interventions at years of known events: a level that wanders, seen through noise."""

import warnings
from dataclasses import replace
from typing import Final

import numpy as np
from statsmodels.tsa.statespace.structural import UnobservedComponents

from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.simulation import Floats, History, Noise, Paths

OUTLIERS: Final = (2020,)
"""Years set apart: the closing of borders."""

SHIFTS: Final = (2014, 2022)
"""First years of a new level: the rouble's and the tenge's fall; the war and Russia's mobilisation.

Only events that were public when they happened: 1994 stands out in the series, but was chosen because it is the peak.
"""

LEAST_AFTER: Final = 1
"""Years that must follow an event before it enters: at the event itself it cannot be told from any other change."""

LEAST_DF: Final = 4


def local_level(history: History, noise: Noise) -> Paths:
    """Simulate a local level (Harvey 1989) of the logs with an outlier and level shifts, estimated by statsmodels.

    An event enters once a year after it has been seen, never before. Drawn are the last level with its filtered
    variance, the common scale of both variances (their ratio is held at its estimate), and the years ahead.
    Falls back to naive.
    """
    logs = history.logs
    dummies, lasting = interventions(history.years)
    if len(logs) - 1 - len(lasting) < LEAST_DF:
        dummies, lasting = dummies[:, :0], lasting[:0]
    df = len(logs) - 1 - len(lasting)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is checked below, and a fallback stated
        exog = dummies if len(lasting) else None
        model = UnobservedComponents(logs, "local level", exog=exog, mle_regression=False)
        result = model.fit(disp=False)
        if not result.mle_retvals["converged"]:  # a variance of nearly zero stops the gradients; the simplex goes on
            result = model.fit(result.params, method="nm", maxiter=1000, disp=False)
    irregular, wander = (float(value) for value in result.params[:2])
    # the level of the years ahead is the state plus the shifts that have happened; outliers are over
    weights = np.concatenate([[1.0], lasting])
    level = float(weights @ result.filtered_state[:, -1])
    doubt = float(weights @ result.filtered_state_cov[:, :, -1] @ weights)
    if not result.mle_retvals["converged"] or not np.isfinite([irregular, wander, level, doubt]).all():
        return replace(naive(history, noise), fallback="naive stands in: local level did not converge")
    scale, state, ahead = noise.sigma(1.0, df), np.full(noise.size, level), []
    for h in range(noise.horizon):  # the Kalman filter run forward on its own innovations (Harvey 1989, section 3.2)
        doubt += wander
        spread = doubt + irregular
        innovation = scale * np.sqrt(spread) * noise.shocks[:, h]
        ahead.append(state + innovation)
        state = state + doubt / spread * innovation
        doubt -= doubt**2 / spread
    named = {"irregular": irregular, "wander": wander, "level": level, "interventions": float(len(lasting))}
    return Paths(np.column_stack(ahead), df, _residuals(result), named)


def interventions(years: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> tuple[Floats, Floats]:
    """Return the dummies of the events that the origin knows, and for each whether it lasts (1) or is over (0).

    Examples
    --------
    >>> dummies, lasting = interventions(np.arange(2010, 2016))
    >>> dummies[:, 0].tolist(), lasting.tolist()
    ([0.0, 0.0, 0.0, 0.0, 1.0, 1.0], [1.0])
    """
    outliers = [(years == year, 0.0) for year in OUTLIERS if years[0] < year <= years[-1] - LEAST_AFTER]
    shifts = [(years >= year, 1.0) for year in SHIFTS if years[0] < year <= years[-1] - LEAST_AFTER]
    known = [*outliers, *shifts]
    dummies = np.array([dummy for dummy, _ in known], dtype=float).reshape(len(known), len(years)).T
    return dummies, np.array([lasts for _, lasts in known])


def _residuals(result: UnobservedComponents) -> Floats:
    """Return the one-step errors after the years that the filter needs to find its diffuse states."""
    errors = np.asarray(result.forecasts_error[0], dtype=float)
    settled = np.asarray(result.forecasts_error_cov[0, 0], dtype=float) < 1e4
    return errors[settled]
