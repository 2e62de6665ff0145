"""Known errors in a source, handled in the open: ``corrections.csv`` drops, overrides or flags single rows.

A correction names its row and the value that stands there (``expect``). When the source is mended the value
changes, the correction no longer fits, and loading fails: a correction never outlives its reason.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kazmig.evidence.lineage import COLUMN
from kazmig.evidence.problems import Problem

MATCHED = ("series_id", "geo", "partner", "breakdown", "category", "period", "source_id")
FILE = "corrections.csv"
SAME = 1e-9
"""Two numbers closer than this were read from the same text."""


@dataclass(frozen=True)
class Corrected:
    """Observations after correction.

    Parameters
    ----------
    rows
        The observations, dropped rows gone, overridden values replaced, flagged rows noted.
    touched
        The numbers of the rows that a correction names.
    problems
        Corrections that fit no row, or no longer fit.
    """

    rows: pd.DataFrame
    touched: frozenset[int]
    problems: tuple[Problem, ...]


def apply(observations: pd.DataFrame, corrections: pd.DataFrame) -> Corrected:
    """Apply every correction of ``observations/`` tables to the observations.

    Parameters
    ----------
    observations
        All observations, numbered from 0, with ``file`` and ``lineage``.
    corrections
        The rows of ``corrections.csv`` with a ``lineage`` address each. Those that name a table outside
        ``observations/`` are left to their panel's readers.
    """
    values = observations["value"].to_numpy(copy=True)
    notes, lineage = observations["note"].tolist(), observations[COLUMN].tolist()
    places = _places(observations, set(corrections["series_id"]))
    touched: set[int] = set()
    dropped: list[int] = []
    problems: list[Problem] = []
    for correction in corrections.to_dict("records"):
        table = str(correction["table"])
        if not table.startswith("observations") or pd.isna(correction["expect"]):
            continue  # a correction without `expect` is refused by `references`
        same = places.get((_file(table), *(str(correction[name]) for name in MATCHED)), [])
        fitting = [place for place in same if abs(values[place] - correction["expect"]) < SAME]
        line = int(str(correction[COLUMN]).rsplit(":", 1)[1])
        if len(fitting) != 1:
            problems.append(_misfit(correction, line, [float(values[place]) for place in same], len(fitting)))
            continue
        [place] = fitting
        touched.add(place)
        if correction["action"] == "drop":
            dropped.append(place)
            continue
        if correction["action"] == "override" and pd.isna(correction["value"]):
            rule = "an override gives the value to use"
            problems.append(Problem(FILE, line, "value", "", rule, "fill in value, or drop the row"))
            continue
        if correction["action"] == "override":
            values[place] = correction["value"]
        done = "Corrected" if correction["action"] == "override" else "Flagged"
        note = f"{done} ({correction['correction_id']}): {correction['reason']}"
        notes[place] = f"{notes[place].rstrip('.')}. {note}" if notes[place] else note
        lineage[place] = f"{FILE}:{line} {lineage[place]}"
    text = {"note": notes, COLUMN: lineage}
    rows = observations.assign(value=values, **{name: np.array(cells, dtype=object) for name, cells in text.items()})
    return Corrected(rows.drop(index=dropped), frozenset(touched), tuple(problems))


def _places(observations: pd.DataFrame, series: set[str]) -> dict[tuple[str, ...], list[int]]:
    """Return the places of the observations of some series by what a correction matches them on."""
    chosen = np.flatnonzero(observations["series_id"].isin(series))
    columns = [observations[name].to_numpy()[chosen].tolist() for name in ("file", *MATCHED)]
    places: dict[tuple[str, ...], list[int]] = {}
    for place, key in zip(chosen.tolist(), zip(*columns, strict=True), strict=True):
        places.setdefault(key, []).append(place)
    return places


def _file(table: str) -> str:
    return table if table.endswith(".csv") else f"{table}.csv"


def _misfit(correction: Mapping[Hashable, Any], line: int, values: list[float], fitting: int) -> Problem:
    expect = f"{correction['expect']:.10g}" if pd.notna(correction["expect"]) else ""
    if fitting > 1:
        rule = f"a correction names one row, this one fits {fitting}"
        return Problem(FILE, line, "expect", expect, rule, "remove the duplicates, or tell them apart by source_id")
    if not values:
        key = " ".join(str(correction[name]) for name in MATCHED if correction[name])
        rule = f"a correction names a row that exists (looked for: {key} in {correction['table']})"
        return Problem(FILE, line, "period", str(correction["period"]), rule, "mend the key, or remove the correction")
    found = ", ".join(f"{value:.10g}" for value in values)
    rule = f"the row still has the value that the correction expects (it has {found})"
    remedy = "the source was mended: remove or revise the correction"
    return Problem(FILE, line, "expect", expect, rule, remedy)
