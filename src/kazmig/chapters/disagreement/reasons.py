"""Why two printed values differ, and by which rule one of them is used; read off the records, never guessed."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from kazmig.evidence import Evidence

SAME: Final = "same within the print"
ESTIMATES: Final = "two estimates"
UNEXPLAINED: Final = "not explained"

REASONS: Final = {
    "revision": "revision",
    "definition": "definition",
    "coverage": "coverage",
    "error": "slip of print or copy",
    "assumption": "assumption",
    "break": "break in the series",
    "unclear": "unclear",
}
"""Kind of a correction -> the reason as this chapter words it."""

RULES: Final = {
    "declared": "a rule written down for the series",
    "kind": "official before international, report, paper, press, wiki",
    "vintage": "the later release",
    "source": "none of these tells them apart",
    "dropped": "the other is known to be wrong",
}
"""Why the value used is used, in the order in which the rules are asked."""

MATCHED: Final = ("series_id", "geo", "partner", "breakdown", "category", "period", "source_id")


def bounds(row: Mapping[Hashable, Any]) -> tuple[float, float]:
    """Return the lowest and highest value that a printed figure can stand for.

    Parameters
    ----------
    row
        ``value``, ``low``, ``high`` and ``precision`` (half the last printed step), each possibly missing but the
        value. A figure printed as "more than" has a low but no high bound.

    Examples
    --------
    >>> bounds({"value": 12700.0, "low": None, "high": None, "precision": 50.0})
    (12650.0, 12750.0)
    >>> bounds({"value": 60000.0, "low": 60000.0, "high": None, "precision": None})
    (60000.0, inf)
    """
    value = float(row["value"])
    half = 0.0 if pd.isna(row["precision"]) else float(row["precision"])
    low, high = row["low"], row["high"]
    if pd.isna(low) and pd.isna(high):
        return value - half, value + half
    return (-float("inf") if pd.isna(low) else float(low)), (float("inf") if pd.isna(high) else float(high))


def meet(first: Mapping[Hashable, Any], second: Mapping[Hashable, Any]) -> bool:
    """Say whether two printed figures can stand for one number."""
    low, high = bounds(first)
    other_low, other_high = bounds(second)
    return low <= other_high and other_low <= high


def kinds_of_trouble(ev: Evidence) -> dict[tuple[str, ...], str]:
    """Return the kind of every recorded trouble by the row it names."""
    frame = ev.corrections
    rows = zip(*(frame[name].astype(str) for name in MATCHED), strict=True)
    return dict(zip(rows, frame["kind"].astype(str), strict=True))


def same_office(first: str, second: str) -> bool:
    """Say whether two publishers are one office: one names the other, as a copy does.

    Examples
    --------
    >>> same_office("UN DESA Population Division; Gapminder", "UN DESA Population Division")
    True
    >>> same_office("World Bank", "UNHCR")
    False
    """
    short, long = sorted((first.strip(), second.strip()), key=len)
    return bool(short) and short in long


def reason(
    used: Mapping[Hashable, Any],
    other: Mapping[Hashable, Any],
    trouble: Mapping[tuple[str, ...], str],
    publishers: Mapping[Hashable, Any],
) -> str:
    """Return why two values of one quantity differ.

    In this order: they do not, within what the print carries; the corrections ledger says why for the other value;
    both are releases of one office, so that the later is a revision of the earlier; both are estimates, each made its
    own way; nothing explains it.
    """
    if meet(used, other):
        return SAME
    known = trouble.get(tuple(str(other[name]) for name in MATCHED))
    if known is not None:
        return REASONS[known]
    if same_office(publishers[str(used["source_id"])], publishers[str(other["source_id"])]):
        return REASONS["revision"]
    if used["status"] == other["status"] == "estimate":
        return ESTIMATES
    return UNEXPLAINED


def rule(
    used: Mapping[Hashable, Any],
    other: Mapping[Hashable, Any],
    declared: set[tuple[str, str]],
    kinds: Mapping[Hashable, Any],
) -> str:
    """Return the key of `RULES` that put one value before another.

    Parameters
    ----------
    declared
        Series and source of every rule in ``precedence.csv``.
    kinds
        Source -> its kind.
    """
    if (str(used["series_id"]), str(used["source_id"])) in declared:
        return "declared"
    if kinds[str(used["source_id"])] != kinds[str(other["source_id"])]:
        return "kind"
    return "vintage" if used["vintage"] != other["vintage"] else "source"
