"""What ``datapackage.json`` declares, held against the tables: types, constraints, primary and foreign keys.

The declarations are read and applied by Frictionless itself: each column's own cell reader judges the distinct
texts of that column. A text that occurs ten thousand times is read once, so loading takes tenths of a second and
still means exactly what ``frictionless validate`` means. (Frictionless reading row by row: 3 to 8 s.)
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from frictionless import FrictionlessException, Schema

from kazmig.evidence import tables
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.tables import Table

PACKAGE = "datapackage.json"
OBSERVATIONS = "observations/"
PANELS = "panels/"
NOT_TEXT = ("nan", "null", "#n/a", "n/a", "<na>")
"""What programs write for a gap; the word "none" may be a category."""

PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")


@dataclass(frozen=True)
class Resource:
    """One declared table.

    Parameters
    ----------
    name
        Its name in the data package.
    file
        Its path relative to ``data/``.
    schema
        Its fields, keys and constraints.
    """

    name: str
    file: str
    schema: Schema


def resources(folder: Path) -> dict[str, Resource]:
    """Return the declared tables by name.

    Raises
    ------
    EvidenceError
        If ``datapackage.json`` is missing, no JSON, or declares something that Frictionless does not understand.
    """
    path = folder / PACKAGE
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        declared = package["resources"]
        entries = [(str(entry["name"]), str(entry["path"]), entry["schema"]) for entry in declared]
    except FileNotFoundError:
        remedy = "restore the file, or name the folder that holds it"
        raise EvidenceError.of([Problem(PACKAGE, 0, "", str(folder), "a data package exists", remedy)]) from None
    except json.JSONDecodeError as error:
        remedy = "mend the JSON at that line"
        problem = Problem(PACKAGE, error.lineno, "", "", f"the data package is JSON ({error.msg})", remedy)
        raise EvidenceError.of([problem]) from None
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(PACKAGE, 0, "", "", f"the data package can be read ({error})", "save it as UTF-8 text")
        raise EvidenceError.of([problem]) from None
    except (KeyError, TypeError) as error:
        rule = f"the data package lists resources with name, path and schema (at fault: {error})"
        raise EvidenceError.of([Problem(PACKAGE, 0, "resources", "", rule, "add what is missing")]) from None
    known: dict[str, Resource] = {}
    for name, file, descriptor in entries:
        try:
            known[name] = Resource(name, file, _schema(json.dumps(descriptor, sort_keys=True)))
        except FrictionlessException as error:
            remedy = "mend the declaration; `frictionless validate` says more"
            problem = Problem(PACKAGE, 0, "schema", name, f"a schema is valid ({error.error.note})", remedy)
            raise EvidenceError.of([problem]) from None
    return known


def panel_names(declared: Mapping[str, Resource]) -> dict[str, Resource]:
    """Return the panels by the name of their file, ``wpp`` for ``panels/wpp.csv.gz``."""
    panels = [each for each in declared.values() if each.file.startswith(PANELS)]
    return {each.file.removeprefix(PANELS).partition(".")[0]: each for each in panels}


@cache
def _schema(descriptor: str) -> Schema:
    """Let Frictionless read a declaration, once for all tables that share it."""
    return Schema.from_descriptor(json.loads(descriptor))


def undeclared(folder: Path, declared: Mapping[str, Resource]) -> list[Problem]:
    """Name every table that lies in ``data/`` without being declared."""
    files = {resource.file for resource in declared.values()}
    found = [path.relative_to(folder).as_posix() for path in [*folder.rglob("*.csv"), *folder.rglob("*.csv.gz")]]
    remedy = "add a resource to datapackage.json, or remove the file"
    return [Problem(file, 0, "", "", "every table is declared", remedy) for file in sorted(set(found) - files)]


def read(folder: Path, resource: Resource) -> tuple[Table | None, list[Problem]]:
    """Read a declared table and check cells and primary key.

    Returns
    -------
    tuple
        The table as text, or None when it cannot be used, and the problems found.
    """
    table, problems = tables.read(folder, resource.file, resource.schema.field_names)
    if table is None:
        return None, problems
    return table, [*problems, *_cells(table, resource.schema), *_primary_key(table, resource.schema)]


def typed(texts: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return the table with numbers as numbers; text stays text (dtype object), an empty cell of text ``""``.

    Whole-number columns without gaps become int64, other numbers float64 with NaN for an empty cell. A cell that
    is no number or infinite (a problem reported elsewhere) becomes NaN.
    """
    columns: dict[str, Any] = {}
    for field in schema.fields:
        cells = texts[field.name]
        if field.type in ("number", "integer", "year"):
            numbers = pd.to_numeric(cells.where(cells != "", np.nan), errors="coerce").astype("float64")
            numbers = numbers.where(np.isfinite(numbers))
            whole = field.type != "number" and not bool(numbers.isna().any())
            columns[field.name] = numbers.astype("int64") if whole else numbers
        elif field.type == "boolean":
            columns[field.name] = cells.isin(["true", "True", "TRUE", "1"])
        else:
            columns[field.name] = cells
    return pd.DataFrame(columns, index=texts.index)


