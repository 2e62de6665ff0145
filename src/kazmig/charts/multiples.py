"""Small multiples: one little line chart a panel, all on the same scales."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import events as happenings
from kazmig.charts import lines, strands, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, Layer, Scale, guides, require, series_colours, texts, zero_line

GAP = 16
OVERHANG = 11
"""How far points at the right end reach beyond the plot, in pixels."""


def multiples(
    frame: pd.DataFrame,
    *,
    panel: str,
    x: str = "year",
    y: str = "value",
    series: str | None = None,
    unit: str = "",
    colour: str = "departures",
    colours: Mapping[str, str] | None = None,
    columns: int = 3,
    events: pd.DataFrame | None = None,
    shared: bool = True,
    zero: bool = True,
    format: str = ",.0f",
    status: str = "status",
    height: float = 110,
) -> Drawing:
    """Draw a line chart for each value of ``panel``, in the order of the frame.

    Parameters
    ----------
    frame
        One row a panel, year and, if given, series.
    panel, x, y, series, status
        Columns.
    unit
        Written once above the panels, which also says whether they share their scale.
    colour, colours
        Meaning of all lines, or of each series (of each panel when there are no series).
    columns
        Panels side by side in the wide layout; two in the narrow one.
    events
        Frame with ``word`` and ``year`` or ``date``: thin verticals in every panel, named in the first row.
    shared
        Whether all panels share the value axis.
    zero, format
        Whether zero is on the axis; how values are printed in tooltips.
    height
        Height of a panel's plot in pixels.
    """
    require(frame, "multiples", panel, x, y, series)
    names = [str(name) for name in dict.fromkeys(frame[panel])]
    parts = {
        name: strands.prepared(frame[frame[panel].astype(str) == name], x, y, series, None, status) for name in names
    }
    series_names = list(dict.fromkeys(frame[series].astype(str))) if series else names
    tones = series_colours(series_names, colours, colour)
    low, high = float(frame[x].min()), float(frame[x].max())

    def draw(layout: Layout) -> Any:
        side = min(columns, len(names)) if not layout.is_narrow else min(2, len(names))
        scales = {
            name: Scale.over(
                (frame if shared else frame[frame[panel].astype(str) == name])[y],
                unit,
                zero=zero,
                count=3,
                narrow=layout.is_narrow,
            )
            for name in names
        }
        if len({scale.unit for scale in scales.values()}) > 1:  # one unit is written for all of them
            scales = {name: replace(scale, divisor=1.0, unit=unit) for name, scale in scales.items()}
        room = max(scale.room(layout) for scale in scales.values())
        lefts = [room if shared and number == 0 else (0 if shared else room) for number in range(side)]
        width = (layout.width - sum(lefts) - GAP * (side - 1) - OVERHANG) / side
        headings = {name: typeface.wrap(name, width, layout.text, 600) for name in names}
        line = round(layout.text * 1.25)
        head = line * (max(text.count("\n") for text in headings.values()) + 1) + 8
        happened = happenings.marks(events, low, high)
        _, above = happenings.small(happened, low, high, width, height, layout, "")
        words = f"{scales[names[0]].unit}, {'all on one scale' if shared else 'each on its own scale'}".strip(", ")
        charts = []
        for number, name in enumerate(names):
            scale, rows = scales[name], parts[name]
            style = strands.Style(
                x,
                y,
                None,
                unit,
                format,
                tones if series else {"value": tones[name]},
                {n: n for n in series_names},
                series is not None,
                False,
            )
            first = number % side == 0
            raised = above if number < side else 0.0
            top = -raised - line * headings[name].count("\n") - line / 2 - 4
            if raised:
                marked, _ = happenings.small(happened, low, high, width, height, layout, f"{number}-")
            else:
                marked = happenings.rules(happened, low, high, width, height, f"{number}-")
            layers = [
                texts(f"{number}-heading", [{"px": 0, "py": top, "text": headings[name]}], layout, weight=600),
                *marked,
                *zero_line(scale, height, width, f"{number}-"),
                *lines.marks(rows, style, scale, height, width, layout, labels=first or not shared, span=(low, high)),
            ]
            if number == 0:
                layers += _top(words, series_names if series else [], tones, -room, head + above, layout)
            charts.append(alt.layer(*layers).properties(width=width, height=height))
        gaps = {"row": head + 26, "column": GAP + (0 if shared else room)}
        return (
            alt.concat(*charts, columns=side, spacing=gaps)
            .properties(
                padding={"left": 0, "right": 0, "top": 0, "bottom": 2},
                bounds="flush",
                autosize=alt.AutoSizeParams(type="pad"),
            )
            .resolve_scale(color="independent", strokeDash="independent", stroke="independent")
        )

    return Drawing(draw)


def _top(
    words: str, names: list[str], tones: Mapping[str, str], left: float, head: float, layout: Layout
) -> list[Layer]:
    """Return unit and key above the first panel; the key has lines of its own where it does not fit."""
    at, level = left + typeface.width(words, layout.small) + 18, 0
    strokes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for name in names:
        length = 34 + typeface.width(name, layout.small)
        if at + length - 15 > left + layout.width - 8:
            at, level = left, level + 1
        strokes.append({"px": at, "px2": at + 14, "py": level, "line": name})
        labels.append({"px": at + 19, "py": level, "text": name})
        at += length
    base = -head - 10 - 18 * level
    for row in (*strokes, *labels):
        row["py"] = base + 18 * row["py"]
    found = [texts("unit", [{"px": left, "py": base, "text": words}], layout, size=layout.small, opacity=0.85)]
    if not names:
        return found
    colour = alt.Scale(domain=names, range=[tones[name] for name in names])
    rules = (
        alt.Chart(guides("key", strokes))
        .mark_rule(strokeWidth=3, color=GUIDE, clip=False, tooltip=None)
        .encode(
            x=alt.X("px:Q", scale=None, axis=None),
            x2="px2:Q",
            y=alt.Y("py:Q", scale=None, axis=None),
            color=alt.Color("line:N", scale=colour, legend=None),
        )
    )
    return [*found, rules, texts("key-words", labels, layout, size=layout.small)]
