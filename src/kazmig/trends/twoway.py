"""Effects of origins and of destinations, taken out of columns exactly, by weighted least squares.

With some hundred origins and destinations the normal equations of the effects are small, whatever the number of pairs:
a diagonal for the origins, one for the destinations, and the table of weights between them. They are solved by
eliminating the origins (Abowd, Creecy and Kramarz, 2002, solve the same system by iteration).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class TwoWay:
    """Pairs by origin and destination.

    Parameters
    ----------
    origins, destinations
        For each pair the number of its origin and of its destination, from zero. All zeros in both mean one constant.
    """

    origins: Whole
    destinations: Whole

    @property
    def sizes(self) -> tuple[int, int]:
        """How many origins and destinations there are."""
        return int(self.origins.max()) + 1, int(self.destinations.max()) + 1

    def residuals(self, columns: Floats, weights: Floats) -> Floats:
        """Return what is left of columns when the effects are taken out.

        Parameters
        ----------
        columns
            One row a pair.
        weights
            Positive, one a pair.

        Returns
        -------
        array
            Of the columns' shape: residuals of their weighted regressions on a constant a place.
        """
        first, second = self.sizes
        table = np.zeros((first, second))
        np.add.at(table, (self.origins, self.destinations), weights)
        rows, across = table.sum(axis=1), table.sum(axis=0)
        weighted = columns * weights[:, None]
        left = _sums(self.origins, weighted, first)
        right = _sums(self.destinations, weighted, second)
        shares = table / rows[:, None]
        roots = np.sqrt(across)  # destinations weigh from one person to millions: bring them to one size first
        reduced = (np.diag(across) - table.T @ shares) / np.outer(roots, roots)
        level = roots / np.linalg.norm(roots)  # a constant for all may stand in either effect
        wanted = (right - shares.T @ left) / roots[:, None]
        effects_there = np.linalg.solve(reduced + np.outer(level, level), wanted) / roots[:, None]
        effects_here = (left - table @ effects_there) / rows[:, None]
        rest: Floats = columns - effects_here[self.origins] - effects_there[self.destinations]
        return rest


def _sums(groups: Whole, columns: Floats, count: int) -> Floats:
    """Return the sum of each column by group."""
    sums = np.zeros((count, columns.shape[1]))
    np.add.at(sums, groups, columns)
    return sums
