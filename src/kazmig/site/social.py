"""Pictures for those who share a page: a chapter's chief figure under its finding, at the size that is asked for.

A picture is drawn from the figure's own SVG and kept in ``_build/cache/social`` under a digest of everything that
goes into it, so that only a figure that changed is drawn again.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx

from kazmig import paths
from kazmig.site.library import Library
from kazmig.site.pages import source_label
from kazmig.site.published import Published, files_of, still
from kazmig.site.stock import stock

WIDTH, HEIGHT = 1200, 630
"""What Open Graph and the others ask for."""

FOLDER, FRONT = "social", "social/report.png"
LINE = "Who left, who came, and how we know"
MARGIN, GAP = 48.0, 20.0
NAME, SOURCE = 24.0, 20.0  # sizes of the report's name and of the source line
SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0)  # of the finding: the largest in which it fits
LINES = {"above": 2, "beside": 6}
COLUMN = 400.0  # width of the text beside a figure that is not wide
FILLED = 0.6  # part of the room's width that a drawing should fill
LARGEST = 2.2  # a drawing is enlarged at most so far
VARIABLE = re.compile(r"var\(--kazmig-page,\s*#fff\)")


class Picture(NamedTuple):
    """A picture: path within the site, and what it shows."""

    path: str
    alt: str


class Box(NamedTuple):
    """A part of the picture."""

    left: float
    top: float
    width: float
    height: float


class Chief(NamedTuple):
    """A figure that stands for a chapter: its drawings by layout, its finding and the names of its sources."""

    drawings: tuple[str, ...]
    title: str
    sources: tuple[str, ...]


def figures_of(app: Sphinx, page: str) -> list[str]:
    """Return the figures of a page in their order."""
    uses: Mapping[str, list[tuple[str, str, str]]] = vars(app.env).get("kazmig_uses", {})
    return [key for kind, key, _ in uses.get(page, []) if kind == "figure"]


def chief_of(chapter: str, app: Sphinx) -> str:
    """Return the figure that stands for a chapter, or for the report: the first on the page; empty without one."""
    shelf, _, _ = stock(app)
    shown = figures_of(app, shelf.runs[chapter].page if chapter else app.config.root_doc)
    return next((key for key in shown if ("figure", key) in shelf.records), "")


def picture_of(chapter: str, app: Sphinx) -> Picture:
    """Return the picture of a chapter, or the report's own."""
    shelf, _, _ = stock(app)
    key = chief_of(chapter, app) if chapter else ""
    if not key:
        return Picture(FRONT, f"{app.config.project}: {LINE[0].lower()}{LINE[1:]}")
    record = shelf.get("figure", key)
    return Picture(f"{FOLDER}/{chapter}.png", f"{record['title']}. {record['alt']}")


def credit(names: tuple[str, ...], limit: float) -> str:
    """Return the source line: as many sources as fit on it."""
    from kazmig.charts import typeface

    for count in range(len(names), 0, -1):
        more = len(names) - count
        line = f"Source: {'; '.join(names[:count])}" + (f"; and {more} more" if more else "")
        if typeface.width(line, SOURCE) <= limit:
            return line
    return f"Source: {len(names)} sources, named with the figure" if names else ""


def chief(key: str, shelf: Published, library: Library) -> Chief:
    """Return a figure as a picture needs it."""
    record = shelf.get("figure", key)
    files, folder = files_of("figure", record), shelf.run_of(key).folder
    drawings = [
        (folder / files[name]).read_text(encoding="utf-8") for name in (still(files), "narrow.svg") if name in files
    ]
    names = dict.fromkeys(source_label(library.source(name, key)) for name in record.get("sources", []))
    return Chief(tuple(drawings), str(record["title"]), tuple(names))


def size_of(svg: str) -> Box:
    """Return the view box of a drawing."""
    from kazmig.charts.rendering import viewbox_of

    return Box(*viewbox_of(svg))


def fitted(title: str, width: float, lines: int) -> tuple[float, list[str]]:
    """Return the largest size in which a title fits, and its lines."""
    from kazmig.charts import typeface

    for size in SIZES:
        broken = typeface.wrap(title, width, size, 600).split("\n")
        if len(broken) <= lines and all(typeface.width(line, size, 600) <= width for line in broken):
            return size, broken
    return size, broken  # a very long title takes more lines, and the figure less room


def written(text: str, x: float, y: float, size: float, weight: int, fill: str) -> str:
    """Return a line of text."""
    from xml.sax.saxutils import escape

    from kazmig.charts import typeface

    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{typeface.FAMILY}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{fill}">{escape(text)}</text>'
    )


class Layout(NamedTuple):
    """A way to set a picture: how legible the drawing is, and everything in its place."""

    worth: float
    parts: list[str]


