"""What a record of forecasts says: mean scores, coverage and PIT, with the band that chance alone would fill."""

from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.trends.errors import BadSetting

TOGETHER: Final = (1, 2, 3)
"""Horizons whose mean CRPS of logs is the primary metric."""


def summary(scores: pd.DataFrame, models: tuple[str, ...]) -> pd.DataFrame:
    """Return mean scores per model and horizon, in the models' order.

    Columns: ``model``, ``horizon``, ``n``, ``mae``, ``mase``, ``crps``, ``crps_log``, ``skill`` (part by which the
    CRPS of logs is below the naive model's), ``winkler_80``, ``cover_50``, ``cover_80``, ``cover_95``, ``width_80``,
    ``pit``, ``fallbacks``.
    """
    grouped = scores.assign(stood_in=scores["fallback"] != "").groupby(["model", "horizon"], sort=False)
    table = grouped.agg(
        n=("origin", "size"),
        mae=("absolute_error", "mean"),
        mase=("scaled_error", "mean"),
        crps=("crps", "mean"),
        crps_log=("crps_log", "mean"),
        winkler_80=("winkler_80", "mean"),
        cover_50=("in_50", "mean"),
        cover_80=("in_80", "mean"),
        cover_95=("in_95", "mean"),
        width_80=("width_80", "mean"),
        pit=("pit", "mean"),
        fallbacks=("stood_in", "sum"),
    ).reset_index()
    naive = table[table["model"] == "naive"].set_index("horizon")["crps_log"]
    table.insert(7, "skill", 1 - table["crps_log"] / table["horizon"].map(naive))
    order = {name: place for place, name in enumerate(models)}
    return table.assign(place=table["model"].map(order)).sort_values(["place", "horizon"]).drop(columns="place")


def band(n: int, share: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the share of hits that n independent trials give in all but 5 percent of cases, tails cut alike.

    Examples
    --------
    >>> low, high = band(20, 0.8)
    >>> round(low, 2), round(high, 2)
    (0.6, 0.95)
    """
    low, high = stats.binom.ppf([(1 - confidence) / 2, (1 + confidence) / 2], n, share)
    return float(low) / n, float(high) / n


def coverage(scores: pd.DataFrame, levels: tuple[int, ...]) -> pd.DataFrame:
    """Return the share of outcomes inside each interval, with the binomial band around its nominal level.

    ``low`` and ``high`` bound the share that n independent forecasts of nominal coverage would give (95 percent).
    Forecasts h years ahead from successive origins overlap, so that only about n / h of them are independent:
    ``overlap_low`` and ``overlap_high`` are the band for that number (``independent``).

    Columns: ``model``, ``horizon``, ``level``, ``n``, ``inside``, ``share``, ``low``, ``high``, ``independent``,
    ``overlap_low``, ``overlap_high``.
    """
    rows = []
    for (model, horizon), part in scores.groupby(["model", "horizon"], sort=False):
        n = len(part)
        apart = int(np.ceil(n / int(str(horizon))))
        for level in levels:
            low, high = band(n, level / 100)
            overlap_low, overlap_high = band(apart, level / 100)
            inside = int(part[f"in_{level}"].sum())
            rows.append(
                {
                    "model": model,
                    "horizon": horizon,
                    "level": level,
                    "n": n,
                    "inside": inside,
                    "share": inside / n,
                    "low": low,
                    "high": high,
                    "independent": apart,
                    "overlap_low": overlap_low,
                    "overlap_high": overlap_high,
                }
            )
    return pd.DataFrame(rows)


def pit(scores: pd.DataFrame, bins: int) -> pd.DataFrame:
    """Return histograms of the PIT: ``model``, ``horizon``, ``bin_low``, ``bin_high``, ``n``, ``count``, ``share``,
    ``expected_low``, ``expected_high`` (binomial band of a bin, 95 percent, for independent forecasts).

    Raises
    ------
    BadSetting
        Fewer than two bins.
    """
    if bins < 2:
        raise BadSetting(f"bins is {bins}: a histogram needs two.")
    edges = np.linspace(0, 1, bins + 1)
    rows = []
    for (model, horizon), part in scores.groupby(["model", "horizon"], sort=False):
        counts, _ = np.histogram(part["pit"], edges)
        low, high = band(len(part), 1 / bins)
        rows += [
            {
                "model": model,
                "horizon": horizon,
                "bin_low": float(edges[i]),
                "bin_high": float(edges[i + 1]),
                "n": len(part),
                "count": int(count),
                "share": count / len(part),
                "expected_low": low,
                "expected_high": high,
            }
            for i, count in enumerate(counts)
        ]
    return pd.DataFrame(rows)
