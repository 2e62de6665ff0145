"""Bars over time: one a year, above and below zero, gaps left empty."""

from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import events as happenings
from kazmig.charts import palette, ticks, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import Scale, finished, require, tidy, tooltips, unit_text, zero_line


def bars_over_time(
    frame: pd.DataFrame,
    *,
    x: str = "year",
    y: str = "value",
    unit: str = "",
    colour: str = "departures",
    negative: str | None = None,
    events: pd.DataFrame | None = None,
    format: str = ",.0f",
    height: float | None = None,
) -> Drawing:
    """Draw one bar a year from zero.

    Parameters
    ----------
    frame
        One row a year.
    x, y
        Columns of the year (a number) and the value.
    unit
        Written once above the axis.
    colour, negative
        Meanings of bars above and below zero (the same when None).
    events
        Frame with ``word`` and ``year`` or ``date``: thin verticals.
    format
        How values are printed in tooltips.
    height
        Height of the plot in pixels; the layout's when None.
    """
    require(frame, "bars_over_time", x, y)
    rows = tidy(frame, x, y).sort_values(x)
    if rows[x].duplicated().any():
        raise ChartError(
            f"charts.bars_over_time: several rows for {rows.loc[rows[x].duplicated(), x].iloc[0]}. Remedy: one a year."
        )
    rows["sign"] = (rows[y] < 0).map({True: "below zero", False: "above zero"})
    shades = [palette.colour(colour), palette.colour(negative or colour)]

    def draw(layout: Layout) -> Any:
        scale = Scale.over(rows[y], unit, narrow=layout.is_narrow)
        tall = height or layout.height * 0.85
        low, high = float(rows[x].min()) - 0.6, float(rows[x].max()) + 0.6
        inner = layout.width - scale.room(layout) - 10
        placed = happenings.place(happenings.marks(events, low, high), low, high, inner, 10, layout)
        padding = Padding(scale.room(layout), 10, (28 if scale.unit else 8) + placed.height, 26)
        marks = ticks.years(low + 0.6, high - 0.6, inner, typeface.width("2000", layout.small))
        horizontal = alt.X(
            f"{x}:Q",
            scale=alt.Scale(domain=[low, high], nice=False, zero=False),
            axis=alt.Axis(values=marks, format="d", title=None, labelFlush=False, labelOverlap=False, domain=False),
        )
        bars = (
            alt.Chart(rows)
            .mark_bar(size=round(inner / (high - low) * 0.74, 2))
            .encode(
                x=horizontal,
                y=alt.Y(f"{y}:Q", scale=scale.altair(), axis=scale.axis()),
                color=alt.Color(
                    "sign:N", scale=alt.Scale(domain=["above zero", "below zero"], range=shades), legend=None
                ),
                tooltip=tooltips(rows, (x, x, "d"), (y, unit or y, format)),
            )
        )
        return finished(
            [
                *happenings.layers(placed, tall, layout),
                bars,
                *zero_line(scale, tall, inner),
                *unit_text(scale.unit, padding, layout),
            ],
            padding,
            layout,
            tall,
        )

    return Drawing(draw)
