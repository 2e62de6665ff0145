"""Claims about the balance: positive since 2023, first gain since 2011, a loss of about two million after 1991."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters import exodus_groups
from kazmig.chapters.robustness.claims import row
from kazmig.chapters.robustness.variants import LAST, PERSONS, Variant, variants, windows
from kazmig.evidence import Evidence

SINCE: Final = 2023
"""First year of the gain that the book reports."""

BEFORE: Final = 2012
"""First year of the losses before it."""

REGISTER: Final = "Register"
HALVES: Final = "Register, first halves"
THOUSAND: Final = 1000
MILLION: Final = 1_000_000
TWO: Final = 2.0
NEAR_TWO_MILLION: Final = (1.8, 2.2)
"""Half-way to the next round figure either way would be 1.5 and 2.5; this is narrower, as 'about two' is read."""

WINDOWS: Final = ("1990-07/1995-06", "1995-07/2000-06", "2000-07/2005-06")
"""Five-year windows of the stock-based estimates, mid-1990 to mid-2005."""


def readings(ev: Evidence) -> dict[str, Variant]:
    """Return the balances by name: the register by three releases, first halves, and both revisions of the UN.

    The register's range takes the lowest arrivals with the highest departures, and the other way round. Of the UN's
    revisions only estimates are kept: a projection is an assumption. The World Bank prints the UN's figures and is no
    further reading; a balance per 1,000 people has the sign of the balance.
    """
    out = {each.release: each for each in variants(ev) if each.measure == PERSONS}
    into = {each.release: each for each in variants(ev, "arrivals_registered") if each.measure == PERSONS}
    found = {
        f"{REGISTER} | {release}": Variant(
            PERSONS,
            release,
            out[release].years,
            into[release].low - out[release].high,
            into[release].high - out[release].low,
            tuple(evidence.compress(pair) for pair in zip(out[release].lineage, into[release].lineage, strict=True)),
        )
        for release in out
    }
    halves = ev.series("net_registered", frequency="half", start=SINCE)
    found[f"{HALVES} | {LAST}"] = _reading(halves.assign(year=halves["period"].str[:4].astype(int)))
    for vintage in ("WPP 2022", "WPP 2024"):
        rows = ev.series("net_migrants_wpp", vintage=vintage, start=1991)
        found[f"{vintage} | {LAST}"] = _reading(rows[rows["status"] == "estimate"])
    return found


def _parts(found: dict[str, Variant], first: int, last: int) -> Iterator[tuple[str, Variant]]:
    """Yield definition and reading of every balance that has all years between two, a release only if it differs."""
    for definition in dict.fromkeys(name.partition(" | ")[0] for name in found):
        of_it = [reading for name, reading in found.items() if name.partition(" | ")[0] == definition]
        for part in windows(of_it, first, last):
            if part.has(range(first, last + 1)):
                yield definition, part


def _reading(rows: pd.DataFrame) -> Variant:
    values = rows["value"].to_numpy(dtype=float)
    return Variant(PERSONS, LAST, rows["year"].to_numpy(dtype=int), values, values, tuple(rows["lineage"]))


def positive(found: dict[str, Variant]) -> Iterator[dict[str, Any]]:
    """Yield whether the balance is positive from 2023 on: each year of it, or their sum, to three last years."""
    for end in (2023, 2024, 2025):
        for definition, part in _parts(found, SINCE, end):
            rules = {"Every year": part.low.min(), "Sum": part.low.sum()}
            for method, value in rules.items():
                if method == "Sum" and end == SINCE:
                    continue  # one year is its own sum
                estimate = float(value) / THOUSAND
                yield row(
                    "positive",
                    estimate,
                    estimate > 0,
                    definition=definition,
                    release=part.release,
                    window=f"2023 to {end}" if end > SINCE else "2023 alone",
                    method=method,
                    first=SINCE,
                    last=end,
                    n=len(part.years),
                    lineage=part.rows,
                    book=(definition, part.release, method, end) == (REGISTER, LAST, "Every year", 2025),
                )


def first_since(found: dict[str, Variant]) -> Iterator[dict[str, Any]]:
    """Yield whether no year from 2012 to 2022 had a gain, as counted and in three-year means."""
    for years, method in {1: "As counted", 3: "Three-year means"}.items():
        for end in (2021, 2022):
            for definition, whole in _parts(found, BEFORE, end):
                part = whole.smoothed(years)
                estimate = float(part.high.max()) / THOUSAND
                yield row(
                    "first_since",
                    estimate,
                    estimate < 0,
                    definition=definition,
                    release=part.release,
                    window=f"2012 to {end}",
                    method=method,
                    first=BEFORE,
                    last=end,
                    n=len(part.years),
                    lineage=part.rows,
                    book=(definition, part.release, years, end) == (REGISTER, LAST, 1, 2022),
                )


def two_million(found: dict[str, Variant], ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the net loss after 1991 by account, first and last year, and by stock-based estimates."""
    for start in (1991, 1992):
        for end in (2003, 2004, 2005):
            for definition, part in _parts(found, start, end):
                ends = [-float(bound.sum()) / MILLION for bound in (part.low, part.high)]
                loss = max(ends, key=lambda value: abs(value - TWO))
                yield row(
                    "two_million",
                    loss,
                    _near(loss),
                    definition=definition,
                    release=part.release,
                    window=f"{start} to {end}",
                    first=start,
                    last=end,
                    n=len(part.years),
                    lineage=part.rows,
                    book=(definition, part.release, start, end) == (REGISTER, LAST, 1991, 2004),
                )
    for one in exodus_groups.five_year_nets(ev, WINDOWS).to_dict("records"):
        loss = -float(one["value"]) / MILLION
        yield row(
            "two_million",
            loss,
            _near(loss),
            definition="Stock-based estimate",
            window="mid-1990 to mid-2005",
            method=METHODS[str(one["method"])],
            first=1991,  # the first whole year of a window that opens in mid-1990
            last=2005,
            n=int(one["count"]),
            lineage=str(one["lineage"]),
        )


def _near(loss: float) -> bool:
    low, high = NEAR_TWO_MILLION
    return bool(np.clip(loss, low, high) == loss)


METHODS: Final = {
    "sd_drop_neg": "Falls of stocks dropped",
    "sd_rev_neg": "Falls of stocks reversed",
    "mig_rate": "Migration rates",
    "da_min_open": "Accounts, minimum, open",
    "da_min_closed": "Accounts, minimum, closed",
    "da_pb_closed": "Accounts, pseudo-Bayesian",
}
"""The six methods compared by Abel and Cohen (2019), short."""
