"""Drawings in another language: the words of a finished SVG, of its values, and of the specification behind it.

The picture is the one that was drawn for English; its words take the others' places, and where they are longer than
the picture has room for, the picture grows.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kazmig.site.languages.numerals import NARROW, marks
from kazmig.site.languages.patterns import LINE, TEXT, lines_of
from kazmig.site.languages.voice import Voice

TOKEN = re.compile(r"<g\b[^>]*?(/?)>|</g>|<text\b([^>]*)(?<!/)>(.*?)</text>", re.DOTALL)
SHIFT = re.compile(r'transform="translate\(\s*([-\d.]+)(?:[ ,]+([-\d.]+))?\s*\)')
TURNED = re.compile(r'transform="[^"]*rotate')
SIZE = re.compile(r'font-size="([\d.]+)')
ANCHOR = re.compile(r'text-anchor="(\w+)"')
VIEW = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')
WIDTH = re.compile(r'(<svg\b[^>]*?\swidth=")[\d.]+(")')
EM, BOLD = 0.6, 0.64  # mean width of a letter by the size of the type
ROOM = 4  # pixels kept free at a side
GAP, LEAST = 18, 0.55  # pixels between a text and the next, and how far it may be set closer
NAMED = {
    *(
        "field",
        "type",
        "$schema",
        "name",
        "as",
        "groupby",
        "param",
        "select",
        "key",
        "op",
        "aggregate",
        "color",
        "fill",
    ),
    *("stroke", "scale", "shape", "format", "formatType", "orient", "align", "baseline", "anchor", "interpolate"),
    *("cursor", "url", "mark", "resolve", "autosize", "font", "fontWeight", "timeUnit", "id", "source_id", "locator"),
    *("encodings", "joinaggregate", "window"),
}
"""Members of a specification whose strings are no words."""

SILENT = {"series", "year", "period", "place", "region", "country"}
"""What charts.js does not say before a value: it looks for these words."""

NAMES = 4
"""Where a value says which names its parts have, in the list that ``points.json`` holds for it."""

FORMULAS = {"expr", "calculate", "filter", "test", "labelExpr", "signal", "update"}
QUOTED = re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\"")


def drawing(svg: str, voice: Voice) -> str:
    """Return an SVG with its texts in another language, wide enough for them."""
    if not voice.translates:
        return svg
    spoken = TEXT.sub(lambda match: f"{match[1]}{spoken_body(match[2], voice)}{match[3]}", svg)
    return spoken if spoken == svg else widened(spoken)


def spoken_body(body: str, voice: Voice) -> str:
    """Return the content of a ``<text>`` element in another language, on as many lines as it had at most."""
    lines = lines_of(body)
    if len(lines) == 1 and "<tspan" not in body:
        return html.escape(voice.word(lines[0]), quote=False) if lines[0] else body
    text = " ".join(lines)
    said = voice.word(text)
    if said == text:
        return body
    wrapped = iter(wrap(said, len(lines)))
    return LINE.sub(lambda match: f"{match[1]}{html.escape(next(wrapped, ''), quote=False)}{match[3]}", body)


def wrap(text: str, lines: int) -> list[str]:
    """Return a text on so many lines at most, of about one length.

    Examples
    --------
    >>> wrap("one two three four", 2)
    ['one two', 'three four']
    """
    for limit in range(-(-len(text) // lines), len(text) + 1):
        found = [""]
        for word in text.split():
            longer = f"{found[-1]} {word}".strip()
            if len(longer) > limit and found[-1]:
                found.append(word)
            else:
                found[-1] = longer
        if len(found) <= lines:
            return found
    return [text]


@dataclass(frozen=True)
class Placed:
    """A text of a picture: its tag's end in the SVG, its line, where it begins, how wide it is, if it is one line."""

    tag_end: int
    line: float
    begin: float
    width: float
    single: bool


def placed(svg: str) -> list[Placed]:
    """Return the texts of a picture that lie level."""
    found = []
    places = [(0.0, 0.0)]
    for match in TOKEN.finditer(svg):
        if match[0].startswith("</g"):
            places.pop()
        elif match[0].startswith("<g"):
            if not match[1]:
                places.append(moved(places[-1], match[0]))
        elif not TURNED.search(match[2]):
            x, y = moved(places[-1], match[2])
            width = width_of(match[2], match[3])
            anchor = ANCHOR.search(match[2])
            kind = anchor[1] if anchor else "start"
            begin = x - width if kind == "end" else x - width / 2 if kind == "middle" else x
            found.append(Placed(match.end(2), round(y), begin, width, "<tspan" not in match[3]))
    return found


def moved(place: tuple[float, float], tag: str) -> tuple[float, float]:
    """Return a place moved as a tag moves its content."""
    found = SHIFT.search(tag)
    return (place[0] + float(found[1]), place[1] + float(found[2] or 0)) if found else place


