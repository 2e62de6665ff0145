"""The result of an experiment: statistics at every date, in the data and in many series without an effect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting
from kazmig.trends.nulls import Nulls

KEYS: Final = ["series", "design", "statistic", "year"]
"""What tells one look from another."""


@dataclass(frozen=True)
class Experiment:
    """Statistics at every admissible date, in the data and in series without an effect.

    Attributes
    ----------
    looks : DataFrame
        One row per series, design, date and statistic: `KEYS`, ``n``, ``df``, ``estimate``, ``se``, ``t``.
    null_estimate, null_se : ndarray
        (size, rows of ``looks``), the same in each simulated series.
    nulls : Nulls
        The simulated series' description (its paths dropped).
    log : bool
        Whether effects can be read in percent.
    """

    looks: pd.DataFrame
    null_estimate: np.ndarray
    null_se: np.ndarray
    nulls: Nulls
    log: bool

    @property
    def null_t(self) -> np.ndarray:
        """The t statistics of the simulated series."""
        ratio: np.ndarray = self.null_estimate / self.null_se
        return ratio

    @property
    def scaled(self) -> np.ndarray:
        """(1 + size, looks): absolute t of the data (row 0) and the simulated series, over its 95 percent point.

        The data are one of the series that they are compared with: ranked and scaled alike, they reject at the nominal
        rate if there is no effect, however few series are simulated.
        """
        shares: np.ndarray = self._pooled / self.points
        return shares

    @property
    def points(self) -> np.ndarray:
        """The 95 percent point of each look's absolute t."""
        points: np.ndarray = np.quantile(self._pooled, 0.95, axis=0)
        return points

    @property
    def _pooled(self) -> np.ndarray:
        pooled: np.ndarray = np.abs(np.vstack([self.looks["t"].to_numpy(), self.null_t]))
        return pooled

    def critical(self, level: float) -> np.ndarray:
        """Return the absolute t of each look that some look exceeds in a share ``level`` of series without effect."""
        critical: np.ndarray = float(np.quantile(self.scaled[1:].max(axis=1), 1 - level)) * self.points
        return critical

    def only(self, **choices: str | int | Sequence[int] | Sequence[str]) -> "Experiment":
        """Return the looks with the given values, such as ``series="departures"`` or ``year=(2012, 2018)``.

        Raises
        ------
        BadSetting
            If nothing is left.
        """
        kept = np.ones(len(self.looks), dtype=bool)
        for column, wanted in choices.items():
            values = [wanted] if isinstance(wanted, str | int) else list(wanted)
            kept &= self.looks[column].isin(values).to_numpy()
        if not kept.any():
            raise BadSetting(f"no look has {choices}: choose dates that stand the margin away from the ends.")
        looks = self.looks[kept].reset_index(drop=True)
        return replace(self, looks=looks, null_estimate=self.null_estimate[:, kept], null_se=self.null_se[:, kept])
