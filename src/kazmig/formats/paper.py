"""HTML documents to be printed: a chapter, or the whole book as one document with a title page and contents."""

import os
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from kazmig.formats.articles import Page, read_page, relink
from kazmig.formats.edition import LICENCE, Edition, Part, slug

STYLES = Path(__file__).parent / "static" / "paper.css"
PLACE = re.compile(r'<i data-drawing="(\d+)"></i>')


def in_css(value: str) -> str:
    r"""Return a text as a string of CSS.

    Examples
    --------
    >>> in_css('A "b"')
    '"A \\22 b\\22 "'
    """
    return f'"{value.replace(chr(92), "").replace(chr(34), chr(92) + "22 ")}"'


def write_out(page: Page) -> str:
    """Return a page's HTML, its pictures in their places."""
    return PLACE.sub(lambda match: page.drawings[int(match[1])], page.body.decode_contents())


def running(edition: Edition, titles: Mapping[str, str]) -> str:
    """Return the styles that print version, page and running title on each sheet."""
    sheets = [
        f"@page {{ @bottom-left {{ content: {in_css(f'{edition.name} · {edition.stated}')}; }} "
        "@bottom-right { content: counter(page); } }"
    ]
    for name, title in titles.items():
        sheets.append(
            f"@page {slug(name)} {{ @top-right {{ content: {in_css(title)}; }} }} "
            f"article.{slug(name)} {{ page: {slug(name)}; }}"
        )
    return "\n".join(sheets)


def title_page(edition: Edition) -> str:
    """Return the title page."""
    rest = edition.title.partition(": ")[2]
    return (
        f'<section class="title-page"><p class="title-name">{escape(edition.name)}</p>'
        f'<p class="title-rest">{escape(rest[:1].upper() + rest[1:])}</p>'
        f'<p class="title-author">{escape(edition.author)}</p>'
        f'<p class="title-stated">{escape(edition.stated)}. Not peer reviewed.<br>'
        f'<a href="{escape(edition.site)}">{escape(edition.site)}</a><br>'
        f'Text and charts: <a href="{LICENCE}">CC BY 4.0</a>. Each number leads to its record on the web.</p></section>'
    )


def contents(parts: Sequence[Part], titles: Mapping[str, str], sheets: Mapping[str, int]) -> str:
    """Return the table of contents; the numbers of pages are known once the book has been printed."""
    lines = ['<nav class="book-contents"><h2>Contents</h2>']
    for part in parts:
        if part.caption:
            lines.append(f'<p class="contents-part">{escape(part.caption)}</p>')
        for name in part.pages:
            sheet = sheets.get(name, "000")
            lines.append(f'<a href="#{slug(name)}"><span>{escape(titles[name])}</span> <b>{sheet}</b></a>')
    return "\n".join([*lines, "</nav>"])


def gather(edition: Edition, html: Path, names: Sequence[str]) -> list[Page]:
    """Read pages and let their links lead within one document, or to the web."""
    pages = [read_page(html, name) for name in names]
    anchors = {page.name: page.ids for page in pages}

    def placing(target: str, anchor: str) -> str:
        if target not in anchors:
            return ""
        if not anchor:
            return f"#{slug(target)}"
        return f"#{slug(target)}--{anchor}" if anchor in anchors[target] else ""

    for page in pages:
        relink(page, placing, edition.site, f"{slug(page.name)}--")
    return pages


def document(edition: Edition, html: Path, folder: Path, pages: Sequence[Page], front: str = "") -> str:
    """Return the HTML document of some pages.

    Parameters
    ----------
    edition : Edition
        The edition.
    html : Path
        The built site, whose styles and typefaces the document uses.
    folder : Path
        Where the document will stand.
    pages : sequence of Page
        As :func:`gather` returns them.
    front : str
        What stands before them.
    """
    static = os.path.relpath(html / "_static", folder)
    title = edition.title if front else f"{pages[0].title} | {edition.name}"
    formulas = any(page.body.select_one(".math") for page in pages)
    articles = "\n".join(
        f'<article class="bd-article {slug(page.name)}" id="{slug(page.name)}">\n{opening(edition, page, front)}'
        f"{write_out(page)}\n</article>"
        for page in pages
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{edition.language}" data-theme="light" data-mode="light">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{static}/site.css">\n<link rel="stylesheet" href="{static}/folder.css">\n'
        + (f'<meta name="kazmig-formulas" content="{static}/mathjax/tex-svg.js">\n' if formulas else "")
        + f"<style>\n{STYLES.read_text(encoding='utf-8')}\n"
        f"{running(edition, {page.name: page.title for page in pages})}\n</style>\n"
        f'</head>\n<body class="paper{" whole" if front else ""}">\n{front}\n{articles}\n</body>\n</html>\n'
    )


def opening(edition: Edition, page: Page, front: str) -> str:
    """Return the line over the title of a chapter that is printed alone."""
    if front:
        return ""
    address = f"{edition.site}{page.name}.html"
    return (
        f'<p class="paper-opening">{escape(edition.title)}<br>{escape(edition.stated)}. Not peer reviewed. '
        f'<a href="{escape(address)}">{escape(address)}</a></p>\n'
    )
