"""Pages made from data on what rests on what: all figures and tables, and the weight of each source."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from kazmig.site import pages
from kazmig.site.fragments import render
from kazmig.site.published import KINDS

if TYPE_CHECKING:
    from kazmig.site.resolve import Resolver

LIMITS = "what-the-data-cannot-say"
"""Anchor of the section that every chapter ends with."""


def figures_page(resolver: "Resolver") -> str:
    """Every figure and table by chapter, with its title, downloads and number of sources."""
    chapters = []
    for chapter, run in resolver.runs():
        kinds = []
        for kind, name in (("figure", "Figures"), ("table", "Tables")):
            items = [
                {
                    "key": key,
                    "title": record["title"],
                    "href": pages.address_of(kind, key, resolver),
                    "downloads": pages.downloads(kind, key, record, resolver.shared),
                    "sources": len(record.get("sources", [])),
                    "record": resolver.page(pages.records_of(chapter), f"{kind}-{key}"),
                }
                for key, record in resolver.shelf.items(kind)
                if key.startswith(f"{chapter}.")
            ]
            if items:
                kinds.append({"name": name, "entries": items})
        chapters.append(
            {"name": chapter, "title": resolver.title(run.page), "href": resolver.page(run.page), "kinds": kinds}
        )
    return render("figures.html", chapters=chapters)


def weights_page(resolver: "Resolver") -> str:
    """What rests on each source, and what rests on one source, or on one publisher, alone."""
    library = resolver.library
    counts: dict[str, Counter[str]] = {}
    alone: dict[str, Counter[str]] = {}
    for kind in KINDS:
        for _, record in resolver.shelf.items(kind):
            sources = record.get("sources", [])
            for source in sources:
                counts.setdefault(source, Counter())[kind] += 1
                if len(sources) == 1:
                    alone.setdefault(source, Counter())[kind] += 1
    rows: list[dict[str, Any]] = [
        {
            "id": name,
            "row": library.source(name, "a run's manifest"),
            "kind": pages.kind_names().get(library.sources[name]["kind"], library.sources[name]["kind"]),
            "counts": [found[kind] for kind in KINDS],
            "total": sum(found.values()),
            "alone": sum(alone.get(name, Counter()).values()),
        }
        for name, found in counts.items()
    ]
    rows.sort(key=lambda row: (-row["total"], row["row"]["title"]))
    publishers = {name: row.get("publisher") or row["title"] for name, row in library.sources.items()}
    return render(
        "weights.html",
        rows=rows,
        kinds=KINDS,
        unused=sum(1 for name in library.sources if name not in counts),
        single=single(resolver, publishers),
        limits=limits(resolver),
        sources=resolver.page("book/sources"),
    )


def single(resolver: "Resolver", publishers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return, by chapter, the figures that rest on one document, or on documents of one publisher."""
    found = []
    for chapter, run in resolver.runs():
        items = []
        figures = [item for item in resolver.shelf.items("figure") if item[0].startswith(f"{chapter}.")]
        for key, record in figures:
            sources = record.get("sources", [])
            who = one_publisher(sources, publishers)
            if who:
                href = pages.address_of("figure", key, resolver)
                items.append({"title": record["title"], "href": href, "who": who, "sources": sources})
        facts = [record for key, record in resolver.shelf.items("fact") if key.startswith(f"{chapter}.")]
        found.append(
            {
                "title": resolver.title(run.page),
                "href": resolver.page(run.page),
                "entries": items,
                "figures": len(figures),
                "facts": len(facts),
                "facts_alone": sum(1 for record in facts if len(record.get("sources", [])) == 1),
            }
        )
    return found


def one_publisher(sources: Iterable[str], publishers: Mapping[str, str]) -> str:
    """Return the only publisher of some sources; empty when there are several.

    Examples
    --------
    >>> one_publisher(["a", "b"], {"a": "Bureau", "b": "Bureau"}), one_publisher(["a", "c"], {"a": "B", "c": "C"})
    ('Bureau', '')
    """
    found = {publishers.get(source, source) for source in sources}
    return found.pop() if len(found) == 1 else ""


def limits(resolver: "Resolver") -> list[dict[str, str]]:
    """Return links to what each chapter says the data cannot say."""
    return [
        {"title": resolver.title(run.page), "href": resolver.page(run.page, LIMITS)}
        for _, run in resolver.runs()
        if has_section(resolver, run.page, LIMITS)
    ]


def has_section(resolver: "Resolver", docname: str, anchor: str) -> bool:
    """Say whether a page has a section of this anchor, by its table of contents."""
    toc = resolver.app.env.tocs.get(docname)
    return toc is not None and any(link.get("anchorname") == f"#{anchor}" for link in toc.findall(nodes.reference))
