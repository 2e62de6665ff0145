"""What a design could have seen: the smallest effect that it finds in four of five series that have one.

A planted effect lies in the space of the design's own columns, so it moves the estimate by its size and leaves the
standard error alone. The power at every size therefore follows exactly from one set of simulated series without an
effect: one of them rejects as soon as the planted fall exceeds c * se + b, with c the test's critical value, b and se
the estimate and error of that series. Only rejections in the right direction count as seeing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting
from kazmig.trends.experiments import KEYS, Experiment

TESTS = ("one look", "all looks")
"""Critical values for a single look decided on beforehand, and for the family of all looks."""


@dataclass(frozen=True)
class Power:
    """What the looks could have seen.

    Attributes
    ----------
    smallest : DataFrame
        One row per look, test and direction (fall, rise): `KEYS`, ``n``, ``df``, ``test``, ``direction``, ``critical``
        (of the absolute t), ``effect`` (absolute, in the scale of the model) and, for logarithms, ``percent``.
    curve : DataFrame
        One row per look, test and planted fall: `KEYS`, ``test``, ``effect`` and ``percent``, ``power`` (share).
    looks, n, simulations : int
        Looks in the family, observations, simulated series.
    level, target : float
        Level of the tests and power asked for.
    """

    smallest: pd.DataFrame
    curve: pd.DataFrame
    looks: int
    n: int
    simulations: int
    level: float
    target: float
    fallback: str = ""

    def summary(self) -> pd.DataFrame:
        """Return the smallest effects with looks and simulations in each row."""
        return self.smallest.assign(looks=self.looks, simulations=self.simulations)

    def frame(self) -> pd.DataFrame:
        """Return the power curve."""
        return self.curve.copy()


def power(
    of: Experiment,
    first_years: Sequence[int],
    *,
    noise: Experiment | None = None,
    level: float = 0.05,
    target: float = 0.8,
    effects: Sequence[float] = tuple(np.round(np.arange(0, 3.01, 0.1), 10)),
) -> Power:
    """Return the smallest effects that the looks could have seen, and the power curve over planted falls.

    Parameters
    ----------
    of : Experiment
        As in `kazmig.trends.placebo.corrected`.
    first_years : sequence of int
        Dates of the family of looks.
    noise : Experiment, optional
        Another experiment on the same looks whose series stand for the data, such as one with the series' own
        innovations; the critical values stay those of ``of``. The same when None.
    level : float
        Level of the tests: for all looks, the chance of any false rejection among them.
    target : float
        Power asked for.
    effects : sequence of float
        Sizes of planted falls for the curve, in the scale of the model (1 is a fall of 63 percent in logarithms).

    Raises
    ------
    BadSetting
        Level or target outside (0, 1), or no admissible date.
    """
    if not (0 < level < 1 and 0 < target < 1):
        raise BadSetting(f"level {level} and target {target} must both lie between 0 and 1.")
    chosen = of.only(year=list(first_years))
    sizes = np.abs(chosen.null_t)
    data = chosen if noise is None else noise.only(year=list(first_years))
    if not data.looks[KEYS].equals(chosen.looks[KEYS]):
        raise BadSetting("the noise has other looks than the experiment: make both with the same settings.")
    thresholds = {"one look": np.quantile(sizes, 1 - level, axis=0), "all looks": chosen.critical(level)}
    keys = chosen.looks[[*KEYS, "n", "df"]]
    smallest, curve = [], []
    for test in TESTS:
        critical = thresholds[test]
        reach = critical * data.null_se
        needed = {"fall": reach + data.null_estimate, "rise": reach - data.null_estimate}
        for direction, sizes_needed in needed.items():
            effect = np.maximum(np.quantile(sizes_needed, target, axis=0), 0.0)
            smallest.append(keys.assign(test=test, direction=direction, critical=critical, effect=effect))
        for effect_planted in effects:
            seen = (needed["fall"] <= effect_planted).mean(axis=0)
            curve.append(keys[KEYS].assign(test=test, effect=float(effect_planted), power=seen))
    found, drawn = pd.concat(smallest, ignore_index=True), pd.concat(curve, ignore_index=True)
    if of.log:
        sign = found["direction"].map({"fall": -1, "rise": 1})
        found = found.assign(percent=100 * np.expm1(sign * found["effect"]))
        drawn = drawn.assign(percent=100 * np.expm1(-drawn["effect"]))
    return Power(found, drawn, len(keys), int(keys["n"].max()), len(sizes), level, target)
