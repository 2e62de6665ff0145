"""Additive smoothing with a damped trend as a linear recursion: errors, initial states, posterior on a grid, paths."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from kazmig.trends.forecasting.simulation import Floats, Noise

ALPHAS: Final = (*np.linspace(0.04, 0.96, 12).tolist(), 0.9999)
BETAS: Final = (1e-4, 0.1, 0.25, 0.4, 0.6, 0.8, 0.9999)
PHIS: Final = (0.8, 0.86, 0.92, 0.98)
"""Grids of the level's gain, the trend's gain as a part of it, and the damping, over the bounds of the estimation."""


@dataclass(frozen=True)
class Smoothing:
    """The recursion run over a series, for one or many settings at once.

    Attributes
    ----------
    alpha, beta, phi : ndarray, shape (g,)
        Gains of level and trend (the latter absolute), and damping; both of the last are zero without a trend.
    start : ndarray, shape (g, s)
        Least-squares level (and slope) before the first year; s is 2 with a trend, else 1.
    errors : ndarray, shape (n, g)
        One-step errors.
    end : ndarray, shape (g, 2)
        Level and slope at the last year.
    effects : ndarray, shape (n, g, s), and ends, shape (g, 2, s)
        What a unit of each initial state does to the errors and to the end.
    """

    alpha: Floats
    beta: Floats
    phi: Floats
    start: Floats
    errors: Floats
    end: Floats
    effects: Floats
    ends: Floats

    @property
    def squares(self) -> Floats:
        """Sum of squared errors, shape (g,)."""
        return np.asarray(np.sum(self.errors**2, axis=0))

    @property
    def information(self) -> Floats:
        """Cross products of the effects of the initial states, shape (g, s, s)."""
        return np.asarray(np.einsum("tgi,tgj->gij", self.effects, self.effects))


def smoothing(logs: Floats, alpha: Floats, beta: Floats, phi: Floats, *, trend: bool) -> Smoothing:
    """Run the recursion; errors are linear in the initial states, which are least squares (Hyndman et al. 2008, ch. 5).

    Examples
    --------
    >>> line = smoothing(np.arange(9.0), np.array([0.5]), np.array([0.1]), np.array([1.0]), trend=True)
    >>> line.end.round(6).tolist()
    [[8.0, 1.0]]
    """
    states = 2 if trend else 1
    base, end = _run(logs, alpha, beta, phi, 0.0, 0.0)
    units = [_run(np.zeros(len(logs)), alpha, beta, phi, *unit) for unit in ((1.0, 0.0), (0.0, 1.0))[:states]]
    effects = np.stack([errors for errors, _ in units], axis=-1)
    ends = np.stack([last for _, last in units], axis=-1)
    information = np.einsum("tgi,tgj->gij", effects, effects)
    moments = np.einsum("tgi,tg->gi", effects, base)
    start = -np.einsum("gij,gj->gi", np.linalg.pinv(information, hermitian=True), moments)
    errors = base + np.einsum("tgi,gi->tg", effects, start)
    return Smoothing(alpha, beta, phi, start, errors, end + np.einsum("gki,gi->gk", ends, start), effects, ends)


def grid(logs: Floats, *, trend: bool) -> Smoothing:
    """Return the recursion for every setting of the grid."""
    if not trend:
        alpha = np.array(ALPHAS)
        return smoothing(logs, alpha, np.zeros_like(alpha), np.zeros_like(alpha), trend=False)
    a, b, c = (axis.ravel() for axis in np.meshgrid(ALPHAS, BETAS, PHIS, indexing="ij"))
    return smoothing(logs, a, a * b, c, trend=True)


def drawn(settings: Smoothing, noise: Noise) -> Floats:
    """Return paths whose gains, damping, initial states and variance are drawn from their posterior on a grid.

    Flat priors on the grid, the initial states and the log variance: a setting weighs as
    ``det(X'X)^(-1/2) RSS^(-df/2)``, given it the variance is scaled inverse chi-square and the states are normal.
    """
    n, _, states = settings.effects.shape
    df = n - states
    information = settings.information + 1e-10 * np.eye(states)
    weight = -0.5 * np.linalg.slogdet(information)[1] - df / 2 * np.log(settings.squares)
    shares = np.cumsum(np.exp(weight - weight.max()))
    uniform = special.ndtr(noise.parameters[:, 2])
    pick = np.minimum(np.searchsorted(shares / shares[-1], uniform), len(shares) - 1)
    sigma = noise.sigma(1.0, df) * np.sqrt(settings.squares[pick] / df)
    root = np.linalg.cholesky(np.linalg.inv(information))[pick]
    doubt = sigma[:, None] * np.einsum("gij,gj->gi", root, noise.parameters[:, :states])
    end = settings.end[pick] + np.einsum("gki,gi->gk", settings.ends[pick], doubt)
    return onward(end, settings.alpha[pick], settings.beta[pick], settings.phi[pick], sigma, noise)


def onward(end: Floats, alpha: Floats, beta: Floats, phi: Floats, sigma: Floats, noise: Noise) -> Floats:
    """Return paths from the last level and slope of each, shape (size, 2), under the shocks of the noise."""
    level, slope, values = end[:, 0], end[:, 1], []
    for h in range(noise.horizon):
        error = sigma * noise.shocks[:, h]
        slope = phi * slope
        values.append(level + slope + error)
        level, slope = level + slope + alpha * error, slope + beta * error
    return np.column_stack(values)


def _run(logs: Floats, alpha: Floats, beta: Floats, phi: Floats, level: float, slope: float) -> tuple[Floats, Floats]:
    """Return errors (n, g) and the last level and slope (g, 2) from one initial level and slope."""
    levels, slopes = np.full_like(alpha, level), np.full_like(alpha, slope)
    errors = np.empty((len(logs), len(alpha)))
    for t, value in enumerate(logs):
        slopes = phi * slopes
        expected = levels + slopes
        errors[t] = value - expected
        levels, slopes = expected + alpha * errors[t], slopes + beta * errors[t]
    return errors, np.column_stack([levels, slopes])
