"""The record that a model would have: forecasts from every past origin, with what was known then, and their scores."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.forecasting import coverage as bands
from kazmig.trends.forecasting import scores
from kazmig.trends.forecasting.histories import by_year, history
from kazmig.trends.forecasting.models import MODELS, known, simulated
from kazmig.trends.forecasting.result import LEVELS, Forecast
from kazmig.trends.forecasting.simulation import LONGEST, noise
from kazmig.trends.yearly import yearly

HORIZONS: Final = (1, 2, 3, 5)
"""Years ahead that are scored."""

SCALE_YEARS: Final = 10
"""MASE divides by the mean absolute yearly change of so many years up to the origin."""

LEAST: Final = max(model.needs for model in MODELS.values())
"""Years before the first origin: what the most demanding model needs, whichever models are asked for."""


@dataclass(frozen=True)
class Backtest:
    """Scores of past forecasts.

    Attributes
    ----------
    scores : DataFrame
        One row per model, origin and horizon: ``model``, ``origin``, ``horizon``, ``year`` (the target), ``n``
        (years seen), ``median``, ``outcome``, ``absolute_error``, ``scaled_error``, ``crps``, ``crps_log``,
        ``winkler_80``, ``in_50``, ``in_80``, ``in_95``, ``low_80``, ``high_80``, ``width_80``, ``pit``, ``fallback``.
    models : tuple of str
    horizons : tuple of int
    first_origin, last_year : int
        First origin used, and last outcome.
    excluded : tuple of int
        Years left out, both as target and as last observation; later origins still saw them.
    n : int
        Origins scored at the shortest horizon.
    looks : int
        Models compared.
    """

    scores: pd.DataFrame
    models: tuple[str, ...]
    horizons: tuple[int, ...]
    first_origin: int
    last_year: int
    excluded: tuple[int, ...]
    size: int
    seed: int

    @property
    def n(self) -> int:
        """Origins scored at the shortest horizon."""
        return int(self.scores.loc[self.scores["horizon"] == min(self.horizons), "origin"].nunique())

    @property
    def looks(self) -> int:
        """Number of models compared on the same data."""
        return len(self.models)

    def without(self, years: Collection[int]) -> "Backtest":
        """Return the same record without the forecasts of these years and from these years as last observation."""
        years = tuple(sorted({*self.excluded, *years}))
        kept = self.scores[~self.scores["year"].isin(years) & ~self.scores["origin"].isin(years)]
        if kept.empty:
            raise TooShort(f"no forecast is left without {years}: exclude fewer years.")
        return replace(self, scores=kept.reset_index(drop=True), excluded=years)

    def since(self, origin: int) -> "Backtest":
        """Return the same record from a later first origin."""
        kept = self.scores[self.scores["origin"] >= origin]
        if kept.empty:
            raise TooShort(f"no origin from {origin} on has an outcome by {self.last_year}: choose an earlier one.")
        return replace(self, scores=kept.reset_index(drop=True), first_origin=max(origin, self.first_origin))

    def summary(self) -> pd.DataFrame:
        """Return one row per model and horizon: means of the scores, with n.

        ``skill`` is the part by which the model's mean CRPS of logs is below the naive model's (missing without it);
        ``cover_80`` is the share of outcomes inside the interval; ``fallbacks`` counts forecasts by a stand-in.
        """
        return bands.summary(self.scores, self.models)

    def coverage(self) -> pd.DataFrame:
        """Return the coverage of each interval with the binomial band of a sound one; see `coverage.coverage`."""
        return bands.coverage(self.scores, LEVELS)

    def pit(self, bins: int = 5) -> pd.DataFrame:
        """Return the histogram of the PIT per model and horizon with its band; see `coverage.pit`."""
        return bands.pit(self.scores, bins)

    def frame(self) -> pd.DataFrame:
        """Return the scores with the target as ``year``, for charts."""
        return self.scores


def backtest(
    y: pd.Series,
    models: Collection[str] | None = None,
    horizons: Collection[int] = HORIZONS,
    first_origin: int = 1999,
    exclude: Collection[int] = (),
    *,
    exposure: pd.Series | None = None,
    size: int = 2000,
    seed: int = 0,
) -> Backtest:
    """Forecast from every origin with the years up to it, and score what came.

    Parameters
    ----------
    y : pd.Series
        Positive values by year.
    models : collection of str, optional
        Names; all if not given. A model's scores do not depend on its companions.
    horizons : collection of int
        Years ahead that are scored; a forecast without outcome yet is left out.
    first_origin : int
        First year that is a last observation; later if fewer than `LEAST` years would be seen.
    exclude : collection of int
        Years left out both as targets and as last observations: what one abnormal year did to the record.
    exposure : pd.Series, optional
        People by year; at each origin it is cut there and carried on, see `history`.
    size, seed : int
        As for `forecast`.

    Raises
    ------
    TooShort
        No origin has both enough years before it and an outcome after it.
    BadSetting, Gap, NotPositive, NoVariation
        As their names say.
    """
    names = tuple(MODELS) if models is None else tuple(models)
    for name in names:
        known(name)
    ahead = tuple(sorted(set(horizons)))
    if not names or not ahead or ahead[0] < 1 or ahead[-1] > LONGEST:
        raise BadSetting(f"give at least one model, and horizons of 1 to {LONGEST} years.")
    values = yearly(by_year(y), need=LEAST + ahead[0], positive=True)
    first, last = int(values.index[0]), int(values.index[-1])
    start = max(first_origin, first + LEAST - 1)
    if start + ahead[0] > last:
        raise TooShort(f"no origin from {start} on has an outcome by {last}: give a longer series.")
    rows = [
        row
        for origin in range(start, last - ahead[0] + 1)
        for told in _told(values, origin, names, ahead, exposure, size, seed)
        for row in scored(told, values, ahead)
    ]
    record = Backtest(pd.DataFrame(rows), names, ahead, start, last, (), size, seed)
    return record.without(exclude) if exclude else record


def _told(
    values: pd.Series,
    origin: int,
    names: tuple[str, ...],
    ahead: tuple[int, ...],
    exposure: pd.Series | None,
    size: int,
    seed: int,
) -> Iterator[Forecast]:
    """Yield each model's forecast with what was known at the origin."""
    people = None if exposure is None else by_year(exposure).loc[:origin]
    past = history(values.loc[:origin], ahead[-1], need=LEAST, exposure=people)
    random = noise(size, ahead[-1], seed=seed, origin=origin)
    for name in names:
        yield simulated(MODELS[name], past, random)


