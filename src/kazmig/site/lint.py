"""The digit lint over built pages: numbers in prose that are neither traced facts nor of an allowed kind.

A page's article is read as a reader reads it: paragraphs, captions, titles, lists, ``details``, raw HTML, alternative
texts. Left out are code, formulas, citations, marks in charts, tables that a report published, and what the site
makes from data (``data-generated``). A number that claims to be a fact must be one, with the text that was published.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from kazmig.report import allowances, templates
from kazmig.report.digits import FACT, GIVEN, find_offences
from kazmig.site.languages import quantities
from kazmig.site.languages.compiling import compiled
from kazmig.site.languages.tongues import SOURCE, TRANSLATIONS
from kazmig.site.languages.voice import Voice
from kazmig.site.library import Library
from kazmig.site.published import SiteError

DRAWING = re.compile(r"<svg\b.*?</svg>|<pre\b.*?</pre>|<script\b.*?</script>", re.DOTALL)
"""What is left out before a page is parsed, since it is most of it."""

LEFT_OUT = {"code", "pre", "script", "style", "svg", "math", "button", "kbd", "template"}
LEFT_OUT_CLASSES = {
    "headerlink", "math", "citation", "citation-list", "footnote-reference", "fn-bracket", "fn-backref", "label",
    "section-number", "caption-number", "eqno", "prev-next-footer",
}  # fmt: skip
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "em",
    "i",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "mark",
    "ins",
    "del",
    "dfn",
}
ATTRIBUTES = ("alt", "aria-label", "title", "aria-description", "placeholder")
Texts = Iterator[tuple[str, str]]  # where it stands, and the text


@dataclass(frozen=True)
class PageOffence:
    """An untraced number on a page.

    Parameters
    ----------
    page
        The page, relative to the site's root.
    place
        ``text``, or the attribute that holds it.
    found
        The digits or words.
    excerpt
        The words around them.
    remedy
        What to do.
    """

    page: str
    place: str
    found: str
    excerpt: str
    remedy: str

    def __str__(self) -> str:
        where = self.page if self.place == "text" else f"{self.page} ({self.place})"
        return f'{where}: {self.found!r} in "{self.excerpt}": {self.remedy}'


@dataclass(frozen=True)
class Rules:
    """What the lint lets through, and what was published.

    Parameters
    ----------
    names, bands
        Declared names, units and age bands.
    lineage
        The site's ``lineage.json``, in the language of the page.
    language
        The page's language.
    """

    names: tuple[str, ...]
    bands: tuple[str, ...]
    lineage: dict[str, Any]
    language: str = SOURCE


def rules(html: Path, root: Path) -> Rules:
    """Read the allowances of a repository and the lineage of a built site.

    Raises
    ------
    SiteError
        If there is no built site in ``html``.
    """
    path = html / "lineage.json"
    if not path.is_file():
        raise SiteError(
            f"{path} is missing: {html} is no built site. Remedy: `kazmig build-site` first, or name its folder."
        )
    series = Library(root / "data").series.values()
    described = [text for row in series for text in (row["unit"], row["definition"], row["title"])]
    lineage = json.loads(path.read_text(encoding="utf-8"))
    return Rules(allowances.names(root), allowances.bands(described), lineage)


def lint_site(html: Path, root: Path) -> list[PageOffence]:
    """Return the untraced numbers of a built site, page by page.

    Parameters
    ----------
    html
        The built site.
    root
        The repository, for ``book/names.csv`` and ``data/series.csv``.
    """
    known = {SOURCE: rules(html, root)}
    found: list[PageOffence] = []
    with TemporaryDirectory() as folder:
        for code in TRANSLATIONS:
            if (html / code).is_dir():
                voice = Voice(code, compiled(root, Path(folder), code))
                known[code] = replace(known[SOURCE], lineage=spoken(known[SOURCE].lineage, voice), language=code)
    for path in sorted(html.rglob("*.html")):
        name = path.relative_to(html).as_posix()
        if "_static" not in path.relative_to(html).parts[:2]:
            language = name.partition("/")[0]
            found.extend(lint_page(path.read_text(encoding="utf-8"), name, known.get(language, known[SOURCE])))
    return found


def spoken(lineage: dict[str, Any], voice: Voice) -> dict[str, Any]:
    """Return a lineage as the pages of a language show it."""
    facts = {key: {**fact, "text": voice.fact(fact["text"])} for key, fact in lineage["facts"].items()}
    figures = {
        key: {**figure, "alt_template": voice.sentence(str(figure.get("alt_template", "")))}
        for key, figure in lineage["figures"].items()
    }
    return {**lineage, "facts": facts, "figures": figures}


def lint_page(page: str, name: str, known: Rules) -> list[PageOffence]:
    """Return the untraced numbers of one page."""
    article = BeautifulSoup(DRAWING.sub("", page), "html.parser").select_one("article.bd-article")
    if article is None:
        return []
    found = []
    reader = Reader(known.lineage, other="" if known.language == SOURCE else SOURCE)
    for place, text in reader.read(article):
        offences = (
            find_offences(text, known.names, known.bands)
            if known.language == SOURCE
            else quantities.find(text, known.language)
        )
        for offence in offences:
            found.append(PageOffence(name, place, offence.found, offence.excerpt, offence.remedy))
    for text, remedy in reader.false_facts:
        found.append(PageOffence(name, "text", text, text, remedy))
    return found


class Reader:
    """Reads an article block by block, with the sign `FACT` for every fact that was published.

    What is marked as being in an ``other`` language is left out.
    """

    def __init__(self, lineage: dict[str, Any], other: str = "") -> None:
        self.lineage, self.other = lineage, other
        self.false_facts: list[tuple[str, str]] = []
        self._line: list[str] = []

    def read(self, article: Tag) -> Texts:
        """Yield every text of the article, and where it stands."""
        yield from self._walk(article)
        yield from self._end()

    def _end(self) -> Texts:
        text = " ".join("".join(self._line).split())
        self._line = []
        if text:
            yield "text", text

    def _walk(self, tag: Tag) -> Texts:
        for child in tag.children:
            if isinstance(child, Tag):
                yield from self._tag(child)
            elif type(child) is NavigableString:  # comments and the like are subclasses
                self._line.append(str(child))

    def _tag(self, tag: Tag) -> Texts:
        classes = set(tag.get_attribute_list("class"))
        if tag.name in LEFT_OUT or classes & LEFT_OUT_CLASSES or tag.has_attr("data-generated"):
            return
        if self.other and tag.get("lang") == self.other:
            return
        if tag.has_attr("data-table"):
            yield from self._table(tag)
            return
        yield from self._attributes(tag)
        if tag.has_attr("data-fact"):
            self._fact(tag)
        elif "given" in classes:
            self._line.append(GIVEN)
        elif tag.name in INLINE:
            yield from self._walk(tag)
        elif tag.name == "br":
            self._line.append(" ")
        else:
            yield from self._end()
            yield from self._walk(tag)
            yield from self._end()

    def _fact(self, tag: Tag) -> None:
        key, text = str(tag["data-fact"]), tag.get_text()
        record = self.lineage["facts"].get(key)
        if record is None:
            self.false_facts.append(
                (text, f"says that it is the fact {key!r}, which no run publishes; use {{fact}}`key`")
            )
        elif record["text"] != text:
            self.false_facts.append((text, f"the fact {key!r} is {record['text']!r}; build the site again"))
        self._line.append(FACT)

    def _table(self, tag: Tag) -> Texts:
        key = str(tag["data-table"])
        if key not in self.lineage["tables"]:
            yield "text", tag.get_text(" ")

    def _attributes(self, tag: Tag) -> Texts:
        cites = "references.html#" in str(tag.get("href", ""))
        for attribute in ATTRIBUTES:
            if not tag.get(attribute) or (cites and attribute == "title"):
                continue
            text = str(tag[attribute])
            yield attribute, self._traced(tag, text) if attribute == "aria-label" else text

    def _traced(self, tag: Tag, text: str) -> str:
        """Return an alternative text with its facts as signs, if it is what its template makes of them."""
        figure = tag.find_parent("figure")
        names = ("data-figure", "data-figure-small", "data-figure-alone")
        key = next((str(figure[name]) for name in names if figure.get(name)), "") if figure else ""
        record = self.lineage["figures"].get(key)
        if record is None:
            return text
        template = str(record.get("alt_template", ""))
        facts = {name: fact["text"] for name, fact in self.lineage["facts"].items()}
        filled = templates.fill(template, facts, key.partition(".")[0], f"figure {key}, alt")
        return templates.masked(template) if filled == text else text
