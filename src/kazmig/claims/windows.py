"""The time of a claim: which rows lie in it, and what of it they leave open."""

from collections.abc import Sequence

import pandas as pd

from kazmig.claims.claim import Selection


def inside(rows: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows whose periods lie wholly in the window; all of them when it is open."""
    if chosen.window is None:
        return rows
    first, last = chosen.window
    return rows[(rows["first"] >= pd.Timestamp(first.start)) & (rows["last"] <= pd.Timestamp(last.end))]


def is_window(rows: pd.DataFrame, chosen: Selection) -> pd.Series:
    """Say for each row whether its period is the window itself."""
    if chosen.window is None:
        return pd.Series(False, index=rows.index)
    first, last = chosen.window
    return (rows["first"] == pd.Timestamp(first.start)) & (rows["last"] == pd.Timestamp(last.end))


def yearly(rows: pd.DataFrame) -> pd.Series:
    """Say for each row whether its period is a calendar year."""
    return rows["period"].str.fullmatch(r"\d{4}").astype(bool)


def absent(rows: pd.DataFrame, chosen: Selection) -> list[int]:
    """Return the years of the window without a yearly observation."""
    years = set(rows.loc[yearly(rows), "first"].dt.year)
    if chosen.window is None:
        lowest, highest = min(years, default=0), max(years, default=0)
    else:
        lowest, highest = chosen.window[0].start.year, chosen.window[1].end.year
    return [year for year in range(lowest, highest + 1) if year not in years]


def listed(years: Sequence[int]) -> str:
    """Return years as text, neighbours as ranges."""
    parts: list[list[int]] = []
    for year in years:
        if parts and year == parts[-1][-1] + 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)


def told(chosen: Selection) -> str:
    """Return the window in words."""
    if chosen.window is None:
        return "the series"
    return chosen.start if chosen.end in ("", chosen.start) else f"{chosen.start} to {chosen.end}"
