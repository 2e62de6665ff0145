"""The graph from documents over series and chapters to what is published, as a script for the lineage page."""

from collections.abc import Mapping
from typing import Any, Final

from kazmig.site.explore import script
from kazmig.site.library import Library, span_lines
from kazmig.site.pages import text_of
from kazmig.site.published import KINDS, Published

NAME: Final = "lineage-walk.js"


def graph(shelf: Published, library: Library, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return the graph.

    Parameters
    ----------
    shelf, library
        What is published, and the tables behind it.
    titles
        Title of each page by its name, in the order of the book.

    Returns
    -------
    dict
        ``documents`` and ``series``: lists of id and title, of series with the places of their documents;
        ``chapters``: id, title and page; ``things``: kind, id, text, place of the chapter, places of the documents,
        places of the series. Places count from 0 in the lists before.
    """
    used = {
        (kind, key): (sorted(set(record.get("sources", []))), sorted(series_of(record, library)))
        for kind in KINDS
        for key, record in shelf.items(kind)
    }
    documents = sorted({name for sources, _ in used.values() for name in sources})
    series = sorted({name for _, names in used.values() for name in names})
    order = {page: place for place, page in enumerate(titles)}
    chapters = sorted(shelf.runs, key=lambda name: (order.get(shelf.runs[name].page, len(order)), name))
    place = {name: {key: at for at, key in enumerate(keys)} for name, keys in (("d", documents), ("s", series))}
    return {
        "documents": [[name, library.source(name, "a run's manifest")["title"]] for name in documents],
        "series": [
            [
                name,
                library.series.get(name, {}).get("title", name),
                [place["d"][source] for source in sorted(library.coverage[name]["sources"]) if source in place["d"]],
            ]
            for name in series
        ],
        "chapters": [[name, titles.get(shelf.runs[name].page, name), shelf.runs[name].page] for name in chapters],
        "things": [
            [
                kind,
                key,
                said(kind, key, shelf.get(kind, key)),
                chapters.index(key.partition(".")[0]),
                [place["d"][name] for name in sources],
                [place["s"][name] for name in names],
            ]
            for (kind, key), (sources, names) in used.items()
        ],
    }


def said(kind: str, key: str, record: Mapping[str, Any]) -> str:
    """Return what a list says of a published thing; of a number also its name, since a number alone says nothing."""
    name = key.partition(".")[2].replace("_", " ")
    return f"{name}: {text_of(record)}" if kind == "fact" else text_of(record)


def series_of(record: Mapping[str, Any], library: Library) -> set[str]:
    """Return the series whose observations a record rests on, by its rows."""
    found: set[str] = set()
    for address in record.get("rows", []):
        name, _, span = str(address).partition(":")
        if name.startswith("observations/"):
            rows = library.lines(name)
            found.update(rows[line]["series_id"] for line in span_lines(span) if line in rows)
    return found


def content(shelf: Published, library: Library, titles: Mapping[str, str]) -> bytes:
    """Return the graph as a classic script."""
    return script("kazmigWalk", "graph", graph(shelf, library, titles))
