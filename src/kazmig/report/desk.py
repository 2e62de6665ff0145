"""What all publishing of a chapter shares: its state, its opening, ids, texts, and the rows behind each thing."""

import functools
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Self

from kazmig import evidence, paths
from kazmig.report import allowances, cells, files
from kazmig.report import parameters as declarations
from kazmig.report.errors import ReportError
from kazmig.report.probing import Data
from kazmig.report.provenance import Provenance
from kazmig.report.records import Fact, Figure, Finding, Lineage, Table, entry
from kazmig.report.staging import COMPARED, OTHER_DATA, Staging
from kazmig.report.wording import Wording

P = ParamSpec("P")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Desk:
    """The state of a chapter's report: where it writes, what it knows of the data, what is published so far."""

    chapter: str
    parameters: dict[str, Any]
    run: str
    staging: Staging
    provenance: Provenance
    index: cells.Index
    wording: Wording
    facts: dict[str, Fact] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """What other data do not let be published, and why; on the book's own data it stops the chapter instead."""
    closed: bool = False

    @classmethod
    def open(cls, chapter: str, parameters: Mapping[str, Any] | None = None) -> Self:
        """Open the report of a chapter.

        Parameters
        ----------
        chapter
            Name of its notebook in ``notebooks/``.
        parameters
            Name -> value of every parameter that the notebook declares.

        Raises
        ------
        ParameterError
            If the notebook has no parameters cell, or a parameter is unknown, missing, of a wrong type or out of range.
        """
        evidence.reads.reset()
        notebook = paths.root() / "notebooks" / f"{chapter}.ipynb"
        declared = declarations.declared(notebook)
        given = dict(parameters or {})
        missing = [parameter.name for parameter in declared if parameter.name not in given]
        if missing:
            raise ReportError(
                f"chapter {chapter}: Report.open was not told the parameter {missing[0]!r}. Remedy: "
                f"Report.open({chapter!r}, parameters={{{', '.join(f'{p.name!r}: {p.name}' for p in declared)}}})."
            )
        values = declarations.check(given, declared)
        known = Provenance(evidence.load())
        described = [text for row in known.series.values() for text in (row["unit"], row["definition"], row["title"])]
        run = declarations.folder(values, declared)
        return cls(
            chapter,
            values,
            run,
            Staging.open(chapter, run),
            known,
            cells.index(notebook),
            Wording(chapter, allowances.names(paths.root()), allowances.bands(described)),
        )

    @property
    def is_default(self) -> bool:
        """Whether this is the book's own run, every parameter at its default: a finding that does not hold stops it."""
        return self.run == declarations.DEFAULT_FOLDER and not self.on_other_data

    @property
    def on_other_data(self) -> bool:
        """Whether the run is only compared with the book's, and made from other data than the book's."""
        return bool(os.environ.get(OTHER_DATA))

    @property
    def only_compared(self) -> bool:
        """Whether nobody will look at the run's pictures: it is compared with another one and thrown away."""
        return bool(os.environ.get(COMPARED))

    def _new(self, kind: str, name: str, published: Mapping[str, Any]) -> tuple[str, str]:
        """Return the full id and the words for messages of something new."""
        self._require_open()
        prefix, _, short = name.rpartition(".") if isinstance(name, str) else ("", "", "")
        place = f"chapter {self.chapter}, {kind} {name!r}"
        if prefix not in ("", self.chapter) or not _NAME.fullmatch(short):
            raise ReportError(
                f"{place}: an id is small letters, digits and _, begins with a letter, and is of this chapter."
            )
        full = f"{self.chapter}.{short}"
        if full in published:
            raise ReportError(
                f"{place} is published already. Remedy: ids are permanent addresses; choose another (in Jupyter, run "
                "again from Report.open)."
            )
        return full, place

    def _require_open(self) -> None:
        if self.closed:
            raise ReportError(f"chapter {self.chapter}: the report is closed. Remedy: report.close() is the last call.")

    def _texts(self, place: str, **given: str) -> dict[str, str]:
        """Return texts with their placeholders filled, after the digit lint."""
        return self.wording.fill(place, {key: fact.text for key, fact in self.facts.items()}, **given)

    def _tested(self, title: str, place: str) -> Finding:
        """Return the finding whose statement the title is."""
        for finding in self.findings.values():
            if finding.statement.rstrip(". ") == title.rstrip(". "):
                return finding
        raise ReportError(
            f"{place}: no finding tests the title {title!r}. Remedy: give holds= (a function of data that says "
            "whether it is true), or publish report.finding(...) with the same words before."
        )

    def _data_of(self, folder: str, full: str, data: Data, title: str, lineage: Lineage, caption: str = "") -> str:
        """Write the rows of a published thing as CSV; return its path in the run."""
        path = f"{folder}/{full}.csv"
        series = self.provenance.series_of(data, lineage.rows)
        definitions = {name: self.provenance.series[name]["definition"] for name in series}
        sources = [self.provenance.sources[name] for name in lineage.sources]
        address = {
            "figures": f"figures/{full}.html",
            "facts": f"book/facts.html#{full}",
            "tables": f"notebooks/{self.chapter}.html#table-{full}",
        }.get(folder, "")
        said = files.head(title, definitions, sources, self.chapter, caption, address)
        files.write_csv(self.staging.folder / path, data, said)
        return path

    def _write_manifest(self) -> None:
        """Write the records of everything published."""
        sections = {
            "figures": {key: entry(record) for key, record in self.figures.items()},
            "tables": {key: entry(record) for key, record in self.tables.items()},
            "facts": {key: entry(record) for key, record in self.facts.items()},
            "findings": {key: entry(record) for key, record in self.findings.items()},
        }
        left_out = {"missing": self.missing} if self.on_other_data else {}
        manifest = {
            "chapter": self.chapter,
            "notebook": f"notebooks/{self.chapter}.ipynb",
            "parameters": self.parameters,
            "run": self.run,
            "tables_read": list(evidence.reads.files()),
            **sections,
            **left_out,
        }
        folder = self.staging.folder
        files.write_json(folder / "facts.json", sections["facts"])
        files.write_json(folder / "findings.json", sections["findings"])
        files.write_json(folder / "manifest.json", manifest)


def publishing(method: Callable[P, None]) -> Callable[P, None]:
    """Let a publishing method leave out, on other data than the book's, what these do not let be published."""

    @functools.wraps(method)
    def published(*given: P.args, **named: P.kwargs) -> None:
        try:
            method(*given, **named)
        except ReportError as error:
            desk = given[0]
            name = given[1] if len(given) > 1 else named.get("id", named.get("key"))
            if not isinstance(desk, Desk) or not desk.on_other_data:
                raise
            desk.missing[f"{desk.chapter}.{str(name).rpartition('.')[2]}"] = str(error)

    return published
