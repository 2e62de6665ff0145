"""Slopes: the same things at two or three moments, named and valued at both sides."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import placing, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import (
    GUIDE,
    Layer,
    Scale,
    finished,
    guides,
    printed,
    require,
    series_colours,
    texts,
    tidy,
    tooltips,
    unit_text,
)


def slope(
    frame: pd.DataFrame,
    *,
    series: str,
    x: str = "year",
    y: str = "value",
    unit: str = "",
    colours: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    log: bool = False,
    format: str = ",.0f",
) -> Drawing:
    """Draw one line a series between two or three moments.

    Parameters
    ----------
    frame
        One row a series and moment.
    series, x, y
        Columns of the series' name, the moment and the value.
    unit, log, format
        Unit, written once; whether the axis is logarithmic; how the values are printed.
    colours, labels
        Series -> meaning of its colour, and label (the name itself when None).
    """
    require(frame, "slope", series, x, y)
    rows = tidy(frame[frame[y].notna()], series, x, y).sort_values([series, x], kind="stable")
    rows["line"] = rows[series].astype(str)
    rows["moment"] = rows[x].astype(str)
    moments = sorted(rows["moment"].unique())
    if not 2 <= len(moments) <= 3:
        raise ChartError(f"charts.slope: two or three moments in {x!r} are wanted, not {len(moments)}.")
    if rows.duplicated(["line", "moment"]).any():
        raise ChartError("charts.slope: a series has several rows for one moment. Remedy: choose one.")
    names = list(dict.fromkeys(rows["line"]))
    tones = series_colours(names, colours, "context")

    def draw(layout: Layout) -> Any:
        scale = Scale.over(rows[y], unit, zero=not log, log=log)
        if log:  # no axis is drawn, so the room ends where the values do
            scale = replace(scale, low=float(rows[y].min()) / 1.1, high=float(rows[y].max()) * 1.1)
        tall = max(layout.height, 24 * len(names)) + layout.pick(0, 40)
        ends = {
            side: rows[rows["moment"] == moment].set_index("line")
            for side, moment in ((0, moments[0]), (1, moments[-1]))
        }
        words: list[list[tuple[str, float, str]]] = [[], []]
        for side, there in ends.items():
            for name, value in there[y].astype(float).items():
                number = printed(value, format)
                said = (labels or {}).get(str(name), str(name))
                text = f"{number} {said}" if side else number
                words[side].append((str(name), value, typeface.wrap(text, layout.pick(240, 130), layout.text, 600)))
        room = [max((typeface.width(text, layout.text, 600) for _, _, text in side), default=0) + 14 for side in words]
        padding = Padding(max(room[0], 20), max(room[1], 20), (24 if scale.unit else 4) + 20, 8)
        inner = padding.inner(layout)
        horizontal = alt.X("moment:N", scale=alt.Scale(type="point", domain=moments, padding=0), axis=None)
        vertical = alt.Y(f"{y}:Q", scale=scale.altair(), axis=None)
        coloured = alt.Color("line:N", scale=alt.Scale(domain=names, range=[tones[n] for n in names]), legend=None)
        at = [inner * number / (len(moments) - 1) for number in range(len(moments))]
        posts = [{"px": round(px, 2), "py": 0, "py2": tall} for px in at]
        layers: list[Any] = [
            alt.Chart(guides("posts", posts))
            .mark_rule(color=GUIDE, opacity=0.6, tooltip=None)
            .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None), y2="py2:Q"),
            alt.Chart(rows).mark_line(strokeWidth=2.4, tooltip=None).encode(x=horizontal, y=vertical, color=coloured),
            alt.Chart(rows)
            .mark_point(filled=True, size=60, opacity=1)
            .encode(
                x=horizontal,
                y=vertical,
                color=coloured,
                tooltip=tooltips(rows, ("line", "series", ""), ("moment", x, ""), (y, unit or y, format)),
            ),
        ]
        for place, px in enumerate(at):
            align = "left" if place == 0 else "right" if place == len(at) - 1 else "center"
            layers.append(
                texts(
                    f"moment-{place}",
                    [{"px": px, "py": -11, "text": moments[place]}],
                    layout,
                    align=align,
                    weight=600,
                )
            )
        for side, entries in enumerate(words):
            layers.extend(_side(entries, side, scale, tall, inner, layout))
        return finished([*layers, *unit_text(scale.unit, padding, layout)], padding, layout, tall)

    return Drawing(draw)


def _side(
    entries: list[tuple[str, float, str]], side: int, scale: Scale, height: float, inner: float, layout: Layout
) -> list[Layer]:
    """Return the labels of one side, spread so that none lies on another."""
    line = round(layout.text * 1.25)
    heights = [line * (text.count("\n") + 1) + 2.0 for _, _, text in entries]
    places = placing.spread([scale.pixel(value, height) for _, value, _ in entries], heights, -4, height + 6)
    rows = [
        {"px": inner + 10 if side else -10, "py": round(place - line * text.count("\n") / 2, 2), "text": text}
        for place, (_, _, text) in zip(places, entries, strict=True)
    ]
    weight = 600 if side else 400
    return [texts(f"side-{side}", rows, layout, align="left" if side else "right", weight=weight, line_height=line)]