def width_of(attributes: str, body: str) -> float:
    """Return how wide a text is, about."""
    size = SIZE.search(attributes)
    em = BOLD if 'font-weight="600"' in attributes or 'font-weight="bold"' in attributes else EM
    return max(len(line) for line in lines_of(body)) * em * (float(size[1]) if size else 11)


def widened(svg: str) -> str:
    """Return an SVG whose texts keep off each other, and whose picture takes in those that reach beyond it."""
    view = VIEW.search(svg)
    if view is None:
        return svg
    left, top, width, height = (float(each) for each in view.groups())
    texts = placed(svg)
    low = min([left, *(each.begin - ROOM for each in texts if each.begin < left)])
    high = max([left + width, *(end + ROOM for each in texts if (end := each.begin + each.width) > left + width)])
    svg = squeezed(svg, texts)
    if (low, high) == (left, left + width):
        return svg
    svg = VIEW.sub(f'viewBox="{low:g} {top:g} {high - low:g} {height:g}"', svg, count=1)
    return WIDTH.sub(rf"\g<1>{high - low:g}\g<2>", svg, count=1)


def squeezed(svg: str, texts: list[Placed]) -> str:
    """Return an SVG in which a text that would run into its neighbour on the line is set closer."""
    cuts = []
    ordered = sorted(texts, key=lambda each: (each.line, each.begin))
    for one, two in pairwise(ordered):
        room = two.begin - one.begin - GAP
        if one.single and one.line == two.line and LEAST * one.width < room < one.width:
            cuts.append((one.tag_end, f' textLength="{room:g}" lengthAdjust="spacingAndGlyphs"'))
    for place, said in sorted(cuts, reverse=True):
        svg = f"{svg[:place]}{said}{svg[place:]}"
    return svg


def values(points: Any, voice: Voice) -> Any:
    """Return the values of a picture, and the names of its colours, in another language."""
    if not voice.translates:
        return points
    said = {**points, "colours": [{**each, "name": voice.word(each["name"])} for each in points["colours"]]}
    for name, form in points.items():
        if isinstance(form, dict) and "points" in form:
            said[name] = {
                "titles": [[title if title in SILENT else voice.word(title) for title in of] for of in form["titles"]],
                "points": [spoken_point(point, form["titles"][point[NAMES]], voice) for point in form["points"]],
            }
    return said


def spoken_point(point: list[Any], titles: list[str], voice: Voice) -> list[Any]:
    """Return a value of a picture in another language; its source keeps its name."""
    place, told = point[: NAMES + 1], point[NAMES + 1 :]
    return [*place, *(text if name == "source" else voice.word(text) for name, text in zip(titles, told, strict=True))]


def words_of_values(points: Any) -> Iterator[str]:
    """Yield the words of a picture's values."""
    for form in points.values():
        if isinstance(form, dict) and "points" in form:
            for titles in form["titles"]:
                yield from (title for title in titles if title not in SILENT)
            for point in form["points"]:
                told = zip(form["titles"][point[NAMES]], point[NAMES + 1 :], strict=True)
                yield from (text for name, text in told if name != "source")
        elif isinstance(form, list):
            yield from (each["name"] for each in form)


def specification(spec: Any, voice: Voice) -> Any:
    """Return a specification of Vega-Lite with its words in another language, in data, titles and formulas alike."""
    if not voice.translates:
        return spec
    said = spoken(spec, voice.word)
    decimal, _ = marks(voice.code)
    number = {"decimal": decimal, "thousands": NARROW, "grouping": [3], "currency": ["", ""], "minus": "\N{MINUS SIGN}"}
    config = said.get("config", {})
    return {**said, "config": {**config, "locale": {"number": number}}}


def spoken(part: Any, word: Callable[[str], str], key: str = "") -> Any:
    """Return a part of a specification with its words replaced; names of fields, colours and the like stay."""
    if isinstance(part, dict):
        return {name: each if name in NAMED else spoken(each, word, name) for name, each in part.items()}
    if isinstance(part, list):
        return [spoken(each, word, key) for each in part]
    if not isinstance(part, str):
        return part
    if key in FORMULAS:
        return QUOTED.sub(lambda match: quoted(match, word), part)
    if not re.search(r"[^\W\d_]", part):
        return part  # numbers in data stay as they are
    return word(part)


def quoted(match: re.Match[str], word: Callable[[str], str]) -> str:
    """Return a quoted text of a formula with its words replaced."""
    mark, text = match[0][0], match[1] if match[1] is not None else match[2]
    said = word(text) if re.search(r"[^\W\d_]", text) else text
    return f"{mark}{said}{mark}" if mark not in said else match[0]
