"""The chain from something published back to rows of ``data/`` and documents, and from these forward again."""

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kazmig.runs.comparing import listed
from kazmig.runs.errors import RunError

KINDS: Final = ("fact", "finding", "figure", "table")
SAID: Final = {"fact": "text", "finding": "statement", "figure": "title", "table": "title"}
"""What a published thing says in a line."""
SHOWN: Final = ("series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period", "value", "vintage")
"""Columns of an observation that tell what it is; a row of any other table is told by all but these:"""
BESIDE: Final = ("source_id", "locator", "note")
PLACE: Final = re.compile(r"(?:data/)?(?P<table>[^:]+\.csv(?:\.gz)?)(?::(?P<line>.*))?")
"""A row, or a table, as people write it."""


@dataclass(frozen=True)
class Archive:
    """The default runs and the tables of ``data/``, read on demand.

    Attributes
    ----------
    root : Path
        The repository.
    chapters : tuple of str
        The chapters whose runs are looked at.
    """

    root: Path
    chapters: tuple[str, ...]

    @cached_property
    def records(self) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
        """Everything published: id and kind to chapter and record; a finding often shares its id with its figure."""
        found: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        for chapter in self.chapters:
            path = self.root / "_build" / "runs" / chapter / "default" / "manifest.json"
            if not path.is_file():
                raise RunError(f"{chapter} has not been run. Build the book first: kazmig book --chapters-only")
            manifest = json.loads(path.read_text(encoding="utf-8"))
            for kind in KINDS:
                for record in listed(manifest[f"{kind}s"]):
                    found[str(record.get("key") or record["id"]), kind] = chapter, record
        return found

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """What is published under each id, in the order of :data:`KINDS`."""
        found: dict[str, list[str]] = {}
        for key, kind in self.records:
            found.setdefault(key, []).append(kind)
        return found

    @cached_property
    def tables(self) -> dict[str, dict[int, dict[str, str]]]:
        """Rows of the tables read so far, by table and line of the file."""
        return {}

    def row(self, address: str) -> dict[str, str]:
        """Return a row of a table of ``data/`` by its address; empty for what is no CSV table or no line of it."""
        name, _, line = address.partition(":")
        path = self.root / "data" / name
        if name not in self.tables:
            self.tables[name] = {}
            if name.endswith((".csv", ".csv.gz")) and path.is_file():
                opened = gzip.open if path.suffix == ".gz" else open
                with opened(path, "rt", encoding="utf-8", newline="") as stream:
                    self.tables[name] = dict(enumerate(csv.DictReader(stream), start=2))
        return self.tables[name].get(int(line), {})

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """The documents by id."""
        with (self.root / "data" / "sources.csv").open(encoding="utf-8", newline="") as stream:
            return {row["source_id"]: row for row in csv.DictReader(stream)}

    @cached_property
    def series(self) -> dict[str, str]:
        """Titles of series by id."""
        with (self.root / "data" / "series.csv").open(encoding="utf-8", newline="") as stream:
            return {row["series_id"]: row["title"] for row in csv.DictReader(stream)}


def lines(addresses: list[str]) -> Iterator[str]:
    """Yield the address of every line of addresses that may be ranges.

    Examples
    --------
    >>> list(lines(["a.csv:2-3", "a.csv:7"]))
    ['a.csv:2', 'a.csv:3', 'a.csv:7']
    """
    for address in addresses:
        name, _, span = address.partition(":")
        first, _, last = span.partition("-")
        yield from (f"{name}:{line}" for line in range(int(first), int(last or first) + 1))


