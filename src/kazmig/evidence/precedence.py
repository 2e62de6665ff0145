"""Which source wins where several speak: a declared rule, never the order of rows.

First the ranks declared in ``precedence.csv``, then the kind of source (official before international, report,
paper, press, wiki), then the latest vintage, then the source's id, so that the order is total.
"""

import re
from datetime import date

import numpy as np
import pandas as pd

from kazmig.evidence.periods import Period
from kazmig.evidence.problems import EvidenceError

KINDS = ("official", "international", "report", "paper", "press", "wiki")
KEY = ["series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period"]
"""What one value is about; rows that share it compete."""

UNDECLARED = 10_000
_DATED = re.compile(r"([12]\d{3})(?:-(\d{2}))?(?:-(\d{2}))?")


def vintage_order(vintage: str) -> tuple[int, str]:
    """Return a key that sorts vintages by the date they carry, undated ones first.

    Examples
    --------
    >>> vintage_order("WPP 2022") < vintage_order("WPP 2024") and vintage_order("2024") < vintage_order("2024-03")
    True
    """
    match = _DATED.search(vintage)
    if match is None:
        return 0, vintage
    year, month, day = (int(part or 0) for part in match.groups())
    return year * 10_000 + month * 100 + day, vintage


def vintage_date(vintage: str) -> date | None:
    """Return the last day that a dated vintage can mean; None for a named revision or a blank.

    Examples
    --------
    >>> vintage_date("2024-02"), vintage_date("WPP 2024")
    (datetime.date(2024, 2, 29), None)
    """
    if _DATED.fullmatch(vintage) is None:
        return None
    try:
        return Period.parse(vintage).end
    except EvidenceError:
        return None


def revision_family(vintage: str) -> str:
    """Return the name of a named revision without its year, or ``""`` for a date.

    Examples
    --------
    >>> revision_family("IMS 2020"), revision_family("2024-03")
    ('IMS', '')
    """
    return "" if _DATED.fullmatch(vintage) else re.sub(r"[\d\s.-]+$", "", vintage)


def order(observations: pd.DataFrame, precedence: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return the place of each row among all rows, best first within a key.

    Parameters
    ----------
    observations
        All observations, with the columns ``first_year`` and ``last_year`` of their periods.
    precedence
        The rows of ``precedence.csv``.
    kinds
        Kind of source by ``source_id``.

    Returns
    -------
    DataFrame
        ``order``: among rows with the same key the smallest wins. ``declared``: the declared rank, or
        `UNDECLARED`. ``tie``: rows of a key with the same number are told apart by their source's id only.
    """
    declared = np.full(len(observations), UNDECLARED, dtype=np.int64)
    by_series = observations.groupby("series_id", sort=False).indices
    sources = observations["source_id"].to_numpy()
    first, last = observations["first_year"].to_numpy(), observations["last_year"].to_numpy()
    for rule in precedence.to_dict("records"):
        places = by_series.get(rule["series_id"])
        if places is None:
            continue
        fits = sources[places] == rule["source_id"]
        if pd.notna(rule["start"]):
            fits &= first[places] >= rule["start"]
        if pd.notna(rule["end"]):
            fits &= last[places] <= rule["end"]
        chosen = places[fits]
        declared[chosen] = np.minimum(declared[chosen], int(rule["rank"]))
    kind_place = {kind: place for place, kind in enumerate(KINDS)}
    kind = observations["source_id"].map(kinds).map(kind_place).fillna(len(KINDS)).astype("int64")
    vintages = sorted(observations["vintage"].unique(), key=vintage_order, reverse=True)
    places_of = {vintage: place for place, vintage in enumerate(vintages)}
    age = observations["vintage"].map(places_of).astype("int64")
    source = observations["source_id"]
    ranks = pd.DataFrame({"declared": declared, "kind": kind, "age": age, "source": source})
    ranks["tie"] = ranks.groupby(["declared", "kind", "age"], sort=False).ngroup()
    ranks = ranks.sort_values(["declared", "kind", "age", "source"], kind="stable")
    ranks["order"] = np.arange(len(ranks))
    return ranks.loc[observations.index, ["order", "declared", "tie"]]


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the column ``rank`` (1 = the winner) among rows of one ``key``; needs the column ``order``."""
    rank = rows.groupby("key", sort=False)["order"].rank(method="first").astype("int64")
    return rows.assign(rank=rank)
