"""Structural models of the logged flows: compared by one criterion, their slopes, and dummies for four years."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.chapters.trends.series import LOGGED
from kazmig.trends import certainty, comparison, disturbances, structural
from kazmig.trends.simulate import null_series
from kazmig.trends.yearly import series_of, significant

NAMES: Final = {
    "random_walk": "Random walk",
    "random_walk_drift": "Random walk with drift",
    "local_level": "Local level",
    "smooth_trend": "Smooth trend",
    "local_linear_trend": "Local linear trend",
}

YEARS: Final = (1994, 2014, 2020, 2022)
"""Years tried as outliers and level shifts: the peak, the rouble's fall, the pandemic, the war."""


def models(frame: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Return the five models of each logged series side by side.

    Parameters
    ----------
    frame
        ``series``, ``year``, ``value``, lineage.
    confidence
        Level of the slopes' intervals.

    Returns
    -------
    DataFrame
        ``series``, ``kind``, ``model`` (its name), ``parameters``, ``loglik``, ``bic``, ``bic_above``, ``aicc_above``,
        ``percent`` (today's slope a year) with ``percent_low`` and ``percent_high``, ``confidence`` (percent, of these
        two), ``falling`` (percent probability that it is negative), ``boundary`` (variances at zero, in words),
        ``starts``, ``agreeing``, ``n``, ``df``, ``looks`` (models compared).
    """
    parts = []
    for series, rows in frame[frame["series"].isin(LOGGED)].groupby("series", sort=False):
        table = comparison(series_of(rows, name=str(series)), confidence=confidence)
        parts.append(
            table.assign(
                series=series,
                model=table["kind"].map(NAMES),
                confidence=100 * confidence,
                falling=100 * table["p_negative"],
                boundary=table["boundary"].replace("", "none"),
                looks=len(table),
            )
        )
    columns = ["series", "kind", "model", "parameters", "loglik", "bic", "bic_above", "aicc_above", "percent"]
    columns += ["percent_low", "percent_high", "confidence", "falling", "boundary", "starts", "agreeing"]
    columns += ["n", "df", "looks"]
    return significant(pd.concat(parts, ignore_index=True)[columns])


def trend(rows: pd.DataFrame, *, kind: str, confidence: float) -> pd.DataFrame:
    """Return one series with its smoothed trend and slope by year: the columns of `Structural.frame` and ``model``."""
    found = structural(series_of(rows), kind, confidence=confidence).frame()
    kept = ["year", "value", "trend", "low", "high", "percent", "percent_low", "percent_high", "p_negative"]
    # the trend of a random walk is the series itself: its band has no width, and rounding must not give it one
    tight = (found["high"] / found["low"] - 1).abs() < 1e-6
    found.loc[tight, ["trend", "low", "high"]] = np.nan
    return significant(found[kept].assign(model=NAMES[kind]))


def checks(frame: pd.DataFrame, *, kinds: tuple[str, ...], confidence: float) -> pd.DataFrame:
    """Return the tests of the innovations of each series and model.

    Returns
    -------
    DataFrame
        ``series``, ``model``, ``test``, ``statistic``, ``test_df``, ``p``, ``effect_name``, ``effect``, ``n``.
    """
    parts = []
    for series, rows in frame[frame["series"].isin(LOGGED)].groupby("series", sort=False):
        for kind in kinds:
            table = structural(series_of(rows, name=str(series)), kind, confidence=confidence).diagnostics
            parts.append(table.rename(columns={"df": "test_df"}).assign(series=series, model=NAMES[kind]))
    columns = ["series", "model", "test", "statistic", "test_df", "p", "effect_name", "effect", "n"]
    return significant(pd.concat(parts, ignore_index=True)[columns])


def dummies(rows: pd.DataFrame, *, kind: str, confidence: float) -> pd.DataFrame:
    """Return what outliers and level shifts in `YEARS` do to the criteria of one series.

    Years outside of the series are left out; columns as in `kazmig.trends.disturbances`, with ``label`` (the variant
    with a capital) and ``t`` for single dummies.
    """
    series = series_of(rows)
    inside = [year for year in YEARS if series.index[0] < year <= series.index[-1]]
    table = disturbances(series, inside, kind, confidence=confidence)
    named = table.assign(label=[word[0].upper() + word[1:] for word in table["variant"]])
    return significant(named.drop(columns="year"))


def assurance(rows: pd.DataFrame, *, size: int, seed: int) -> pd.DataFrame:
    """Return how sure a smooth trend is of a slope on random walks that have none.

    Returns
    -------
    DataFrame
        One row, in percent: ``observed`` (probability of a falling slope in the last year of the series itself),
        ``share`` of the random walks whose slope is as sure, with ``low`` and ``high``; ``nominal`` of those whose 95
        percent interval excludes zero; ``n``, ``size``.
    """
    observed = structural(series_of(rows), "smooth_trend").p_negative
    walks = null_series("random_walk", len(rows), size, seed=seed)
    as_sure, nominal = certainty(walks, observed).iloc[0], certainty(walks, 0.975).iloc[0]
    row = {
        "observed": 100 * observed,
        "share": 100 * as_sure["share"],
        "low": 100 * as_sure["low"],
        "high": 100 * as_sure["high"],
        "nominal": 100 * nominal["share"],
        "n": len(rows),
        "size": size,
    }
    return significant(pd.DataFrame([row]))
