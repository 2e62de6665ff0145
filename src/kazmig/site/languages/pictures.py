"""Drawings in another language: the words of a finished SVG, of its values, and of the specification behind it.

The picture is the one that was drawn for English; its words take the others' places, and where they are longer than
the picture has room for, the picture grows.
"""

import html
import re
from collections.abc import Callable
from typing import Any

from kazmig.site.languages.numerals import NARROW, marks
from kazmig.site.languages.patterns import LINE, TEXT, lines_of
from kazmig.site.languages.voice import Voice

TOKEN = re.compile(r"<g\b[^>]*?(/?)>|</g>|<text\b([^>]*)>(.*?)</text>", re.DOTALL)
SHIFT = re.compile(r'transform="translate\(\s*([-\d.]+)(?:[ ,]+([-\d.]+))?\s*\)')
TURNED = re.compile(r'transform="[^"]*rotate')
SIZE = re.compile(r'font-size="([\d.]+)')
ANCHOR = re.compile(r'text-anchor="(\w+)"')
VIEW = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')
WIDTH = re.compile(r'(<svg\b[^>]*?\swidth=")[\d.]+(")')
EM = 0.57  # mean width of a letter by the size of the type
ROOM = 4  # pixels kept free at a side
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


def widened(svg: str) -> str:
    """Return an SVG whose picture takes in the texts that reach beyond it."""
    view = VIEW.search(svg)
    if view is None:
        return svg
    left, top, width, height = (float(each) for each in view.groups())
    low, high = left, left + width
    place = [0.0]
    for match in TOKEN.finditer(svg):
        if match[0].startswith("</g"):
            place.pop()
        elif match[0].startswith("<g"):
            if not match[1]:
                place.append(place[-1] + shift(match[0]))
        elif not TURNED.search(match[2]):
            begin, end = reach(match[2], match[3], place[-1])
            low, high = (
                min(low, begin - ROOM if begin < left else low),
                max(high, end + ROOM if end > left + width else high),
            )
    if (low, high) == (left, left + width):
        return svg
    svg = VIEW.sub(f'viewBox="{low:g} {top:g} {high - low:g} {height:g}"', svg, count=1)
    return WIDTH.sub(rf"\g<1>{high - low:g}\g<2>", svg, count=1)


def shift(tag: str) -> float:
    """Return how far a tag moves its content to the right."""
    found = SHIFT.search(tag)
    return float(found[1]) if found else 0.0


def reach(attributes: str, body: str, at: float) -> tuple[float, float]:
    """Return where a text begins and ends, about."""
    size = SIZE.search(attributes)
    longest = max(len(line) for line in lines_of(body))
    wide = longest * EM * (float(size[1]) if size else 11)
    at += shift(attributes)
    anchor = ANCHOR.search(attributes)
    kind = anchor[1] if anchor else "start"
    begin = at - wide if kind == "end" else at - wide / 2 if kind == "middle" else at
    return begin, begin + wide


def values(points: Any, voice: Voice) -> Any:
    """Return the values of a picture, and the names of its colours, in another language."""
    if not voice.translates:
        return points
    said = {**points, "colours": [{**each, "name": voice.word(each["name"])} for each in points["colours"]]}
    for form, found in points.items():
        if isinstance(found, dict) and "points" in found:
            said[form] = {**found, "points": [[spoken_value(part, voice) for part in each] for each in found["points"]]}
    return said


def spoken_value(part: Any, voice: Voice) -> Any:
    """Return a part of a value in another language."""
    return voice.word(part) if isinstance(part, str) else part


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
