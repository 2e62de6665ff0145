"""Ranked horizontal bars from zero, each with its value at its end; negative ones go to the left."""

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, Align, Layer, Scale, printed, require, series_colours, tidy, tooltips
from kazmig.charts.ranking import Ranking, ranked, shades

RIGHT: Align = "left"
LEFT: Align = "right"
"""How a value to the right and to the left of its bar is aligned."""


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str = "value",
    unit: str = "",
    colour: str = "context",
    colours: Mapping[str, str] | None = None,
    highlight: Collection[str] | None = None,
    format: str = ",.0f",
    sort: bool = True,
) -> Drawing:
    """Draw a ranking.

    Parameters
    ----------
    frame
        One row a bar; rows without a value are left out.
    label, value
        Columns of the label and the number.
    unit
        Written once above the bars.
    colour, colours
        Meaning of all bars, or of each by its label; a label that is a meaning has its colour.
    highlight
        Labels drawn in ``colour``; all others then in grey.
    format
        How the values are printed.
    sort
        From the largest down; else in the order given.
    """
    require(frame, "bars", label, value)
    rows = tidy(frame[frame[value].notna()], label, value)
    require(rows, "bars", label, value)
    rows = ranked(rows, "bars", label, value, sort)
    rows["printed"] = [printed(number, format) for number in rows[value]]
    names = rows["row"].tolist()
    given = colours if highlight is None else {name: colour if name in highlight else "context" for name in names}
    tones = series_colours(names, given, colour)

    def draw(layout: Layout) -> Any:
        sides = [
            max(
                (
                    typeface.width(t, layout.text) + 7
                    for t, v in zip(rows["printed"], rows[value], strict=True)
                    if left == (v < 0)
                ),
                default=0,
            )
            for left in (True, False)
        ]
        low, high = min(float(rows[value].min()), 0.0), max(float(rows[value].max()), 0.0)
        scale = Scale((0.0,), low, high if high > low else low + 1, 1, unit)
        plan = Ranking(rows, layout, scale, sides[0], sides[1], axis=False)
        thick = layout.pick(18, 15)
        drawn = (
            alt.Chart(rows)
            .mark_bar(height=thick, yOffset=plan.middle)
            .encode(
                x=plan.x(value),
                x2=alt.datum(0),
                y=plan.y(),
                color=shades(names, tones),
                tooltip=tooltips(rows, ("row", label, ""), (value, unit or value, format)),
            )
        )
        zero = _zero(plan, rows, thick)
        values = [
            plan.value_layer(part, value, "printed", align=align, shift=shift)
            for part, align, shift in ((rows[rows[value] >= 0], RIGHT, 5), (rows[rows[value] < 0], LEFT, -5))
            if not part.empty
        ]
        return plan.finish([drawn, zero, *values])

    return Drawing(draw)


def _zero(plan: Ranking, rows: pd.DataFrame, thick: float) -> Layer:
    """Return the line at zero: whole in the wide layout, a stroke a row between the labels of the narrow one."""
    at = alt.value(plan.pixel(0))
    if plan.layout.is_narrow:
        return (
            alt.Chart(rows[["row"]])
            .mark_tick(color=GUIDE, thickness=1, size=thick + 4, orient="vertical", yOffset=plan.middle, tooltip=None)
            .encode(x=at, y=plan.y())
        )
    rule = alt.Chart(rows[["row"]].head(1)).mark_rule(color=GUIDE, strokeWidth=1, tooltip=None)
    return rule.encode(x=at, y=alt.value(0), y2=alt.value(plan.height))
