"""Searches for breaks beside noise: which years they date, and how often they find one where there is none."""

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.robustness.variants import PERSONS, UN_RATE


def _searches(grid: pd.DataFrame) -> pd.DataFrame:
    rows = grid[grid["claim"] == "break_any"]
    if rows.empty:
        raise ChapterError("no search for breaks is left. Remedy: choose start_year up to 2000 and end_year from 2024.")
    return rows


def dates(grid: pd.DataFrame) -> pd.DataFrame:
    """Return how often each year is the last of a regime, over all searches for breaks.

    Returns
    -------
    DataFrame
        ``year``, ``searches`` (that date a break there), ``possible`` (that could have), ``share`` (percent of
        these), lineage.
    """
    searches = _searches(grid)

    def counted(rows: pd.DataFrame) -> pd.DataFrame:
        shortest = rows["setting"].str.extract(r"(\d+)")[0].astype(int)
        first, last = rows["first"] + shortest - 1, rows["last"] - shortest
        found = [{int(text) for text in str(line).split()} for line in rows["break_dates"]]
        years = range(int(first.min()), int(last.max()) + 1)
        hits = [sum(year in each for each in found) for year in years]
        possible = [int(((first <= year) & (year <= last)).sum()) for year in years]
        return pd.DataFrame({"year": list(years), "searches": hits, "possible": possible})

    frame = evidence.derive(counted, searches)
    return frame.assign(share=100 * frame["searches"] / frame["possible"])


def against_noise(grid: pd.DataFrame) -> pd.DataFrame:
    """Return for each search how often it finds a break in departures, and in simulated series that have none.

    Returns
    -------
    DataFrame
        ``search`` (method and shortest regime), ``found`` and ``false`` (percent: of the readings of departures, and
        of random walks), ``false_ar``, ``false_independent`` (percent), ``n`` (readings), lineage.
    """
    rows = _searches(grid)
    searches = rows.assign(search=rows["method"] + ", " + rows["setting"].str.removeprefix("At least "))

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby("search", sort=True)
        return groups.agg(
            found=("holds", "mean"),
            false=("false_rate", "mean"),
            false_ar=("false_ar", "mean"),
            false_independent=("false_independent", "mean"),
            n=("holds", "size"),
        ).reset_index()

    frame = evidence.derive(summed, searches, by="search")
    shares = ["found", "false", "false_ar", "false_independent"]
    return frame.assign(**{name: 100 * frame[name] for name in shares})


def alike(grid: pd.DataFrame) -> pd.DataFrame:
    """Set the dates found in the logarithm of the count beside those in the logarithm of the rate, search by search.

    Returns
    -------
    DataFrame
        ``window``, ``method``, ``setting``, ``count_dates``, ``rate_dates`` (years, as text), ``alike`` (as many dates,
        each within a year of the other), lineage of both. Searches that one of the two lacks are left out.
    """
    rows = _searches(grid)
    rows = rows[rows["definition"] == "Logarithm"]
    keys = ["window", "method", "setting"]
    sides = [rows.loc[rows["measure"] == measure, [*keys, "break_dates", "lineage"]] for measure in (PERSONS, UN_RATE)]
    pairs = sides[0].merge(sides[1], on=keys, suffixes=("_count", "_rate"))
    named = pairs.rename(columns={"break_dates_count": "count_dates", "break_dates_rate": "rate_dates"})
    same = [_within_a_year(*texts) for texts in zip(named["count_dates"], named["rate_dates"], strict=True)]
    found: pd.DataFrame = named.assign(alike=same)
    return found


def _within_a_year(first: str, second: str) -> bool:
    """Say whether two lists of years pair off to within a year.

    Examples
    --------
    >>> _within_a_year("1995 2009", "1994 2009"), _within_a_year("1995", "1995 2009")
    (True, False)
    """
    one, other = first.split(), second.split()
    return len(one) == len(other) and all(abs(int(a) - int(b)) <= 1 for a, b in zip(one, other, strict=True))
