"""Numbers that are all called emigration, each named by what it counts."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.intervals import bounded
from kazmig.evidence import Evidence

METHODS: Final = {
    "sd_drop_neg": "Stock differences, falls dropped",
    "sd_rev_neg": "Stock differences, falls reversed",
    "mig_rate": "Migration rates",
    "da_min_open": "Demographic accounts, minimum, open",
    "da_min_closed": "Demographic accounts, minimum, closed",
    "da_pb_closed": "Demographic accounts, pseudo-Bayesian",
}
"""The six methods compared by Abel and Cohen (2019), by their category."""

LADDER: Final = ("label", "what", "value", "low", "high", "factor", "lineage")


def registered_between(departures: pd.DataFrame, start: int) -> float:
    """Return registered departures from mid-``start`` to five years later.

    The register is kept by calendar year: of the first and the last year one half is taken.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": range(2015, 2021), "value": [30.0, 10.0, 10.0, 10.0, 10.0, 20.0]})
    >>> registered_between(frame, 2015)
    65.0
    """
    inner = sum(at(departures, year) for year in range(start + 1, start + 5))
    return inner + (at(departures, start) + at(departures, start + 5)) / 2


def five_year(departures: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Set five-year outflow estimates beside the register's departures in the same five years.

    Parameters
    ----------
    departures
        Registered departures, one row a year.
    estimates
        ``outflow_five_year`` by method; categories that are none of `METHODS` (women and men apart) are left out.

    Returns
    -------
    DataFrame
        ``window`` ("2015-20"), ``start``, ``method``, ``value`` (persons in five years), ``registered``, ``factor``,
        lineage. Windows that the register does not cover are left out.
    """
    kept = estimates[estimates["category"].isin(METHODS)]
    starts = kept["period"].str[:4].astype(int)
    years = set(departures["year"])
    windows = [start for start in sorted(starts.unique()) if set(range(start, start + 6)) <= years]
    if not windows:
        raise ChapterError(
            "the register covers no whole five-year window. Remedy: read it without narrowing its years."
        )
    parts = [
        evidence.derive(
            _beside, kept[starts == start], departures[departures["year"].between(start, start + 5)], start=start
        )
        for start in windows
    ]
    return pd.concat(parts, ignore_index=True)


def _beside(estimates: pd.DataFrame, departures: pd.DataFrame, start: int) -> pd.DataFrame:
    registered = registered_between(departures, start)
    return pd.DataFrame(
        {
            "window": f"{start}–{(start + 5) % 100:02d}" if (start + 5) % 100 else f"{start}–{start + 5}",
            "start": start,
            "method": estimates["category"].map(METHODS),
            "value": estimates["value"],
            "registered": registered,
            "factor": estimates["value"] / registered,
        }
    )


def ranges(estimates: pd.DataFrame) -> pd.DataFrame:
    """Return for each five-year window the register beside the range of the methods.

    Parameters
    ----------
    estimates
        What `five_year` returned.

    Returns
    -------
    DataFrame
        ``window``, ``start``, ``registered``, ``lowest``, ``highest`` (persons in five years), ``above`` and ``below``
        (how many methods lie above and below the register), lineage.
    """

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.assign(above=rows["factor"] > 1, below=rows["factor"] < 1).groupby(["window", "start"])
        return groups.agg(
            registered=("registered", "first"),
            lowest=("value", "min"),
            highest=("value", "max"),
            above=("above", "sum"),
            below=("below", "sum"),
        ).reset_index()

    return evidence.derive(summed, estimates, by="window").sort_values("start").reset_index(drop=True)


def ladder(ev: Evidence, departures: pd.DataFrame, estimates: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the numbers called emigration around one year, each named by what it counts, from the smallest.

    Parameters
    ----------
    departures
        Registered departures, one row a year.
    estimates
        What `five_year` returned; its last window is taken.
    year
        The year of the yearly counts and of the stocks.

    Returns
    -------
    DataFrame
        ``label``, ``what`` (flow of a year, of five years, crossings, stock), ``value``, ``low``, ``high`` (what the
        rounding leaves), ``factor`` (times the registered departures of the year), lineage.
    """
    one = departures[departures["year"] == year]
    window = estimates[estimates["start"] == estimates["start"].max()]
    span = str(window["window"].iloc[0])
    fewest, most = window.nsmallest(1, "value"), window.nlargest(1, "value")
    exits = ev.series("border_exits", partner="RUS", frequency=None).tail(1)
    parts = [
        _rung(one, f"Registered departures, {year}", "flow of a year"),
        _rung(_year(ev, "departure_permits", year), f"Departure papers issued, {year}", "flow of a year"),
        _rung(
            _year(ev, "russia_citizenship_granted", year, geo="RUS", partner="KAZ"),
            f"Russian citizenship granted, {year}",
            "flow of a year",
        ),
        _rung(fewest.assign(value=fewest["registered"]), f"Registered departures, {span}", "flow of five years"),
        _rung(fewest, f"Five-year outflow, lowest method, {span}", "flow of five years"),
        _rung(most, f"Five-year outflow, highest method, {span}", "flow of five years"),
        _rung(exits, "Exits of Russian citizens, ten weeks of 2022", "crossings"),
        *[
            _rung(
                _year(ev, "migrant_stock_abroad", year, vintage=vintage), f"Living abroad, {year} ({vintage})", "stock"
            )
            for vintage in ("IMS 2020", "IMS 2024")
        ],
    ]
    rows = pd.concat(parts, ignore_index=True).sort_values("value", kind="stable").reset_index(drop=True)
    return evidence.derive(_with_factor, rows, one, by="label")[list(LADDER)]


def _year(
    ev: Evidence, series_id: str, year: int, geo: str = "KAZ", partner: str = "", vintage: str | None = None
) -> pd.DataFrame:
    return ev.series(series_id, start=year, end=year, geo=geo, partner=partner, vintage=vintage)


def _rung(rows: pd.DataFrame, label: str, what: str) -> pd.DataFrame:
    if len(rows) != 1:
        raise ChapterError(f"{label}: {len(rows)} values, one is wanted. Remedy: choose a year that the series has.")
    blank = {name: float("nan") for name in ("low", "high", "precision") if name not in rows}
    return bounded(rows.assign(**blank)).assign(label=label, what=what)[
        ["label", "what", "value", "low", "high", "lineage"]
    ]


def _with_factor(rows: pd.DataFrame, one: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(factor=rows["value"] / float(one["value"].iloc[0]))


def rung(rows: pd.DataFrame, beginning: str, column: str = "value") -> float:
    """Return a number of the one rung of the ladder whose label begins so."""
    found = rows.loc[rows["label"].str.startswith(beginning), column]
    if len(found) != 1:
        raise ChapterError(
            f"{len(found)} labels begin with {beginning!r}. Remedy: name one of {', '.join(rows['label'])}."
        )
    return float(found.iloc[0])
