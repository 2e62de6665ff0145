"""The text of a built page, without what only a screen can use: folds open, nothing that clicks, links that lead on."""

import posixpath
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from kazmig.formats.edition import FormatsError

ARTICLE = re.compile(r'<article class="bd-article">(.*)</article>\s*(?:<nav class="prev-next"|</main>)', re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
SOLID = re.compile(r' stroke-dasharray="1[, ]0"')
"""A line of dashes without gaps, which is one: in a PDF each of its thousand dashes would be a drawing."""
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
LEFT_OUT = (
    "script, noscript, style, form, input, output, .headerlink, .toctree-wrapper, .chapter-aids, [hidden], "
    "details.code-fold, details.chart-data, details.chart-share, .chart-tools, .chart-reading, .chart-legend, "
    ".chart-narrow, .cite-form a[download], .cell-silent:not(:has(.parameters-box))"
)
"""What a book to keep has no use for: code and the data behind charts are on the web, one link away."""
FOLDED = "folded-title"
"""Class of the line that was the summary of a fold."""
LISTED = 6
"""Further sources of a figure that are named in the book; a longer list stays on the web."""
WEB = "data-web"
"""Mark of a link that leads to the web though its page is in the book."""
Placing = Callable[[str, str], str]
"""From a page and an anchor, which may be empty, to the address in the book, or nothing if it is not in there."""


class Page(NamedTuple):
    """A page of the book.

    Attributes
    ----------
    name : str
        Its name in the table of contents.
    title : str
        Its title as text.
    body : Tag
        Its content.
    drawings : list of str
        The pictures, for each of which the body holds an ``<i data-drawing>`` with its place in this list.
    """

    name: str
    title: str
    body: Tag
    drawings: list[str]

    @property
    def ids(self) -> set[str]:
        """The anchors on it."""
        return {str(tag["id"]) for tag in self.body.find_all(id=True)}


def read_page(html: Path, name: str) -> Page:
    """Read a page of the built site.

    Raises
    ------
    FormatsError
        If it is missing or holds no article.
    """
    path = html / f"{name}.html"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    article = ARTICLE.search(text)
    if not article:
        raise FormatsError(f"{path}: no article stands there. Remedy: build the site first, with `kazmig book`.")
    drawings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        drawings.append(SOLID.sub("", match[0]))
        return f'<i data-drawing="{len(drawings) - 1}"></i>'

    body = BeautifulSoup(f"<article>{DRAWING.sub(keep, article[1])}</article>", "html.parser").article
    heading = body.find("h1") if body else None
    if body is None or heading is None:
        raise FormatsError(f"{path}: the page has no heading. Remedy: give it one.")
    clean(body)
    return Page(name, heading.get_text().strip(), body, drawings)


def clean(body: Tag) -> None:
    """Take away what a book to keep cannot use, and open what is folded.

    Examples
    --------
    >>> soup = BeautifulSoup("<p><details><summary>More</summary>text</details><button>Go</button></p>", "html.parser")
    >>> clean(soup)
    >>> str(soup)
    '<p><div class="unfolded"><p class="folded-title">More</p>text</div></p>'
    """
    for tag in body.select(LEFT_OUT):
        if not tag.decomposed:
            tag.decompose()
    for button in body.find_all("button"):
        if button.find_parent("th"):
            button.unwrap()
        else:
            button.decompose()
    for fold in body.find_all("details"):
        if fold.find_parent(class_="chart-sources"):
            go_on(fold)
            continue
        fold.name = "div"
        fold["class"] = (
            f"{' '.join(fold.get_attribute_list('class')) if fold.has_attr('class') else ''} unfolded".strip()
        )
        if fold.summary:
            fold.summary["class"] = FOLDED
            fold.summary.name = "p"
    for tag in body.select("[tabindex]"):
        del tag["tabindex"]
    for tag in body.select(".table-scroll[role]"):
        del tag["role"], tag["aria-label"]
    for cell in body.select("div.cell, div.cell_output"):
        if not cell.get_text(strip=True) and not cell.find(["i", "img", "table"]):
            cell.decompose()


def go_on(fold: Tag) -> None:
    """Let a short list of further sources go on where it was folded; a long one stays on the web.

    Examples
    --------
    >>> text = '<figure id="f">One <details><summary>and 1 more</summary><a href="x">Two</a></details></figure>'
    >>> soup = BeautifulSoup(text, "html.parser")
    >>> go_on(soup.details)
    >>> str(soup)
    '<figure id="f">One <a href="x">Two</a></figure>'
    """
    home = fold.find_parent(id=True)
    if len(fold.find_all("a")) <= LISTED or not home or not fold.summary:
        if fold.summary:
            fold.summary.decompose()
        fold.unwrap()
        return
    said = fold.summary.get_text()
    fold.clear()
    fold.append(said)
    fold.name, fold.attrs = "a", {"href": f"#{home['id']}", WEB: ""}


def resolve(page: str, href: str) -> tuple[str, str]:
    """Return the page (without suffix) or file that a relative link leads to, and the anchor.

    Examples
    --------
    >>> resolve("notebooks/flows", "../book/sources.html#source-x"), resolve("notebooks/flows", "#cell-1")
    (('book/sources', 'source-x'), ('notebooks/flows', 'cell-1'))
    >>> resolve("book/index", "../figures/a.csv")
    ('figures/a.csv', '')
    """
    path, _, anchor = href.partition("#")
    path = path.partition("?")[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else f"{page}.html"
    return target.removesuffix(".html"), unquote(anchor)


def relink(page: Page, placing: Placing, site: str, prefix: str = "") -> None:
    """Let every link lead to its place in the book, or else to the published site; give ids a prefix.

    Parameters
    ----------
    page : Page
        Changed in place.
    placing : callable
        Where in the book a page or an anchor on it stands.
    site : str
        The published site's address.
    prefix : str
        For the ids of this page, where several pages stand in one document.
    """
    for link in page.body.find_all("a", href=True):
        href = str(link["href"])
        link.attrs.pop("download", None)
        if SCHEME.match(href):
            continue
        target, anchor = resolve(page.name, href)
        place = "" if link.attrs.pop(WEB, None) is not None else placing(target, anchor)
        if not place:
            file = target if posixpath.splitext(target)[1] in FILES else f"{target}.html"
            place = f"{site}{file}{'#' if anchor else ''}{anchor}"
        link["href"] = place
    if prefix:
        for tag in page.body.find_all(id=True):
            tag["id"] = f"{prefix}{tag['id']}"
        for name in ("aria-labelledby", "aria-describedby"):
            for tag in page.body.select(f"[{name}]"):
                tag[name] = " ".join(f"{prefix}{each}" for each in str(tag[name]).split())


FILES: Collection[str] = {
    ".csv", ".svg", ".png", ".json", ".js", ".xml", ".bib", ".txt", ".inv", ".md", ".ipynb", ".zip", ".parquet",
    ".epub", ".pdf",
}  # fmt: skip
"""Endings of addresses that are no pages: a page's name may hold dots too."""
