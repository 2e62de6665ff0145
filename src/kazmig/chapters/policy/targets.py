"""What the programmes, concepts and quotas set out to reach, beside what happened where a series counts it."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence
from kazmig.evidence.periods import Period

REACHED: Final = "reached"
MISSED: Final = "not reached"
AGAINST: Final = "moved the other way"
TOWARDS: Final = "moved that way"
REPORTED: Final = "reported, not counted"
UNKNOWN: Final = "cannot be judged"

COUNTED: Final = (REACHED, MISSED, AGAINST, TOWARDS)
"""Verdicts that rest on a count."""


def judged(ev: Evidence) -> pd.DataFrame:
    """Return every target of the ledger with what happened.

    Returns
    -------
    DataFrame
        One row a target, by the date at which it was set: ``target_id``, ``set_by``, ``due``, ``statement``, ``test``,
        ``wanted``, ``before``, ``after`` (numbers; empty where nothing counts them), ``verdict``, ``what`` (what
        happened with what to bear in mind, or why it cannot be judged), ``aim`` (who set what), ``source_id`` (where
        the target and the outcome were read), lineage of the target and of the rows that judge it. Those judged by a
        count come first.

    Raises
    ------
    ChapterError
        If a target names an outcome that the evidence does not hold.
    """
    table = ev.table("targets").sort_values(["set", "target_id"], kind="stable")
    found = pd.DataFrame([_judge(ev, row) for row in table.to_dict("records")])
    order = found["verdict"].map({REPORTED: 1, UNKNOWN: 2}).fillna(0)
    return found.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def _judge(ev: Evidence, row: Mapping[Any, Any]) -> dict[str, object]:
    """Judge one target."""
    kept = {name: str(row[name]) for name in ("target_id", "set_by", "due", "statement", "test")}
    kept["aim"] = f"{row['set_by']}: {kept['statement'][0].lower()}{kept['statement'][1:]}"
    read = {"source_id": f"{row['source_id']} {row['said_source_id']}".strip()}
    lineage, test = str(row["lineage"]), kept["test"]
    wanted = float(row["value"]) if test == "at_least" else float("nan")
    blank = {"wanted": wanted, "before": float("nan"), "after": float("nan")}
    if test == "none":
        return {**kept, **read, **blank, "verdict": UNKNOWN, "what": str(row["reason"]), "lineage": lineage}
    if test == "said":
        return {**kept, **read, **blank, "verdict": REPORTED, "what": str(row["said"]), "lineage": lineage}
    after, behind, source = _count(ev, row, str(row["outcome"]))
    numbers = {**blank, "after": after}
    what = f"{_number(after)} {words(str(row['outcome']))}"
    lineage = f"{lineage} {behind}"
    if test == "at_least":
        verdict = REACHED if after >= wanted else MISSED
    else:
        before, behind, _ = _count(ev, row, str(row["base"]))
        numbers["before"] = before
        lineage = f"{lineage} {behind}"
        what = f"{_number(before)} {words(str(row['base']))}, {what}"
        verdict = TOWARDS if (after < before) == (test == "falls") else AGAINST
    read = {"source_id": f"{row['source_id']} {source}"}
    if row["note"]:
        what = f"{what}. {row['note']}"
    return {**kept, **read, **numbers, "verdict": verdict, "what": what, "lineage": lineage}


def _count(ev: Evidence, row: Mapping[Any, Any], period: str) -> tuple[float, str, str]:
    """Return the outcome of a period, added up over the places named, its lineage, and its source."""
    places = str(row["geo"]).split()
    rows = ev.series(
        str(row["series_id"]),
        geo=places,
        breakdown=str(row["breakdown"]),
        category=str(row["category"]),
        frequency=None,
    )
    rows = rows[rows["period"] == period]
    if len(rows) != len(places):
        raise ChapterError(
            f"target {row['target_id']}: {len(rows)} rows of {row['series_id']} for {period}, not {len(places)}. "
            "Remedy: mend outcome, base or geo in data/targets.csv."
        )
    return float(rows["value"].sum()), " ".join(rows["lineage"]), str(rows["source_id"].iloc[0])


def words(period: str) -> str:
    """Write a period as the table of targets does.

    Examples
    --------
    >>> words("2023"), words("2024-01/2024-10"), words("2025/2026")
    ('in 2023', 'in January to October 2024', 'in 2025/26')
    """
    if len(period) == 9 and period[4] == "/":
        return f"in {period[:5]}{period[7:]}"
    span = Period.parse(period)
    if len(period) == 4:
        return f"in {period}"
    start, end = pd.Timestamp(span.start), pd.Timestamp(span.end)
    return f"in {start:%B} to {end:%B %Y}"


def _number(value: float) -> str:
    return f"{value:,.0f}".replace("-", "\N{MINUS SIGN}")
