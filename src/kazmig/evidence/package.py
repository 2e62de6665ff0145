"""The whole of ``data/`` in memory: every table read, checked and typed, and every problem found on the way."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from kazmig.evidence import corrections, ledger, lineage, precedence, references, rules, schema
from kazmig.evidence.periods import Period
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.schema import OBSERVATIONS, PANELS, Resource
from kazmig.evidence.tables import Table

NEEDED: dict[str, tuple[str, ...]] = {
    "sources": ("source_id", "title", "publisher", "published", "kind"),
    "series": ("series_id", "concept", "unit", "direction", "partner_role", "frequency", "kind"),
    "geographies": ("code", "group", "valid_from", "valid_to"),
    "categories": ("breakdown", "category", "part"),
    "precedence": ("series_id", "start", "end", "source_id", "rank"),
    "events": ("event_id", "date", "size", "unit", "source_id"),
    "corrections": (*corrections.MATCHED, "correction_id", "table", "action", "value", "expect", "reason", "kind"),
    "claims": ("claim_id", "start", "end", "test", "low", "high"),
}
"""The tables, and the columns in them, that this part of the package reads by name."""


OBSERVED = (
    *("series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period", "value", "low", "high"),
    *("precision", "vintage", "source_id", "locator", "status", "note"),
)
"""The columns of every table of observations."""


@dataclass(frozen=True)
class Package:
    """What was read.

    Parameters
    ----------
    folder
        The folder ``data``.
    declared
        Every declared table by resource name.
    tables
        The tables as text, by file.
    frames
        The tables that are no observations and no panels, typed, with lineage, by resource name.
    observations
        All observations, corrected, typed, with lineage; further ``key`` (a number for each value described),
        ``file``, ``first_year``, ``last_year``, ``first_day``, ``last_day``, ``year`` and what
        `precedence.order` adds.
    problems
        Everything that is wrong, in the order of file and line.
    """

    folder: Path
    declared: dict[str, Resource]
    tables: dict[str, Table]
    frames: dict[str, pd.DataFrame]
    observations: pd.DataFrame
    problems: tuple[Problem, ...] = field(default=())


def read(folder: Path, *, panels: bool = False) -> Package:
    """Read the data package.

    Parameters
    ----------
    folder
        The folder ``data``.
    panels
        Also read and check the panels, which takes seconds; `Evidence.panel` reads them when asked for.

    Raises
    ------
    EvidenceError
        If ``datapackage.json`` is unusable, or a table that all others need cannot be read.
    """
    declared = schema.resources(folder)
    problems = schema.undeclared(folder, declared)
    found: dict[str, Table] = {}
    for name, resource in declared.items():
        if resource.file.startswith(PANELS) and not panels:
            continue
        table, faults = schema.read(folder, resource)
        problems += faults
        if table is not None:
            found[name] = table
    problems += schema.foreign_keys(found, declared)
    for name, columns in NEEDED.items():
        if name not in declared:
            rule = f"the data package declares the table {name}"
            problems.append(Problem(schema.PACKAGE, 0, "resources", name, rule, f"declare the resource {name}"))
            continue
        for column in set(columns) - set(declared[name].schema.field_names):
            rule = f"the table {name} has the column {column}, which the checks read"
            problems.append(Problem(schema.PACKAGE, 0, "fields", name, rule, f"declare and fill the column {column}"))
            found.pop(name, None)
    for name in [name for name in found if _is_observation(declared[name])]:
        if tuple(declared[name].schema.field_names) != OBSERVED:
            rule = f"every table of observations has the columns {','.join(OBSERVED)}"
            problems.append(Problem(schema.PACKAGE, 0, "fields", name, rule, "declare these columns in this order"))
            found.pop(name)
    for name in set(found) & set(ledger.FILES):
        if tuple(declared[name].schema.field_names) != ledger.COLUMNS[name]:
            rule = f"{ledger.FILES[name]} has the columns {','.join(ledger.COLUMNS[name])}"
            problems.append(Problem(schema.PACKAGE, 0, "fields", name, rule, "declare these columns in this order"))
            found.pop(name)
    lost = [name for name in NEEDED if name not in found]
    if lost or not any(_is_observation(declared[name]) for name in found):
        rule = "at least one table of observations can be read"
        problems = problems or [Problem(schema.PACKAGE, 0, "resources", "", rule, "declare observations/*.csv")]
        raise EvidenceError.of(sorted(problems))
    frames = {
        name: typed(table, declared[name])
        for name, table in found.items()
        if not _is_observation(declared[name]) and not declared[name].file.startswith(PANELS)
    }
    raw = _observations(found, declared)
    corrected = corrections.apply(raw, frames["corrections"])
    kinds = frames["sources"].drop_duplicates("source_id").set_index("source_id")["kind"]
    order = precedence.order(corrected.rows, frames["precedence"], kinds)
    rows = corrected.rows.join(order)
    said = {(problem.file, problem.line, problem.field) for problem in problems}
    directions = dict(frames["series"][["series_id", "direction"]].itertuples(index=False, name=None))
    domain = [
        *corrected.problems,
        *rules.observations(rows, frames, ~rows.index.isin(corrected.touched)),
        *references.check(frames, raw),
        *ledger.check(frames, found, directions),
    ]
    problems += [problem for problem in domain if (problem.file, problem.line, problem.field) not in said]
    tables = {declared[name].file: table for name, table in found.items()}
    return Package(folder, declared, tables, frames, rows, tuple(sorted(set(problems))))


def typed(table: Table, resource: Resource) -> pd.DataFrame:
    """Return a table with its types and the address of each row."""
    frame = schema.typed(table.cells, resource.schema)
    frame[lineage.COLUMN] = pd.Series(lineage.addresses(resource.file, table.lines), dtype=object)
    return frame


def public(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame as it is handed out: columns of text have the dtype ``str``."""
    return frame.astype({name: "str" for name in frame.columns if frame[name].dtype == object})


