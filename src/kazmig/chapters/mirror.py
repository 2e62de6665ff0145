"""Counts kept at a destination beside Kazakhstan's register over the same years; nothing is added up over them."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.intervals import ratio_of_counts
from kazmig.chapters.years import ChapterError, at
from kazmig.evidence import ANY, Evidence

IMMIGRANTS: Final = "citizens immigrating"


def beside(rows: pd.DataFrame, departures: pd.DataFrame, base: int, labels: Mapping[str, str]) -> pd.DataFrame | None:
    """Return a destination's count in the base year and in its latest, beside the register over the same years.

    Parameters
    ----------
    rows
        The count, one row a year.
    departures
        Registered departures to all countries, one row a year.
    base
        The year compared with.
    labels
        Columns that say what is counted where; they are kept as they are.

    Returns
    -------
    DataFrame or None
        One row: the labels, ``base_year``, ``latest_year``, ``base``, ``latest``, ``index`` and ``register_index`` (100
        in the base year), ``change`` and ``register_change`` (percent), all over the same years, ``ratio_low`` and
        ``ratio_high`` (exact interval of latest / base if both were Poisson), lineage of the four rows. None when the
        count lacks the base year, or has no later year that the register has.
    """
    years = sorted(set(rows["year"]) & set(departures["year"]))
    if base not in years or years[-1] <= base:
        return None
    ends = [base, int(years[-1])]
    kept = [frame[frame["year"].isin(ends)] for frame in (rows, departures)]
    return evidence.derive(_compare, *kept, ends=ends, labels=dict(labels))


def _compare(rows: pd.DataFrame, departures: pd.DataFrame, ends: list[int], labels: dict[str, str]) -> pd.DataFrame:
    first, last = (at(rows, year) for year in ends)
    left_first, left_last = (at(departures, year) for year in ends)
    low, high = ratio_of_counts(first, last) if first + last else (float("nan"), float("nan"))
    return pd.DataFrame(
        [
            {
                **labels,
                "base_year": ends[0],
                "latest_year": ends[1],
                "base": first,
                "latest": last,
                "index": 100 * last / first if first else float("nan"),
                "register_index": 100 * left_last / left_first,
                "change": 100 * (last / first - 1) if first else float("nan"),
                "register_change": 100 * (left_last / left_first - 1),
                "ratio_low": low,
                "ratio_high": high,
            }
        ]
    )


def europe(ev: Evidence, departures: pd.DataFrame, base: int) -> pd.DataFrame:
    """Return citizens of Kazakhstan immigrating to each European reporter, as Eurostat prints them.

    The latest year is the same for all: the last that any has. A reporter without it, or without the base year, is
    left out.

    Returns
    -------
    DataFrame
        ``destination``, ``counts`` (what), ``group``, and what `beside` gives.

    Raises
    ------
    ChapterError
        If no reporter has both years.
    """
    whole = ev.series("citizens_immigrating_eurostat", geo=ANY, partner="KAZ", start=base)
    latest = int(whole["year"].max())
    names = ev.geographies.set_index("code")["name_en"]
    parts = []
    for geo, rows in whole[whole["year"].isin([base, latest])].groupby("geo"):
        if len(rows) == 2:
            group = "Germany" if geo == "DEU" else "Europe"
            label = f"{names[str(geo)]}: {IMMIGRANTS}"
            labels = {"destination": label, "counts": "immigrants, citizens", "group": group}
            parts.append(beside(rows, departures, base, labels))
    found = [part for part in parts if part is not None]
    if not found:
        raise ChapterError(f"no European reporter has both {base} and {latest}. Remedy: choose another base_year.")
    return pd.concat(found, ignore_index=True)


def reporters(frame: pd.DataFrame) -> pd.DataFrame:
    """Say of each count whether it rose, and whether chance alone could turn the sign.

    Parameters
    ----------
    frame
        Rows of `beside`.

    Returns
    -------
    DataFrame
        The same with ``direction`` (``rose``, ``fell`` or ``level``) and ``clear`` (1 when the exact interval of the
        ratio excludes one).
    """
    step = frame["latest"] - frame["base"]
    direction = step.map(lambda difference: "rose" if difference > 0 else "fell" if difference < 0 else "level")
    clear = ((frame["ratio_low"] > 1) | (frame["ratio_high"] < 1)).astype("int64")
    return frame.assign(direction=direction, clear=clear)


def permits(ev: Evidence, base: int, without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return valid residence permits of citizens of Kazakhstan over a fixed set of reporters.

    All are one Eurostat table of one definition.

    Parameters
    ----------
    without
        Codes of countries to leave out.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (permits in force on 31 December), ``countries`` (how many report), lineage.
    """
    kept = fixed(ev.series("residence_permits_valid", geo=ANY, partner="KAZ", start=base))
    kept = kept[~kept["geo"].isin(without)]

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby("year")
        return groups.agg(value=("value", "sum"), countries=("geo", "nunique")).reset_index()

    return evidence.derive(summed, kept, by="year")


def fixed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the reporters that have every year of the frame.

    A reporter that lacks a year is left out of all years, so that a country which stops or starts reporting moves
    nothing.

    Examples
    --------
    >>> frame = pd.DataFrame({"geo": ["AUT", "AUT", "BEL"], "year": [2019, 2020, 2020], "value": [1.0, 2.0, 3.0]})
    >>> fixed(frame)["geo"].unique().tolist()
    ['AUT']
    """
    years = rows["year"].nunique()
    return rows[rows.groupby("geo")["year"].transform("nunique") == years]
