"""The chain from something published back to rows of ``data/`` and documents, and from these forward again."""

import csv
import json
from collections.abc import Iterator
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
"""Columns of a row that tell what it is."""


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
    def records(self) -> dict[str, tuple[str, str, dict[str, Any]]]:
        """Everything published: id to kind, chapter and record; a fact before a figure of the same id."""
        found: dict[str, tuple[str, str, dict[str, Any]]] = {}
        for chapter in self.chapters:
            path = self.root / "_build" / "runs" / chapter / "default" / "manifest.json"
            if not path.is_file():
                raise RunError(f"{chapter} has not been run. Build the book first: kazmig book --chapters-only")
            manifest = json.loads(path.read_text(encoding="utf-8"))
            for kind in KINDS:
                for record in listed(manifest[f"{kind}s"]):
                    found.setdefault(str(record.get("key") or record["id"]), (kind, chapter, record))
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
            if path.suffix == ".csv" and path.is_file():
                with path.open(encoding="utf-8", newline="") as stream:
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


def trace(archive: Archive, key: str) -> dict[str, Any]:
    """Return the chain behind something published.

    Parameters
    ----------
    archive
        The book.
    key
        Its permanent id, such as ``flows.departures_peak``.

    Returns
    -------
    dict
        ``id, kind, says, value, unit, period, chapter, notebook, cell, code, settings, steps, series, rows, sources``.
        A row has ``address``, the columns that tell what it is, ``locator``, ``source`` and ``decisive``: whether the
        value is this row's, or was computed from it alone with others that are decisive too.

    Raises
    ------
    RunError
        If nothing has this id; names the nearest ones.
    """
    if key not in archive.records:
        near = get_close_matches(key, archive.records, n=3, cutoff=0.5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise RunError(f"Nothing published has the id {key!r}.{hint} The book's page of facts lists them all.")
    kind, chapter, record = archive.records[key]
    decisive = set(lines(record.get("decisive_rows") or []))
    rows = []
    for address in lines(record.get("rows") or []):
        row = archive.row(address)
        shown = {name: row[name] for name in SHOWN if row.get(name)}
        place = {"locator": row.get("locator", ""), "source": row.get("source_id", ""), "decisive": address in decisive}
        rows.append({"address": address, **shown, **place})
    return {
        "id": key,
        "kind": kind,
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
    is_row = ".csv" in wanted and ":" in wanted
    if is_row and not archive.row(wanted.removeprefix("data/")) and not wanted.split(":")[0].endswith(".gz"):
        raise RunError(f"data/ has no row {wanted}. Write file:line below data/, such as observations/flows.csv:82.")
    if not is_row and wanted not in archive.sources:
        near = get_close_matches(wanted, archive.sources, n=3, cutoff=0.5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise RunError(f"data/sources.csv has no source_id {wanted!r}.{hint}")
    found = []
    for key, (kind, chapter, record) in archive.records.items():
        address = wanted.removeprefix("data/")
        rests = address in set(lines(record.get("rows") or [])) if is_row else wanted in (record.get("sources") or [])
        if rests:
            decides = is_row and address in set(lines(record.get("decisive_rows") or []))
            found.append(
                {"id": key, "kind": kind, "chapter": chapter, "says": record.get(SAID[kind], ""), "decisive": decides}
            )
    return found
