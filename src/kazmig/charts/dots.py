"""Dots along a value axis: single ones with their interval, or two a row with the way between them."""

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import (
    GUIDE,
    Align,
    Layer,
    guides,
    printed,
    require,
    series_colours,
    texts,
    tidy,
    tooltips,
)
from kazmig.charts.ranking import Ranking, ranked, shades, value_axis


def dots(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str = "value",
    low: str | None = None,
    high: str | None = None,
    unit: str = "",
    log: bool = False,
    colour: str = "context",
    colours: Mapping[str, str] | None = None,
    format: str = ",.0f",
    sort: bool = True,
    hollow: Collection[str] = (),
) -> Drawing:
    """Draw a dot a row, with its interval where ``low`` and ``high`` are given.

    Parameters
    ----------
    frame
        One row a dot; rows without a value are left out.
    label, value, low, high
        Columns of the label, the number and the bounds of its interval.
    unit
        Written once above the plot.
    log
        Whether the axis is logarithmic, which the unit then says.
    colour, colours
        Meaning of all dots, or of each by its label.
    format
        How the values are printed.
    sort
        From the largest down; else in the order given.
    hollow
        Labels of the estimates: their dots are hollow.
    """
    require(frame, "dots", label, value, low, high)
    rows = tidy(frame[frame[value].notna()], label, value, low, high)
    require(rows, "dots", label, value)
    rows = ranked(rows, "dots", label, value, sort)
    rows["printed"] = [printed(number, format) for number in rows[value]]
    names = rows["row"].tolist()
    tones = series_colours(names, colours, colour)

    def draw(layout: Layout) -> Any:
        every = pd.concat([rows[column] for column in (value, low, high) if column])
        room = max(typeface.width(text, layout.text, 600) for text in rows["printed"]) + 12
        scale = value_axis(every, unit, layout, log=log, room=layout.pick(480, 330) - room)
        plan = Ranking(rows, layout, scale, 8, room, axis=True)
        shown = tooltips(
            rows, ("row", label, ""), (value, unit or value, format), (low, "from", format), (high, "to", format)
        )
        layers: list[Any] = [plan.guide_layer()]
        if low and high:
            layers.append(
                alt.Chart(rows[rows[low].notna()])
                .mark_rule(strokeWidth=5, opacity=0.35, strokeCap="round", yOffset=plan.middle)
                .encode(x=plan.x(low), x2=alt.X2(high), y=plan.y(), color=shades(names, tones), tooltip=shown)
            )
        full, open_ = rows[~rows["row"].isin(list(hollow))], rows[rows["row"].isin(list(hollow))]
        if not full.empty:
            layers.append(
                alt.Chart(full)
                .mark_point(filled=True, size=110, opacity=1, yOffset=plan.middle)
                .encode(x=plan.x(value), y=plan.y(), color=shades(names, tones), tooltip=shown)
            )
        if not open_.empty:
            stroke = alt.Stroke("row:N", scale=alt.Scale(domain=names, range=[tones[n] for n in names]), legend=None)
            layers.append(
                alt.Chart(open_)
                .mark_point(filled=False, fill=palette.PAGE, strokeWidth=2.2, size=100, opacity=1, yOffset=plan.middle)
                .encode(x=plan.x(value), y=plan.y(), stroke=stroke, tooltip=shown)
            )
        return plan.finish(
            [*layers, plan.value_layer(rows, high or value, "printed", align="left", shift=9, weight=600)]
        )

    return Drawing(draw)


def dumbbell(
    frame: pd.DataFrame,
    *,
    label: str,
    start: str,
    end: str,
    names: tuple[str, str] = ("before", "after"),
    unit: str = "",
    colours: tuple[str, str] = ("context", "departures"),
    log: bool = False,
    format: str = ",.0f",
    sort: bool = True,
) -> Drawing:
    """Draw two dots a row, the first hollow, and the way between them.

    Parameters
    ----------
    frame
        One row a pair; rows that lack either value are left out.
    label, start, end
        Columns of the label and of the two numbers.
    names
        What the two dots are, for the key above the plot.
    unit, log, format, sort
        As in `dots`; sorted by ``end``.
    colours
        Meanings of the two dots.
    """
    require(frame, "dumbbell", label, start, end)
    rows = tidy(frame[frame[start].notna() & frame[end].notna()], label, start, end)
    require(rows, "dumbbell", label)
    rows = ranked(rows, "dumbbell", label, end, sort)
    for column in (start, end):
        rows[f"{column}_printed"] = [printed(number, format) for number in rows[column]]
    rising = rows[end] >= rows[start]
    tones = [palette.colour(meaning) for meaning in colours]

    def draw(layout: Layout) -> Any:
        room = max(typeface.width(t, layout.text, 600) for c in (start, end) for t in rows[f"{c}_printed"]) + 12
        both = pd.concat([rows[start], rows[end]])
        scale = value_axis(both, unit, layout, log=log, room=layout.pick(480, 330) - 2 * room)
        plan = Ranking(rows, layout, scale, room, room, axis=True, key=20)
        shown = tooltips(rows, ("row", label, ""), (start, names[0], format), (end, names[1], format))
        layers: list[Any] = [
            plan.guide_layer(),
            alt.Chart(rows)
            .mark_rule(color=GUIDE, strokeWidth=3, opacity=0.7, yOffset=plan.middle)
            .encode(x=plan.x(start), x2=alt.X2(end), y=plan.y(), tooltip=shown),
            alt.Chart(rows)
            .mark_point(
                filled=False,
                fill=palette.PAGE,
                stroke=tones[0],
                strokeWidth=2.2,
                size=95,
                opacity=1,
                yOffset=plan.middle,
            )
            .encode(x=plan.x(start), y=plan.y(), tooltip=shown),
            alt.Chart(rows)
            .mark_point(filled=True, color=tones[1], size=110, opacity=1, yOffset=plan.middle)
            .encode(x=plan.x(end), y=plan.y(), tooltip=shown),
        ]
        for part, left, right in ((rows[rising], start, end), (rows[~rising], end, start)):
            if not part.empty:
                layers.append(_end(plan, part, left, "right", -9, left == end))
                layers.append(_end(plan, part, right, "left", 9, right == end))
        return plan.finish([*layers, *_key(plan, names, tones, layout)])

    return Drawing(draw)


def _end(plan: Ranking, rows: pd.DataFrame, column: str, align: Align, shift: float, heavy: bool) -> Layer:
    """Return the values at one end of the dumbbells; those of the later moment are heavier."""
    return plan.value_layer(rows, column, f"{column}_printed", align=align, shift=shift, weight=600 if heavy else 400)


def _key(plan: Ranking, names: tuple[str, str], tones: list[str], layout: Layout) -> list[Layer]:
    """Return the key above the plot: what the hollow and the filled dot are."""
    top = -12.0
    first = -plan.padding.left + 6
    second = first + 26 + typeface.width(names[0], layout.small)
    places = [first, second]
    words = [{"px": at + 10, "py": top, "text": name} for at, name in zip(places, names, strict=True)]
    marks = []
    for number, (at, tone) in enumerate(zip(places, tones, strict=True)):
        look = (
            {"fill": palette.PAGE, "stroke": tone, "strokeWidth": 2.2}
            if number == 0
            else {"fill": tone, "stroke": tone}
        )
        marks.append(
            alt.Chart(guides(f"key-{number}", [{"px": at, "py": top}]))
            .mark_point(filled=False, size=90, opacity=1, clip=False, tooltip=None, **look)
            .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None))
        )
    return [*marks, texts("key-words", words, layout, size=layout.small)]
