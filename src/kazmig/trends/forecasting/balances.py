"""The record of joint forecasts of net: scored in persons, since net has no logarithm."""

from collections.abc import Collection

import pandas as pd

from kazmig.trends.errors import BadSetting, Gap, TooShort
from kazmig.trends.forecasting.backtest import HORIZONS, LEAST, Backtest, scored
from kazmig.trends.forecasting.histories import by_year
from kazmig.trends.forecasting.joint import joint
from kazmig.trends.forecasting.models import known
from kazmig.trends.forecasting.simulation import LONGEST
from kazmig.trends.yearly import yearly


def backtest_net(
    departures: pd.Series,
    arrivals: pd.Series,
    models: Collection[str] = ("naive", "drift"),
    horizons: Collection[int] = HORIZONS,
    first_origin: int = 1999,
    exclude: Collection[int] = (),
    *,
    exposure: pd.Series | None = None,
    size: int = 2000,
    seed: int = 0,
) -> Backtest:
    """Forecast both flows jointly from every origin with the years up to it, and score the net of each path.

    The correlation of the two flows' errors is estimated anew at each origin. Origins, horizons and exclusions are
    those of `backtest`, and so are the columns of the scores, but ``crps_log`` is missing.

    Parameters
    ----------
    departures, arrivals : pd.Series
        Positive values for the same years.
    models : collection of str
        Names; each costs three fits at each origin.
    horizons, first_origin, exclude, exposure, size, seed
        As for `backtest`.

    Raises
    ------
    Gap
        The two series do not cover the same years.
    TooShort, NotPositive, NoVariation, BadSetting
        As their names say.
    """
    names, ahead = tuple(models), tuple(sorted(set(horizons)))
    for name in names:
        known(name)
    if not names or not ahead or ahead[0] < 1 or ahead[-1] > LONGEST:
        raise BadSetting(f"give at least one model, and horizons of 1 to {LONGEST} years.")
    out, back = (yearly(by_year(flow), need=LEAST + ahead[0], positive=True) for flow in (departures, arrivals))
    if not out.index.equals(back.index):
        raise Gap("departures and arrivals cover different years: give both for the same.")
    net, last = back - out, int(out.index[-1])
    start = max(first_origin, int(out.index[0]) + LEAST - 1)
    if start + ahead[0] > last:
        raise TooShort(f"no origin from {start} on has an outcome by {last}: give a longer series.")
    people = None if exposure is None else by_year(exposure)
    rows = []
    for origin in range(start, last - ahead[0] + 1):
        known_people = None if people is None else people.loc[:origin]
        seen = out.loc[:origin], back.loc[:origin]
        for name in names:
            told = joint(*seen, name, ahead[-1], exposure=known_people, size=size, seed=seed).net
            rows += list(scored(told, net, ahead, logs=False))
    record = Backtest(pd.DataFrame(rows), names, ahead, start, last, (), size, seed)
    return record.without(exclude) if exclude else record