def _cells(table: Table, schema: Schema) -> list[Problem]:
    """Apply each field's own reader to the distinct texts of its column."""
    problems = []
    for field in schema.fields:
        cells = table.cells[field.name]
        reader = field.create_cell_reader()
        faults: dict[str, tuple[str, str]] = {}
        for text in cells.unique():
            fault = _fault(text, reader(text)[1], field)
            if fault is not None:
                faults[text] = fault
        if faults:
            for row in np.flatnonzero(cells.isin(list(faults)).to_numpy()):
                text = cells.iloc[row]
                rule, remedy = faults[text]
                problems.append(Problem(table.file, int(table.lines[row]), field.name, text, rule, remedy))
        if field.constraints.get("unique"):
            problems += _repeats(table, [field.name], "is unique")
    return problems


def _fault(text: str, notes: Mapping[str, str] | None, field: Any) -> tuple[str, str] | None:
    """Say which rule of the field a cell's text breaks, and what to do; None when it breaks none."""
    if text != text.strip():
        return "a cell has no space at its ends", "remove the spaces"
    limits = field.constraints
    if notes:
        if "type" in notes:
            return f"the type is {field.type}", f"write a plain {field.type}, or leave the cell empty"
        if "required" in notes:
            return "the cell is required", "fill it in"
        if "enum" in notes:
            allowed = ", ".join(str(item) or '""' for item in limits["enum"])
            return f"one of: {allowed}", "write one of these"
        if "pattern" in notes:
            form = f"{field.description} " if field.description else ""
            return f"the cell has the declared form: {form}({limits['pattern']})", "write it in that form"
        name = next(iter(notes))
        return f"{name} is {limits[name]}", "mend the value; the source says what it was"
    if field.type in ("number", "integer") and text and not PLAIN_NUMBER.fullmatch(text):
        return "a number is plain digits", "write digits and a decimal point, or leave the cell empty"
    if field.type == "string" and text.lower() in NOT_TEXT:
        return "a missing value is an empty cell", "leave the cell empty"
    return None


def _primary_key(table: Table, schema: Schema) -> list[Problem]:
    """Name every row that repeats the key of an earlier one."""
    keys = list(schema.primary_key)
    return _repeats(table, keys, "occurs once (primary key)") if keys else []


def _repeats(table: Table, keys: list[str], rule: str) -> list[Problem]:
    repeated = table.cells.duplicated(keys, keep="first").to_numpy()
    problems = []
    for row in np.flatnonzero(repeated):
        values = table.cells.iloc[row][keys]
        same = (table.cells[keys] == values).all(axis=1).to_numpy()
        first = int(table.lines[int(np.flatnonzero(same)[0])])
        shown = " ".join(text for text in values if text)
        remedy = f"remove one of the two; line {first} has the same"
        problems.append(
            Problem(table.file, int(table.lines[row]), "+".join(keys), shown, f"a row's key {rule}", remedy)
        )
    return problems


def foreign_keys(found: Mapping[str, Table], declared: Mapping[str, Resource]) -> list[Problem]:
    """Name every cell that points to a row which is not there.

    Parameters
    ----------
    found
        The tables that could be read, by resource name.
    declared
        All declared tables.
    """
    problems = []
    known: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name, table in found.items():
        for key in declared[name].schema.foreign_keys:
            fields, targets = list(key["fields"]), list(key["reference"]["fields"])
            target = key["reference"].get("resource") or name
            if target not in found:
                continue
            if (target, *targets) not in known:
                known[target, *targets] = set(_rows(found[target].cells[targets]))
            cells = table.cells[fields]
            distinct = cells[fields[0]].unique() if len(fields) == 1 else cells.drop_duplicates()
            unknown = [values for values in _rows(distinct) if any(values) and values not in known[target, *targets]]
            if not unknown:
                continue
            lost = [values in unknown for values in _rows(cells)]
            where = declared[target].file
            for row in np.flatnonzero(lost):
                shown = " ".join(table.cells.iloc[row][fields])
                rule = f"{'+'.join(fields)} stands in {where} ({'+'.join(targets)})"
                remedy = f"mend the spelling, or add the row to {where}"
                problems.append(Problem(table.file, int(table.lines[row]), "+".join(fields), shown, rule, remedy))
    return problems


def _rows(cells: pd.DataFrame | np.ndarray) -> list[tuple[str, ...]]:
    """Return each row as a tuple of texts."""
    if isinstance(cells, np.ndarray):
        return [(text,) for text in cells.tolist()]
    return list(zip(*(cells[name].tolist() for name in cells.columns), strict=True))
