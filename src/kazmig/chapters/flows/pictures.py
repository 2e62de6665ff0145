"""Pictures that no builder of :mod:`kazmig.charts` draws: the six estimates of a window around the register's count."""

from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import Scale, guides, texts, tidy, tooltips
from kazmig.charts.ranking import Ranking

UNIT = "people in five years"
KEY = ("Register, same years", "Estimates, one a method")


def estimates_and_register(estimates: pd.DataFrame) -> Drawing:
    """Draw, for each five-year window, the register's departures as a dot and each method's estimate as a hollow one.

    Parameters
    ----------
    estimates
        What `kazmig.chapters.flows.definitions.five_year` returned.
    """
    rows = tidy(estimates, "window", "method", "value", "registered").rename(columns={"window": "row"})
    register = rows.drop_duplicates("row").drop(columns=["method", "value"]).reset_index(drop=True)

    def draw(layout: Layout) -> Any:
        values = pd.concat([rows["value"], rows["registered"]])
        scale = Scale.over(values, UNIT, log=True, narrow=layout.is_narrow)
        plan = Ranking(register, layout, scale, 8, 12, axis=True, key=20)
        grey = palette.colour("context")
        hollow: dict[str, Any] = {
            "filled": False,
            "fill": palette.PAGE,
            "stroke": grey,
            "strokeWidth": 2,
            "size": 75,
            "opacity": 1,
        }
        full: dict[str, Any] = {"filled": True, "color": palette.colour("departures"), "size": 130, "opacity": 1}
        shown = tooltips(rows, ("row", "years", ""), ("method", "method", ""), ("value", UNIT, ",.0f"))
        known = tooltips(register, ("row", "years", ""), ("registered", UNIT, ",.0f"))
        return plan.finish(
            [
                plan.guide_layer(),
                alt.Chart(rows)
                .mark_point(**hollow, yOffset=plan.middle)
                .encode(x=plan.x("value"), y=plan.y(), tooltip=shown),
                alt.Chart(register)
                .mark_point(**full, yOffset=plan.middle)
                .encode(x=plan.x("registered"), y=plan.y(), tooltip=known),
                *_key(plan, full, hollow, layout),
            ]
        )

    return Drawing(draw)


def _key(plan: Ranking, full: dict[str, Any], hollow: dict[str, Any], layout: Layout) -> list[alt.Chart]:
    """Return the key above the plot: what the filled and the hollow dots are."""
    first = -plan.padding.left + 6
    places = [first, first + 26 + typeface.width(KEY[0], layout.small)]
    words = [{"px": at + 10, "py": -12.0, "text": text} for at, text in zip(places, KEY, strict=True)]
    marks = [
        alt.Chart(guides(f"key-{number}", [{"px": at, "py": -12.0}]))
        .mark_point(**look, clip=False, tooltip=None)
        .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None))
        for number, (at, look) in enumerate(zip(places, (full, hollow), strict=True))
    ]
    return [*marks, texts("key-words", words, layout, size=layout.small)]
