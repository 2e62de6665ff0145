"""Do level shifts and outliers in given years improve the criteria of a structural model, and how large are they?"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends import state_space
from kazmig.trends.components import criteria, effects_of
from kazmig.trends.errors import BadSetting
from kazmig.trends.yearly import yearly

BETTER: Final = 2.0
"""A BIC lower by less than this is no evidence worth the name (Raftery 1995)."""


def disturbances(
    y: pd.Series, years: Sequence[int], kind: str = "random_walk_drift", log: bool = True, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Add each year's outlier, each year's level shift, all of either, and all at once, and compare the criteria.

    Each variant is fitted to the same observations (`kazmig.trends.state_space.conditional`). A year picked because
    it stands out in the plot improves a criterion for that reason alone: the criteria do not charge for the search.

    Parameters
    ----------
    y
        Values by year.
    years
        Years to try; each must lie after the series' first.
    kind, log, confidence
        As in `kazmig.trends.components.structural`.

    Returns
    -------
    DataFrame
        One row a variant, the plain model first: ``variant``, ``year`` (missing where several), ``shape`` (``none``,
        ``outlier``, ``level shift``, ``both``), ``count`` of dummies, ``percent``, ``low``, ``high`` and ``t`` of a
        single one, ``bic``, ``aicc``, ``bic_change`` and ``aicc_change`` from the plain model (negative is better),
        ``n``, ``df``, ``looks`` (variants tried beside the plain model), ``variance_share`` (percent of the plain
        model's one-step variance that is left).
    """
    chosen = tuple(sorted({int(year) for year in years}))
    if not chosen:
        raise BadSetting("disturbances needs at least one year to try.")
    variants: list[tuple[str, float, str, tuple[int, ...], tuple[int, ...]]] = [("none", np.nan, "none", (), ())]
    variants += [(f"outlier {year}", year, "outlier", (), (year,)) for year in chosen]
    variants += [(f"level shift {year}", year, "level shift", (year,), ()) for year in chosen]
    if len(chosen) > 1:
        variants += [
            ("all outliers", np.nan, "outlier", (), chosen),
            ("all level shifts", np.nan, "level shift", chosen, ()),
        ]
    last = int(y.index[-1])
    shifts = tuple(year for year in chosen if year != last)  # in the last year the two shapes are one
    variants.append(("all outliers and level shifts", np.nan, "both", shifts, chosen))
    most = max(len(steps) + len(pulses) for *_, steps, pulses in variants)
    series = yearly(y, need=state_space.KINDS[kind].need + most if kind in state_space.KINDS else 1, positive=log)
    modelled = np.log(series.to_numpy(dtype=float)) if log else series.to_numpy(dtype=float)
    rows = []
    for word, year, shape, steps, pulses in variants:
        terms = state_space.dummies(series.index, steps, pulses)
        fit = state_space.conditional(modelled, kind, terms.to_numpy(dtype=float) if len(terms.columns) else None)
        parameters = len(fit.variances) + len(fit.coefficients)
        aicc, bic = criteria(fit.loglik, parameters, fit.used)
        single = effects_of(fit, list(terms.columns), log, confidence, df=fit.used - parameters).head(1)
        alone = single.iloc[0] if len(terms.columns) == 1 else pd.Series(dtype=float)
        rows.append(
            {
                "variant": word,
                "year": year,
                "shape": shape,
                "count": len(terms.columns),
                **{name: alone.get(name, np.nan) for name in ("percent", "low", "high", "t")},
                "bic": bic,
                "aicc": aicc,
                "n": fit.used,
                "df": fit.used - parameters,
            }
        )
    frame = pd.DataFrame(rows)
    plain = frame.iloc[0]
    return frame.assign(
        bic_change=frame["bic"] - plain["bic"],
        aicc_change=frame["aicc"] - plain["aicc"],
        looks=len(frame) - 1,
    )
