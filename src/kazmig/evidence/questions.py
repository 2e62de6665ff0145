"""What can be asked of the evidence: filters, and answers to questions that have none."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from kazmig.evidence import precedence
from kazmig.evidence.periods import Period, is_year
from kazmig.evidence.problems import EvidenceError


class Everything:
    """The type of `ANY`."""

    def __repr__(self) -> str:
        return "ANY"


ANY: Final = Everything()
"""A filter that lets everything through, totals included."""

Filter = str | Sequence[str] | Everything
"""One value, several, or `ANY`; the empty text is the total."""

DIMENSIONS = ("geo", "partner", "sex", "age", "breakdown", "category")
COLUMNS = [
    *("series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period", "year"),
    *("value", "low", "high", "precision", "vintage", "source_id", "locator", "status", "note", "lineage"),
]


def match(column: pd.Series, wanted: Filter) -> pd.Series:
    """Say for each cell whether the filter lets it through."""
    if isinstance(wanted, Everything):
        return pd.Series(True, index=column.index)
    if isinstance(wanted, str):
        return column == wanted
    return column.isin(list(wanted))


def form(text: str) -> str:
    """Return the form of a period: year, half, quarter, month, date or span; ``""`` when it is none."""
    try:
        return "year" if is_year(text) else Period.parse(text).frequency
    except EvidenceError:
        return ""


def refuse_chains(series_id: str, rows: pd.DataFrame) -> None:
    """Refuse to chain revisions of one publication: their levels differ by re-estimation, not by migration."""
    families: dict[str, list[str]] = {}
    for vintage in sorted(rows["vintage"].unique()):
        families.setdefault(precedence.revision_family(vintage), []).append(vintage)
    for family, vintages in families.items():
        if family and len(vintages) > 1:
            names = ", ".join(repr(vintage) for vintage in vintages)
            raise EvidenceError(
                f"{series_id}: these filters would chain the revisions {names}, which differ by re-estimation. "
                f"Remedy: say which, such as vintage={vintages[-1]!r}, or narrow start and end."
            )


def unknown(what: str, name: str, known: Sequence[str], remedy: str) -> EvidenceError:
    """Return the error for a name that is not there, with the nearest ones that are."""
    near = difflib.get_close_matches(name, known, n=4, cutoff=0.4) or sorted(known)[:8]
    return EvidenceError(f"unknown {what} {name!r}. Remedy: nearest are {', '.join(near)}; {remedy}.")


def nothing(series_id: str, rows: pd.DataFrame, asked: Mapping[str, object]) -> EvidenceError:
    """Return the error for filters that leave nothing, telling what there is.

    Parameters
    ----------
    series_id
        The series.
    rows
        All of its observations.
    asked
        Every filter by name.
    """
    given = {name: wanted for name, wanted in asked.items() if not isinstance(wanted, Everything)}
    shown = ", ".join(f"{name}={wanted!r}" for name, wanted in given.items() if wanted not in (None, ""))
    if rows.empty:
        return EvidenceError(f"{series_id} has no observations at all. Remedy: add rows under data/observations/.")
    there = []
    for name in (*DIMENSIONS, "vintage"):
        values = [value or '""' for value in sorted(rows[name].unique())]
        if values != ['""']:
            more = f" and {len(values) - 12} more" if len(values) > 12 else ""
            there.append(f"{name}: {', '.join(values[:12])}{more}")
    forms = sorted({form(text) for text in rows["period"].unique()})
    there.append(f"periods {rows['first_year'].min()} to {rows['last_year'].max()} ({', '.join(forms)})")
    return EvidenceError(
        f"{series_id} has nothing for {shown}. Remedy: choose among {'; '.join(there)}. "
        "ANY lets everything through; frequency=None keeps periods that are no calendar years."
    )
