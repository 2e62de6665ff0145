"""What the digit lint lets through because somebody declared it: names, units and age bands."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from kazmig.report.errors import ReportError

_BANDS = re.compile(
    r"\bper\s[\d,]+(?:\s\w+)?|\b\d{1,2}\+|\b\d{1,2}\s?[-–]\s?\d{1,2}\b|\baged?\s\d{1,2}\s(?:and|or|to)\s\w+|\b\d{1,3}%"
)


def names(root: Path) -> tuple[str, ...]:
    """Return the names in ``book/names.csv`` (columns ``name`` and ``reason``).

    Raises
    ------
    ReportError
        If a line lacks its name or its reason.
    """
    path = root / "book" / "names.csv"
    if not path.is_file():
        return ()
    found: list[str] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            name, reason = (row.get("name") or "").strip(), (row.get("reason") or "").strip()
            if not name or not reason:
                raise ReportError(
                    f"{path}, line {number}: a name and its reason are wanted, found {row}. Columns: name,reason."
                )
            found.append(name)
    return tuple(found)


def bands(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the units and age bands in the units and definitions of ``series.csv``.

    Examples
    --------
    >>> bands(["per 1,000 inhabitants", "People aged 15 and over (15+)"])
    ('15+', 'aged 15 and over', 'per 1,000', 'per 1,000 inhabitants')
    """
    found: set[str] = set()
    for text in texts:
        for match in _BANDS.finditer(text):
            found.add(match[0])
            if match[0].startswith("per "):
                found.add(" ".join(match[0].split()[:2]))
    return tuple(sorted(found))
