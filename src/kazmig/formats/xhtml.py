"""Pages of the book as XHTML, with their pictures as files and their formulas as MathML."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.formatter import XMLFormatter

from kazmig.formats.articles import Page
from kazmig.formats.formulas import mathml

INK, PAPER = "#1b1f26", "#ffffff"
"""What the site's colours of text and page are where there is no style sheet of the site."""
HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
NOTHING = re.compile(r"<path(?![^>]*\sd=)[^>]*?(?:/>|>\s*</path>)")
"""A path without a course, which charts hold where a mark has no place."""
UNFIT = re.compile(r"^(?:data-|aria-hidden$|focusable$|popover|scope$|tabindex$)")
"""Attributes that say nothing in a book, or that a reader's rules do not allow where we have them."""
PLACE = re.compile(r'<i data-formula="(\d+)"></i>')
FORM = XMLFormatter(entity_substitution=lambda text: html.escape(text, quote=False), void_element_close_prefix="/")
FRAME = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body{kind}>
{body}
</body>
</html>
"""  # noqa: E501 - a line of XHTML


class Written(NamedTuple):
    """A page as it stands in the book.

    Attributes
    ----------
    text : str
        The XHTML document.
    pictures : dict of str to bytes
        The files of its pictures, by name.
    formulas : bool
        Whether it holds MathML.
    """

    text: str
    pictures: dict[str, bytes]
    formulas: bool


def frame(language: str, title: str, body: str, kind: str = "") -> str:
    """Return an XHTML document; `kind` says what its body is, in the vocabulary of EPUB."""
    return FRAME.format(
        language=language, title=html.escape(title, quote=False), body=body, kind=f' epub:type="{kind}"' if kind else ""
    )


def picture(drawing: str) -> bytes:
    """Return a drawing of a page as a file of its own: its colours are written out, for it inherits none.

    Examples
    --------
    >>> picture('<svg aria-hidden="true"><path d="M0,0" stroke="currentColor"/></svg>').decode().strip()
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0,0" stroke="#1b1f26"/></svg>'
    """
    text = NOTHING.sub("", drawing.replace("currentColor", INK))
    text = text.replace("Inter, system-ui,", "Inter, Helvetica, Arial,")  # as narrow, where Inter is missing
    text = re.sub(r"var\(--kazmig-page[^)]*\)", PAPER, text)
    opening = HEAD.match(text)
    head = opening[0] if opening else ""
    told = re.sub(r'\s(?:aria-hidden|focusable|class|style)="[^"]*"', "", head)
    if "xmlns=" not in told:
        told = told.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    if "xlink:" in text and "xmlns:xlink" not in told:
        told = told.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"', 1)
    return f"{told}{text.removeprefix(head)}\n".encode()


def place_pictures(page: Page, name: str) -> dict[str, bytes]:
    """Put images in the place of a page's drawings, with the text that tells what each shows, and return the files."""
    files: dict[str, bytes] = {}
    for mark in page.body.find_all("i", attrs={"data-drawing": True}):
        file = f"{name}-{mark['data-drawing']}.svg"
        frame_of = mark.find_parent(attrs={"role": "img"})
        alt = str(frame_of["aria-label"]) if frame_of else ""
        if frame_of:
            del frame_of["role"], frame_of["aria-label"]
        image = Tag(name="img", attrs={"src": f"pictures/{file}", "alt": alt}, can_be_empty_element=True)
        mark.replace_with(image)
        files[f"pictures/{file}"] = picture(page.drawings[int(str(mark["data-drawing"]))])
    return files


def write(page: Page, language: str, name: str) -> Written:
    """Write a page, whose links have been set, as XHTML.

    Parameters
    ----------
    page : Page
        Changed in place.
    language : str
        Of its text.
    name : str
        Of its file, without ending; its pictures are named after it.
    """
    pictures = place_pictures(page, name)
    formulas: list[str] = []
    for tag in page.body.select(".math"):
        formulas.append(mathml(tag.get_text(), page.name))
        tag.clear()
        tag.append(Tag(name="i", attrs={"data-formula": str(len(formulas) - 1)}))
    marks = {"data-formula"}
    for tag in tags(page.body):
        for attribute in [each for each in tag.attrs if UNFIT.match(each) and each not in marks]:
            del tag[attribute]
    body = page.body.decode_contents(formatter=FORM)
    body = PLACE.sub(lambda match: formulas[int(match[1])], body)
    return Written(frame(language, page.title, body.strip()), pictures, bool(formulas))


def tags(body: Tag) -> Iterator[Tag]:
    """Yield every element within."""
    yield from body.find_all(True)
