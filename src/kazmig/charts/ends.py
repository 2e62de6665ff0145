"""Labels at the ends of lines: in the page's ink, with a stroke of the line's colour before them."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from kazmig.charts import placing, typeface
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import Layer, Scale, guides, printed, strokes, texts
from kazmig.charts.strands import Style, last_points

SWATCH = 20.0
"""Length of the coloured stroke before a label at a line's end, with its distance, in pixels: labels themselves
take the page's ink, since no colour of a series has enough contrast for small text on both pages."""


def end_labels(rows: pd.DataFrame, style: Style, layout: Layout) -> dict[str, str]:
    """Return the text at each line's end, broken into lines where room is short; a line without a text has none."""
    if not style.labelled and not style.end_values:
        return {}
    found = {}
    for name, (_, last) in last_points(rows, style).items():
        text = style.labels[name] if style.labelled else ""
        value = printed(last, style.format) if style.end_values else ""
        wrapped = typeface.wrap(text, layout.pick(150, 70), layout.text, 600) if text else ""
        found[name] = "\n".join(part for part in (wrapped, value) if part)
    return {name: text for name, text in found.items() if text}


def end_texts(
    rows: pd.DataFrame, style: Style, ends: Mapping[str, str], scale: Scale, height: float, width: float, layout: Layout
) -> list[Layer]:
    """Return the labels at the lines' ends, spread so that none lies on another."""
    last = last_points(rows, style)
    names = list(ends)
    line = round(layout.text * 1.25)
    heights = [line * (ends[name].count("\n") + 1) + 3.0 for name in names]
    wanted = [scale.pixel(last[name][1], height) for name in names]
    places = placing.spread(wanted, heights, -8, height + 8)
    near = width + 9  # all at the plot's edge, where no line runs through them
    swatch = SWATCH if len(names) > 1 else 0
    words, keys = [], []
    for name, centre in zip(names, places, strict=True):
        # Vega centres a single line on its middle, but hangs further lines below it
        top = centre - line * ends[name].count("\n") / 2
        words.append({"px": round(near + swatch, 2), "py": round(top, 2), "text": ends[name]})
        keys.append({"px": round(near, 2), "px2": round(near + swatch - 5, 2), "py": round(top, 2), "line": name})
    found = [texts("end-labels", words, layout, weight=600, line_height=line)]
    if swatch:
        patterns = strokes(style.colours)
        colour = alt.Scale(domain=names, range=[style.colours[n] for n in names])
        dash = alt.Scale(domain=names, range=[patterns[n] for n in names])
        found.append(
            alt.Chart(guides("end-keys", keys))
            .mark_rule(strokeWidth=3, clip=False, tooltip=None)
            .encode(
                x=alt.X("px:Q", scale=None, axis=None),
                x2=alt.X2("px2:Q"),
                y=alt.Y("py:Q", scale=None, axis=None),
                color=alt.Color("line:N", scale=colour, legend=None),
                strokeDash=alt.StrokeDash("line:N", scale=dash, legend=None),
            )
        )
    return found
