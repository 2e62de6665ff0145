"""A table whose cells are shaded by their values, which are printed in them."""

from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import finished, printed, require, tidy, tooltips, unit_text
from kazmig.charts.shading import fills, shaded


def tiles(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str = "value",
    text: str | None = None,
    unit: str = "",
    colour: str = "departures",
    below: str = "arrivals",
    format: str = ",.0f",
    midpoint: float | None = None,
) -> Drawing:
    """Draw rows by columns, in the order of the frame.

    Parameters
    ----------
    frame
        One row a cell.
    row, column, value, text
        Columns of the cell's row, column, number and, if it should say something else, its text.
    unit
        Written once above the table.
    colour, below
        Meaning of the shade, and of that beneath ``midpoint``.
    format
        How the numbers are printed.
    midpoint
        Value without shade; zero, and one colour, when None.
    """
    require(frame, "tiles", row, column, value, text)
    rows = tidy(frame, row, column, value, text)
    rows["across"], rows["down"] = rows[column].astype(str), rows[row].astype(str)
    if rows.duplicated(["across", "down"]).any():
        raise ChartError("charts.tiles: two rows are for one cell. Remedy: one row a cell.")
    shown = rows[text].astype(str) if text else [printed(v, format) if v == v else "–" for v in rows[value]]
    rows["printed"] = shown
    rows = shaded(rows, value, midpoint)
    acrosses, downs = list(dict.fromkeys(rows["across"])), list(dict.fromkeys(rows["down"]))

    def draw(layout: Layout) -> Any:
        size = layout.pick(layout.text, layout.small)
        names = {name: typeface.wrap(name, layout.pick(190, 96), size) for name in downs}
        lines = max(text.count("\n") + 1 for text in names.values())
        step = max(30.0, lines * size * 1.25 + 8)
        left = max(typeface.width(text, size) for text in names.values()) + 12
        wide = (layout.width - left) / len(acrosses)
        heads = {name: typeface.wrap(name, wide - 4, size, 600) for name in acrosses}
        turned = max(text.count("\n") for text in heads.values()) + 1
        padding = Padding(left, 0, turned * size * 1.25 + 8 + (22 if unit else 0), 2)
        height = step * len(downs)
        x = alt.X("across:N", sort=None, axis=None, scale=alt.Scale(domain=acrosses, paddingInner=0.03, paddingOuter=0))
        y = alt.Y("down:N", sort=None, axis=None, scale=alt.Scale(domain=downs, paddingInner=0.08, paddingOuter=0))
        cells = (
            alt.Chart(rows)
            .mark_rect()
            .encode(
                x=x,
                y=y,
                **fills(rows, colour, below),
                tooltip=tooltips(rows, ("down", row, ""), ("across", column, ""), (value, unit or value, format)),
            )
        )
        inside = (
            alt.Chart(rows)
            .mark_text(baseline="middle", align="center", fontSize=size, tooltip=None)
            .encode(x=x, y=y, text="printed:N")
        )
        line = round(size * 1.25)
        sides = pd.DataFrame({"down": downs, "shown": [names[name] for name in downs]})
        tops = pd.DataFrame({"across": acrosses, "shown": [heads[name] for name in acrosses]})
        labels = [
            alt.Chart(part)
            .mark_text(
                align="right",
                baseline="middle",
                fontSize=size,
                lineBreak="\n",
                lineHeight=line,
                clip=False,
                dy=-line * breaks / 2,
                tooltip=None,
            )
            .encode(x=alt.value(-10), y=y, text="shown:N")
            for breaks, part in sides.groupby(sides["shown"].str.count("\n"))
        ]
        headings = [
            alt.Chart(part)
            .mark_text(
                align="center",
                baseline="middle",
                fontSize=size,
                fontWeight=600,
                lineBreak="\n",
                lineHeight=line,
                clip=False,
                tooltip=None,
            )
            .encode(x=x, y=alt.value(-line * breaks - line / 2 - 2), text="shown:N")
            for breaks, part in tops.groupby(tops["shown"].str.count("\n"))
        ]
        return finished([cells, inside, *labels, *headings, *unit_text(unit, padding, layout)], padding, layout, height)

    return Drawing(draw)
