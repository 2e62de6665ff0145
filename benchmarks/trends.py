"""Speed of the models as ratios against peers in the same run, and of the chapters against their budgets.

`make bench` prints the table. A peer does the same work on the same numbers; where it takes much longer it does a
smaller part of it, and times are for one series. Peers' own caches are emptied by making a new object for each call.
"""

import warnings
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import ruptures
from pipeline import kazmig, median_times
from rich.console import Console
from rich.table import Table
from statsforecast import StatsForecast
from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, Naive, RandomWalkWithDrift

from kazmig import evidence
from kazmig.chapters.robustness import sweep
from kazmig.trends import series_of
from kazmig.trends.false_breaks import false_breaks
from kazmig.trends.forecasting.backtest import backtest
from kazmig.trends.segments import partitions, regressors
from kazmig.trends.simulate import null_series

N, SHORTEST, MOST = 35, 5, 5
"""Points of a series, of its shortest regime, and most breaks: what the chapters use by default."""

MANY, SOME, FEW = 1000, 5, 1
"""Series that the batched search does at once, that ruptures does, and that the plain loop does."""

CHAPTERS = ("trends", "effects", "forecast", "robustness")
CHAPTER_BUDGET, SWEEP_BUDGET = 60, 180
"""Seconds that a chapter and the whole grid may take on two cores."""

FIRST_ORIGIN, AHEAD = 1999, 5


def with_ruptures(series: np.ndarray) -> list[list[int]]:
    """Find the best dates for every number of breaks, one series after the other, with ruptures.

    Returns the dates of the largest number, the last point of each regime but the last, for each series.
    """
    found = []
    for row in series:
        search = ruptures.Dynp(model="linear", min_size=SHORTEST, jump=1)
        search.fit(np.column_stack([row, regressors(N, "trend")]))
        for count in range(1, MOST + 1):
            ends = search.predict(n_bkps=count)
        found.append([end - 1 for end in ends[:-1]])
    return found


def with_a_loop(series: np.ndarray) -> list[float]:
    """Find them by the textbook: least squares on every segment, then the recursion, in plain Python.

    Returns the squared residuals of the largest number of breaks, for each series.
    """
    x = regressors(N, "trend")
    found = []
    for row in series:
        cost = np.full((N, N), np.inf)
        for first in range(N):
            for last in range(first + SHORTEST - 1, N):
                inside = slice(first, last + 1)
                fitted = x[inside] @ np.linalg.lstsq(x[inside], row[inside], rcond=None)[0]
                cost[first, last] = float(np.sum((row[inside] - fitted) ** 2))
        reached = list(cost[0])
        for _ in range(MOST):
            reached = [
                min((reached[split] + cost[split + 1, last] for split in range(last)), default=np.inf)
                for last in range(N)
            ]
        found.append(reached[-1])
    return found


def same_work(series: np.ndarray) -> None:
    """Stop if the three searches do not find the same: a ratio of different things says nothing."""
    ours = partitions(series, regressors(N, "trend"), SHORTEST, MOST)
    if ours.ends[:, MOST].tolist() != with_ruptures(series) or not np.allclose(ours.ssr[:, MOST], with_a_loop(series)):
        raise SystemExit("the searches for breaks disagree; run the tests of kazmig.trends first")


def folds(departures: pd.Series, models: list[object]) -> None:
    """Forecast from the same origins with statsforecast's own cross-validation."""
    frame = pd.DataFrame(
        {
            "unique_id": "departures",
            "ds": pd.to_datetime([f"{year}-01-01" for year in departures.index]),
            "y": np.log(departures.to_numpy()),
        }
    )
    windows = int(departures.index[-1]) - FIRST_ORIGIN - AHEAD + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        StatsForecast(models=models, freq="YS").cross_validation(
            df=frame, h=AHEAD, step_size=1, n_windows=windows, level=[50, 80, 95]
        )


def same_folds(departures: pd.Series, models: tuple[str, ...]) -> None:
    """Forecast from the origins that have all years ahead, and score the forecasts."""
    backtest(departures, models, horizons=(AHEAD,), first_origin=FIRST_ORIGIN, size=2000)


def main() -> None:
    """Print the table of ratios."""
    table = Table("what", "seconds", "peer", "seconds", "ratio")

    def row(what: str, ours: float, peer: str, theirs: float, places: int = 4) -> None:
        table.add_row(what, f"{ours:.{places}f}", peer, f"{theirs:.{places}f}", f"{ours / theirs:.3g}")

    series, x = null_series("ar", N, MANY, seed=1, phi=0.7), regressors(N, "trend")
    same_work(series[:SOME])
    batched, peer, plain = median_times(
        lambda: partitions(series, x, SHORTEST, MOST),
        lambda: with_ruptures(series[:SOME]),
        lambda: with_a_loop(series[:FEW]),
    )
    what = f"best dates of 1 to {MOST} breaks in trend, per series"
    row(what, batched / MANY, "ruptures, Dynp", peer / SOME, 6)
    row(what, batched / MANY, "a plain loop", plain / FEW, 6)

    ev = evidence.load()
    departures = series_of(ev.series("departures_registered"), name="departures")
    tasks: list[Callable[[], object]] = [
        lambda: same_folds(departures, ("naive", "drift")),
        lambda: folds(departures, [Naive(), RandomWalkWithDrift()]),
        lambda: same_folds(departures, ("damped", "theta", "arima")),
        lambda: folds(departures, [AutoETS(season_length=1), AutoTheta(season_length=1), AutoARIMA(season_length=1)]),
    ]
    for task in tasks:
        task()  # compiles and imports once, outside of the measurement
    easy, their_easy, hard, their_hard = median_times(*tasks)
    row("backtest, naive and drift, scored", easy, "statsforecast, cross_validation", their_easy, 2)
    row("backtest, smoothing, Theta, ARIMA, scored", hard, "statsforecast, cross_validation", their_hard, 2)
    everything, rates = median_times(
        lambda: backtest(departures, first_origin=FIRST_ORIGIN), lambda: false_breaks(N, "trend", size=MANY), rounds=1
    )
    row("backtest, all models, all horizons", everything, "budget of a chapter", CHAPTER_BUDGET, 1)
    row(f"rates of false breaks, {MANY} series of each kind", rates, "budget of a chapter", CHAPTER_BUDGET, 1)

    runs = [partial(kazmig, "run", name) for name in CHAPTERS]
    for name, seconds in zip(CHAPTERS, median_times(*runs, rounds=1), strict=True):
        row(f"rerun of the chapter {name}", seconds, "its budget", CHAPTER_BUDGET, 1)
    (grid,) = median_times(lambda: sweep.compute(ev), rounds=1)
    row("the whole grid of specifications", grid, "its budget", SWEEP_BUDGET, 1)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
