"""What a statistic at one date is worth: the same statistic at every other date, and in series without any effect.

An event's statistic is compared in three ways. Among the placebo dates of its own series it has a rank (Abadie,
Diamond and Hainmueller 2010, over dates instead of places). Among simulated series without an effect (`nulls`) it has a
p-value. Since several events, statistics, designs and series are looked at, the p-values are corrected by the
distribution of the largest statistic of the whole family, step by step (Westfall and Young 1993, algorithm 2.8): their
resampling keeps the dependence between looks, which Holm's correction (1979) of the ranks ignores. Statistics of
different dates have different distributions, so each is first divided by its own 95 percent point among the simulated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends.designs import Scores, admissible, design
from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.experiments import KEYS, Experiment
from kazmig.trends.nulls import nulls
from kazmig.trends.yearly import yearly

ENDS: Final = ("low", "high", "low_all", "high_all")


@dataclass(frozen=True)
class Corrections:
    """Events' statistics with their p-values before and after the correction.

    Attributes
    ----------
    table : DataFrame
        One row per look: `KEYS`, ``n``, ``df``, ``estimate``, ``se``, ``t``, ``p_naive`` (the t distribution's),
        ``rank`` (1 = largest) among ``dates``, ``p_rank``, ``p_holm`` (Holm's correction of the ranks),
        ``p_simulated``, ``p_corrected`` (over the looks), ``p_any_date`` (over all dates, had the date been chosen by
        looking), ``low`` and ``high`` (the estimate and as many standard errors as the simulated series need to
        cover), ``low_all`` and ``high_all`` (the same so that all looks are covered at once), and the five in
        ``percent``.
    looks : int
        Tests in the family that the correction is over.
    looks_any_date : int
        Tests in the family of all dates.
    simulations, n : int
        Simulated series; observations per series.
    floor : float
        Smallest p-value that Holm's correction of the ranks could give whatever the effect.
    fallback : str
        Empty; no look is dropped silently.
    """

    table: pd.DataFrame
    looks: int
    looks_any_date: int
    simulations: int
    n: int
    floor: float
    fallback: str = ""

    def summary(self) -> pd.DataFrame:
        """Return the table with the number of looks in each row, for print."""
        return self.table.assign(looks=self.looks)

    def frame(self) -> pd.DataFrame:
        """Return the table (its column ``year`` is the first year after the event)."""
        return self.table.copy()


def placebos(
    y: pd.Series | pd.DataFrame,
    *,
    designs: Sequence[str] = ("levels",),
    margin: int = 3,
    log: bool = True,
    window: int | None = None,
    lags: int | None = None,
) -> pd.DataFrame:
    """Return the statistics of each design at every date that stands ``margin`` years from the ends.

    Parameters
    ----------
    y : pd.Series or pd.DataFrame
        Indexed by consecutive years; the columns of a frame are several series of the same years.
    designs : sequence of str
        Names from `kazmig.trends.designs.DESIGNS`.
    margin : int
        Fewest years before a date, and from it on.
    log, window, lags
        As in `kazmig.trends.interventions.interrupted`; lags belong to the levels design alone.

    Returns
    -------
    DataFrame
        `KEYS`, ``n``, ``df``, ``estimate``, ``se``, ``t``.

    Examples
    --------
    >>> y = pd.Series([9.0, 12, 10, 14, 13, 30, 27, 33, 30, 36], index=range(2000, 2010))
    >>> found = placebos(y)
    >>> int(found.loc[found[found["statistic"] == "level"]["t"].abs().idxmax(), "year"])
    2005
    """
    values = _values(y, log)
    parts = [
        _observed(values, name, _dates(values, margin, name), window, lags if name == "levels" else None)
        for name in designs
    ]
    return pd.concat(parts, ignore_index=True)


def experiment(
    y: pd.Series | pd.DataFrame,
    *,
    designs: Sequence[str] = ("levels",),
    margin: int = 3,
    log: bool = True,
    window: int | None = None,
    lags: int | None = None,
    kind: str = "random_walk",
    innovations: str = "normal",
    size: int = 1000,
    seed: int = 0,
) -> Experiment:
    """Compute the statistics at every date in the data and in simulated series without an effect.

    Parameters
    ----------
    y, designs, margin, log, window, lags
        As in `placebos`.
    kind, innovations, size, seed
        As in `kazmig.trends.nulls.nulls`.

    Examples
    --------
    >>> y = pd.Series([9.0, 12, 10, 14, 13, 30, 27, 33, 30, 36], index=range(2000, 2010))
    >>> experiment(y, size=20).null_t.shape
    (20, 10)
    """
    looks = placebos(y, designs=designs, margin=margin, log=log, window=window, lags=lags)
    values = _values(y, log)
    simulated = nulls(values, kind=kind, innovations=innovations, size=size, seed=seed)
    estimates, errors = [], []
    for name in designs:
        dates = _dates(values, margin, name)
        for place in range(values.shape[1]):
            paths = simulated.paths[:, :, place]
            scores = design(name).compute(paths, dates, window, lags if name == "levels" else None)
            estimates.append(scores.estimate.reshape(size, -1))
            errors.append(scores.se.reshape(size, -1))
    without = replace(simulated, paths=np.empty((0, 0, 0)))
    return Experiment(looks, np.concatenate(estimates, axis=1), np.concatenate(errors, axis=1), without, log)


def corrected(of: Experiment, first_years: Sequence[int], *, confidence: float = 0.95) -> Corrections:
    """Correct the statistics at the events' dates for having looked at all of them.

    Parameters
    ----------
    of : Experiment
        Its series, designs and statistics make the family together with the dates; narrow it by `Experiment.only`.
    first_years : sequence of int
        First year after each event; events that share one are one look.
    confidence : float
        Level of the intervals, for one look each (``low``, ``high``) and for all at once (``low_all``, ``high_all``).

    Raises
    ------
    BadSetting
        A date within the margin of the ends, or outside of the series.
    """
    absent = sorted(set(first_years) - set(of.looks["year"]))
    if absent:
        raise BadSetting(f"{absent[0]} is no admissible date: leave it out, lower the margin or widen the window.")
    sizes = of.looks["t"].abs().groupby([of.looks[key] for key in KEYS[:3]])
    ranks = of.looks.assign(rank=sizes.rank(ascending=False, method="max").astype(int), dates=sizes.transform("size"))
    chosen = replace(of, looks=ranks).only(year=list(first_years))
    table, size = chosen.looks, len(chosen.null_se)
    se = table["se"].to_numpy()
    reach = np.quantile(np.abs(chosen.null_t), confidence, axis=0) * se
    reach_all = chosen.critical(1 - confidence) * se
    scaled = chosen.scaled
    anywhere = of.scaled.max(axis=1)
    p_rank = (table["rank"] / table["dates"]).to_numpy()
    table = table.assign(
        p_naive=2 * stats.t.sf(table["t"].abs(), table["df"]),
        p_rank=p_rank,
        p_holm=_holm(p_rank),
        p_simulated=(scaled >= scaled[0]).mean(axis=0),
        p_corrected=_step_down(scaled),
        p_any_date=[float((anywhere >= each).mean()) for each in scaled[0]],
        low=table["estimate"] - reach,
        high=table["estimate"] + reach,
        low_all=table["estimate"] - reach_all,
        high_all=table["estimate"] + reach_all,
    )
    if of.log:
        scales = {"percent": "estimate"} | {f"percent_{end}": end for end in ENDS}
        table = table.assign(**{new: 100 * np.expm1(table[old]) for new, old in scales.items()})
    floor = min(1.0, len(table) / int(table["dates"].max()))
    return Corrections(table, len(table), len(of.looks), size, int(table["n"].max()), floor)


def _holm(p: np.ndarray) -> np.ndarray:
    """Return Holm's (1979) corrected p-values; statsmodels' function collects garbage at each call, which is slow."""
    order = np.argsort(p, kind="stable")
    result = np.empty_like(p)
    result[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
    return result


def _step_down(scaled: np.ndarray) -> np.ndarray:
    """Return the step-down corrected p-values of the data (row 0) among all (1 + size, looks)."""
    order = np.argsort(-scaled[0], kind="stable")
    largest = np.maximum.accumulate(scaled[:, order[::-1]], axis=1)[:, ::-1]
    result = np.empty(scaled.shape[1])
    result[order] = np.maximum.accumulate((largest >= scaled[0, order]).mean(axis=0))
    return result


def _values(y: pd.Series | pd.DataFrame, log: bool) -> pd.DataFrame:
    frame = y.to_frame(y.name if y.name is not None else "series") if isinstance(y, pd.Series) else y
    checked = pd.DataFrame({name: yearly(frame[name], need=8, positive=log) for name in frame.columns})
    return checked.apply(np.log) if log else checked


def _dates(values: pd.DataFrame, margin: int, name: str) -> range:
    dates = admissible(len(values), margin, name)
    if not len(dates):
        raise TooShort(f"{len(values)} years leave no date with {margin} on each side: lower margin or add years.")
    return dates


def _observed(values: pd.DataFrame, name: str, dates: range, window: int | None, lags: int | None) -> pd.DataFrame:
    scores: Scores = design(name).compute(values.to_numpy().T, dates, window, lags)
    shape = scores.estimate.shape
    years = [values.index[date] for date in dates]
    keys = pd.MultiIndex.from_product([values.columns, [name], years, design(name).statistics])
    frame = keys.to_frame(index=False, name=["series", "design", "year", "statistic"])[KEYS]
    df = np.broadcast_to(scores.df[None, :, None], shape).ravel()
    return frame.assign(
        n=len(values), df=df, estimate=scores.estimate.ravel(), se=scores.se.ravel(), t=scores.t.ravel()
    )
