"""Numbers that go by the word emigration, of one stretch of five years: how many times the register each is."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.flows.definitions import registered_between
from kazmig.chapters.intervals import bounded
from kazmig.evidence import ANY, Evidence

YEARLY: Final = "In one year"
FIVE: Final = "In five years, from mid-year to mid-year"
CROSSINGS: Final = "Crossings of the border"
STOCK: Final = "People living abroad"
KINDS: Final = (YEARLY, FIVE, CROSSINGS, STOCK)
"""What the numbers measure, in the order in which they are shown."""

METHODS_IN_WORDS: Final = {
    "sd_drop_neg": "stock differences, falls dropped",
    "sd_rev_neg": "stock differences, falls reversed",
    "mig_rate": "migration rates",
    "da_min_open": "accounts, minimum, open",
    "da_min_closed": "accounts, minimum, closed",
    "da_pb_closed": "accounts, pseudo-Bayesian",
}
"""The six methods of Abel and Cohen (2019), short."""

REVISIONS: Final = ("WPP 2022", "WPP 2024")
STOCKS: Final = ("IMS 2020", "IMS 2024")

SINGLE: Final = (
    ("departure_permits", "KAZ", "Departure papers issued", "context"),
    ("citizenship_lost", "KAZ", "Citizenship of Kazakhstan lost", "context"),
    ("russia_citizenship_granted", "RUS", "Russian citizenship granted", "Russia"),
    ("citizens_immigrating_eurostat", "DEU", "Citizens immigrating to Germany", "Germany"),
    ("us_green_cards", "USA", "US green cards, born in Kazakhstan", "North America"),
)
"""Yearly counts beside the register: series, place that counts, words, and whose colour they take."""


def window_years(window: str) -> tuple[int, int]:
    """Return first and last year of a window.

    Examples
    --------
    >>> window_years("2015-2020")
    (2015, 2020)
    """
    start, end = (int(year) for year in window.split("-"))
    if end - start != 5:
        raise ChapterError(f"the window {window!r} is not five years long. Remedy: choose one that is, as 2015-2020.")
    return start, end


def apart(ev: Evidence, departures: pd.DataFrame, balance: pd.DataFrame, window: str) -> pd.DataFrame:
    """Return the numbers that go by the word emigration for one window.

    Parameters
    ----------
    departures, balance
        Registered departures, and arrivals less departures, one row a year.
    window
        Five years between two mid-years, as ``2015-2020``. Of its first and its last year one half is taken, since
        register and prospects are kept by calendar year. Counts of a single year and stocks are those of its last
        year.

    Returns
    -------
    DataFrame
        ``kind`` (one of `KINDS`), ``label``, ``group`` (whose colour), ``estimate`` (1 for what nobody counted),
        ``value`` (persons or crossings; of a balance the size), ``signed`` (with its sign), ``low``, ``high`` (what the
        rounding leaves), ``factor`` (times the registered departures: in five years of the same five years, else of
        the last year), lineage. Kinds in their order, in each the smallest first. A count that does not exist for the
        window is left out.
    """
    start, end = window_years(window)
    year = departures[departures["year"] == end]
    span = departures[departures["year"].between(start, end)]
    rows = [_rung(year, "Registered departures", YEARLY, "departures")]
    for series, place, words, group in SINGLE:
        found = _optional(ev, series, place, end)
        if found is not None:
            rows.append(_rung(found, words, YEARLY, group))
    rows.append(_rung(evidence.derive(_over, span, start=start), "Registered departures", FIVE, "departures"))
    rows += _estimates(ev, start)
    rows += _balances(ev, balance, start)
    exits = ev.series("border_exits", partner="RUS", frequency=None).tail(1)
    rows.append(_rung(exits, "Exits of Russian citizens, ten weeks of 2022", CROSSINGS, "context"))
    for vintage in STOCKS:
        stock = ev.series("migrant_stock_abroad", start=end, end=end, vintage=vintage)
        rows.append(_rung(stock, f"In {end} by {vintage}", STOCK, "context", estimate=1))
    whole = pd.concat(rows, ignore_index=True)
    order = whole["kind"].map(KINDS.index)
    whole = whole.assign(order=order).sort_values(["order", "value"], kind="stable").drop(columns="order")
    whole = whole.reset_index(drop=True)
    return evidence.derive(_with_factor, whole, span, by=["kind", "label"], end=end, start=start)


def _optional(ev: Evidence, series: str, place: str, year: int) -> pd.DataFrame | None:
    """Return the one row of a year, or None when the series has none."""
    partner = "" if place == "KAZ" else "KAZ"
    rows = ev.series(series, geo=place, partner=partner)
    rows = rows[rows["year"] == year]
    return rows if len(rows) == 1 else None


def _over(span: pd.DataFrame, start: int) -> pd.DataFrame:
    return pd.DataFrame([{"value": registered_between(span, start)}])


def _estimates(ev: Evidence, start: int) -> list[pd.DataFrame]:
    whole = ev.series("outflow_five_year", breakdown="method", category=ANY, frequency=None)
    kept = whole[whole["period"].str[:4] == str(start)]
    return [
        _rung(kept[kept["category"] == code], f"Estimate: {words}", FIVE, "context", estimate=1)
        for code, words in METHODS_IN_WORDS.items()
    ]


def _balances(ev: Evidence, balance: pd.DataFrame, start: int) -> list[pd.DataFrame]:
    sums = {"the register": balance} | {name: ev.series("net_migrants_wpp", vintage=name) for name in REVISIONS}
    rows = []
    for name, frame in sums.items():
        inside = frame[frame["year"].between(start, start + 5)]
        total = evidence.derive(_over, inside, start=start)
        word = "Net loss" if total["value"].iloc[0] < 0 else "Net gain"
        rows.append(_rung(total, f"{word} by {name}", FIVE, "net", estimate=int(name != "the register")))
    return rows


def _rung(rows: pd.DataFrame, label: str, kind: str, group: str, estimate: int = 0) -> pd.DataFrame:
    if len(rows) != 1:
        raise ChapterError(f"{label}: {len(rows)} values, one is wanted. Remedy: choose a window that the series has.")
    blank = {name: float("nan") for name in ("low", "high", "precision") if name not in rows}
    known = bounded(rows.assign(**blank))
    signed = known["value"]
    sizes = known[["low", "high"]].abs()
    known = known.assign(value=signed.abs(), low=sizes.min(axis="columns"), high=sizes.max(axis="columns"))
    return known.assign(label=label, kind=kind, group=group, estimate=estimate, signed=signed)[
        ["kind", "label", "group", "estimate", "value", "signed", "low", "high", "lineage"]
    ]


def _with_factor(rows: pd.DataFrame, span: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    yearly, five = at(span, end), registered_between(span, start)
    beside = rows["kind"].map(lambda kind: five if kind == FIVE else yearly)
    return rows.assign(factor=rows["value"] / beside)


def value_of(rows: pd.DataFrame, kind: str, words: str, column: str = "value") -> float:
    """Return a number of the one row of a kind whose label holds the words.

    Raises
    ------
    ChapterError
        If none or several do.
    """
    labels = rows.loc[rows["kind"] == kind, "label"]
    found = rows.loc[labels.index[labels.str.contains(words, regex=False)], column]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} labels of {kind!r} hold {words!r}. Remedy: name one of {', '.join(labels)}.")
    return float(found.iloc[0])


def estimates(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `apart` that are five-year outflow estimates, the smallest first."""
    return rows[rows["label"].str.startswith("Estimate: ")].sort_values("value", kind="stable").reset_index(drop=True)
