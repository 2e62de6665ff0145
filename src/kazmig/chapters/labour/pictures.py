"""Pictures that no builder of :mod:`kazmig.charts` draws: estimates by year and source, some of them ranges."""

from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import tidy, tooltips
from kazmig.charts.ranking import Ranking, shades, value_axis

UNIT: Final = "people"

TONES: Final = {
    "all": "arrivals",
    "from Central Asia": "Central Asia",
    "people of three neighbours": "Central Asia",
    "without papers": "net",
    "legalised in the amnesty": "context",
}
"""Whom a number counts -> meaning of its colour."""


def estimates_by_source(frame: pd.DataFrame) -> Drawing:
    """Draw a row for each estimate: its interval as a bar, a hollow dot where one number is printed, a count filled.

    Parameters
    ----------
    frame
        What `kazmig.chapters.labour.estimates.estimates` returned.
    """
    rows = tidy(frame, "label", "whom", "value", "low", "high", "counted", "said").assign(row=frame["label"].to_numpy())
    tones = {row: palette.colour(TONES[whom]) for row, whom in zip(rows["row"], rows["whom"], strict=True)}
    names = list(tones)

    def draw(layout: Layout) -> Any:
        room = max(typeface.width(text, layout.text, 600) for text in rows["said"]) + 12
        both = pd.concat([rows["low"], rows["high"]])
        scale = value_axis(both, UNIT, layout, log=False, room=layout.pick(480, 330) - room)
        plan = Ranking(rows, layout, scale, 8, room, axis=True)
        shown = tooltips(rows, ("row", "estimate", ""), ("said", "as printed", ""))
        single = rows[rows["value"].notna()]
        stroke = alt.Stroke("row:N", scale=alt.Scale(domain=names, range=list(tones.values())), legend=None)
        hollow: dict[str, Any] = {"filled": False, "fill": palette.PAGE, "strokeWidth": 2.2, "size": 100, "opacity": 1}
        return plan.finish(
            [
                plan.guide_layer(),
                alt.Chart(rows)
                .mark_rule(strokeWidth=5, opacity=0.35, strokeCap="round", yOffset=plan.middle)
                .encode(x=plan.x("low"), x2=alt.X2("high"), y=plan.y(), color=shades(names, tones), tooltip=shown),
                alt.Chart(single[~single["counted"]])
                .mark_point(**hollow, yOffset=plan.middle)
                .encode(x=plan.x("value"), y=plan.y(), stroke=stroke, tooltip=shown),
                alt.Chart(single[single["counted"]])
                .mark_point(filled=True, size=110, opacity=1, yOffset=plan.middle)
                .encode(x=plan.x("value"), y=plan.y(), color=shades(names, tones), tooltip=shown),
                plan.value_layer(rows, "high", "said", align="left", shift=9, weight=600),
            ]
        )

    return Drawing(draw)
