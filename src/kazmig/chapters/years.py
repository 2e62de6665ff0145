"""Values, changes and stretches of yearly frames; each result keeps the lineage of its rows."""

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.errors import KazmigError


class ChapterError(KazmigError):
    """Something cannot be computed with the parameters or data of a chapter; the text says what to change."""


def at(frame: pd.DataFrame, year: int, column: str = "value") -> float:
    """Return the one value of a year.

    Parameters
    ----------
    frame
        One row a year, with a column ``year``.
    column
        Which number.

    Raises
    ------
    ChapterError
        If the year is missing or stands there more than once.

    Examples
    --------
    >>> at(pd.DataFrame({"year": [2023, 2024], "value": [16094.0, 12732.0]}), 2024)
    12732.0
    """
    found = frame.loc[frame["year"] == year, column]
    if len(found) != 1:
        years = sorted(int(each) for each in frame["year"].dropna().unique())
        raise ChapterError(
            f"the frame has {len(found)} rows for {year}, one is wanted. Remedy: choose parameters within its years "
            f"({spans(years)}), or filter it to one series first."
        )
    return float(found.iloc[0])


def spans(years: list[int]) -> str:
    """Write sorted years as spans.

    Examples
    --------
    >>> spans([1991, 1992, 2000])
    '1991-1992, 2000'
    """
    text: list[str] = []
    for year in years:
        if text and year - 1 == int(text[-1][-4:]):
            text[-1] = f"{text[-1][:4]}-{year}"
        else:
            text.append(str(year))
    return ", ".join(text) or "none"


def peak_year(frame: pd.DataFrame, column: str = "value") -> int:
    """Return the year of the largest value (the first of several)."""
    return int(frame["year"].iloc[int(frame[column].argmax())])


def trough_year(frame: pd.DataFrame, column: str = "value") -> int:
    """Return the year of the smallest value (the first of several)."""
    return int(frame["year"].iloc[int(frame[column].argmin())])


def first_year(frame: pd.DataFrame) -> int:
    """Return the first year of a frame."""
    return int(frame["year"].min())


def last_year(frame: pd.DataFrame) -> int:
    """Return the last year of a frame."""
    return int(frame["year"].max())


def between(frame: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    """Return the rows of the years from ``start`` to ``end``, both included.

    Raises
    ------
    ChapterError
        If there is none.
    """
    kept = frame[frame["year"].between(start, end)].reset_index(drop=True)
    if kept.empty:
        years = sorted(int(each) for each in frame["year"].dropna().unique())
        raise ChapterError(f"no row from {start} to {end}. Remedy: choose years within {spans(years)}.")
    return kept


def change(frame: pd.DataFrame, start: int, end: int, column: str = "value") -> float:
    """Return the change from one year to another in percent of the first.

    Examples
    --------
    >>> round(change(pd.DataFrame({"year": [2019, 2024], "value": [45225.0, 12732.0]}), 2019, 2024), 1)
    -71.8
    """
    return 100 * (at(frame, end, column) / at(frame, start, column) - 1)


def run_length(frame: pd.DataFrame, sign: int, column: str = "value") -> int:
    """Return for how many last years in a row the value rose (``sign`` 1) or fell (-1) from the year before.

    Examples
    --------
    >>> run_length(pd.DataFrame({"year": [2020, 2021, 2022, 2023], "value": [5.0, 9.0, 7.0, 6.0]}), -1)
    2
    """
    steps = np.sign(frame.sort_values("year")[column].diff().to_numpy(dtype="float64")[1:])
    other = np.flatnonzero(steps != sign)
    return int(len(steps) - (other[-1] + 1 if len(other) else 0))


def runs(frame: pd.DataFrame, column: str = "value") -> pd.DataFrame:
    """Return the stretches of years over which a value keeps its sign.

    Parameters
    ----------
    frame
        One row a year, with lineage.

    Returns
    -------
    DataFrame
        One row a stretch: ``start``, ``end``, ``sign`` (-1, 0, 1), ``total`` (sum, in the frame's unit), lineage.
    """
    ordered = frame.sort_values("year").reset_index(drop=True)
    sign = np.sign(ordered[column])
    stretch = (sign != sign.shift()).cumsum().rename("stretch")

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby("stretch")
        return groups.agg(start=("year", "min"), end=("year", "max"), total=(column, "sum")).reset_index()

    result = evidence.derive(summed, ordered.assign(stretch=stretch), by="stretch")
    result["sign"] = np.sign(result["total"]).astype("int64")
    return result[["start", "end", "sign", "total", "lineage"]].astype({"start": "int64", "end": "int64"})


def windows(frame: pd.DataFrame, length: int, column: str = "value") -> pd.DataFrame:
    """Return the log change over every window of ``length`` years, ranked from the steepest fall.

    Returns
    -------
    DataFrame
        One row a window: ``start``, ``end`` (years), ``log_change``, ``percent``, ``rank`` (1 = steepest fall), and
        the lineage of the two years that it compares.

    Raises
    ------
    ChapterError
        If the frame is shorter than one window.
    """
    ends = frame[["year", column, "lineage"]]
    starts = ends.assign(year=ends["year"] + length)
    pairs = starts.merge(ends, on="year", suffixes=("_start", "_end"))
    if pairs.empty:
        raise ChapterError(f"the series has no two years that lie {length} apart. Remedy: show more years.")
    log_change = (pairs[f"{column}_end"] / pairs[f"{column}_start"]).map(np.log)
    return pd.DataFrame(
        {
            "start": (pairs["year"] - length).astype("int64"),
            "end": pairs["year"].astype("int64"),
            "log_change": log_change,
            "percent": 100 * np.expm1(log_change),
            "rank": log_change.rank(method="min").astype("int64"),
            "lineage_start": pairs["lineage_start"],
            "lineage_end": pairs["lineage_end"],
        }
    )
