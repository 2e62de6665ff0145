"""The card of a fact: what a reader sees who asks where a number comes from.

A chapter's cards are one classic script, ``cards/<chapter>.js``, which a page loads when a reader first reaches for a
number of that chapter; the records of the chapter show the same without a script.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import kazmig
from kazmig.site.fragments import counted, number
from kazmig.site.languages.voice import gettext, voice
from kazmig.site.library import Library, span_lines
from kazmig.site.pages import cell_of, records_of, source_label
from kazmig.site.published import Published, Run
from kazmig.site.rivals import Rival, Rivals

LOCATORS = 3  # locators of one source on a card, and rows that decide it; the record has them all
FOLDER = "cards"
PERMANENT = "book/facts.html"
"""The page that holds the permanent address of every fact."""


def fact_href(app: Sphinx, docname: str, key: str) -> str:
    """Return the relative address of a fact's record."""
    return f"{app.builder.get_relative_uri(docname, records_of(key.partition('.')[0]))}#{key}"


def steps_of(record: Mapping[str, Any], library: Library) -> list[str]:
    """Return how a fact came about, from rows to printed value, as short sentences."""
    rows = record.get("rows", [])
    titles = [library.series[name]["title"] for name in record.get("series", []) if name in library.series]
    count = sum(len(span_lines(address.partition(":")[2])) for address in rows)
    files = sorted({address.partition(":")[0] for address in rows})
    begun = f"{counted('{n} row of data/:', '{n} rows of data/:', count)} {', '.join(files)}"
    said = [str(step) for step in record.get("derivation", [])]
    decided = [step.removeprefix("decided by ") for step in said if step.startswith("decided by ")]
    steps = [begun + (f" ({'; '.join(titles)})" if titles else "")]
    if decided:
        more = sum(len(span_lines(address.partition(":")[2])) for address in record.get("decisive_rows", [])) - LOCATORS
        others = f"; {counted('and {n} more row', 'and {n} more rows', more)}" if more > 0 else ""
        steps.append(f"{gettext('Decided by')} {'; '.join(decided[:LOCATORS])}{others}")
    steps.append(f"{gettext('Computed by')} {record.get('code', '')}")
    steps += [f"{gettext('with')} {name} = {value}" for name, value in sorted(record.get("settings", {}).items())]
    if record.get("invariant"):
        steps.append(str(record["invariant"]))
    if record.get("scale", 1) != 1:
        steps.append(f"{gettext('Divided by')} {voice().number(format(record['scale'], ','))}")
    steps.append(f"{gettext('Printed as')} {record['text']}")
    return steps


def citation(key: str, record: Mapping[str, Any], library: Library, title: str, site: str) -> str:
    """Return a sentence to cite a fact by: the value, its sources, and where it stands in the report."""
    unit = "" if record["unit"] in ("", "year") else f" {record['unit']}"
    period = f", {record['period']}" if record["period"] and record["period"] != record["text"] else ""
    series = [library.series[name]["title"] for name in record.get("series", []) if name in library.series]
    what = f"{series[0]}: " if len(series) == 1 else ""
    places = library.locators(record.get("decisive_rows", []))
    sources = []
    for source in record.get("sources", [])[:LOCATORS]:
        row = library.source(source, key)
        name = ", ".join(dict.fromkeys(part for part in (row["author"], row["publisher"]) if part))
        where = f", {places[source][0]}" if places.get(source) else ""
        sources.append(
            f"{name}, {row['title']}{f' ({published})' if (published := row['published'][:4]) else ''}{where}"
        )
    more = len(record.get("sources", [])) - LOCATORS
    listed = "; ".join(sources) + (f"; and {more} more" if more > 0 else "")
    return (
        f"{what}{record['text']}{unit}{period}. Source: {listed}. As computed in Kazakhstan in motion, "
        f"version {kazmig.__version__}, chapter \N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}, "
        f"{site}{PERMANENT}#{key}"
    )


def shown(rival: Rival, sources: "Numbered", library: Library) -> dict[str, Any]:
    """Return another source's value as a card shows it."""
    return {
        "value": voice().number(number(rival.row["value"])),
        "unit": voice().unit(library.series[rival.row["series_id"]]["unit"]),
        "series": rival.other_series and library.series[rival.row["series_id"]]["title"],
        "vintage": rival.row["vintage"],
        "difference": rival.difference,
        "source": sources.number(rival.row["source_id"]),
    }


class Numbered:
    """Sources in the order in which they were first named, so that a script names each once."""

    def __init__(self, library: Library, wanted_by: str) -> None:
        self.library, self.wanted_by = library, wanted_by
        self.found: dict[str, dict[str, str]] = {}

    def number(self, source: str) -> int:
        """Return the place of a source in the list."""
        if source not in self.found:
            row = self.library.source(source, self.wanted_by)
            href = f"book/sources.html#source-{source}"
            self.found[source] = {"label": source_label(row), "title": row["title"], "href": href}
        return list(self.found).index(source)


def card(
    key: str, shelf: Published, library: Library, rivals: Rivals, sources: Numbered, title: str, site: str
) -> dict[str, Any]:
    """Return what a fact's card shows, with addresses relative to the site's root.

    Returns
    -------
    dict
        ``text, unit, period, definition, steps, sources`` (each number and ``where``), ``others`` (other
        sources' values), ``cite``, ``cell`` and ``record`` (addresses).
    """
    record = shelf.get("fact", key)
    run = shelf.run_of(key)
    # Where to look first: the rows whose change moves the value, or all of them where only all together do.
    locators = library.locators(record.get("decisive_rows") or record.get("rows", []))
    named = []
    for source in record.get("sources", []):
        places = locators.get(source, [])
        where = "; ".join(places[:LOCATORS]) + ("; and others" if len(places) > LOCATORS else "")
        named.append([sources.number(source), where])
    return {
        "text": record["text"],
        "unit": "" if record["unit"] == "year" else record["unit"],
        "period": "" if record["period"] == record["text"] else record["period"],
        "definition": record.get("definition") or "",
        "steps": steps_of(record, library),
        "sources": named,
        "others": [shown(rival, sources, library) for rival in rivals.of(record)],
        "cite": citation(key, record, library, title, site),
        "cell": f"{run.page}.html#{cell_of(record)}",
        "record": f"{records_of(key.partition('.')[0])}.html#{key}",
    }


def scripts(shelf: Published, library: Library, titles: Mapping[str, str], site: str) -> Iterator[tuple[Path, bytes]]:
    """Yield the script of each chapter's cards: its path within the site, and its content.

    Parameters
    ----------
    titles : mapping
        Titles of pages by document name.
    site : str
        The site's published address, ending in a slash.
    """
    rivals = Rivals.of_build(library)
    for chapter, run in shelf.runs.items():
        sources = Numbered(library, chapter)
        cards = {
            key: card(key, shelf, library, rivals, sources, titles.get(run.page, chapter), site)
            for key, _ in shelf.items("fact")
            if key.startswith(f"{chapter}.")
        }
        yield Path(FOLDER) / f"{chapter}.js", script(run, chapter, cards, sources)


def script(run: Run, chapter: str, cards: Mapping[str, Any], sources: Numbered) -> bytes:
    """Return the cards of a chapter as a classic script, which also loads from a folder."""
    content = {"facts": cards, "sources": list(sources.found.values())}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"(window.kazmigCards=window.kazmigCards||{{}})[{json.dumps(chapter)}]={text};\n".encode()
