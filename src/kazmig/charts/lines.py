"""Lines over time: labelled at their ends, gaps left open, projections dashed, estimates hollow."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import events as happenings
from kazmig.charts import palette, ticks, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.ends import SWATCH, end_labels, end_texts
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import (
    GUIDE,
    PROJECTION,
    Layer,
    Scale,
    finished,
    require,
    series_colours,
    strokes,
    tooltips,
    unit_text,
    zero_line,
)
from kazmig.charts.strands import Style, prepared, projected


def line_over_time(
    frame: pd.DataFrame,
    *,
    x: str = "year",
    y: str = "value",
    series: str | None = None,
    unit: str = "",
    colour: str = "text",
    colours: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    events: pd.DataFrame | None = None,
    band: tuple[str, str] | None = None,
    status: str = "status",
    zero: bool = True,
    log: bool = False,
    format: str = ",.0f",
    height: float | None = None,
    end_values: bool = False,
) -> Drawing:
    """Draw one or several series over years.

    Parameters
    ----------
    frame
        One row a year and series.
    x, y, series
        Columns of the year (a number), the value and the series' name.
    unit
        Written once above the axis, such as ``people a year``.
    colour, colours
        Meaning of all series, or of each; a series named like a meaning has its colour.
    labels
        Series name -> label at the line's end; the name itself when None.
    events
        Frame with ``word`` and ``year`` or ``date``: thin verticals.
    band
        Columns of lower and upper bound: a lighter area.
    status
        Column in which ``projection`` draws a dashed line and ``estimate`` hollow points.
    zero, log
        Whether zero is on the axis, or the axis is logarithmic.
    format, end_values
        How values are printed in tooltips and, if wanted, in the end labels.
    height
        Height of the plot in pixels; the layout's when None.
    """
    require(frame, "line_over_time", x, y, series, *(band or ()))
    rows = prepared(frame, x, y, series, band, status)
    if rows[y].notna().sum() == 0:
        raise ChartError("charts.line_over_time: every value is missing.")
    names = list(dict.fromkeys(rows["line"]))
    style = Style(
        x,
        y,
        band,
        unit,
        format,
        series_colours(names, colours, colour),
        {n: (labels or {}).get(n, n) for n in names},
        series is not None or labels is not None,
        end_values,
    )

    def draw(layout: Layout) -> Any:
        drawn = pd.concat([rows[y], *(rows[column] for column in band or ())])
        scale = Scale.over(drawn, unit, zero=zero and not log, log=log, narrow=layout.is_narrow)
        tall = height or layout.height
        low, high = float(rows[x].min()), float(rows[x].max())
        ends = end_labels(rows, style, layout)
        beyond = max((typeface.width(text, layout.text, 600) for text in ends.values()), default=0) + 13
        beyond += SWATCH if len(ends) > 1 else 0
        left = scale.room(layout)
        padding = Padding(left, max(beyond if ends else 0, 16), 0, 26)
        placed = happenings.place(
            happenings.marks(events, low, high), low, high, padding.inner(layout), padding.right, layout
        )
        padding = Padding(left, padding.right, (28 if scale.unit else 8) + placed.height, 26)
        return finished(
            [
                *happenings.layers(placed, tall, layout),
                *zero_line(scale, tall, padding.inner(layout)),
                *marks(rows, style, scale, tall, padding.inner(layout), layout),
                *end_texts(rows, style, ends, scale, tall, padding.inner(layout), layout),
                *unit_text(scale.unit, padding, layout),
            ],
            padding,
            layout,
            tall,
        )

    return Drawing(draw)


def marks(
    rows: pd.DataFrame,
    style: Style,
    scale: Scale,
    height: float,
    width: float,
    layout: Layout,
    *,
    labels: bool = True,
    span: tuple[float, float] | None = None,
    foot: bool = False,
) -> list[Layer]:
    """Return band, lines and points, with both axes; the time axis covers ``span``, or the rows' own years.

    With ``foot`` the plot goes on beneath ``height``, and the values keep to the part above it.
    """
    low, high = span or (float(rows[style.x].min()), float(rows[style.x].max()))
    years = ticks.years(low, high, width, typeface.width("2000", layout.small))
    horizontal = alt.X(
        f"{style.x}:Q",
        scale=alt.Scale(domain=[low, high], nice=False, zero=False),
        axis=alt.Axis(values=years, format="d", title=None, labelOverlap=False),
    )
    over = scale.altair(height if foot else None)
    vertical = alt.Y(f"{style.y}:Q", scale=over, axis=scale.axis(labels=labels))
    names = list(style.colours)
    coloured = alt.Color("line:N", scale=alt.Scale(domain=names, range=[style.colours[n] for n in names]), legend=None)
    found: list[Layer] = []
    base = alt.Chart(rows)
    if style.band:
        found.append(
            alt.Chart(rows[rows[style.band[0]].notna()])
            .mark_area(opacity=0.18, line=False, tooltip=None)
            .encode(
                x=horizontal,
                y=alt.Y(f"{style.band[0]}:Q", scale=over, axis=scale.axis(labels=labels)),
                y2=alt.Y2(f"{style.band[1]}:Q"),
                color=coloured,
                detail="piece:N",
            )
        )
    patterns = strokes(style.colours)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=names, range=[patterns[n] for n in names]), legend=None)
    solid = rows[rows["stroke"] == "solid"]
    if not solid.empty:
        found.append(
            alt.Chart(solid)
            .mark_line(tooltip=None)
            .encode(x=horizontal, y=vertical, color=coloured, detail="piece:N", strokeDash=dash)
        )
    ahead = projected(rows)
    if not ahead.empty:
        found.append(
            alt.Chart(ahead)
            .mark_line(strokeDash=PROJECTION, tooltip=None)
            .encode(x=horizontal, y=vertical, color=coloured, detail="line:N")
        )
    alone = rows[(rows.groupby("piece")[style.y].transform("count") == 1) & (rows["hollow"] == "no")]
    if not alone.empty:
        found.append(
            alt.Chart(alone)
            .mark_point(filled=True, size=46, opacity=1, tooltip=None)
            .encode(x=horizontal, y=vertical, color=coloured)
        )
    hollow = rows[(rows["hollow"] == "yes") & rows[style.y].notna()]
    if not hollow.empty:
        found.append(
            alt.Chart(hollow)
            .mark_point(filled=False, fill=palette.PAGE, strokeWidth=2, size=46, opacity=1, tooltip=None)
            .encode(x=horizontal, y=vertical, stroke=coloured)
        )
    shown = tooltips(
        rows,
        ("line" if style.labelled else None, "series", ""),
        (style.x, style.x, "d"),
        (style.y, style.unit or style.y, style.format),
    )
    found.append(
        base.mark_point(filled=True, color=GUIDE, size=160, opacity=0).encode(x=horizontal, y=vertical, tooltip=shown)
    )
    return found