def trace(archive: Archive, key: str, kind: str = "") -> dict[str, Any]:
    """Return the chain behind something published.

    Parameters
    ----------
    archive
        The book.
    key
        Its permanent id, such as ``flows.departures_peak``.
    kind
        Which of the things of this id: fact, finding, figure or table; the first of them when empty.

    Returns
    -------
    dict
        ``id, kind, says, value, unit, period, chapter, notebook, cell, code, settings, steps, series, rows, sources``,
        and ``also``: the other kinds of this id.
        A row has ``address``, the columns that tell what it is, ``locator``, ``source`` and ``decisive``: whether the
        value is this row's, or was computed from it alone with others that are decisive too.

    Raises
    ------
    RunError
        If nothing has this id, or nothing of this kind; names the nearest ones.
    """
    if key not in archive.kinds:
        hint = near(key, archive.kinds)
        raise RunError(f"Nothing published has the id {key!r}.{hint} The book's page of facts lists them all.")
    kinds = archive.kinds[key]
    if kind and kind not in kinds:
        raise RunError(f"{key} is no {kind}. Under this id stands: {', '.join(kinds)}.")
    kind = kind or kinds[0]
    chapter, record = archive.records[key, kind]
    decisive = set(lines(record.get("decisive_rows") or []))
    rows = []
    for address in lines(record.get("rows") or []):
        row = archive.row(address)
        told = SHOWN if address.startswith("observations/") else [name for name in row if name not in BESIDE]
        shown = {name: row[name] for name in told if row.get(name)}
        place = {"locator": row.get("locator", ""), "source": row.get("source_id", ""), "decisive": address in decisive}
        rows.append({"address": address, **shown, **place})
    return {
        "id": key,
        "kind": kind,
        "also": [each for each in kinds if each != kind],
        "says": record.get(SAID[kind], ""),
        "value": record.get("value", record.get("holds", "")),
        "unit": record.get("unit", ""),
        "period": record.get("period", ""),
        "chapter": chapter,
        "notebook": f"notebooks/{chapter}.ipynb",
        "cell": record.get("cell", ""),
        "code": record.get("code", ""),
        "settings": record.get("settings") or {},
        "steps": record.get("derivation") or [],
        "series": {name: archive.series.get(name, name) for name in record.get("series") or []},
        "rows": rows,
        "sources": {
            name: {part: archive.sources[name][part] for part in ("title", "author", "publisher", "published", "url")}
            for name in record.get("sources") or []
            if name in archive.sources
        },
    }


def reverse(archive: Archive, wanted: str) -> list[dict[str, Any]]:
    """Return all that rests on a source, or on a row of ``data/``.

    Parameters
    ----------
    archive
        The book.
    wanted
        A ``source_id``, or an address such as ``observations/flows.csv:82``.

    Returns
    -------
    list of dict
        ``id, kind, chapter, says, decisive`` of each, by chapter and in the order of publication; ``decisive`` says of
        a row whether it decides the value.

    Raises
    ------
    RunError
        If there is no such source, or no such row.
    """
    place = PLACE.fullmatch(wanted)
    address = row_of(archive, place["table"], place["line"] or "") if place else ""
    if not place and wanted not in archive.sources:
        raise RunError(f"data/sources.csv has no source_id {wanted!r}.{near(wanted, archive.sources)}")
    found = []
    for (key, kind), (chapter, record) in archive.records.items():
        if covers(record.get("rows") or [], address) if address else wanted in (record.get("sources") or []):
            decides = bool(address) and covers(record.get("decisive_rows") or [], address)
            found.append(
                {"id": key, "kind": kind, "chapter": chapter, "says": record.get(SAID[kind], ""), "decisive": decides}
            )
    return found


def row_of(archive: Archive, table: str, line: str) -> str:
    """Return the address of a row that exists.

    Raises
    ------
    RunError
        If there is no such table or row, or no line is named.
    """
    if not (archive.root / "data" / table).is_file():
        tables = [
            path.relative_to(archive.root / "data").as_posix() for path in (archive.root / "data").rglob("*.csv*")
        ]
        raise RunError(f"data/ has no table {table}.{near(table, sorted(tables))}")
    if not line.isdecimal():
        raise RunError(f"Name one row of {table} by its line in the file, such as {table}:82.")
    if not archive.row(f"{table}:{line}"):
        last = max(archive.tables[table], default=1)
        raise RunError(f"data/ has no row {table}:{line}. Its rows are lines 2 to {last}.")
    return f"{table}:{int(line)}"


def covers(addresses: Iterable[str], wanted: str) -> bool:
    """Say whether addresses, which may be ranges, hold a row.

    Examples
    --------
    >>> covers(["a.csv:2-30"], "a.csv:7"), covers(["a.csv:2-30"], "b.csv:7"), covers(["a.csv:2"], "a.csv:3")
    (True, False, False)
    """
    table, _, line = wanted.partition(":")
    for address in addresses:
        name, _, span = address.partition(":")
        first, _, last = span.partition("-")
        if name == table and int(first) <= int(line) <= int(last or first):
            return True
    return False


def near(wanted: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest names, or nothing."""
    found = get_close_matches(wanted, list(known), n=3, cutoff=0.5)
    return f" Did you mean {', '.join(found)}?" if found else ""
