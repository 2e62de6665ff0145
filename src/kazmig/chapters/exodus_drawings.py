"""The one picture of the chapter that no builder draws: shares at censuses, a dot where people were counted."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import Drawing, Layout, colour, line_over_time
from kazmig.charts.pieces import tidy


def census_lines(frame: pd.DataFrame, *, colours: Mapping[str, str], unit: str) -> Drawing:
    """Draw shares over censuses: thin lines to lead the eye, a dot at each count.

    Parameters
    ----------
    frame
        ``year``, ``group``, ``value``, lineage, as `kazmig.chapters.exodus_groups.composition` gives it.
    colours
        Group -> meaning of its colour.
    unit
        Written once above the axis.
    """
    lines = line_over_time(frame, series="group", unit=unit, colours=colours, format=".1f", end_values=False)
    dots = tidy(frame, "group", "year", "value").rename(columns={"group": "line"})
    names = list(dict.fromkeys(dots["line"]))
    shades = alt.Scale(domain=names, range=[colour(colours[name]) for name in names])

    def draw(layout: Layout) -> Any:
        points = (
            alt.Chart(dots)
            .mark_point(filled=True, size=layout.pick(60, 42), opacity=1, tooltip=None)
            .encode(x=alt.X("year:Q"), y=alt.Y("value:Q"), color=alt.Color("line:N", scale=shades, legend=None))
        )
        return lines.draw(layout) + points

    return Drawing(draw)