def scored(
    told: Forecast, values: pd.Series, ahead: tuple[int, ...], *, logs: bool = True
) -> Iterator[dict[str, object]]:
    """Yield the scores of one forecast at each horizon that has an outcome; without logs ``crps_log`` is missing."""
    reached = [h for h in ahead if told.origin + h <= int(values.index[-1])]
    years = [told.origin + h for h in reached]
    draws, outcome = told.draws[:, [h - 1 for h in reached]], values.loc[years].to_numpy(dtype=float)
    scale = scores.naive_scale(values.loc[: told.origin].to_numpy(), SCALE_YEARS)
    table = told.frame().set_index("year").loc[years]
    median = table["median"].to_numpy()
    inside = {
        level: (table[f"low_{level}"].to_numpy() <= outcome) & (outcome <= table[f"high_{level}"].to_numpy())
        for level in LEVELS
    }
    crps = scores.crps(draws, outcome)
    crps_log = scores.crps(np.log(draws), np.log(outcome)) if logs else np.full(len(reached), np.nan)
    low, high = table["low_80"].to_numpy(), table["high_80"].to_numpy()
    winkler, pit = scores.winkler(low, high, outcome, 80), scores.pit(draws, outcome)
    for i, h in enumerate(reached):
        error = abs(float(median[i] - outcome[i]))
        yield {
            "model": told.model,
            "origin": told.origin,
            "horizon": h,
            "year": years[i],
            "n": told.n,
            "median": float(median[i]),
            "outcome": float(outcome[i]),
            "absolute_error": error,
            "scaled_error": error / scale,
            "crps": float(crps[i]),
            "crps_log": float(crps_log[i]),
            "winkler_80": float(winkler[i]),
            **{f"in_{level}": bool(inside[level][i]) for level in LEVELS},
            "low_80": float(low[i]),
            "high_80": float(high[i]),
            "width_80": float(high[i] - low[i]),
            "pit": float(pit[i]),
            "fallback": told.fallback,
        }
