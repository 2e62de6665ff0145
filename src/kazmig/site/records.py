"""A page for each chapter with the record of everything it publishes: rows, sources, derivation, cell.

The address of a number, ``book/facts.html#flows.peak``, is permanent; it leads to the record on these pages, which
may be divided otherwise one day.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

from kazmig.site import cards, pages
from kazmig.site.fragments import render
from kazmig.site.languages.voice import gettext
from kazmig.site.library import compact
from kazmig.site.published import KINDS, Run
from kazmig.site.resolve import Resolver
from kazmig.site.rivals import Rivals
from kazmig.site.stock import stock

if TYPE_CHECKING:
    from collections.abc import Mapping

Pages = Iterator[tuple[str, dict[str, Any], str]]


def collect(app: Sphinx) -> Pages:
    """Yield the records of all chapters (event ``html-collect-pages``)."""
    kept = stock(app)
    for chapter, run in kept.shelf.runs.items():
        name = pages.records_of(chapter)
        body = page_body(Resolver(app, kept, name), chapter, run)
        title = app.env.titles[run.page].astext() if run.page in app.env.titles else chapter
        said = (
            f"Every figure, table, finding and number that the chapter \N{LEFT DOUBLE QUOTATION MARK}{title}"
            "\N{RIGHT DOUBLE QUOTATION MARK} publishes, with the rows, the sources and the steps behind each."
        )
        context = {"title": f"{title}: {gettext('the record')}", "body": body, "kazmig_description": said}
        yield name, context, "page.html"


def page_body(resolver: Resolver, chapter: str, run: Run) -> str:
    """Return the records of one chapter as HTML."""
    published = [
        pages.entry(kind, key, record, resolver)
        for kind in KINDS
        for key, record in resolver.shelf.items(kind)
        if key.startswith(f"{chapter}.")
    ]
    rivals, site = Rivals.of_build(resolver.library), str(resolver.app.config.kazmig_site)
    for fact in published:
        if fact["kind"] == "fact":
            add_places(fact, resolver)
            fact["steps"] = cards.steps_of(fact["record"], resolver.library)
            fact["others"] = [(rival, resolver.cite(rival.row["source_id"])) for rival in rivals.of(fact["record"])]
            fact["cite"] = cards.citation(fact["key"], fact["record"], resolver.library, resolver.title(run.page), site)
    library = resolver.library
    series = sorted({name for item in published for name in item["record"].get("series", [])})
    return render(
        "records.html",
        title=resolver.title(run.page),
        href=resolver.page(run.page),
        published={kind: [item for item in published if item["kind"] == kind] for kind in KINDS},
        sources=by_source(published, resolver),
        series=[{"id": name, "title": library.series.get(name, {}).get("title", name)} for name in series],
        tables=run.manifest.get("tables_read", []),
        parameters=run.manifest.get("parameters", {}),
        source_page=resolver.page("book/sources"),
        dictionary=resolver.page("book/data-dictionary"),
        facts=resolver.page("book/facts"),
        lineage=resolver.page("book/lineage"),
        root=resolver.shared,
    )


def add_places(fact: dict[str, Any], resolver: Resolver) -> None:
    """Add to a fact's entry the rows that decide it and where they stand in their sources."""
    record: Mapping[str, Any] = fact["record"]
    fact["decisive"] = compact(record.get("decisive_rows", []))
    fact["locators"] = resolver.library.locators(record.get("decisive_rows") or record.get("rows", []))


def by_source(published: list[dict[str, Any]], resolver: Resolver) -> list[dict[str, Any]]:
    """Return the sources of a chapter with what rests on each."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in published:
        for source in item["sources"]:
            found.setdefault(source["id"], []).append(item)
    rows = [{"id": name, "row": resolver.library.sources[name], "uses": found[name]} for name in found]
    return sorted(rows, key=lambda row: str(row["row"]["title"]))
