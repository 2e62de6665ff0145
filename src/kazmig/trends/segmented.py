"""The design of a segmented trend: a level and a slope for each regime between given breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting, TooShort

Floats = np.ndarray[Any, np.dtype[np.float64]]

SHORTEST: Final = 3
"""Fewest periods of a regime: two fix a line, the third leaves something to err by."""


@dataclass(frozen=True)
class Design:
    """Regimes and their regressors.

    Parameters
    ----------
    regimes
        ``segment`` (from 1), ``start``, ``end`` (both included), ``n``.
    matrix
        Shape (n, 2 * regimes): for each regime its level at its middle and its slope a period, zero elsewhere. Centred,
        so that level and slope of a regime are uncorrelated under equal weights.
    """

    regimes: pd.DataFrame
    matrix: Floats

    @property
    def slopes(self) -> list[int]:
        """Columns of the matrix that hold slopes."""
        return list(range(1, self.matrix.shape[1], 2))


def design(index: pd.Index, breaks: Sequence[int] = ()) -> Design:
    """Return the design for the breaks given, each the last period of its regime.

    Raises
    ------
    BadSetting
        If a break is not a period of the series, is its last, or is named twice.
    TooShort
        If a regime has fewer periods than `SHORTEST`.

    Examples
    --------
    >>> design(pd.Index(range(2000, 2007)), [2002]).regimes["n"].tolist()
    [3, 4]
    """
    periods = index.to_numpy(dtype=int)
    named = sorted(int(each) for each in breaks)
    wrong = [each for each in named if each not in periods[:-1]]
    if wrong or len(set(named)) < len(named):
        raise BadSetting(
            f"breaks={tuple(breaks)} must name different periods from {periods[0]} to {periods[-2]}, each the last of "
            "its regime."
        )
    starts = [int(periods[0]), *(each + 1 for each in named)]
    ends = [*named, int(periods[-1])]
    columns = []
    for start, end in zip(starts, ends, strict=True):
        if end - start + 1 < SHORTEST:
            raise TooShort(
                f"the regime {start} to {end} has {end - start + 1} periods and its trend needs {SHORTEST}: move or "
                "leave out a break."
            )
        inside = (periods >= start) & (periods <= end)
        columns += [inside.astype(float), np.where(inside, periods - (start + end) / 2, 0.0)]
    regimes = pd.DataFrame({"segment": range(1, len(starts) + 1), "start": starts, "end": ends})
    return Design(regimes.assign(n=regimes["end"] - regimes["start"] + 1), np.column_stack(columns))
