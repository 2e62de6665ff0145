"""The destinations' own counts beside the register, each over the same years; nothing is added up over them."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.intervals import ratio_of_counts
from kazmig.evidence import ANY, Evidence

LARGE: Final = 100
"""A European reporter stands in the figure by itself when it counted at least so many people in the base year."""


@dataclass(frozen=True)
class Count:
    """One series of a destination: where it is kept, what it counts, and the place whose colour it takes."""

    series_id: str
    geo: str
    label: str
    counts: str
    group: str


COUNTS: Final = (
    Count("russia_citizenship_granted", "RUS", "Russia: citizenship granted", "grants", "Russia"),
    Count("residence_permits_valid", "DEU", "Germany: permits valid", "permits in force", "Germany"),
    Count("residence_permits_valid", "POL", "Poland: permits valid", "permits in force", "Europe"),
    Count("us_green_cards", "USA", "United States: green cards", "grants, by birth", "North America"),
    Count("canada_permanent_residents", "CAN", "Canada: permanent residents", "admissions, citizens", "North America"),
)
"""Counts outside of Eurostat's table of immigrants, which `europe` reads whole."""

IMMIGRANTS: Final = "citizens immigrating"


def counts(ev: Evidence, departures: pd.DataFrame, base: int, least: int = LARGE) -> pd.DataFrame:
    """Return each destination's count in the base year and in its latest, beside the register over the same years.

    Parameters
    ----------
    departures
        Registered departures to all countries, one row a year.
    base
        The year compared with; a series without it is left out.
    least
        European reporters below this number in the base year are left out.

    Returns
    -------
    DataFrame
        ``destination``, ``counts`` (what), ``group``, ``base_year``, ``latest_year``, ``base``, ``latest``, ``index``
        and ``register_index`` (100 in the base year), ``change`` and ``register_change`` (percent), all over the same
        years, ``ratio_low`` and ``ratio_high`` (exact interval of latest / base if both were Poisson), lineage. Ordered
        from the largest rise.
    """
    rows = [
        _pair(_read(ev, each), departures, base, label=each.label, counts=each.counts, group=each.group)
        for each in COUNTS
    ]
    reporters_ = europe(ev, departures, base)
    large = reporters_[reporters_["base"] >= least]
    stacked = pd.concat([*(row for row in rows if row is not None), large], ignore_index=True)
    return stacked.sort_values("change", ascending=False, kind="stable").reset_index(drop=True)


def europe(ev: Evidence, departures: pd.DataFrame, base: int) -> pd.DataFrame:
    """Return citizens of Kazakhstan immigrating to each European reporter, as Eurostat prints them.

    The latest year is the same for all: the last that any has. A reporter without it, or without the base year, is
    left out. Columns as in `counts`.
    """
    whole = ev.series("citizens_immigrating_eurostat", geo=ANY, partner="KAZ", start=base)
    latest = int(whole["year"].max())
    names = ev.geographies.set_index("code")["name_en"]
    parts = []
    for geo, rows in whole[whole["year"].isin([base, latest])].groupby("geo"):
        if len(rows) == 2:
            group = "Germany" if geo == "DEU" else "Europe"
            label = f"{names[str(geo)]}: {IMMIGRANTS}"
            parts.append(_pair(rows, departures, base, label=label, counts="immigrants, citizens", group=group))
    found = [part for part in parts if part is not None]
    if not found:
        raise ChapterError(f"no European reporter has both {base} and {latest}. Remedy: choose another base_year.")
    return pd.concat(found, ignore_index=True)


def _read(ev: Evidence, each: Count) -> pd.DataFrame:
    return ev.series(each.series_id, geo=each.geo, partner="KAZ")


def _pair(
    rows: pd.DataFrame, departures: pd.DataFrame, base: int, *, label: str, counts: str, group: str
) -> pd.DataFrame | None:
    """Return one row for a destination, or None when it lacks the base year or has none after it."""
    years = sorted(set(rows["year"]) & set(departures["year"]))
    if base not in years or years[-1] <= base:
        return None
    ends = [base, int(years[-1])]
    kept = [frame[frame["year"].isin(ends)] for frame in (rows, departures)]
    return evidence.derive(_compare, *kept, ends=ends, labels={"destination": label, "counts": counts, "group": group})


def _compare(rows: pd.DataFrame, departures: pd.DataFrame, ends: list[int], labels: dict[str, str]) -> pd.DataFrame:
    first, last = (at(rows, year) for year in ends)
    left_first, left_last = (at(departures, year) for year in ends)
    low, high = ratio_of_counts(first, last)
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


def reporters(frame: pd.DataFrame) -> pd.DataFrame:
    """Say of each European reporter whether its count rose, and whether chance alone could turn the sign.

    Parameters
    ----------
    frame
        What `europe` returned.

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

    Reporters that lack a year from the base year to the last are left out of all years, so that a country which
    stops or starts reporting moves nothing. All are one Eurostat table of one definition.

    Parameters
    ----------
    without
        Codes of countries to leave out.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (permits in force on 31 December), ``countries`` (how many report), lineage.
    """
    whole = ev.series("residence_permits_valid", geo=ANY, partner="KAZ", start=base)
    years = whole["year"].nunique()
    full = whole.groupby("geo")["year"].transform("nunique") == years
    kept = whole[full & ~whole["geo"].isin(without)]

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby("year")
        return groups.agg(value=("value", "sum"), countries=("geo", "nunique")).reset_index()

    return evidence.derive(summed, kept, by="year")
