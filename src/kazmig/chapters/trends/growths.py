"""Growth a year in each phase, by three regressions and by a bootstrap that repeats the search for the phases."""

from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import trends
from kazmig.trends import growth
from kazmig.trends.yearly import series_of, significant

MODELS: Final = {
    "log_linear": "Least squares on logs",
    "poisson": "Poisson, per head",
    "negative_binomial": "Negative binomial, per head",
}

REPEATED: Final = "Search repeated"


def segments(
    rows: pd.DataFrame,
    counts: pd.DataFrame,
    people: pd.DataFrame,
    *,
    min_segment: int,
    confidence: float,
    size: int,
    seed: int,
) -> pd.DataFrame:
    """Return growth by phase and method.

    Parameters
    ----------
    rows
        The series described (``year``, ``value``, ``modelled``); its breaks in trend set the phases.
    counts, people
        The same flow in persons, and the population, for the count models; ``year``, ``value``.
    min_segment, confidence, size, seed
        Of the search, the intervals and the bootstrap.

    Returns
    -------
    DataFrame
        ``phase`` ("1991–1995"), ``start``, ``end``, ``n_phase``, ``method``, ``label`` (both), ``growth``, ``low``,
        ``high`` (percent a year), ``dispersion``, ``autocorrelation`` (first, of the residuals), ``lags``, ``n``,
        ``df``, ``looks`` (phases, or partitions compared), ``widening`` (interval of the repeated search over that of
        least squares). ``fallback`` is empty where the model named was fitted.
    """
    series = series_of(rows, "modelled")
    settings: dict[str, Any] = {"confidence": confidence, "size": size, "seed": seed}
    resampled = trends.bootstrap_breaks(series, "trend", min_segment, **settings)
    dates = [int(year) for year in resampled.original.dates]
    persons, population = series_of(counts), series_of(people)
    parts = []
    for model, name in MODELS.items():
        plain = model == "log_linear"
        y, exposure = (np.exp(series), None) if plain else (persons, population)
        result = growth(y, exposure, model, dates, confidence=confidence)
        parts.append(
            result.segments.rename(columns={"n": "n_phase"}).assign(
                method=name,
                dispersion=result.dispersion,
                autocorrelation=float(result.diagnostics["first_autocorrelation"].item()),
                lags=float(result.lags),
                n=result.n,
                df=result.df,
                looks=result.looks,
                fallback=result.fallback,
            )
        )
    again = resampled.growth().rename(columns={"n": "n_phase"})
    parts.append(again.assign(method=REPEATED, n=resampled.n, df=resampled.df, looks=resampled.looks, fallback=""))
    table = pd.concat(parts, ignore_index=True)
    table["phase"] = table["start"].astype(int).astype(str) + "–" + table["end"].astype(int).astype(str)
    table["label"] = table["phase"] + ": " + table["method"].str.lower()
    width = table["high"] - table["low"]
    plain_width = width[table["method"] == MODELS["log_linear"]].to_numpy()
    table["widening"] = width / np.tile(plain_width, len(table) // len(plain_width))
    table["order"] = table["start"]
    columns = ["phase", "start", "end", "n_phase", "method", "label", "growth", "low", "high", "dispersion"]
    columns += ["autocorrelation", "lags", "n", "df", "looks", "widening", "fallback"]
    return significant(table.sort_values("order", kind="stable").reset_index(drop=True)[columns])
