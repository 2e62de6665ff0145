"""How often the same procedure finds breaks in series that have none.

Errors of a fit to thirty-five points are seldom independent, and both the Bayesian criterion and the sup-F tests take
slow swings for regimes. The rates here belong beside every date: a procedure that finds a break in nine of ten random
walks has said little when it finds one.
"""

from typing import Final

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from kazmig.trends.bai_perron import choose
from kazmig.trends.break_settings import Criterion, Settings, settings
from kazmig.trends.critical_values import critical_value, null_at_length, null_in_limit
from kazmig.trends.errors import BadSetting
from kazmig.trends.segments import Array, Kind, bic, partitions, regressors
from kazmig.trends.simulate import null_series
from kazmig.trends.sup_f import many_breaks, one_more

PHIS: Final = (0.4, 0.7)
"""Autoregressive coefficients between independence and the random walk."""


def false_breaks(
    n: int,
    kind: Kind = "mean",
    min_segment: int = 5,
    criterion: Criterion = "bic",
    *,
    max_breaks: int | None = None,
    size: int = 1000,
    seed: int = 0,
    level: float = 0.05,
    hac: bool = True,
    found: int = 1,
    gain: float = 0.0,
    phis: tuple[float, ...] = PHIS,
    drift: float = 0.0,
) -> pd.DataFrame:
    """Return the rates at which breaks are found in simulated series without any.

    Parameters
    ----------
    n : int
        Length of the series.
    kind, min_segment, criterion, max_breaks, hac
        The procedure, as in :func:`kazmig.trends.breaks`.
    size : int
        Simulated series of each kind.
    seed : int
        The same innovations drive all kinds.
    level : float
        Level of the tests, and one minus the confidence of the rates' intervals.
    found : int
        Number of breaks found in the series at hand: ``as_many`` is the rate of at least so many.
    gain : float
        Points by which the Bayesian criterion prefers the best number of breaks to none in the series at hand
        (``Breaks.gain``): ``as_much`` is the rate of at least so many, by which the series can be told, or cannot,
        from one without breaks.
    phis : tuple of float
        Coefficients of the autoregressions.
    drift : float
        Steady change a period of every series, in standard deviations of the innovations. It leaves a search for
        breaks in a trend alone; a search in the mean takes it for steps.

    Returns
    -------
    DataFrame
        A row for independent errors, each autoregression and the random walk: ``errors``; ``rate`` of at least one
        break, with Wilson's interval ``low`` and ``high``; ``as_many``, ``as_much``; ``mean_breaks``; the share in
        which a sup-F test finds one break, plain with its critical value at this length (``sup_f_rate``) and with
        that of the limit (``sup_f_limit_rate``), and with a long-run variance (``sup_f_hac_rate``); ``size``, ``n``,
        ``kind``, ``min_segment``, ``criterion``, ``drift``.

    Raises
    ------
    TooShort, BadSetting
        As :func:`kazmig.trends.breaks`.

    Examples
    --------
    >>> rates = false_breaks(35, "trend", size=100).set_index("errors")["rate"]
    >>> bool(rates["random walk"] > 0.8 > 0.3 > rates["independent"])
    True
    """
    rules = settings(n, kind, min_segment, max_breaks, criterion, level=level, hac=hac)
    if size < 1 or found < 1:
        raise BadSetting(f"size is {size} and found is {found}: both must be at least 1.")
    rows = []
    for errors, noise in _worlds(n, size, seed, phis).items():
        series = noise + drift * np.arange(n)
        best, counts = choose(series, rules)
        hits = int((counts >= 1).sum())
        low, high = proportion_confint(hits, size, alpha=level, method="wilson")
        criterion_by_number = bic(best)
        as_much = float((criterion_by_number[:, 0] - criterion_by_number.min(axis=1) >= gain).mean())
        rates = _sup_f_rates(series, rules)
        as_many, mean = float((counts >= found).mean()), float(counts.mean())
        rows.append((errors, hits / size, low, high, as_many, as_much, mean, *rates))
    columns = ["errors", "rate", "low", "high", "as_many", "as_much", "mean_breaks"]
    columns += ["sup_f_rate", "sup_f_limit_rate", "sup_f_hac_rate"]
    return pd.DataFrame(rows, columns=columns).assign(
        size=size, n=n, kind=kind, min_segment=min_segment, criterion=criterion, drift=drift
    )


def _worlds(n: int, size: int, seed: int, phis: tuple[float, ...]) -> dict[str, Array]:
    """Return the simulated series by the name of their errors."""
    return {
        "independent": null_series("independent", n, size, seed=seed),
        **{f"AR {phi:g}": null_series("ar", n, size, seed=seed, phi=phi) for phi in phis},
        "random walk": null_series("random_walk", n, size, seed=seed),
    }


def _sup_f_rates(series: Array, rules: Settings) -> tuple[float, float, float]:
    """Return the shares in which one break is preferred to none: at this length, in the limit, long-run variance."""
    x = regressors(rules.n, rules.kind)
    found = partitions(series, x, rules.min_segment, 1)
    plain = many_breaks(found)[:, 0]
    robust = one_more(series, x, found, rules.min_segment, hac=True)[:, 0]
    at_length = critical_value(null_at_length(rules.kind, rules.n, rules.min_segment), rules.level)
    limit = critical_value(null_in_limit(rules.kind, rules.min_segment / rules.n), rules.level)
    return float(np.mean(plain > at_length)), float(np.mean(plain > limit)), float(np.mean(robust > limit))
