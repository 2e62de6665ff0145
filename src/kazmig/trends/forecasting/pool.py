"""The equal-weight pool: every member's paths in equal number (a linear pool of distributions, Stone 1961)."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from kazmig.trends.forecasting.simulation import History, Noise, Paths, Simulator


def pool(members: Mapping[str, Simulator], history: History, noise: Noise) -> Paths:
    """Return a sample in which each member has every so many-th pair of paths, of those it would simulate alone.

    All members weigh the same, and none was chosen by its record. Residuals are the means of the members', over the
    years that all have; degrees of freedom are the fewest of any member. A member's fallback is told.
    """
    told = {name: simulate(history, noise) for name, simulate in members.items()}
    turn = (np.arange(noise.size) // 2) % len(told)  # pairs of opposite sign stay together
    logs = np.select([(turn == i)[:, None] for i in range(len(told))], [paths.logs for paths in told.values()])
    shared = min(len(paths.residuals) for paths in told.values())
    residuals = np.mean([paths.residuals[len(paths.residuals) - shared :] for paths in told.values()], axis=0)
    fallback = "; ".join(f"{name}: {paths.fallback}" for name, paths in told.items() if paths.fallback)
    return Paths(logs, min(paths.df for paths in told.values()), residuals, {"members": float(len(told))}, fallback)


def pooled(members: Mapping[str, Simulator]) -> Simulator:
    """Return the pool of these members as a model."""
    return partial(pool, members)


def remembering(simulate: Simulator) -> Callable[[History, Noise], Paths]:
    """Return the model with a memory of its last answer, so that the pool need not fit its members again.

    The memory is one answer to one pair of objects, told by identity: a later call with others forgets it.
    """
    last: list[tuple[History, Noise, Paths]] = []

    def remembered(history: History, noise: Noise) -> Paths:
        if not last or last[0][0] is not history or last[0][1] is not noise:
            last[:] = [(history, noise, simulate(history, noise))]
        return last[0][2]

    return remembered
