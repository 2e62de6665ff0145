"""From specification to picture: inline SVG that inherits the page's colours, and PNG on white.

vl-convert renders with the committed fonts and without a clock or random ids, so the same specification gives
the same bytes.
"""

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from kazmig.charts import palette, theme, typeface
from kazmig.charts.layout import WIDE, Layout

VEGA_LITE = "6.4"
"""Version of Vega-Lite that vl-convert carries and the site serves."""

INK, FAINT = "#1b1f26", "#555b66"
"""Text on the white of a PNG."""

_FAMILY = re.compile(r'font-family="[^"]*"')
_REFERENCE = re.compile(r'(\bid="|url\(#|href="#)')
_OPENING = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r'viewBox="([^"]+)"')


def raw_svg(spec: dict[str, Any], layout: Layout = WIDE) -> str:
    """Render a specification with the committed font; sentinel colours stay in it."""
    typeface.register()
    config = theme.merged(theme.config(layout, font=typeface.FAMILY), _without_fonts(spec.get("config", {})))
    rendered: str = vl_convert.vegalite_to_svg({**spec, "config": config}, vl_version=VEGA_LITE)
    return rendered


def inline_svg(raw: str, *, identifier: str, title: str, alt: str) -> str:
    """Return the SVG for a page: a named image in the page's text colour.

    Parameters
    ----------
    raw
        What `raw_svg` returned.
    identifier
        Prefix for every id inside, so that several drawings live on one page.
    title, alt
        Accessible name and description.
    """
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", identifier)
    viewbox = viewbox_of(raw)
    body = raw[_opening(raw).end() :]
    body = _REFERENCE.sub(lambda match: f"{match[1]}{prefix}-", body)
    body = _FAMILY.sub(f'font-family="{typeface.PUBLISHED}"', body)
    body = _replace_colour(
        _replace_colour(body, palette.TEXT, "currentColor"), palette.PAGE, "var(--kazmig-page, #fff)"
    )
    width, height = (f"{number:g}" for number in viewbox[2:])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(f"{number:g}" for number in viewbox)}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'style="max-width: 100%; height: auto">'
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-desc">{escape(alt)}</desc>{body}\n'
    )


def png(svg: str, *, scale: float = 2) -> bytes:
    """Return what `poster` returned as pixels."""
    picture: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return picture


def travelling_svg(svg: str, *, title: str, source: str) -> str:
    """Return what `poster` returned with the typeface's published name, for a reader to take along."""
    named = _FAMILY.sub(f'font-family="{typeface.PUBLISHED}"', svg)
    begun = _opening(named).end()
    return f"{named[:begun]}<title>{escape(title)}</title><desc>{escape(source)}</desc>{named[begun:]}\n"


def poster(raw: str, *, title: str, caption: str, source: str) -> str:
    """Return the drawing on white, title and caption above and sources beneath, so that it can travel alone."""
    typeface.register()
    left, top, width, height = viewbox_of(raw)
    margin, gap = 24.0, 14.0
    heading = typeface.wrap(title, width, 19, 600).split("\n")
    under = typeface.wrap(caption, width, 13).split("\n")
    credit = typeface.wrap(source, width, 12).split("\n")
    body = raw[_opening(raw).end() : raw.rindex("</svg>")]
    body = _replace_colour(_replace_colour(body, palette.TEXT, INK), palette.PAGE, palette.WHITE)
    below_heading = margin + 26 * len(heading)
    below_title = below_heading + 19 * len(under) + gap
    below_chart = below_title + height + gap
    whole_width = width + 2 * margin
    whole_height = below_chart + 17 * len(credit) + margin - 6
    lines = [_line(text, margin, margin + 18 + 26 * row, 19, 600, INK) for row, text in enumerate(heading)]
    lines += [_line(text, margin, below_heading + 16 + 19 * row, 13, 400, FAINT) for row, text in enumerate(under)]
    lines += [_line(text, margin, below_chart + 12 + 17 * row, 12, 400, FAINT) for row, text in enumerate(credit)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{whole_width:g}" height="{whole_height:g}" viewBox="0 0 {whole_width:g} {whole_height:g}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(lines)}'
        f'<g transform="translate({margin - left:g},{below_title - top:g})">{body}</g></svg>'
    )


def viewbox_of(svg: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the drawing in pixels."""
    match = _SIZE.search(_opening(svg)[0])
    if match is None:
        raise ValueError("the SVG has no viewBox")
    left, top, width, height = (float(number) for number in match[1].split())
    return left, top, width, height


def _opening(svg: str) -> re.Match[str]:
    match = _OPENING.search(svg)
    if match is None:
        raise ValueError("no <svg> element in the rendered chart")
    return match


def _line(text: str, x: float, y: float, size: float, weight: int, fill: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family={quoteattr(typeface.FAMILY)} font-size="{size:g}" '
        f'font-weight="{weight}" fill="{fill}">{escape(text)}</text>'
    )


def _replace_colour(svg: str, sentinel: str, value: str) -> str:
    """Replace a colour in hexadecimal and in the ``rgb()`` form that Vega sometimes writes."""
    red, green, blue = (int(sentinel[start : start + 2], 16) for start in (1, 3, 5))
    svg = svg.replace(f"rgb({red}, {green}, {blue})", value).replace(f"rgb({red},{green},{blue})", value)
    return svg.replace(sentinel, value).replace(sentinel.upper(), value)


def _without_fonts(config: dict[str, Any]) -> dict[str, Any]:
    """Drop font families from a chart's own configuration: the theme's measuring font takes their place."""
    return {
        key: _without_fonts(value) if isinstance(value, dict) else value
        for key, value in config.items()
        if key not in ("font", "labelFont", "titleFont", "subtitleFont")
    }
