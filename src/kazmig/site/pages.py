"""Pages made from data: sources, data dictionary, lineage, corrections, facts."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kazmig.site.cells import cell_anchor
from kazmig.site.fragments import render
from kazmig.site.languages.voice import gettext
from kazmig.site.library import Row, compact, sentence_of
from kazmig.site.published import KINDS, files_of

if TYPE_CHECKING:
    from kazmig.site.resolve import Resolver

FORMATS = {"csv": "CSV", "svg": "SVG", "png": "PNG", "vl.json": "Vega-Lite"}


def kind_names() -> dict[str, str]:
    """Return what kinds of sources there are, and their names in the language of the build."""
    return {
        "official": gettext("Official statistics"),
        "international": gettext("International organisations"),
        "report": gettext("Reports"),
        "paper": gettext("Research papers"),
        "press": gettext("Press"),
        "wiki": gettext("Wiki"),
    }


def cell_of(record: Mapping[str, Any]) -> str:
    """Return the anchor of the cell that made a record."""
    cell = record.get("cell")
    return cell_anchor(record.get("cell_index", 0) if cell is None else cell)


def source_label(row: Row) -> str:
    """Return a source's short name: who published it, and when."""
    who = row.get("publisher") or row.get("author") or row["title"]
    year = (row.get("published") or "")[:4]
    return f"{who} ({year})" if year else who


