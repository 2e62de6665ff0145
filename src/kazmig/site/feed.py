"""The Atom feed of revisions: releases, new data, known corrections and new forecasts, each dated by its release."""

import html
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kazmig.site import ledger
from kazmig.site.library import Library

FEED = "feed.xml"
BEGUN = "2026"
"""The year from which on the report names its feed: part of ids, which never change."""

RELEASE = re.compile(r"^## \[([^\]]+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
FORECAST_KINDS = {"release": "New forecasts", "un": "Forecasts of the United Nations"}
"""Kinds of forecasts that are news; those made afterwards, as a test, are none."""


class Entry(NamedTuple):
    """An entry of the feed.

    Attributes
    ----------
    identity : str
        Its permanent name among the entries.
    kind : str
        text, data, values, correction or forecast.
    date : str
        The day of the release.
    title : str
        What is new.
    content : str
        The same at length, as HTML.
    page : str
        Path of the page that shows it.
    """

    identity: str
    kind: str
    date: str
    title: str
    content: str
    page: str


def releases(changelog: str) -> list[Entry]:
    """Return an entry for each release that a changelog names."""
    found = []
    places = list(RELEASE.finditer(changelog))
    for place, match in enumerate(places):
        end = places[place + 1].start() if place + 1 < len(places) else len(changelog)
        version, date = match.groups()
        content = as_html(changelog[match.end() : end])
        title = f"Release {version}"
        found.append(Entry(f"release/{version}", "text", date, title, content, "book/revisions.html"))
    return found


def as_html(text: str) -> str:
    """Return a section of a changelog as HTML: headings, and lists whose items may run over lines.

    Examples
    --------
    >>> as_html("### Added\\n- One `name`\\n  and more.\\n- Two.\\n")
    '<h3>Added</h3><ul><li>One <code>name</code> and more.</li><li>Two.</li></ul>'
    """
    parts: list[str] = []
    items: list[str] = []

    def close() -> None:
        if items:
            said = [CODE.sub(r"<code>\1</code>", html.escape(item, quote=False)) for item in items]
            listed = "".join(f"<li>{item}</li>" for item in said)
            parts.append(f"<ul>{listed}</ul>")
            items.clear()

    for line in text.splitlines():
        if line.startswith("### "):
            close()
            parts.append(f"<h3>{html.escape(line.removeprefix('### '))}</h3>")
        elif line.startswith("- "):
            items.append(line.removeprefix("- "))
        elif line.strip() and items:
            items[-1] += f" {line.strip()}"
    close()
    return "".join(parts)


def data(library: Library) -> list[Entry]:
    """Return the entries of the data release: the data as a whole, and the errors in sources that are known."""
    package = library.package
    version, date = str(package.get("version", "")), str(package.get("created", ""))[:10]
    if not (version and date):
        return []
    rows = sum(cover["rows"] for cover in library.coverage.values())
    held = (
        f"<p>The data package holds {rows:,} observations of {len(library.coverage):,} series "
        f"from {len(library.sources):,} sources.</p>"
    )
    corrections = library.table("corrections")
    actions = Counter(row["action"] for row in corrections)
    listed = "".join(
        f"<li>{html.escape(library.series.get(row['series_id'], {}).get('title', row['series_id']), quote=False)}, "
        f"{row['period']}: {html.escape(row['reason'], quote=False)}</li>"
        for row in corrections
        if row["action"] != "flag"
    )
    counted = "; ".join(f"{name}: {count:,}" for name, count in sorted(actions.items()))
    return [
        Entry(f"data/{version}", "data", date, f"Data of release {version}", held, "book/data-dictionary.html"),
        Entry(
            f"corrections/{version}",
            "correction",
            date,
            f"Errors in sources known at release {version}",
            f"<p>By what is done about them: {counted}. Those that change or leave out a figure:</p><ul>{listed}</ul>",
            "book/corrections.html",
        ),
    ]


def forecasts(library: Library) -> list[Entry]:
    """Return an entry for each release of forecasts."""
    path = library.folder / "forecasts" / "releases.csv"
    if not path.is_file():
        return []
    return [
        Entry(
            f"forecast/{row['release'].replace(' ', '-')}",
            "forecast",
            row["made_on"],
            f"{FORECAST_KINDS[row['kind']]}: {row['release']}",
            f"<p>{html.escape(row['note'], quote=False)}</p>",
            "notebooks/forecast.html",
        )
        for row in library.lines("forecasts/releases.csv").values()
        if row["kind"] in FORECAST_KINDS
    ]


def moved(change: ledger.Change) -> str:
    """Return a change of a published value in words."""
    prints = " to ".join(filter(None, change.texts)) or "its data"
    return f"{change.after['id']}: {prints}; {change.after['reason']}"


def values(library: Library, dates: Mapping[str, str]) -> list[Entry]:
    """Return an entry for each release that published or changed values, by the ledger of published values.

    Parameters
    ----------
    dates
        The day of each release that is out; values of the others are no news yet.
    """
    found = []
    first, changed = ledger.first_published(library), ledger.changes(library)
    for release, date in dates.items():
        here = [each for each in changed if each.after["release"] == release]
        counted = first.get(release)
        if not (here or counted):
            continue
        news = (
            f"<p>Published for the first time: {counted['fact']:,} numbers, {counted['figure']:,} figures.</p>"
            if counted
            else ""
        )
        listed = "".join(f"<li>{html.escape(moved(each), quote=False)}</li>" for each in here)
        title = f"Published values that changed in release {release}: {len(here):,}"
        found.append(
            Entry(
                f"values/{release}",
                "values",
                date,
                title,
                news + (f"<ul>{listed}</ul>" if here else ""),
                "book/revisions.html",
            )
        )
    return found


def entries(library: Library, root: Path) -> list[Entry]:
    """Return all entries, the newest first."""
    changelog = root / "CHANGELOG.md"
    said = releases(changelog.read_text(encoding="utf-8")) if changelog.is_file() else []
    dates = {entry.identity.removeprefix("release/"): entry.date for entry in said}
    found = [*said, *data(library), *values(library, dates), *forecasts(library)]
    return sorted(found, key=lambda entry: (entry.date, entry.identity), reverse=True)


def feed(site: str, title: str, author: str, found: list[Entry]) -> bytes:
    """Return the feed as Atom: its dates are those of releases, its ids do not hang on where the site stands."""
    name = "kazakhstan-in-motion"
    updated = max((entry.date for entry in found), default=f"{BEGUN}-01-01")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{escape(title)}: revisions</title>",
        "<subtitle>New data, known corrections, new forecasts and releases of the report.</subtitle>",
        f"<id>tag:{name}.example,{BEGUN}:feed</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(site + FEED)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{site}book/revisions.html")}/>',
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{escape(author)}</name></author>",
        "<rights>CC BY 4.0</rights>",
    ]
    for entry in found:
        lines += [
            "<entry>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>tag:{name}.example,{BEGUN}:{escape(entry.identity)}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(site + entry.page)}/>',
            f"<updated>{entry.date}T00:00:00Z</updated>",
            f"<published>{entry.date}T00:00:00Z</published>",
            f'<category term="{entry.kind}"/>',
            f'<content type="html">{escape(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()
