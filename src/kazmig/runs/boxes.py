"""Columns of boxes with text, joined by lines from left to right, as an SVG drawing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kazmig.charts import typeface

FILLS: Final = ("#eef3f8", "#f2f7ee", "#f6f3ea", "#f8eeee")
INK, LINE, STRONG = "#1a1d21", "#8a8f98", "#a33d10"
LINES: Final = 14
"""Lines of text in a box."""
WIDTH, APART, PAD, LEAD, SIZE, BETWEEN, TOP = 290.0, 90.0, 10.0, 18.0, 13.0, 14.0, 54.0
"""In pixels: a box, between columns, inside a box, between lines, letters, between boxes, above the boxes."""
SPARE: Final = 1.15
"""How much wider than the book's own letters those of another machine may be."""
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold even when escaped."""


@dataclass
class Box:
    """A box of the drawing.

    Attributes
    ----------
    head, body : str
        Its first line, and what stands below.
    after : frozenset of int
        Positions of the boxes in the column before from which lines lead to it.
    strong : bool
        Whether it is drawn strongly.
    top : float
        Where it begins, in pixels.
    lines : list of str
        Its text as broken; the first `heads` of them are the head.
    """

    head: str
    body: str = ""
    after: frozenset[int] = frozenset()
    strong: bool = False
    top: float = 0.0
    lines: list[str] = field(init=False)
    heads: int = field(init=False)

    def __post_init__(self) -> None:
        """Break the text to the width of a box."""
        first = broken(self.head, 600)
        self.heads = len(first)
        self.lines = [*first, *(broken(self.body, 400) if self.body else [])]
        if len(self.lines) > LINES:
            self.lines = [*self.lines[: LINES - 1], "…"]

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return LEAD * len(self.lines) + 2 * PAD


def svg(title: str, described: str, heads: Sequence[str], columns: Sequence[Sequence[Box]]) -> str:
    """Return a drawing as the text of an SVG file.

    Parameters
    ----------
    title, described
        What it shows, in short and at length, for people who cannot see it.
    heads, columns
        What stands above each column, and its boxes from the top.
    """
    tall = max(sum(box.height + BETWEEN for box in column) for column in columns)
    for column in columns:
        at = TOP + (tall - sum(box.height + BETWEEN for box in column)) / 2
        for box in column:
            box.top, at = at, at + box.height + BETWEEN
    size = {"width": f"{left(len(columns)) - APART + 20:g}", "height": f"{TOP + tall + 10:g}"}
    drawing = Element("svg", size, xmlns="http://www.w3.org/2000/svg", role="img")
    drawing.set("viewBox", f"0 0 {size['width']} {size['height']}")
    drawing.set("font-family", typeface.PUBLISHED)
    drawing.set("font-size", f"{SIZE:g}")
    SubElement(drawing, "title").text = clean(title)
    SubElement(drawing, "desc").text = clean(described)
    SubElement(drawing, "rect", size, fill="#ffffff")
    for number, (before, column) in enumerate(pairwise(columns)):
        for box in column:
            for each in sorted(box.after):
                join(drawing, before[each], box, left(number) + WIDTH)
    for number, column in enumerate(columns):
        write(drawing, left(number), TOP - 20, heads[number], INK, bold=True)
        for box in column:
            draw(drawing, box, left(number), FILLS[number % len(FILLS)])
    ElementTree.indent(drawing, " ")
    return ElementTree.tostring(drawing, encoding="unicode") + "\n"


def left(number: int) -> float:
    """Return where a column begins, in pixels."""
    return 20 + number * (WIDTH + APART)


def join(drawing: Element, before: Box, after: Box, at: float) -> None:
    """Draw the line from a box to one of the next column, strongly where either is strong."""
    start, end, half = before.top + before.height / 2, after.top + after.height / 2, at + APART / 2
    strong = before.strong or after.strong
    path = f"M{at:g} {start:g}C{half:g} {start:g} {half:g} {end:g} {at + APART:g} {end:g}"
    SubElement(drawing, "path", {"d": path, "fill": "none", "stroke": STRONG if strong else LINE})


def draw(drawing: Element, box: Box, x: float, fill: str) -> None:
    """Draw a box and its text."""
    place = {"x": f"{x:g}", "y": f"{box.top:g}", "width": f"{WIDTH:g}", "height": f"{box.height:g}", "rx": "4"}
    edge = {"stroke": STRONG, "stroke-width": "2"} if box.strong else {"stroke": LINE}
    SubElement(drawing, "rect", {**place, "fill": fill, **edge})
    for number, line in enumerate(box.lines):
        y = box.top + PAD + LEAD * (number + 0.75)
        write(drawing, x + PAD, y, line, STRONG if box.strong and not number else INK, bold=number < box.heads)


def write(drawing: Element, x: float, y: float, text: str, ink: str, bold: bool) -> None:
    """Write one line of text."""
    line = SubElement(drawing, "text", {"x": f"{x:g}", "y": f"{y:g}", "fill": ink})
    if bold:
        line.set("font-weight", "600")
    line.text = clean(text)


def clean(text: str) -> str:
    """Return text without the signs that XML refuses, each of them shown as one that it takes.

    Examples
    --------
    >>> clean("a\\x00b")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def broken(text: str, weight: int) -> list[str]:
    """Break text into lines that fit a box, within a word where the word alone does not fit."""
    limit = (WIDTH - 2 * PAD) / SPARE
    lines = []
    for paragraph in text.splitlines():
        for line in typeface.wrap(paragraph, limit, SIZE, weight).split("\n"):
            rest = line
            while typeface.width(rest, SIZE, weight) > limit:
                fits = max(n for n in range(1, len(rest)) if n == 1 or typeface.width(rest[:n], SIZE, weight) <= limit)
                lines.append(rest[:fits])
                rest = rest[fits:]
            lines.append(rest)
    return lines
