"""What a report publishes, as records: figures, tables, facts and findings with their lineage."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """The notebook cell that made a thing: its id, and its position in the committed notebook, from 0."""

    id: str | None
    index: int | None


@dataclass(frozen=True)
class Lineage:
    """Where something comes from.

    Parameters
    ----------
    sources
        Sorted ids of the sources of all its rows.
    rows
        Addresses of its rows in ``data/``, neighbours as ranges.
    tables_read
        The files of ``data/`` that hold them.
    """

    sources: tuple[str, ...]
    rows: tuple[str, ...]
    tables_read: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A published chart. Texts are kept as templates and filled in."""

    id: str
    title: str
    title_template: str
    caption: str
    caption_template: str
    alt: str
    alt_template: str
    finding: str
    holds: bool
    lineage: Lineage
    cell: Cell
    data: str
    files: dict[str, str]


@dataclass(frozen=True)
class Column:
    """A column of a published table: its field in the CSV, heading, format, and whether it holds numbers."""

    field: str
    label: str
    format: str
    numeric: bool


@dataclass(frozen=True)
class Table:
    """A published table."""

    id: str
    title: str
    title_template: str
    caption: str
    caption_template: str
    columns: tuple[Column, ...]
    lineage: Lineage
    cell: Cell
    data: str
    files: dict[str, str]


@dataclass(frozen=True)
class Fact:
    """A published number, or name, computed from rows.

    Parameters
    ----------
    value
        As computed, in the data's unit.
    text
        As printed in prose.
    scale
        What the value is divided by before it is printed (1000 for thousands).
    decisive_rows
        Addresses of the rows whose change or absence moves the value; empty when only a change to the whole
        frame does, which ``moved_by`` then tells.
    invariant
        Declared reason why nothing can move it; else empty.
    """

    key: str
    value: Any
    text: str
    unit: str
    format: str
    scale: float
    period: str
    series: tuple[str, ...]
    definition: str
    derivation: tuple[str, ...]
    code: str
    settings: dict[str, Any]
    decisive_rows: tuple[str, ...]
    moved_by: str
    invariant: str
    lineage: Lineage
    cell: Cell
    data: str


@dataclass(frozen=True)
class Finding:
    """A sentence that could turn out false, and what would make it so."""

    id: str
    statement: str
    statement_template: str
    holds: bool
    falsified_by: str
    code: str
    settings: dict[str, Any]
    lineage: Lineage
    cell: Cell
    data: str


def entry(record: Any) -> dict[str, Any]:
    """Return a record as the manifest holds it: flat, with lists for tuples."""
    flat: dict[str, Any] = asdict(record)
    lineage = flat.pop("lineage")
    cell = flat.pop("cell")
    flat |= {"sources": lineage["sources"], "rows": lineage["rows"], "tables_read": lineage["tables_read"]}
    flat |= {"cell": cell["id"], "cell_index": cell["index"]}
    return {name: _listed(value) for name, value in flat.items()}


def _listed(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_listed(part) for part in value]
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return value
