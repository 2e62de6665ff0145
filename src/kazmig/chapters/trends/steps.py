"""Seams in the data beside what the series does anyway: the splice of two sources, census steps, the last fall."""

from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig.trends import last_fall
from kazmig.trends.yearly import series_of, significant

SPLICE: Final = 2000
"""First year of the national bureau's series; before it the CIS committee's."""

CENSUSES: Final = (2009, 2022)
"""First 1 January that the national statistics count from the census of 2009 and from that of 2021."""

FALL: Final = 4
"""Length of the last fall, in years."""


def seams(departures: pd.DataFrame, arrivals: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Return each seam as a step in percent and in standard deviations of the yearly log change of departures.

    Parameters
    ----------
    departures, arrivals
        Registered flows, one row a year over the years described.
    register
        Population on 1 January by the national statistics: the denominators with census steps.

    Returns
    -------
    DataFrame
        ``seam`` (in words), ``year``, ``percent`` (log change times 100), ``excess`` (less what was to be expected: the
        mean yearly change of a flow, the mean of the changes before and after of a population), ``deviation`` (the
        flow's yearly standard deviation, percent), ``in_deviations`` (size of the excess over it), ``n`` (yearly
        changes behind the deviation). A seam outside of the years has no row.
    """
    rows = []
    for label, frame in (("Departures", departures), ("Arrivals", arrivals)):
        logs = np.log(series_of(frame))
        deviation = 100 * float(logs.diff().std())
        expected = 100 * float(logs.diff().mean())
        rows += _step(
            f"{label}: from the CIS committee to the bureau", logs, SPLICE, expected, deviation, len(logs) - 1
        )
    logs = np.log(series_of(departures))
    people = np.log(series_of(register))
    for year in CENSUSES:
        word = f"Population of the register: census of {2021 if year == 2022 else year}"
        around = people.diff().reindex([year - 1, year + 1])
        expected = 100 * float(around.mean(skipna=False))
        rows += _step(word, people, year, expected, 100 * float(logs.diff().std()), len(logs) - 1)
    columns = ["seam", "year", "percent", "excess", "deviation", "in_deviations", "n"]
    return significant(pd.DataFrame(rows, columns=columns))


def _step(word: str, logs: pd.Series, year: int, expected: float, deviation: float, n: int) -> list[tuple[Any, ...]]:
    """Return the row of a seam, or none where the years around it are missing."""
    if year not in logs.index or year - 1 not in logs.index or np.isnan(expected):
        return []
    percent = 100 * float(logs.loc[year] - logs.loc[year - 1])
    return [(word, year, percent, percent - expected, deviation, abs(percent - expected) / deviation, n)]


def fall(rows: pd.DataFrame, *, size: int, seed: int) -> pd.DataFrame:
    """Return the last four years' change beside a random walk with drift fitted to the years before them.

    Returns
    -------
    DataFrame
        One row: ``start``, ``end``, ``percent``, ``rank``, ``windows``, ``drift`` and ``deviation`` (percent a year,
        log changes), and in percent ``fixed``, ``some``, ``some_low``, ``some_high``, ``fixed_known``,
        ``some_known``; ``n``, ``df``, ``looks``, ``size``.
    """
    row = last_fall(series_of(rows), FALL, size=size, seed=seed).summary().iloc[0]
    kept = {name: row[name] for name in ("start", "end", "length", "percent", "n", "df", "looks", "size", "windows")}
    percents = ("p_fixed", "p_some", "p_some_low", "p_some_high", "p_fixed_known", "p_some_known")
    shares = {name.removeprefix("p_"): 100 * row[name] for name in percents}
    scaled = {"drift": 100 * row["drift"], "deviation": 100 * row["sigma"], "steepest": int(row["rank"])}
    table = pd.DataFrame([kept | scaled | shares])
    whole = ["start", "end", "length", "n", "df", "looks", "size", "windows"]
    return significant(table.astype(dict.fromkeys(whole, "int64")))
