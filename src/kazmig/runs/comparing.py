"""Compares what two runs published: facts by value and print, figures and tables by their data."""

import csv
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path
from typing import Any, Literal

from kazmig.runs.errors import RunError

Kind = Literal["fact", "figure", "finding", "table"]
Status = Literal["identical", "within", "moved", "new", "vanished"]
PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?")
SHORT = 16
"""Hexadecimal digits of a digest that stand for the data of a figure or table."""
SIGNIFICANT = 6
"""Digits of a fraction that count: processors differ in the last ones of what is estimated."""
BESIDE = "lineage"
"""The column of where rows came from: a row put into a table moves the lines of others, and no value."""


@dataclass(frozen=True)
class Value:
    """Something published.

    Attributes
    ----------
    kind : str
        fact, figure, finding or table.
    key : str
        Its permanent id.
    value : float or str
        A fact's value in its own unit before scaling, or its words; a finding's sentence; else a digest of the data.
    text : str
        As printed: a fact's text; a finding's ``holds`` or ``does not hold``; of a figure or table its title.
    tolerance : float
        How far a rebuild's value may lie from it and still count as the same: half a unit of the last printed digit
        for what is computed, 0 for counts and words.
    """

    kind: Kind
    key: str
    value: float | str
    text: str
    tolerance: float = 0.0


@dataclass(frozen=True)
class Difference:
    """Two states of one published thing.

    Attributes
    ----------
    before, after : Value or None
        None where it was not, or is no longer, published.
    status : str
        identical; within its tolerance and printed alike; moved; new; vanished.
    """

    before: Value | None
    after: Value | None
    status: Status

    @property
    def known(self) -> Value:
        """The later state, or the earlier one of what has vanished."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def amount(self) -> float | None:
        """After minus before, in the value's unit; None where one is no number."""
        before, after = (each.value if each else None for each in (self.before, self.after))
        return after - before if isinstance(before, float) and isinstance(after, float) else None

    @property
    def relative(self) -> float | None:
        """The amount over the size of the earlier value; None where that is 0 or no number."""
        before = self.before.value if self.before else None
        return self.amount / abs(before) if self.amount is not None and isinstance(before, float) and before else None


def tolerance_of(record: Mapping[str, Any]) -> float:
    """Return how far a fact's value may lie off and count as the same.

    Examples
    --------
    >>> tolerance_of({"value": 1083475.2, "text": "1.08", "scale": 1e6}), tolerance_of({"value": 35, "text": "35"})
    (5000.0, 0.0)
    """
    value, match = record["value"], PRINTED.search(str(record["text"]))
    if isinstance(value, str) or match is None or float(value).is_integer():
        return 0.0
    return 0.5 * 10.0 ** -len(match[1] or "") * float(record.get("scale") or 1)


def values(folder: Path) -> Iterator[Value]:
    """Yield everything that a run has published, in the order of its manifest.

    Parameters
    ----------
    folder
        The run's folder, with its ``manifest.json``.

    Raises
    ------
    RunError
        If there is no run.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        raise RunError(f"{path} is missing. Run the chapter first: kazmig run {folder.parent.name}")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for record in listed(manifest["facts"]):
        value = record["value"] if isinstance(record["value"], str) else float(record["value"])
        yield Value("fact", str(record["key"]), value, str(record["text"]), tolerance_of(record))
    for record in listed(manifest["findings"]):
        held = "holds" if record.get("holds", True) else "does not hold"
        yield Value("finding", str(record["id"]), str(record["statement"]), held)
    for kind in ("figure", "table"):
        for record in listed(manifest[f"{kind}s"]):
            known = digest((folder / str(record["data"])).read_text(encoding="utf-8"))
            yield Value("figure" if kind == "figure" else "table", str(record["id"]), known, str(record["title"]))


def digest(text: str) -> str:
    """Return what stands for the rows of a CSV file: alike on every processor, whatever its head says.

    Examples
    --------
    >>> digest("# Title\\nyear,value\\n2025,0.12345678\\n") == digest("year,value\\n2025,0.12345679\\n")
    True
    >>> digest("value\\n12345678\\n") == digest("value\\n12345679\\n")
    False
    """
    rows = list(csv.reader(dropwhile(lambda line: line.startswith("#"), text.splitlines())))
    beside = {position for position, name in enumerate(rows[0] if rows else []) if name == BESIDE}
    kept = [[figure(cell) for position, cell in enumerate(row) if position not in beside] for row in rows]
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()[:SHORT]


def figure(cell: str) -> str:
    """Return a cell with a fraction rounded to what counts; whole numbers and words as they are."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    return cell if not math.isfinite(number) or number.is_integer() else f"{number:.{SIGNIFICANT}g}"


def listed(records: Any) -> list[dict[str, Any]]:
    """Return the records of a manifest, which keeps them by id or in a list."""
    return list(records.values()) if isinstance(records, dict) else list(records)


def compare(before: Mapping[tuple[str, str], Value], after: Mapping[tuple[str, str], Value]) -> list[Difference]:
    """Return the difference of every published thing of two states, those of the later state first, in its order."""
    found = [Difference(before.get(place), value, status(before.get(place), value)) for place, value in after.items()]
    return [*found, *(Difference(value, None, "vanished") for place, value in before.items() if place not in after)]


def status(before: Value | None, after: Value) -> Status:
    """Say how a published thing stands to what it was before."""
    if before is None:
        return "new"
    if (before.value, before.text) == (after.value, after.text):
        return "identical"
    if before.text != after.text or not (isinstance(before.value, float) and isinstance(after.value, float)):
        # titles and sentences of figures and findings are compared by the facts in them
        alike = before.kind in ("figure", "table") and before.value == after.value
        return "identical" if alike else "moved"
    near = math.isclose(before.value, after.value, rel_tol=1e-9, abs_tol=before.tolerance)
    return "within" if near else "moved"