def cited(sources: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return links to sources; those of one publisher and year are told apart by letters."""
    labels = [source_label(source["row"]) for source in sources]
    found = []
    for position, source in enumerate(sources):
        label = labels[position]
        if labels.count(label) > 1:
            letter = "abcdefghijklmnopqrstuvwxyz"[labels[:position].count(label) % 26]
            label = f"{label[:-1]}{letter})" if label.endswith(")") else f"{label} {letter}"
        found.append({"label": label, "href": source["href"], "title": source["row"]["title"]})
    return found


def downloads(kind: str, key: str, record: Mapping[str, Any], root: str) -> list[dict[str, str]]:
    """Return the links to a record's files as they lie in the site."""
    files = files_of(kind, record)
    return [
        {"label": label, "href": f"{root}{KINDS[kind]}/{key}.{name}"}
        for name, label in FORMATS.items()
        if name in files
    ]


def records_of(chapter: str) -> str:
    """Return the name of the page that holds the records of a chapter.

    Examples
    --------
    >>> records_of("flows")
    'records/flows'
    """
    return f"records/{chapter}"


def uses_of_sources(resolver: "Resolver") -> dict[str, list[dict[str, Any]]]:
    """Return what rests on each source, by chapter: how much, and where it is listed."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for kind in KINDS:
        for key, record in resolver.shelf.items(kind):
            for source in record.get("sources", []):
                counts.setdefault(source, {}).setdefault(key.partition(".")[0], Counter())[kind] += 1
    order = [(chapter, resolver.title(run.page)) for chapter, run in resolver.runs()]
    return {
        source: [
            {
                "href": resolver.page(records_of(chapter), f"source-{source}"),
                "title": title,
                "counts": [(kind, found[chapter][kind]) for kind in KINDS if found[chapter][kind]],
            }
            for chapter, title in order
            if chapter in found
        ]
        for source, found in counts.items()
    }


def address_of(kind: str, key: str, resolver: "Resolver") -> str:
    """Return where a figure, table or fact stands."""
    if kind == "fact":
        return resolver.page(records_of(key.partition(".")[0]), key)
    return resolver.page(resolver.shelf.run_of(key).page, f"{kind}-{key}")


def text_of(record: Mapping[str, Any]) -> str:
    """Return what a list says of a record."""
    return str(record.get("title") or record.get("statement") or record.get("text"))


def entry(kind: str, key: str, record: Mapping[str, Any], resolver: "Resolver") -> dict[str, Any]:
    """Return a link to a published thing, with what a list shows of it."""
    cell = resolver.page(resolver.shelf.run_of(key).page, cell_of(record))
    sources = resolver.page("book/sources")
    return {
        "kind": kind,
        "key": key,
        "anchor": f"{kind}-{key}",
        "href": cell if kind == "finding" else address_of(kind, key, resolver),
        "text": text_of(record),
        "record": record,
        "rows": compact(record.get("rows", [])),
        "sources": [
            {"id": source, "row": resolver.library.source(source, key), "href": f"{sources}#source-{source}"}
            for source in record.get("sources", [])
        ],
        "cell": cell,
    }


def sources_page(resolver: "Resolver") -> str:
    """Every source with licence, by kind, and what rests on it."""
    library = resolver.library
    groups = []
    uses = uses_of_sources(resolver)
    series_of: dict[str, list[str]] = {}
    for name, cover in sorted(library.coverage.items()):
        for source in cover["sources"]:
            series_of.setdefault(source, []).append(name)
    for kind, name in kind_names().items():
        rows = sorted((row for row in library.sources.values() if row["kind"] == kind), key=lambda row: row["title"])
        entries = []
        for row in rows:
            entries.append(
                {
                    "row": row,
                    "series": [
                        {"id": name, "title": library.series.get(name, {}).get("title", name)}
                        for name in series_of.get(row["source_id"], [])
                    ],
                    "uses": uses.get(row["source_id"], []),
                }
            )
        if entries:
            groups.append({"name": name, "kind": kind, "entries": entries})
    return render("sources.html", groups=groups, dictionary=resolver.page("book/data-dictionary"))


def dictionary_page(resolver: "Resolver") -> str:
    """Every series by concept: definition, unit, coverage, sources."""
    library = resolver.library
    concepts: dict[str, list[dict[str, Any]]] = {}
    for name, row in library.series.items():
        cover = library.coverage.get(name)
        concepts.setdefault(row["concept"], []).append(
            {
                "row": row,
                "cover": cover,
                "years": sentence_of(cover) if cover else "",
                "places": [library.geographies.get(code, code) for code in sorted(cover["places"])] if cover else [],
                "sources": [
                    {"row": library.sources[source], "id": source}
                    for source in sorted(cover["sources"] if cover else ())
                    if source in library.sources
                ],
            }
        )
    return render(
        "dictionary.html",
        concepts=[{"name": name, "series": concepts[name]} for name in sorted(concepts)],
        sources=resolver.page("book/sources"),
    )


def lineage_page(resolver: "Resolver") -> str:
    """From the sources through the series to the chapters; the rows behind each thing stand in the chapter's record."""
    shelf, library = resolver.shelf, resolver.library
    chapters = []
    for chapter, run in resolver.runs():
        mine = {kind: [item for item in shelf.items(kind) if item[0].startswith(f"{chapter}.")] for kind in KINDS}
        records = [record for items in mine.values() for _, record in items]
        named = sorted({source for record in records for source in record.get("sources", [])})
        series = sorted({name for record in records for name in record.get("series", [])})
        chapters.append(
            {
                "name": chapter,
                "href": resolver.page(run.page),
                "record": resolver.page(records_of(chapter)),
                "title": resolver.title(run.page),
                "tables": run.manifest.get("tables_read", []),
                "parameters": run.manifest.get("parameters", {}),
                "sources": [{"id": name, "row": library.source(name, chapter)} for name in named],
                "series": [{"id": name, "title": library.series.get(name, {}).get("title", name)} for name in series],
                "published": {
                    kind: [
                        {"key": key, "text": text_of(record), "holds": record.get("holds", True)}
                        for key, record in items
                    ]
                    for kind, items in mine.items()
                },
            }
        )
    return render(
        "lineage.html",
        chapters=chapters,
        root=resolver.root,
        sources=resolver.page("book/sources"),
        dictionary=resolver.page("book/data-dictionary"),
        json=f"{resolver.shared}lineage.json",
    )


def corrections_page(resolver: "Resolver") -> str:
    """Known errors in sources, what we do about them, and why."""
    library = resolver.library
    rows = []
    for row in library.table("corrections"):
        rows.append(
            {
                "row": row,
                "series": library.series.get(row.get("series_id", ""), {}).get("title", row.get("series_id", "")),
                "place": library.geographies.get(row.get("geo", ""), row.get("geo", "")),
                "source": library.sources.get(row.get("source_id", "")),
                "evidence": library.sources.get(row.get("evidence_source_id", "")),
            }
        )
    return render("corrections.html", rows=rows, sources=resolver.page("book/sources"))


def facts_page(resolver: "Resolver") -> str:
    """The permanent address of every fact, which leads to its record."""
    chapters = []
    for chapter, run in resolver.runs():
        facts = [
            {"key": key, "text": record["text"], "unit": "" if record["unit"] == "year" else record["unit"]}
            for key, record in resolver.shelf.items("fact")
            if key.startswith(f"{chapter}.")
        ]
        record = resolver.page(records_of(chapter))
        chapters.append({"name": chapter, "title": resolver.title(run.page), "record": record, "facts": facts})
    return render("facts.html", chapters=chapters)
