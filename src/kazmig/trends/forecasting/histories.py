"""From a yearly series to what a model may know of it at the origin: logs, years, and the exposure so far."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting, Gap
from kazmig.trends.forecasting.simulation import Floats, History
from kazmig.trends.yearly import yearly

GROWTH_YEARS: Final = 5
"""Years whose mean growth carries the exposure on where its future is not given: long enough to pass a census step."""


def history(y: pd.Series, horizon: int, *, need: int, exposure: pd.Series | None = None) -> History:
    """Return the logs of a positive yearly series, with the exposure for its years and for those that are forecast.

    Parameters
    ----------
    y : pd.Series
        Positive values by year (integers, or a yearly ``PeriodIndex``).
    horizon : int
        Years ahead for which the exposure is wanted.
    need : int
        Fewest points.
    exposure : pd.Series, optional
        People by year, covering every year of ``y``. Where it does not go on to the years that are forecast, it grows
        at the mean rate of its last five changes up to the origin.

    Raises
    ------
    TooShort, Gap, NotPositive, NoVariation, BadSetting
        As `yearly`; also a year of ``y`` without exposure (Gap), or an index of quarters or months (BadSetting).
    """
    values = yearly(by_year(y), need=need, positive=True)
    years = values.index.to_numpy(dtype=np.int64)
    logs = np.log(values.to_numpy())
    if exposure is None:
        return History(logs, years)
    people = yearly(by_year(exposure), positive=True, vary=False)
    missing = [int(year) for year in years if year not in people.index]
    if missing:
        raise Gap(f"the exposure of series {y.name!r} has no year {missing[0]}: give it for every year of the series.")
    seen = np.log(people.loc[years[0] : years[-1]].to_numpy())
    known = np.log(people.loc[years[-1] + 1 : years[-1] + horizon].to_numpy())
    return History(logs, years, seen, _carried_on(seen, known, horizon))


def by_year(y: pd.Series) -> pd.Series:
    """Return the series with whole years as index, so that a forecast can name its years."""
    if not isinstance(y.index, pd.PeriodIndex):
        return y
    if not str(y.index.freqstr).startswith("Y"):
        raise BadSetting(f"series {y.name!r} has periods of {y.index.freqstr}: these models forecast whole years.")
    return pd.Series(y.to_numpy(), index=y.index.year.to_numpy(), name=y.name)


def _carried_on(seen: Floats, known: Floats, horizon: int) -> Floats:
    """Continue the logs of the exposure to the horizon at the mean growth of the last years."""
    so_far = np.concatenate([seen, known])
    growth = float(np.diff(seen)[-GROWTH_YEARS:].mean()) if len(seen) > 1 else 0.0
    ahead = so_far[-1] + growth * np.arange(1, horizon - len(known) + 1)
    return np.concatenate([known, ahead])
