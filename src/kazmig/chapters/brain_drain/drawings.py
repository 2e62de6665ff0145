"""The one picture that no builder draws: a share whose interval is a band across what it is compared with."""

from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import Drawing, Layout, colour, palette, typeface
from kazmig.charts.pieces import Scale, printed, require, texts, tidy, tooltips
from kazmig.charts.ranking import Ranking, ranked

COLUMNS: Final = ("group", "share", "low", "high", "ratio", "ratio_low", "kind", "source")

STEP: Final = 5
"""The axis begins at a multiple of this many percent."""


def beside(frame: pd.DataFrame, upper: pd.DataFrame | None = None) -> Drawing:
    """Draw graduates among emigrants beside those of each population, the emigrants' interval as a band over all.

    Parameters
    ----------
    frame
        What `kazmig.chapters.brain_drain.education.denominators` gives. Census shares are full dots, other ones hollow.
    upper
        What `kazmig.chapters.brain_drain.bounds.bounds` gives: triangles that point to where the share lies.
    """
    require(frame, "beside", *COLUMNS)
    parts = [frame] if upper is None else [frame, upper]
    drawn = tidy(pd.concat(parts, ignore_index=True), *COLUMNS)
    rows = pd.concat(
        [drawn[drawn["kind"] == "emigrants"], drawn[drawn["kind"] != "emigrants"].sort_values("share")],
        ignore_index=True,
    )
    rows = ranked(rows, "beside", "group", "share", sort=False)
    bound = rows["kind"] == "bound"
    least = rows["ratio"].where(~bound, rows["ratio_low"])
    rows["percent"] = [
        ("<" if low else "") + printed(share, ".1f") for share, low in zip(rows["share"], bound, strict=True)
    ]
    rows["times"] = [
        (">" if low else "") + printed(ratio, ".2f") if ratio == ratio else ""
        for ratio, low in zip(least, bound, strict=True)
    ]
    departures, context = colour("departures"), colour("context")

    def draw(layout: Layout) -> Any:
        floor = STEP * (min(rows["low"].min(), rows["share"].min()) // STEP)
        scale = Scale.over([floor, *rows["low"], *rows["high"]], "percent with higher education", zero=False, count=4)
        column = typeface.width("<00.0", layout.text, 600) + layout.pick(26, 12)
        after = column + typeface.width(">0.00", layout.text, 600) + layout.pick(26, 10)
        plan = Ranking(rows, layout, scale, 8, after, axis=True)
        shown = tooltips(rows, ("row", "group", ""), ("share", "percent", ".1f"), ("ratio", "emigrants / group", ".2f"))
        ours, others = rows[rows["kind"] == "emigrants"], rows[rows["kind"] != "emigrants"]
        known = others[others["kind"] == "population"]
        census, hollow = known[known["source"] == "census"], known[known["source"] != "census"]
        band = (
            alt.Chart(ours)
            .mark_rect(color=departures, opacity=0.2, tooltip=None)
            .encode(x=plan.x("low"), x2=alt.X2("high"), y=alt.value(0), y2=alt.value(plan.height))
        )
        middle = (
            alt.Chart(ours)
            .mark_rule(color=departures, strokeWidth=1.4, strokeDash=[4, 3], tooltip=None)
            .encode(x=plan.x("share"), y=alt.value(0), y2=alt.value(plan.height))
        )
        places: dict[str, Any] = {"yOffset": plan.middle, "opacity": 1}
        points = [
            alt.Chart(ours).mark_point(filled=True, shape="diamond", size=170, color=departures, **places),
            alt.Chart(census).mark_point(filled=True, size=110, color=context, **places),
            alt.Chart(hollow).mark_point(fill=palette.PAGE, stroke=context, strokeWidth=2.2, size=100, **places),
        ]
        if upper is not None:
            below = others[others["kind"] == "bound"]
            points.append(
                alt.Chart(below).mark_point(filled=True, shape="triangle-left", size=110, color=context, **places)
            )
        layers = [
            plan.guide_layer(),
            band,
            middle,
            *(point.encode(x=plan.x("share"), y=plan.y(), tooltip=shown) for point in points),
            *(_column(plan, rows, name, at) for name, at in (("percent", column), ("times", after - 2))),
            _head(plan, after - 2, layout),
        ]
        return plan.finish(layers)

    return Drawing(draw)


def _column(plan: Ranking, rows: pd.DataFrame, field: str, at: float) -> Any:
    """Return printed numbers in a column of their own, right of the plot."""
    return (
        alt.Chart(rows)
        .mark_text(
            align="right", baseline="middle", fontSize=plan.layout.text, fontWeight=600, dy=plan.middle, clip=False
        )
        .encode(x=alt.value(plan.inner - plan.after + at), y=plan.y(), text=f"{field}:N")
    )


def _head(plan: Ranking, at: float, layout: Layout) -> Any:
    """Return the word above the column of ratios."""
    words = [{"px": plan.inner - plan.after + at, "py": -12, "text": "Ratio"}]
    return texts("head", words, layout, align="right", size=layout.small)