def layout(found: Chief, drawing: str, form: str, project: str) -> Layout:
    """Set a figure under its title, or beside it."""
    from kazmig.charts.rendering import FAINT, INK

    beside = form == "beside"
    width = COLUMN if beside else WIDTH - 2 * MARGIN
    size, lines = fitted(found.title, width, LINES[form])
    top = MARGIN + NAME + GAP
    source = credit(found.sources, WIDTH - 2 * MARGIN)
    bottom = HEIGHT - MARGIN - (SOURCE + 14 if source else 0)
    parts = [written(project, MARGIN, MARGIN + NAME - 6, NAME, 600, FAINT)]
    parts += [written(line, MARGIN, top + size * (0.95 + 1.2 * row), size, 600, INK) for row, line in enumerate(lines)]
    under = top + size * 1.2 * len(lines)
    box = (
        Box(MARGIN + COLUMN + 2 * GAP, MARGIN, WIDTH - 2 * MARGIN - COLUMN - 2 * GAP, bottom - MARGIN)
        if beside
        else Box(MARGIN, under + GAP, WIDTH - 2 * MARGIN, bottom - under - GAP)
    )
    view = size_of(drawing)
    scale = min(box.width / view.width, box.height / view.height, LARGEST)
    if scale <= 0 or (beside and under > bottom):
        return Layout(0, [])
    left = box.left + (box.width - scale * view.width) / 2
    down = box.top + (box.height - scale * view.height) / 2
    parts.append(
        f'<g transform="translate({left:.2f},{down:.2f}) scale({scale:.4f}) translate({-view.left:g},{-view.top:g})">'
        f"{body_of(drawing)}</g>"
    )
    if source:
        parts.append(written(source, MARGIN, HEIGHT - MARGIN, SOURCE, 400, FAINT))
    slender = min(1.0, scale * view.width / (FILLED * box.width))  # a thin column in an empty picture says little
    return Layout(scale * slender, parts)


def body_of(svg: str) -> str:
    """Return what is drawn, in the colours and the typeface of a picture on white."""
    from kazmig.charts import typeface
    from kazmig.charts.rendering import INK

    begin = svg.index(">", svg.index("<svg")) + 1
    body = svg[begin : svg.rindex("</svg>")].replace("currentColor", INK)
    return VARIABLE.sub("#ffffff", body).replace(f'"{typeface.PUBLISHED}"', f'"{typeface.FAMILY}"')


def composed(found: Chief, project: str) -> str:
    """Return a chapter's picture as SVG: of all ways to set it the largest that leaves little empty."""
    ways = [layout(found, drawing, form, project) for drawing in found.drawings for form in ("above", "beside")]
    return sheet(max(ways, key=lambda way: way.worth).parts)


def front(found: Chief | None, project: str) -> str:
    """Return the report's own picture as SVG: its name, what it asks, and the drawing of its first figure."""
    from kazmig.charts import typeface
    from kazmig.charts.rendering import FAINT, INK

    name = typeface.wrap(project, WIDTH - 2 * MARGIN, 76, 600).split("\n")
    parts = [written(line, MARGIN, MARGIN + 72 + 84 * row, 76, 600, INK) for row, line in enumerate(name)]
    under = MARGIN + 72 + 84 * (len(name) - 1) + 56
    parts.append(written(LINE, MARGIN, under, 36, 400, FAINT))
    if found:
        source = credit(found.sources, WIDTH - 2 * MARGIN)
        parts.append(written(source, MARGIN, HEIGHT - MARGIN, SOURCE, 400, FAINT))
        drawing = found.drawings[0]
        view = size_of(drawing)
        room = Box(MARGIN, under + 2 * GAP, WIDTH - 2 * MARGIN, HEIGHT - MARGIN - SOURCE - under - 3 * GAP)
        scale = min(room.width / view.width, room.height / view.height, LARGEST)
        left, down = room.left + (room.width - scale * view.width) / 2, room.top
        parts.append(
            f'<g transform="translate({left:.2f},{down:.2f}) scale({scale:.4f}) '
            f'translate({-view.left:g},{-view.top:g})">{body_of(drawing)}</g>'
        )
    return sheet(parts)


def sheet(parts: list[str]) -> str:
    """Return the parts on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>"
    )


def drawn(found: Chief | None, project: str, *, cover: bool) -> bytes:
    """Return a picture as PNG, from the cache where it has been drawn before."""
    text = hashlib.sha256(f"{cover}:{project}:{found}".encode())
    text.update(Path(__file__).read_bytes())
    kept = paths.build() / "cache" / FOLDER / f"{text.hexdigest()[:24]}.png"
    if not kept.is_file():
        import vl_convert

        from kazmig.charts import typeface

        typeface.register()
        svg = front(found, project) if cover or found is None else composed(found, project)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(vl_convert.svg_to_png(svg, scale=1, ppi=72))
        part.replace(kept)
    return kept.read_bytes()


def pictures(app: Sphinx) -> dict[str, bytes]:
    """Return all pictures by their path within the site."""
    shelf, library, _ = stock(app)
    project = str(app.config.project)
    found: dict[str, bytes] = {}
    for chapter in ("", *shelf.runs):
        key = chief_of(chapter, app)
        if key or not chapter:
            drawing = chief(key, shelf, library) if key else None
            path = f"{FOLDER}/{chapter}.png" if chapter else FRONT
            found[path] = drawn(drawing, project, cover=not chapter)
    return found
