"""The card of a fact: what a reader sees who asks where a number comes from."""

from typing import Any

from sphinx.application import Sphinx

from kazmig.site.library import Library, compact
from kazmig.site.pages import cell_of, records_of, source_label
from kazmig.site.published import Published

LOCATORS = 3  # locators of one source on a card; the facts page lists the rows themselves


def fact_href(app: Sphinx, docname: str, key: str) -> str:
    """Return the relative address of a fact's record."""
    return f"{app.builder.get_relative_uri(docname, records_of(key.partition('.')[0]))}#{key}"


def card(app: Sphinx, shelf: Published, library: Library, docname: str, key: str) -> dict[str, Any]:
    """Return what a fact's card shows, with addresses relative to the page.

    Returns
    -------
    dict
        ``text, unit, period, definition, derivation, sources`` (each ``label, title, where, href``), ``rows``
        (number of rows of ``data/`` behind it), ``cell`` and ``record`` (addresses).
    """
    record = shelf.get("fact", key)
    run = shelf.run_of(key)
    # Where to look first: the rows whose change moves the value, or all of them where only all together do.
    locators = library.locators(record.get("decisive_rows") or record.get("rows", []))
    sources = []
    for source in record.get("sources", []):
        row = library.source(source, key)
        places = locators.get(source, [])
        where = "; ".join(places[:LOCATORS]) + ("; and others" if len(places) > LOCATORS else "")
        uri = app.builder.get_relative_uri(docname, "book/sources")
        sources.append(
            {"label": source_label(row), "title": row["title"], "where": where, "href": f"{uri}#source-{source}"}
        )
    return {
        "text": record["text"],
        "unit": "" if record["unit"] == "year" else record["unit"],
        "period": "" if record["period"] == record["text"] else record["period"],
        "definition": record.get("definition") or "",
        "derivation": record.get("code") or "",
        "sources": sources,
        "rows": compact(record.get("decisive_rows") or record.get("rows", []))[:LOCATORS],
        "cell": f"{app.builder.get_relative_uri(docname, run.page)}#{cell_of(record)}",
        "record": fact_href(app, docname, key),
    }
