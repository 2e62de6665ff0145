"""Reading one CSV file as text, with the line of every row, and saying plainly what is wrong with the file.

Nothing is converted here: types are `schema`'s business. A table that cannot be read yields None and its problems.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from kazmig.evidence.problems import Problem

SEPARATORS = {";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class Table:
    """A file's rows as text.

    Parameters
    ----------
    file
        Path relative to ``data/``.
    cells
        One column of text a field; an empty cell is ``""``.
    lines
        The 1-based line on which each row starts (the header is line 1).
    """

    file: str
    cells: pd.DataFrame
    lines: np.ndarray


def read(folder: Path, file: str, columns: Sequence[str]) -> tuple[Table | None, list[Problem]]:
    """Read ``folder/file`` and hold its header against the declared columns.

    Parameters
    ----------
    folder
        The folder ``data``.
    file
        Path of the table relative to it; ``.gz`` is decompressed.
    columns
        The declared columns, in their order.

    Returns
    -------
    tuple
        The table, or None when it cannot be used, and the problems found.
    """
    text, problem = _text(folder, file)
    if text is None:
        return None, [problem] if problem else []
    problems = [problem] if problem else []
    try:
        records, lines = _records(text)
    except csv.Error as error:
        line = text.count("\n") + 1
        return None, [
            *problems,
            Problem(file, line, "", "", f"the file is no CSV ({error})", "close the quotation mark left open"),
        ]
    if not records:
        return None, [
            *problems,
            Problem(file, 0, "", "", "a table has a header line", "restore the file; it is empty"),
        ]
    header = records[0]
    problems += _header(file, header, columns)
    if sorted(header) != sorted(columns):
        return None, problems
    problems += _shape(file, records, lines, len(header))
    whole = [number for number in range(1, len(records)) if len(records[number]) == len(header)]
    rows = [records[number] for number in whole]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    cells = pd.DataFrame(dict(zip(header, values, strict=True)), dtype=object)
    if text.count("\n") != len(records):  # otherwise no cell can hold one
        problems += _newlines(file, cells, [lines[number] for number in whole])
    return Table(file, cells[list(columns)], np.array([lines[number] for number in whole], dtype=np.int64)), problems


def _text(folder: Path, file: str) -> tuple[str | None, Problem | None]:
    """Return the file's text, or what kept it from being read."""
    path = folder / file
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
    except FileNotFoundError:
        remedy = "restore the file, or remove its resource from datapackage.json"
        return None, Problem(file, 0, "", "", "a declared table exists", remedy)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        remedy = "compress the table anew; the file is cut off or no gzip"
        return None, Problem(file, 0, "", "", f"the file can be decompressed ({error})", remedy)
    except OSError as error:
        return None, Problem(file, 0, "", "", f"the file can be read ({error.strerror})", "mend path or permissions")
    problem = None
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        remedy = "save the file as UTF-8 without the mark; spreadsheets add it"
        problem = Problem(file, 1, "", "\\ufeff", "a table starts with its header, not a byte order mark", remedy)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        shown = raw[error.start : error.end].hex(" ")
        return None, Problem(file, line, "", f"byte {shown}", "a table is UTF-8", "save the file as UTF-8")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problem = Problem(file, line, "", "\\r", "lines end with a newline alone", "convert the line ends (CRLF to LF)")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return None, Problem(file, line, "", "\\x00", "a table is text", "restore the file; it holds binary data")
    return text, problem


def _records(text: str) -> tuple[list[list[str]], list[int]]:
    """Split the text into records and the line on which each starts."""
    reader = csv.reader(io.StringIO(text), strict=True)
    if '"' not in text:
        records = list(reader)
        return records, list(range(1, len(records) + 1))
    records, lines, start = [], [], 1
    for record in reader:
        records.append(record)
        lines.append(start)
        start = reader.line_num + 1
    return records, lines


def _header(file: str, header: Sequence[str], columns: Sequence[str]) -> list[Problem]:
    """Compare the header with the declared columns."""
    if len(header) == 1 and len(columns) > 1:
        for mark, name in SEPARATORS.items():
            if mark in header[0]:
                remedy = f"replace the {name} by a comma as separator"
                return [Problem(file, 1, "", header[0][:40], "columns are separated by commas", remedy)]
    problems = []
    for name in columns:
        if name not in header:
            remedy = f"add the column {name}, or take it out of datapackage.json"
            problems.append(Problem(file, 1, name, "", "every declared column is there", remedy))
    for name in header:
        if name not in columns:
            remedy = f"remove the column {name}, or declare it in datapackage.json"
            problems.append(Problem(file, 1, name, name, "no column is undeclared", remedy))
        elif header.count(name) > 1:
            problems.append(Problem(file, 1, name, name, "a column occurs once", f"remove the second column {name}"))
    if not problems and list(header) != list(columns):
        name = next(given for given, declared in zip(header, columns, strict=True) if given != declared)
        remedy = f"put the columns in the order {','.join(columns)}"
        problems.append(Problem(file, 1, name, name, "columns stand in the declared order", remedy))
    return problems


def _shape(file: str, records: list[list[str]], lines: list[int], width: int) -> list[Problem]:
    """Name every record that has too few or too many cells."""
    problems = []
    for record, line in zip(records[1:], lines[1:], strict=True):
        if len(record) == width:
            continue
        if not record:
            problems.append(Problem(file, line, "", "", "no line is blank", "delete the blank line"))
            continue
        rule = f"a row has {width} cells, this one has {len(record)}"
        remedy = "add the missing commas, or put a cell that holds a comma in quotation marks"
        problems.append(Problem(file, line, "", ",".join(record)[:60], rule, remedy))
    return problems


def _newlines(file: str, cells: pd.DataFrame, lines: list[int]) -> list[Problem]:
    """Name every cell that holds a line break."""
    problems = []
    for name in cells.columns:
        for row, cell in enumerate(cells[name]):
            if "\n" in cell:
                shown = cell.replace("\n", "\\n")[:60]
                rule = "a cell is one line, so that a row has one address"
                problems.append(Problem(file, lines[row], name, shown, rule, "write the text without a line break"))
    return problems