def _is_observation(resource: Resource) -> bool:
    return resource.file.startswith(OBSERVATIONS)


def _observations(found: dict[str, Table], declared: dict[str, Resource]) -> pd.DataFrame:
    """Stack all tables of observations, which share one schema, and add the years that their periods span."""
    tables = {name: table for name, table in found.items() if _is_observation(declared[name])}
    stacked = pd.concat([table.cells for table in tables.values()], ignore_index=True)
    rows = schema.typed(stacked, declared[next(iter(tables))].schema)
    files = [(table.file, len(table.lines)) for table in tables.values()]
    addresses = [each for table in tables.values() for each in lineage.addresses(table.file, table.lines)]
    rows["file"] = np.repeat(np.array([file for file, _ in files], dtype=object), [count for _, count in files])
    rows[lineage.COLUMN] = np.array(addresses, dtype=object)
    spans: dict[str, Period | None] = {}
    for text in rows["period"].unique():
        try:
            spans[text] = Period.parse(text)
        except EvidenceError:
            spans[text] = None
    first = {text: span.start.year if span else 0 for text, span in spans.items()}
    last = {text: span.end.year if span else 0 for text, span in spans.items()}
    finish = {text: span.end.toordinal() if span else 0 for text, span in spans.items()}
    start = {text: span.start.toordinal() if span else 0 for text, span in spans.items()}
    within = {text: span.year if span and span.year else pd.NA for text, span in spans.items()}
    return rows.assign(
        key=rows.groupby(precedence.KEY, sort=False).ngroup(),
        first_year=rows["period"].map(first).astype("int64"),
        last_year=rows["period"].map(last).astype("int64"),
        first_day=rows["period"].map(start).astype("int64"),
        last_day=rows["period"].map(finish).astype("int64"),
        year=pd.array([within[text] for text in rows["period"].to_numpy()], dtype="Int64"),
    )
