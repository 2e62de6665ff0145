"""A first-order autoregression of the log rate, shrunk towards a random walk with drift."""

from typing import Final

import numpy as np

from kazmig.trends.forecasting.simulation import History, Noise, Paths

TIGHTNESS: Final = 0.2
"""Prior standard deviation of the coefficient around one: the overall tightness of Litterman (1986)."""


def ar1_rate(history: History, noise: Noise) -> Paths:
    """Simulate an AR(1) of the log rate (count over exposure), or of the log count where no exposure is given.

    The change of the log is regressed on its last value: ``change = c + (rho - 1) (last - mean) + error``. Prior:
    rho is normal around one with standard deviation 0.2 (the "Minnesota" prior of Doan, Litterman and Sims 1984, with
    the tightness of Litterman 1986), c and the variance are flat; conjugate, so that rho, c and the variance are drawn
    from their exact posterior. Draws of rho above one are set to one (no explosive paths), below minus one likewise.
    Counts follow from the exposure of the years ahead.
    """
    exposed = history.exposure is not None and history.later is not None
    rates = history.logs - history.exposure if history.exposure is not None else history.logs
    changes, centre = np.diff(rates), float(rates[:-1].mean())
    lagged, df = rates[:-1] - centre, len(changes) - 1  # a proper prior on rho costs none
    # the prior scales with the variance, of which the plain changes give a first guess (Banbura et al. 2010)
    precision = float(np.var(changes, ddof=1)) / TIGHTNESS**2
    spread = float(lagged @ lagged) + precision
    c, pull = float(changes.mean()), float(lagged @ changes) / spread
    residuals = changes - c - pull * lagged
    variance = (float(residuals @ residuals) + precision * pull**2) / df
    sigma = noise.sigma(variance, df)
    constant = c + sigma / np.sqrt(len(changes)) * noise.parameters[:, 0]
    rho = np.clip(1 + pull + sigma / np.sqrt(spread) * noise.parameters[:, 1], -1, 1)
    last, ahead = np.full(noise.size, rates[-1]), []
    for h in range(noise.horizon):
        last = last + constant + (rho - 1) * (last - centre) + sigma * noise.shocks[:, h]
        ahead.append(last)
    logs = np.column_stack(ahead) + (history.later if history.later is not None else 0.0)
    named = {"rho": 1 + pull, "constant": c, "sigma": variance**0.5, "exposure": float(exposed)}
    return Paths(logs, df, residuals, named)
