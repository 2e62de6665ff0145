"""What is looked at before a date is believed: corners, other shortest regimes, the tests, the residuals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import jarque_bera
from statsmodels.stats.diagnostic import acorr_ljungbox

from kazmig.trends.break_settings import Settings
from kazmig.trends.critical_values import critical_value, null_at_length, null_in_limit, null_of_many, p_value
from kazmig.trends.long_run import BY_REGIME
from kazmig.trends.segments import Array, Partitions, bic, considered, partitions, regressors, with_breaks
from kazmig.trends.sup_f import many_breaks, one_more, wald


def moves(y: pd.Series, rules: Settings, count: int) -> pd.DataFrame:
    """Return where the dates fall when the shortest regime is up to two points shorter or longer.

    Parameters
    ----------
    y : pd.Series
        The series.
    rules : Settings
        The procedure.
    count : int
        Number of breaks whose dates are compared.

    Returns
    -------
    DataFrame
        One row for each shortest regime that leaves room for ``count`` breaks: ``min_segment``, ``chosen`` (the number
        that the Bayesian criterion prefers there), ``dates`` (tuple of labels of the best partition with ``count``).
    """
    labels = y.index.tolist()
    values, x = y.to_numpy()[None], regressors(len(y), rules.kind)
    rows = []
    for points in range(rules.min_segment - 2, rules.min_segment + 3):
        most = min(rules.max_breaks, len(y) // points - 1) if points > x.shape[1] else 0
        if most < max(count, 1):
            continue
        found = partitions(values, x, points, most)
        dates = tuple(labels[end] for end in found.ends[0, count, :count])
        rows.append((points, int(bic(found)[0].argmin()), dates))
    return pd.DataFrame(rows, columns=["min_segment", "chosen", "dates"])


def corners(
    ends: Sequence[int], labels: Sequence[object], min_segment: int, elsewhere: pd.DataFrame
) -> tuple[bool, ...]:
    """Return for each date whether it is a corner solution.

    A date is one when a regime beside it has exactly ``min_segment`` points, so that the bound and not the data may
    have set it, or when it is not among the dates found with one of the neighbouring bounds.

    Parameters
    ----------
    ends : sequence of int
        Positions of the dates.
    labels : sequence
        Labels of the series.
    min_segment : int
        Fewest points of a regime.
    elsewhere : DataFrame
        The dates with other bounds, from :func:`moves`.
    """
    lengths = np.diff([-1, *ends, len(labels) - 1])
    flags = []
    for number, end in enumerate(ends):
        tight = min(lengths[number], lengths[number + 1]) == min_segment
        flags.append(bool(tight or any(labels[end] not in dates for dates in elsewhere["dates"])))
    return tuple(flags)


def sup_f_table(y: Array, x: Array, found: Partitions, rules: Settings) -> pd.DataFrame:
    """Return the tests of one series.

    Returns
    -------
    DataFrame
        ``test`` in words, ``null`` and ``alternative`` (numbers of breaks), ``statistic`` (coefficients times F),
        ``critical`` and ``p`` (simulated at this length, independent normal errors), ``statistic_hac`` and
        ``critical_limit`` (long-run variance, limit; missing where there is none), ``rejects`` (the pair that the
        settings decide by), ``df`` of the alternative, ``looks`` (dates or partitions compared).
    """
    n, q, level = rules.n, found.regressors, rules.level
    at_length = null_at_length(rules.kind, n, rules.min_segment)
    limit = null_in_limit(rules.kind, rules.min_segment / n)
    plain = one_more(y[None], x, found, rules.min_segment, hac=False)[0]
    robust = one_more(y[None], x, found, rules.min_segment, hac=True)[0]
    rows: list[tuple[str, int, int, float, float, float, float, float, int]] = []
    for null in range(rules.max_breaks):
        test = f"{null} against {null + 1}"
        critical, bound = critical_value(at_length, level, null), critical_value(limit, level, null)
        p = p_value(at_length, plain[null], null)
        lengths = np.diff([-1, *found.ends[0, null, :null], n - 1])
        looks = int(np.maximum(lengths - 2 * rules.min_segment + 1, 0).sum())
        rows.append((test, null, null + 1, plain[null], critical, p, robust[null], bound, looks))
    many = many_breaks(found)[0]
    nulls = null_of_many(rules.kind, n, rules.min_segment, rules.max_breaks)
    by_regime = rules.min_segment >= BY_REGIME
    walds = [
        wald(y, x, tuple(found.ends[0, number, :number]), by_regime=by_regime)
        for number in range(1, rules.max_breaks + 1)
    ]
    for number in range(2, rules.max_breaks + 1):
        column = nulls[:, number - 1]
        critical, p = critical_value(column, level), p_value(column, many[number - 1])
        looks = with_breaks(n, rules.min_segment, number)
        test = f"0 against {number}"
        rows.append((test, 0, number, many[number - 1], critical, p, walds[number - 1], np.nan, looks))
    largest, every = nulls[:, -1], considered(n, rules.min_segment, rules.max_breaks) - 1
    critical, p = critical_value(largest, level), p_value(largest, many.max())
    rows.append(("UDmax", 0, int(many.argmax()) + 1, many.max(), critical, p, max(walds), np.nan, every))
    columns = ["test", "null", "alternative", "statistic", "critical", "p", "statistic_hac", "critical_limit", "looks"]
    table = pd.DataFrame(rows, columns=columns)
    table["df"] = n - q * (table["alternative"] + 1) - table["alternative"]
    with_limit = table["statistic_hac"] > table["critical_limit"]
    at_this_length = table["statistic"] > table["critical"]
    table["rejects"] = with_limit.where(table["critical_limit"].notna() & rules.hac, at_this_length)
    return table


def residual_checks(residuals: pd.Series) -> pd.DataFrame:
    """Return checks of the residuals.

    Parameters
    ----------
    residuals : pd.Series
        Residuals of the regimes.

    Returns
    -------
    DataFrame
        ``check``, ``value`` and ``p`` (missing for what is no test): first-order autocorrelation, Ljung and Box's
        test over a fifth of the length, Jarque and Bera's test, the largest residual in standard deviations (its
        period in ``at``).
    """
    values = residuals.to_numpy()
    lags = max(2, min(10, len(values) // 5))
    box = acorr_ljungbox(values, lags=[lags])
    normal = jarque_bera(values)
    scaled = values / values.std()
    largest = int(np.abs(scaled).argmax())
    first = float((values[1:] * values[:-1]).sum() / (values**2).sum())
    rows = [
        ("autocorrelation at lag 1", first, np.nan, None),
        (f"Ljung-Box, {lags} lags", float(box["lb_stat"].iloc[0]), float(box["lb_pvalue"].iloc[0]), None),
        ("Jarque-Bera", float(normal.statistic), float(normal.pvalue), None),
        ("largest residual, standard deviations", float(scaled[largest]), np.nan, residuals.index[largest]),
    ]
    return pd.DataFrame(rows, columns=["check", "value", "p", "at"])
