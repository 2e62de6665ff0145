"""Claims that set estimates beside the register: five-year outflow, people living abroad, education of emigrants."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import brain_drain
from kazmig.chapters.common import at, between
from kazmig.chapters.flows.definitions import registered_between
from kazmig.chapters.robustness.balances import METHODS
from kazmig.chapters.robustness.claims import row
from kazmig.evidence import ANY, Evidence

START: Final = 2015
"""First year of the last five-year window."""

STOCKS: Final = ((2015, "IMS 2020"), (2015, "IMS 2024"), (2020, "IMS 2020"), (2020, "IMS 2024"), (2024, "IMS 2024"))
"""Years and revisions of the stock abroad since the first year of the book's comparison."""

HUNDRED: Final = 100


def _sum(first: int, last: int) -> Callable[[pd.DataFrame], float]:
    return lambda departures: float(between(departures, first, last)["value"].sum())


ALIGNMENTS: Final[dict[str, Callable[[pd.DataFrame], float]]] = {
    "Mid-year to mid-year": lambda departures: registered_between(departures, START),
    "Calendar years 2015 to 2019": _sum(START, START + 4),
    "Calendar years 2016 to 2020": _sum(START + 1, START + 5),
}
"""Which registered departures stand beside an estimate for mid-2015 to mid-2020."""


def exceeds(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield by how many times each method's outflow of 2015 to 2020 exceeds the register, by alignment of the years."""
    departures = ev.series("departures_registered", start=START, end=START + 5)
    found = ev.series("outflow_five_year", breakdown="method", category=ANY, frequency=None)
    kept = found[found["category"].isin(METHODS) & found["period"].str.startswith(str(START))]
    for one in kept.to_dict("records"):
        for window, registered in ALIGNMENTS.items():
            estimate = float(one["value"]) / registered(departures)
            yield row(
                "exceeds",
                estimate,
                estimate > 1,
                window=window,
                method=METHODS[str(one["category"])],
                first=START,
                last=START + 5,
                n=1,
                lineage=evidence.compress([str(one["lineage"]), *departures["lineage"]]),
            )


def hundredfold(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the stock abroad over yearly departures, by revision, year, and the years of departures taken."""
    departures = ev.series("departures_registered")
    spans = {1: "That year's departures", 3: "Mean of three years", 5: "Mean of five years"}
    for year, vintage in STOCKS:
        stock = ev.series("migrant_stock_abroad", start=year, end=year, vintage=vintage)
        for years, method in spans.items():
            part = between(departures, year - years + 1, year)
            estimate = at(stock, year) / float(part["value"].mean())
            yield row(
                "hundredfold",
                estimate,
                estimate > HUNDRED,
                definition=vintage,
                window=str(year),
                method=method,
                first=year - years + 1,
                last=year,
                n=len(part),
                lineage=evidence.compress([*stock["lineage"], *part["lineage"]]),
                book=(year, vintage, years) == (2020, "IMS 2020", 1),
            )


def graduates(ev: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the share of graduates among emigrants less that of each population, as printed and beyond chance."""
    beside = brain_drain.denominators(ev)
    ours = beside[beside["kind"] == "emigrants"].iloc[0]
    for one in beside[beside["kind"] == "population"].to_dict("records"):
        gaps = {"As printed": ours["share"] - one["share"], "Beyond chance and rounding": ours["low"] - one["high"]}
        for method, gap in gaps.items():
            yield row(
                "graduates",
                float(gap),
                gap > 0,
                definition=str(one["group"]),
                method=method,
                first=int(ours["year"]),
                last=int(ours["year"]),
                n=1,
                lineage=str(one["lineage"]),
            )
