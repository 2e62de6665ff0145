"""The one picture of the chapter that no builder draws: counts at censuses, the territory told by the dot.

Dots that are full are for the borders of today and are led by a thin line from 1959 on; hollow ones are for the borders
of the time, and nothing joins them to anything; short strokes are estimates for years without a census.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt
import pandas as pd

from kazmig.charts import Drawing, Layout, line_over_time, palette
from kazmig.charts.key import Entry, Key
from kazmig.charts.pieces import tidy, tooltips

TODAY: Final = "borders of today"
LOOKS: Final = {
    TODAY: "Borders of today",
    "borders of the time": "Borders of the time",
    "estimate": "Bureau's estimate",
}
"""``kind`` of a row -> its word in the key."""

SIGNS: Final[dict[str, Literal["dot", "hollow", "tick"]]] = {
    TODAY: "dot",
    "borders of the time": "hollow",
    "estimate": "tick",
}
"""``kind`` of a row -> its mark."""


@dataclass(frozen=True)
class Way:
    """How the picture is told: columns and colours.

    Parameters
    ----------
    unit
        Written once above the axis.
    format
        How numbers are printed in tooltips.
    colours
        Line -> meaning of its colour.
    """

    unit: str
    format: str
    colours: Mapping[str, str]


def census_dots(frame: pd.DataFrame, way: Way, *, series: str, events: pd.DataFrame | None = None) -> Drawing:
    """Draw counts over time: full dots with a line for the borders of today, hollow ones for all others.

    Parameters
    ----------
    frame
        ``year``, ``value``, ``kind`` (keys of `LOOKS`), the column ``series``, lineage. Several rows of one year are
        allowed where they are not of the borders of today.
    way
        Unit, format and colours.
    series
        Column of the line's name.
    events
        Thin verticals, as `kazmig.chapters.common.events` gives them.
    """
    base = tidy(frame, series, "year", "value", "kind").rename(columns={series: "line"})
    lines = base[base["kind"] == TODAY]
    names = list(dict.fromkeys(base["line"]))
    first = int(base["year"].min())
    opening = lines.drop_duplicates("line").assign(year=first, value=float("nan"))  # the axis begins with all dots
    led = pd.concat([opening[opening["line"].isin(lines.loc[lines["year"] > first, "line"])], lines])
    led = led.drop_duplicates(["line", "year"], keep="last")
    several = len(names) > 1
    drawn = line_over_time(
        led,
        series="line" if several else None,
        unit=way.unit,
        colour=way.colours[names[0]],
        colours={name: way.colours[name] for name in names} if several else None,
        format=way.format,
        events=events,
    )
    shades = alt.Scale(domain=names, range=[palette.colour(way.colours[name]) for name in names])
    kinds = [kind for kind in LOOKS if kind in set(base["kind"])]
    grey = palette.colour("context" if several else way.colours[names[0]])

    def draw(layout: Layout) -> Any:
        chart = drawn.draw(layout)
        shown = tooltips(
            base,
            ("line", series, "") if several else (None, "", ""),
            ("kind", "territory", ""),
            ("year", "year", "d"),
            ("value", way.unit, way.format),
        )
        for kind in reversed(kinds):  # full dots lie over the others
            chart += _dots(base[base["kind"] == kind], kind, layout).encode(
                x=alt.X("year:Q"),
                y=alt.Y("value:Q"),
                tooltip=shown,
                **_tone(kind, shades),
            )
        key = Key.over([Entry(LOOKS[kind], SIGNS[kind], grey) for kind in kinds], layout)
        for layer in key.layers(-chart.padding["left"], chart.height + 34, layout):
            chart += layer
        return chart.properties(padding=chart.padding | {"bottom": chart.padding["bottom"] + key.height + 8})

    return Drawing(draw)


def _dots(rows: pd.DataFrame, kind: str, layout: Layout) -> Any:
    """Return the marks of one kind: full dots, hollow ones, or short strokes."""
    base = alt.Chart(rows)
    if SIGNS[kind] == "dot":
        return base.mark_point(filled=True, size=layout.pick(62, 46), opacity=1)
    if SIGNS[kind] == "tick":
        return base.mark_tick(orient="vertical", thickness=2.4, size=14, opacity=1)
    return base.mark_point(filled=False, fill=palette.PAGE, strokeWidth=2, size=layout.pick(62, 46), opacity=1)


def _tone(kind: str, shades: alt.Scale) -> dict[str, Any]:
    """Return the encoding of the colour: of the stroke where the mark is hollow."""
    if SIGNS[kind] == "hollow":
        return {"stroke": alt.Stroke("line:N", scale=shades, legend=None)}
    return {"color": alt.Color("line:N", scale=shades, legend=None)}
