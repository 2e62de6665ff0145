"""``lineage.json``: where every figure, table, fact and finding of the site comes from, for machines."""

from typing import Any

from kazmig.site.library import Library, compact
from kazmig.site.pages import cell_of
from kazmig.site.published import KINDS, Published

KEPT = {
    "figure": ("title", "alt", "alt_template", "finding"),
    "table": ("title",),
    "fact": ("value", "text", "unit", "period", "definition", "derivation", "code", "series", "decisive_rows"),
    "finding": ("statement", "holds", "falsified_by", "code"),
}


def lineage(shelf: Published, library: Library) -> dict[str, dict[str, Any]]:
    """Return the lineage of everything published.

    Returns
    -------
    dict
        Sections ``figures, facts, findings, tables, sources, runs``; every entry of the first four has
        ``chapter, notebook, cell, parameters, sources, rows, data``; ``rows`` are addresses such as
        ``observations/flows.csv:120-154`` (file below ``data/``, lines in the file), ``cell`` is an anchor on the
        chapter's page, ``data`` a file below the site's root or, for facts and findings, the tables read.
    """
    found: dict[str, dict[str, Any]] = {section: {} for section in (*KINDS.values(), "sources", "runs")}
    used: set[str] = set()
    for kind, section in KINDS.items():
        for key, record in shelf.items(kind):
            run = shelf.run_of(key)
            used.update(record.get("sources", []))
            found[section][key] = {
                "chapter": run.chapter,
                "notebook": f"{run.page}.ipynb",
                "page": f"{run.page}.html",
                "cell": cell_of(record),
                "parameters": run.manifest.get("parameters", {}),
                "sources": sorted(record.get("sources", [])),
                "rows": compact(record.get("rows", [])),
                "tables_read": sorted(record.get("tables_read", [])),
                "data": f"{section}/{key}.csv",
                **{name: record[name] for name in KEPT[kind] if name in record},
            }
    for source in sorted(used):
        row = library.source(source, "a run's manifest")
        found["sources"][source] = {
            name: row.get(name, "") for name in ("title", "author", "publisher", "published", "url", "licence", "kind")
        }
    for chapter, run in sorted(shelf.runs.items()):
        found["runs"][chapter] = {
            "chapter": chapter,
            "notebook": f"{run.page}.ipynb",
            "page": f"{run.page}.html",
            "parameters": run.manifest.get("parameters", {}),
            "sources": sorted(
                {
                    source
                    for (_, key), record in shelf.records.items()
                    if key.startswith(f"{chapter}.")
                    for source in record.get("sources", [])
                }
            ),
            "data": sorted(run.manifest.get("tables_read", [])),
        }
    return found
