"""A forecast: draws of the years ahead, from which every interval and every score is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting.simulation import Floats

LEVELS: Final = (50, 80, 95)
"""Levels of the intervals that are printed and scored, in percent."""


@dataclass(frozen=True)
class Forecast:
    """What a model said at an origin.

    Attributes
    ----------
    model : str
        Name, a key of `MODELS`.
    origin : int
        Last year that the model has seen.
    n, df : int
        Years seen, and residual degrees of freedom behind the variance.
    draws : ndarray, shape (size, horizon)
        Simulated values in the unit of the series; a row is one path.
    fallback : str
        Empty, or why a simpler model stands in and which.
    diagnostics : mapping
        Estimates of the parameters, by name.
    residuals : ndarray
        One-step errors in logs within the sample, the last belonging to the origin.
    """

    model: str
    origin: int
    n: int
    df: int
    draws: Floats
    fallback: str = ""
    diagnostics: Mapping[str, float] = field(default_factory=dict)
    residuals: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def horizon(self) -> int:
        """Years ahead."""
        return int(self.draws.shape[1])

    @property
    def years(self) -> list[int]:
        """Years that are forecast."""
        return list(range(self.origin + 1, self.origin + 1 + self.horizon))

    def frame(self, levels: tuple[int, ...] = LEVELS) -> pd.DataFrame:
        """Return one row a year: ``year``, ``horizon``, ``median``, ``mean``, ``low_80``, ``high_80`` and so on.

        Read the median: the mean of a forecast made in logs hangs on its few largest draws.

        Raises
        ------
        BadSetting
            A level outside 1 to 99 percent.
        """
        if any(not 0 < level < 100 for level in levels):
            raise BadSetting(f"levels are {levels}: give percentages between 1 and 99.")
        columns: dict[str, object] = {
            "year": self.years,
            "horizon": range(1, self.horizon + 1),
            "median": np.median(self.draws, axis=0),
            "mean": self.draws.mean(axis=0),
        }
        for level in levels:
            tail = (100 - level) / 200
            columns[f"low_{level}"], columns[f"high_{level}"] = np.quantile(self.draws, [tail, 1 - tail], axis=0)
        return pd.DataFrame(columns)

    def summary(self, levels: tuple[int, ...] = LEVELS) -> pd.DataFrame:
        """Return the frame with model, origin, n, degrees of freedom and fallback beside each row."""
        table = self.frame(levels)
        return table.assign(model=self.model, origin=self.origin, n=self.n, df=self.df, fallback=self.fallback)
