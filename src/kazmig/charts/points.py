"""Where the values of a drawing stand: for each mark that has a tooltip its place, and what it says.

The site reads them aloud and shows them under the pointer, on the still picture, without loading Vega. The places come
from Vega itself: the same specification is drawn once more, each mark with its tooltip as its description.
"""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from kazmig.charts import rendering
from kazmig.charts.layout import WIDE, Layout

PAIR, PART = "\N{SYMBOL FOR UNIT SEPARATOR}", "\N{SYMBOL FOR RECORD SEPARATOR}"
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?"
_COMMAND = re.compile(rf"([MLHVCAZhvlcaz])|({NUMBER})")
_SHIFT = re.compile(rf"translate\(({NUMBER})[ ,]+({NUMBER})\)")
_NAMES = ("layer", "hconcat", "vconcat", "concat")


def points(spec: dict[str, Any], layout: Layout = WIDE) -> dict[str, Any]:
    """Return the values of a drawing with their places.

    Parameters
    ----------
    spec
        A Vega-Lite specification whose tooltips are lists of fields.
    layout
        The layout it was made for.

    Returns
    -------
    dict
        ``titles``: lists of what the parts of a value are called; ``points``: lists of x, y (the middle of the mark),
        width, height (0 for a point; all in the drawing's own pixels), the number of its titles, and the parts as text,
        in reading order: along a series, one series after the other.
    """
    described = copy.deepcopy(spec)
    described.setdefault("config", {})["aria"] = True
    _describe(described, {})
    root = ElementTree.fromstring(rendering.raw_svg(described, layout))
    titles: list[list[str]] = []
    found: dict[str, list[Any]] = {}
    for element, left, top in _walk(root, 0.0, 0.0):
        label = element.get("aria-label", "")
        if PAIR not in label:
            continue
        pairs = [part.split(PAIR) for part in label.split(PART)]
        names, values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if names not in titles:
            titles.append(names)
        x, y, width, height = _box(element, left, top)
        place = [round(number, 1) for number in (x, y, width, height)]
        found.setdefault(json.dumps([place, values]), [*place, titles.index(names), *values])
    rows = list(found.values())
    order = {value: at for at, value in reversed(list(enumerate(row[5] for row in rows)))}
    along = _along(titles)
    rows.sort(key=lambda row: (order[row[5]] if along[row[4]] else 0, row[4]))
    return {"titles": titles, "points": rows}


def colours(spec: dict[str, Any]) -> list[dict[str, str]]:
    """Return what each colour of a drawing stands for: ``name`` and ``colour``, from its scales, without repetition."""
    found: dict[str, list[str]] = {}
    for unit in _units(spec):
        for channel in ("color", "fill", "stroke"):
            scale = unit.get("encoding", {}).get(channel, {}).get("scale") or {}
            for name, colour in zip(scale.get("domain") or [], scale.get("range") or [], strict=False):
                if isinstance(name, str) and isinstance(colour, str) and name not in found.setdefault(colour, []):
                    found[colour].append(name)
    return [{"name": ", ".join(names), "colour": colour} for colour, names in found.items()]


def _along(titles: list[list[str]]) -> list[bool]:
    """Say of each list of titles whether its first part names a series, of which others tell one value each."""
    return [len(names) > 2 and not names[0].lower().startswith(("year", "period", "date")) for names in titles]


def _units(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the parts of a specification that have a mark."""
    if "mark" in spec:
        yield spec
    for name in _NAMES:
        for part in spec.get(name, []):
            yield from _units(part)
    if isinstance(spec.get("spec"), dict):
        yield from _units(spec["spec"])


def _describe(spec: dict[str, Any], above: dict[str, Any]) -> None:
    """Give each mark with a list of tooltips these as its description, and silence the others."""
    encoding = {**above, **spec.get("encoding", {})}
    if "mark" in spec:
        mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
        told = encoding.get("tooltip")
        if isinstance(told, list) and told:
            spec["mark"] = {
                **mark,
                "aria": True,
                "description": {"expr": f" + {json.dumps(PART)} + ".join(map(_said, told))},
            }
        else:
            spec["mark"] = {**mark, "aria": False}
    for name in _NAMES:
        for part in spec.get(name, []):
            _describe(part, encoding)
    if isinstance(spec.get("spec"), dict):
        _describe(spec["spec"], encoding)


def _said(channel: dict[str, Any]) -> str:
    """Return the expression of one part of a tooltip: its title and its printed value."""
    value = f"datum[{json.dumps(channel['field'])}]"
    if channel.get("format") and channel.get("type") == "temporal":
        printed = f"timeFormat({value}, {json.dumps(channel['format'])})"
    elif channel.get("format"):
        printed = f"format({value}, {json.dumps(channel['format'])})"
    else:
        printed = f"('' + {value})"
    title = json.dumps(f"{channel.get('title') or channel['field']}{PAIR}")
    return f"{title} + (isValid({value}) ? {printed} : '')"


def _walk(element: ElementTree.Element, left: float, top: float) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Yield the elements of a drawing with the shift of the groups around them."""
    for child in element:
        if child.tag.endswith("}g"):
            match = _SHIFT.search(child.get("transform", ""))
            across, down = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
            yield from _walk(child, left + across, top + down)
        else:
            yield child, left, top


def _box(element: ElementTree.Element, left: float, top: float) -> tuple[float, float, float, float]:
    """Return the middle of a mark and its size; a symbol has none."""
    match = _SHIFT.search(element.get("transform", ""))
    if match:
        return left + float(match[1]), top + float(match[2]), 0.0, 0.0
    spots = list(_spots(element.get("d", "")))
    across, down = [spot[0] for spot in spots] or [0.0], [spot[1] for spot in spots] or [0.0]
    width, height = max(across) - min(across), max(down) - min(down)
    return left + min(across) + width / 2, top + min(down) + height / 2, width, height


def _spots(path: str) -> Iterator[tuple[float, float]]:
    """Yield the points of a path of straight lines and curves that Vega draws bars and cells with."""
    x = y = 0.0
    command, numbers = "", list[float]()
    need = {"M": 2, "L": 2, "l": 2, "H": 1, "h": 1, "V": 1, "v": 1, "C": 6, "c": 6, "A": 7, "a": 7}
    for match in _COMMAND.finditer(path):
        if match[1]:
            command, numbers = match[1], []
            continue
        numbers.append(float(match[2]))
        if len(numbers) < need.get(command, 99):
            continue
        if command in "Hh":
            x = numbers[0] + (x if command == "h" else 0.0)
        elif command in "Vv":
            y = numbers[0] + (y if command == "v" else 0.0)
        else:
            relative = command.islower()
            x, y = numbers[-2] + (x if relative else 0.0), numbers[-1] + (y if relative else 0.0)
        numbers = []
        yield x, y
