"""Tables on a page: those a report publishes, as it printed them, and the data behind a chart."""

import csv
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazmig.site.citing import Cite, cited
from kazmig.site.fragments import render
from kazmig.site.languages.voice import voice
from kazmig.site.published import SiteError

BOOKKEEPING = {"lineage", "source_id", "locator", "note", "vintage", "precision", "status", "frequency"}
"""Columns of a chart's data that its CSV file keeps and the page leaves out."""

VERDICTS = {
    "supported": "supported",
    "contradicted": "contradicted",
    "depends on the definition": "depends",
    "cannot be checked": "uncheckable",
}
"""Words of verdicts on claims, and the class that gives each its shape and colour."""


@dataclass(frozen=True)
class Heading:
    """A column as a page shows it."""

    label: str
    numeric: bool


Mark = Mapping[str, Any]
"""What a row has besides its cells: ``id``, an anchor, and ``links`` (each ``href, text``) under the last cell."""


def report_table(folder: Path, record: Mapping[str, Any], cite: Cite, marks: Sequence[Mark] = ()) -> tuple[str, int]:
    """Return a report's table as HTML, its cells as the report printed them, and the number of its rows.

    Parameters
    ----------
    folder : Path
        The run's folder.
    record : Mapping
        The table's record in the manifest.
    cite : callable
        Gives address and short name of a source, for the columns that name one.
    marks : sequence of Mark
        One for each row, or none.
    """
    path = folder / str(record["files"]["json"])
    require(path)
    printed = json.loads(path.read_text(encoding="utf-8"))
    printed["rows"] = cited(printed["columns"], printed["rows"], cite)
    headings = [Heading(voice().column(column["label"]), column["numeric"]) for column in printed["columns"]]
    count = len(printed["rows"])
    return filled(headings, spoken(printed["rows"], voice().cell), count, marks if len(marks) == count else ()), count


def data_table(folder: Path, record: Mapping[str, Any], limit: int) -> str:
    """Return the data of a chart as an HTML table.

    Left out are columns of book-keeping, empty ones, and ones that say the same in every row; numbers are printed
    with commas. At most ``limit`` rows are shown: the CSV file has all rows and columns.
    """
    path = folder / str(record["data"])
    require(path)
    columns = read_columns(path)
    shown = [
        name
        for name, cells in columns.items()
        if name not in BOOKKEEPING
        and not name.startswith("lineage")
        and (len(set(cells)) > 1 or (len(cells) == 1 and cells[0]))
    ] or list(columns)
    if "year" in shown and columns.get("period") == columns["year"] and "period" in shown:
        shown.remove("period")
    printed = {name: printed_column(name, columns[name]) for name in shown}
    headings = [Heading(name.replace("_", " "), numeric) for name, (_, numeric) in printed.items()]
    rows = [list(cells) for cells in zip(*(cells for cells, _ in printed.values()), strict=True)]
    return filled(headings, spoken(rows[:limit], voice().word), len(rows))


def spoken(rows: Sequence[Sequence[Any]], say: Callable[[str], str]) -> list[list[Any]]:
    """Return the cells of a table in the language of the build; cells that are finished HTML stay."""
    if not voice().translates:
        return [list(row) for row in rows]
    return [[say(cell) if type(cell) is str else cell for cell in row] for row in rows]


def read_columns(path: Path) -> dict[str, list[str]]:
    """Return the columns of a published CSV file as text, its opening comment lines left out.

    Raises
    ------
    SiteError
        If the file has no header.
    """
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if not line.startswith("# ")), len(lines))
    rows = list(csv.reader(lines[start:]))
    if not rows:
        raise SiteError(f"{path} has no header. Remedy: run its chapter again with `kazmig run`.")
    return {name: [row[position] for row in rows[1:]] for position, name in enumerate(rows[0])}


def printed_column(name: str, cells: list[str]) -> tuple[list[str], bool]:
    """Return a column's cells as printed, and whether it holds numbers.

    Examples
    --------
    >>> printed_column("value", ["477068.0", ""])
    (['477,068', ''], True)
    >>> printed_column("year", ["1994", "1995"])
    (['1994', '1995'], False)
    """
    values = [number(cell) for cell in cells]
    known = [value for value in values if value is not None]
    if not known or any(cell and value is None for cell, value in zip(cells, values, strict=True)):
        return cells, False
    if "year" in name or "period" in name:
        return [cell.removesuffix(".0") for cell in cells], False
    digits = 0 if all(value == round(value) for value in known) else 2 if max(map(abs, known)) < 100 else 1
    # Minus signs, not hyphens, as the report prints them; this module imports neither it nor pandas, since a build
    # with nothing to do must end within seconds.
    return ["" if value is None else f"{value:,.{digits}f}".replace("-", "\N{MINUS SIGN}") for value in values], True


def number(cell: str) -> float | None:
    """Return a cell's number; None for an empty cell or a text."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def filled(headings: list[Heading], rows: list[list[str]], total: int, marks: Sequence[Mark] = ()) -> str:
    """Return a table as HTML."""
    left = total - len(rows)
    return render(
        "rows.html", headings=headings, rows=rows, left=left, total=total, verdicts=verdicts(), marks=list(marks)
    )


def verdicts() -> dict[str, str]:
    """Return the words of verdicts in the language of the build, and the class of each."""
    return {voice().cell(word): name for word, name in VERDICTS.items()}


def require(path: Path) -> None:
    """Refuse a missing file.

    Raises
    ------
    SiteError
        Naming the file and the remedy.
    """
    if not path.is_file():
        raise SiteError(f"{path} is missing. Remedy: run its chapter again with `kazmig run`.")
