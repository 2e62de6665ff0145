"""Scores recorded forecasts against what came: error, interval, and the CRPS read off the recorded quantiles.

The CRPS is twice the quantile loss, averaged over all quantiles (Laio and Tamea 2007, Hydrology and Earth System
Sciences 11(4): 1267-1277). A record holds a median and some intervals, so each quantile that is held stands for those
nearest to it. The score stays proper; with the median alone it is the absolute error. In persons, smaller is better.
"""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.evidence import Evidence
from kazmig.evidence.ledger import LEVELS, NESTED

REGISTER: Final = "register"
OURS: Final = ("departures_registered", "arrivals_registered", "net_registered")
"""The series of the register that are forecast."""

UN: Final = "net_migrants_wpp"
"""The UN's series of net migration: estimates that it revises, and projections."""

QUANTILES: Final = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
"""What the columns of a recorded forecast are, from the lowest to the highest."""

KEYS: Final = ["release", "kind", "series_id", "against", "model"]
"""What one line of the record is of."""

MISSED: Final = "outside"
NONE: Final = "no interval"


def outcomes(ev: Evidence) -> pd.DataFrame:
    """Return what each forecast can be held against.

    Forecasts of the register's series are held against the register's latest figures. The UN's projections are held
    against its own later estimates, and against the register's balance, which counts something else.

    Returns
    -------
    DataFrame
        ``series_id`` and ``geo`` of the forecast, ``year``, ``against`` (``register``, or the UN's revision),
        ``outcome`` (persons), ``lineage_outcome``.
    """
    parts = []
    for name in OURS:
        parts.append(ev.series(name).assign(against=REGISTER))
    parts.append(ev.series("net_registered").assign(series_id=UN, against=REGISTER))
    every = ev.series(UN, all_sources=True)
    estimates = every[every["status"] == "estimate"]
    parts.append(estimates.assign(against=estimates["vintage"]))
    stacked = pd.concat(parts, ignore_index=True).rename(columns={"value": "outcome", "lineage": "lineage_outcome"})
    return stacked[["series_id", "geo", "year", "against", "outcome", "lineage_outcome"]].astype({"year": "int64"})


def scored(forecasts: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each forecast and each outcome that it can be held against.

    Parameters
    ----------
    forecasts
        The ledger, as `Evidence.forecasts` gives it.
    observed
        What `outcomes` returned.

    Returns
    -------
    DataFrame
        The ledger's columns and ``against``, ``outcome``, ``error`` (forecast less outcome, persons),
        ``percent`` (of the outcome's size), ``inside`` (the narrowest interval that holds the outcome: ``50``, ``80``,
        ``95``, ``outside``, or ``no interval``), ``in_50``, ``in_80``, ``in_95`` (1, 0 or missing), ``crps`` (persons),
        and the lineage of both. Years not yet observed have no row; no revision of the UN's is held against itself or
        an earlier one.
    """
    pairs = forecasts.merge(observed, on=["series_id", "geo", "year"])
    pairs = pairs[(pairs["against"] == REGISTER) | (pairs["against"] > pairs["release"])].reset_index(drop=True)
    outcome, median = pairs["outcome"], pairs["median"]
    error = median - outcome
    hits = {}
    for level in LEVELS:
        low, high = pairs[f"low_{level}"], pairs[f"high_{level}"]
        hits[f"in_{level}"] = outcome.between(low, high).astype("float64").where(low.notna())
    return pairs.assign(
        error=error,
        percent=100 * error / outcome.abs(),
        inside=_narrowest(pd.DataFrame(hits)),
        **hits,
        crps=crps(pairs, outcome),
    )


def crps(forecasts: pd.DataFrame, outcome: pd.Series) -> pd.Series:
    """Return the CRPS of forecasts given as a median and intervals.

    Parameters
    ----------
    forecasts
        The columns `kazmig.evidence.ledger.NESTED`; an interval that was not given is missing.
    outcome
        What came, with the same index.

    Examples
    --------
    With the median alone it is the absolute error:

    >>> alone = pd.DataFrame({name: [5.0 if name == "median" else np.nan] for name in NESTED})
    >>> float(crps(alone, pd.Series([8.0])).iloc[0])
    3.0
    """
    quantiles = forecasts[list(NESTED)].to_numpy(dtype="float64")
    came = outcome.to_numpy(dtype="float64")[:, None]
    known = ~np.isnan(quantiles)
    loss = np.where(known, (came - quantiles) * (QUANTILES - (came < quantiles)), 0.0)
    weights = np.zeros_like(quantiles)
    for held in np.unique(known, axis=0):
        levels = QUANTILES[held]
        edges = np.concatenate([[0.0], (levels[1:] + levels[:-1]) / 2, [1.0]])
        weights[np.ix_((known == held).all(axis=1), held)] = np.diff(edges)
    return pd.Series(2 * (weights * loss).sum(axis=1), index=forecasts.index)


def record(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the record of each release, model, series and yardstick: how many outcomes, how large the errors.

    Returns
    -------
    DataFrame
        ``release``, ``kind``, ``series_id``, ``against``, ``model``, ``n`` (forecasts scored), ``mae`` (mean absolute
        error, persons), ``bias`` (mean error), ``crps``, ``in_50``, ``in_80``, ``in_95`` (how many outcomes lay inside;
        missing without an interval). Lineage is `kazmig.evidence.derive`'s to add, by the first five.
    """
    groups = scores.assign(absolute=scores["error"].abs()).groupby(KEYS, sort=False)
    counts = {f"in_{level}": (f"in_{level}", lambda hits: hits.sum(min_count=1)) for level in LEVELS}
    return groups.agg(
        n=("error", "size"), mae=("absolute", "mean"), bias=("error", "mean"), crps=("crps", "mean"), **counts
    ).reset_index()


def _narrowest(hits: pd.DataFrame) -> np.ndarray:
    """Return the name of the narrowest interval that holds the outcome."""
    names = [str(level) for level in LEVELS]
    chosen = [hits[f"in_{level}"] == 1 for level in LEVELS]
    unknown = hits.isna().all(axis=1)
    return np.select([*chosen, unknown], [*names, NONE], default=MISSED)
