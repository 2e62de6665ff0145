"""Judged statements of documents and the chapters that show the figures they were tested on, both ways.

A run publishes its judged statements as tables whose data have the columns of `COLUMNS`. A statement belongs to a
chapter when at least one row of ``data/observations`` that decided it is also behind something the chapter publishes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kazmig.site.fragments import render
from kazmig.site.languages.voice import voice
from kazmig.site.library import span_lines
from kazmig.site.published import KINDS, Published
from kazmig.site.tables import VERDICTS, read_columns

if TYPE_CHECKING:
    from kazmig.site.resolve import Resolver

COLUMNS = frozenset({"claim_id", "statement", "verdict", "lineage"})
"""What a published table needs to have for its rows to be judged statements."""

BLOCK = "statements-of-documents"
"""Anchor of the block on a chapter's page."""

Rows = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Statement:
    """One judged statement.

    Attributes
    ----------
    claim_id, text, verdict, document : str
        As published; ``document`` may be empty.
    table : str
        Key of the table that publishes it first.
    chapters : tuple of str
        Chapters that show figures it was tested on, those with most shared rows first; its own is not among them.
    """

    claim_id: str
    text: str
    verdict: str
    document: str
    table: str
    chapters: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The anchor of its row on the page of its chapter."""
        return f"claim-{self.claim_id}"

    @property
    def home(self) -> str:
        """The chapter that publishes it."""
        return self.table.partition(".")[0]


@dataclass(frozen=True)
class Statements:
    """All judged statements.

    Attributes
    ----------
    by_id : dict of str to Statement
        The statements by claim, in the order published.
    rows : dict of str to tuple of str
        Claims of a published table, row by row.
    """

    by_id: Mapping[str, Statement] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_chapter(self, chapter: str) -> list[Statement]:
        """Return the statements that were tested on a chapter's figures."""
        return [each for each in self.by_id.values() if chapter in each.chapters]

    def of_table(self, table: str) -> list[Statement]:
        """Return the statements that a table publishes first, row by row."""
        return [self.by_id[name] for name in self.rows.get(table, ()) if self.by_id[name].table == table]

    def digest(self, chapter: str, titles: Mapping[str, str]) -> str:
        """Return a digest of what a chapter's page shows of statements."""
        shown = [
            (each.claim_id, each.text, each.verdict, each.document, [titles.get(name) for name in each.chapters])
            for each in self.by_id.values()
            if chapter in (each.home, *each.chapters)
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def observed(addresses: Iterable[str]) -> Rows:
    """Return the single rows of observations among some addresses.

    Examples
    --------
    >>> sorted(observed(["observations/flows.csv:3-4", "claims.csv:9"]))
    [('observations/flows.csv', 3), ('observations/flows.csv', 4)]
    """
    parts = (address.partition(":") for address in addresses if address.startswith("observations/"))
    return frozenset((name, line) for name, _, span in parts for line in span_lines(span))


def rows_of_chapters(shelf: Published) -> dict[str, Rows]:
    """Return the rows of observations behind everything that each chapter publishes."""
    addresses: dict[str, set[str]] = {chapter: set() for chapter in shelf.runs}
    for kind in KINDS:
        for key, record in shelf.items(kind):
            addresses[key.partition(".")[0]].update(record.get("rows", []))
    return {chapter: observed(found) for chapter, found in addresses.items()}


def read(shelf: Published) -> Statements:
    """Read the judged statements of all runs."""
    published: dict[str, dict[str, list[str]]] = {}
    for key, record in shelf.items("table"):
        path = shelf.run_of(key).folder / str(record["data"])
        columns = read_columns(path) if path.is_file() else {}
        if columns.keys() >= COLUMNS:
            published[key] = columns
    if not published:
        return Statements()
    behind = rows_of_chapters(shelf)
    found: dict[str, Statement] = {}
    for key, columns in published.items():
        documents = columns.get("document", [""] * len(columns["claim_id"]))
        cells = zip(
            columns["claim_id"], columns["statement"], columns["verdict"], documents, columns["lineage"], strict=True
        )
        for claim_id, text, verdict, document, lineage in cells:
            if claim_id not in found:
                chapters = sharing(observed(lineage.split()), behind, key.partition(".")[0])
                found[claim_id] = Statement(claim_id, text, verdict, document, key, chapters)
    return Statements(found, {key: tuple(columns["claim_id"]) for key, columns in published.items()})


def sharing(rows: Rows, behind: Mapping[str, Rows], home: str) -> tuple[str, ...]:
    """Return the chapters that share rows, those with most first.

    Examples
    --------
    >>> rows = frozenset({("f", 1), ("f", 2)})
    >>> sharing(rows, {"a": frozenset({("f", 2)}), "b": rows}, "c")
    ('b', 'a')
    """
    shared = {chapter: len(rows & theirs) for chapter, theirs in behind.items() if chapter != home}
    return tuple(sorted((each for each in shared if shared[each]), key=lambda each: (-shared[each], each)))


def marks(resolver: "Resolver", table: str) -> list[dict[str, Any]]:
    """Return an anchor for each row of a published table of statements, and links to the chapters it leads to."""
    found = []
    for name in resolver.statements.rows.get(table, ()):
        statement = resolver.statements.by_id[name]
        found.append({"id": statement.anchor if statement.table == table else "", "links": links(resolver, statement)})
    return found


def links(resolver: "Resolver", statement: Statement) -> list[dict[str, str]]:
    """Return links to the chapters that show the figures of a statement."""
    pages = {chapter: resolver.shelf.runs[chapter].page for chapter in statement.chapters}
    return [{"href": resolver.page(page, BLOCK), "text": resolver.title(page)} for page in pages.values()]


def spoken(statement: Statement) -> Statement:
    """Return a statement in the language of the build."""
    return replace(statement, text=voice().cell(statement.text)) if voice().translates else statement


def block(resolver: "Resolver", chapter: str) -> str:
    """Return the block that ends a chapter's page; empty for a chapter that publishes statements, or without any."""
    statements = resolver.statements
    if not statements.by_id or any(each.home == chapter for each in statements.by_id.values()):
        return ""
    mine = statements.of_chapter(chapter)
    groups = [
        {
            "verdict": voice().cell(verdict),
            "class": VERDICTS[verdict],
            "entries": [spoken(each) for each in mine if each.verdict == verdict],
        }
        for verdict in VERDICTS
    ]
    homes = {each.home: resolver.page(resolver.shelf.runs[each.home].page) for each in statements.by_id.values()}
    return render(
        "statements.html",
        anchor=BLOCK,
        groups=[group for group in groups if group["entries"]],
        total=len(mine),
        homes=homes,
        chapters=", ".join(resolver.title(resolver.shelf.runs[name].page) for name in homes),
    )
