"""The tables of ``data/`` as the site's pages show them: plain rows, read as text, nothing computed."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kazmig.site.published import SiteError

Row = dict[str, str]


@dataclass
class Library:
    """Reads tables of the data package on demand.

    Attributes
    ----------
    folder : Path
        The folder ``data``.
    """

    folder: Path
    _lines: dict[str, dict[int, Row]] = field(default_factory=dict)

    def table(self, name: str) -> list[Row]:
        """Return the rows of ``<name>.csv``; none when the package has no such table."""
        path = self.folder / f"{name}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources by id."""
        return {row["source_id"]: row for row in self.table("sources")}

    @cached_property
    def series(self) -> dict[str, Row]:
        """The series by id."""
        return {row["series_id"]: row for row in self.table("series")}

    @cached_property
    def geographies(self) -> dict[str, str]:
        """English names of places by code."""
        return {row["code"]: row["name_en"] for row in self.table("geographies")}

    @cached_property
    def package(self) -> dict[str, Any]:
        """The data package's descriptor."""
        path = self.folder / "datapackage.json"
        if not path.is_file():
            raise SiteError(f"{path} is missing. Remedy: restore it from the repository.")
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return descriptor

    def source(self, source_id: str, wanted_by: str) -> Row:
        """Return one source.

        Raises
        ------
        SiteError
            If data/sources.csv does not have it.
        """
        if source_id not in self.sources:
            raise SiteError(
                f"{wanted_by} names the source {source_id!r}, which data/sources.csv does not have. "
                "Remedy: add the source there, then run the chapter again."
            )
        return self.sources[source_id]

    def observation_files(self) -> list[str]:
        """Return the observation tables, relative to the folder."""
        return sorted(f"observations/{path.name}" for path in (self.folder / "observations").glob("*.csv"))

    def lines(self, name: str) -> dict[int, Row]:
        """Return the rows of a table by their line in the file (the header is line 1)."""
        if name not in self._lines:
            with (self.folder / name).open(encoding="utf-8", newline="") as stream:
                reader = csv.DictReader(stream)
                # one row a line: the data package forbids line breaks in cells
                self._lines[name] = dict(enumerate(reader, start=2))
        return self._lines[name]

    def locators(self, addresses: Iterable[str]) -> dict[str, list[str]]:
        """Return the locators that stand in the addressed rows, by source, without repetition and in order."""
        found: dict[str, dict[str, None]] = {}
        for address in addresses:
            name, _, span = address.partition(":")
            if not name.endswith(".csv") or not (self.folder / name).is_file():
                continue
            rows = self.lines(name)
            for line in span_lines(span):
                row = rows.get(line, {})
                if row.get("source_id") and row.get("locator"):
                    found.setdefault(row["source_id"], {})[row["locator"]] = None
        return {source: list(locators) for source, locators in found.items()}

    @cached_property
    def digest(self) -> str:
        """A digest of every table that a page made from data shows."""
        text = hashlib.sha256()
        for path in sorted([*self.folder.glob("*.csv"), *self.folder.glob("*.json"), *self.folder.rglob("*/*.csv")]):
            text.update(path.relative_to(self.folder).as_posix().encode())
            text.update(path.read_bytes())
        return text.hexdigest()[:16]

    @cached_property
    def sources_digest(self) -> str:
        """A digest of the sources alone, which every card and source line shows."""
        path = self.folder / "sources.csv"
        return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()[:16]

    @cached_property
    def coverage(self) -> dict[str, dict[str, Any]]:
        """What observations there are of each series: number of rows, first and last period, places, sources."""
        found: dict[str, dict[str, Any]] = {}
        for name in self.observation_files():
            for row in self.lines(name).values():
                entry = found.setdefault(
                    row["series_id"], {"rows": 0, "periods": set(), "places": set(), "sources": set(), "files": set()}
                )
                entry["rows"] += 1
                entry["periods"].add(row["period"][:4])
                entry["places"].add(row["geo"])
                entry["sources"].add(row["source_id"])
                entry["files"].add(name)
        return found


def span_lines(span: str) -> range:
    """Return the lines of ``120`` or ``100-134``.

    Examples
    --------
    >>> span_lines("3"), span_lines("3-5")
    (range(3, 4), range(3, 6))
    """
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


def compact(addresses: Iterable[str]) -> list[str]:
    """Join neighbouring addresses to ranges.

    Examples
    --------
    >>> compact(["a.csv:3", "a.csv:4", "a.csv:9", "b.csv:1-2"])
    ['a.csv:3-4', 'a.csv:9', 'b.csv:1-2']
    """
    files: dict[str, set[int]] = {}
    for address in addresses:
        name, _, span = address.partition(":")
        files.setdefault(name, set()).update(span_lines(span))
    found = []
    for name in sorted(files):
        start = previous = None
        for line in [*sorted(files[name]), None]:
            if start is not None and (line is None or previous is None or line != previous + 1):
                found.append(f"{name}:{start}" if start == previous else f"{name}:{start}-{previous}")
                start = None
            if start is None:
                start = line
            previous = line
    return found


def sentence_of(rows: Mapping[str, Any]) -> str:
    """Return the years that a coverage entry spans, as words for a table."""
    years = sorted(rows["periods"])
    return years[0] if years[0] == years[-1] else f"{years[0]}\N{EN DASH}{years[-1]}"
