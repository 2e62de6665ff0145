"""Picture of the numbers called emigration: one log axis, grouped by what they measure, each with its factor."""

from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import GUIDE, Layer, Scale, finished, guides, printed, texts, tidy, tooltips, unit_text
from kazmig.charts.ranking import value_axis

REFERENCE: Final = "departures"
HEADING: Final = 30.0
"""Height of a heading in pixels."""


@dataclass(frozen=True)
class Plan:
    """How far down each row and each heading lies, in pixels, and the height of all."""

    rows: list[float]
    headings: dict[str, float]
    height: float

    @classmethod
    def over(cls, kinds: list[str], step: float) -> "Plan":
        """Lay rows out, with a heading before the first row of each kind.

        Examples
        --------
        >>> Plan.over(["a", "a", "b"], 20).rows
        [40.0, 60.0, 110.0]
        """
        middles: list[float] = []
        headings: dict[str, float] = {}
        top = 0.0
        for kind in kinds:
            if kind not in headings:
                headings[kind] = top + HEADING / 2
                top += HEADING
            middles.append(top + step / 2)
            top += step
        return cls(middles, headings, top)


def rungs(frame: pd.DataFrame, unit: str) -> Drawing:
    """Draw a dot a number, with its value and how many times the register it is.

    Parameters
    ----------
    frame
        What `kazmig.chapters.definitions.kinds.apart` returned. Estimates are hollow.
    unit
        What the axis shows.
    """
    rows = tidy(frame, "kind", "label", "group", "estimate", "value", "factor")
    rows["dot"] = rows["kind"] + ": " + rows["label"]
    said = [
        printed(value, ",.0f") + ("" if group == REFERENCE else f" ({times(factor)})")
        for value, factor, group in zip(rows["value"], rows["factor"], rows["group"], strict=True)
    ]

    def draw(layout: Layout) -> Any:
        room = max(typeface.width(text, layout.text, 600) for text in said) + 14
        scale = value_axis(rows["value"], unit, layout, log=True, room=layout.pick(480, 330) - room)
        plan = Plan.over(rows["kind"].tolist(), layout.pick(25, 40))
        left = layout.pick(max(typeface.width(text, layout.text) for text in rows["label"]) + 14, 8)
        tones = [Entry("counted", "dot", GUIDE), Entry("estimated", "hollow", GUIDE)]
        key = Key.over([Entry("registered departures", "dot", palette.colour(REFERENCE)), *tones], layout)
        padding = Padding(left, room, 26 + key.height, 26)
        inner = padding.inner(layout)
        return finished(
            [
                *_lines(plan, inner, padding),
                *_dots(rows, plan, scale, inner, unit),
                *_words(rows, said, plan, scale, inner, padding, layout),
                *key.layers(-left, -padding.top + 22, layout),
                *unit_text(scale.unit, padding, layout),
            ],
            padding,
            layout,
            plan.height,
        )

    return Drawing(draw)


def _below(plan: Plan, layout: Layout) -> list[float]:
    """Return the height of each mark: on a phone beneath its label."""
    return [at + layout.pick(0, 8) for at in plan.rows]


def _lines(plan: Plan, inner: float, padding: Padding) -> list[Layer]:
    """Return a line above every heading but the first."""
    pixels: dict[str, Any] = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
    tops = [at - HEADING / 2 + 2 for at in plan.headings.values()][1:]
    rules = [{"px": -padding.left, "px2": inner + padding.right - 8, "py": at} for at in tops]
    return [
        alt.Chart(guides("headings-rules", rules))
        .mark_rule(color=GUIDE, opacity=0.45, tooltip=None)
        .encode(**pixels, x2="px2:Q")
    ]


def _dots(rows: pd.DataFrame, plan: Plan, scale: Scale, inner: float, unit: str) -> list[Layer]:
    narrow = plan.rows[1] - plan.rows[0] > 30
    places = [{"dot": dot, "py": at + (8 if narrow else 0)} for dot, at in zip(rows["dot"], plan.rows, strict=True)]
    seat = alt.LookupData(data=guides("seats", places), key="dot", fields=["py"])
    across = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[scale.low, scale.high], range=[0, inner], type="log", nice=False, zero=False),
        axis=scale.axis(grid=True, orient="bottom"),
    )
    shown = tooltips(
        rows, ("label", "number", ""), ("kind", "kind", ""), ("value", unit, ",.0f"), ("factor", "register", ".2f")
    )
    layers: list[Layer] = []
    for group in dict.fromkeys(rows["group"]):
        for estimate in (0, 1):
            part = rows[(rows["group"] == group) & (rows["estimate"] == estimate)]
            if not part.empty:
                tone = palette.colour(str(group))
                look: dict[str, Any] = {
                    "fill": palette.PAGE if estimate else tone,
                    "stroke": tone,
                    "strokeWidth": 2,
                    "size": 90,
                }
                layers.append(
                    alt.Chart(part)
                    .transform_lookup(lookup="dot", from_=seat)
                    .mark_point(filled=False, opacity=1, clip=False, **look)
                    .encode(x=across, y=alt.Y("py:Q", scale=None, axis=None), tooltip=shown)
                )
    return layers


def _words(
    rows: pd.DataFrame, said: list[str], plan: Plan, scale: Scale, inner: float, padding: Padding, layout: Layout
) -> list[Layer]:
    """Return headings, labels, and the value with its factor beside each dot."""
    heads = [{"px": -padding.left, "py": at, "text": text} for text, at in plan.headings.items()]
    start = -padding.left if layout.is_narrow else -12
    labels = [
        {"px": start, "py": at - layout.pick(0, 8), "text": text}
        for at, text in zip(plan.rows, rows["label"], strict=True)
    ]
    values = [
        {"px": round(inner - scale.pixel(float(value), inner) + 9, 2), "py": at, "text": text}
        for value, at, text in zip(rows["value"], _below(plan, layout), said, strict=True)
    ]
    return [
        texts("headings", heads, layout, weight=600),
        texts("labels", labels, layout, align="left" if layout.is_narrow else "right"),
        texts("values", values, layout, weight=600),
    ]


def times(factor: float) -> str:
    """Return a factor as a chart prints it: whole from ten, else with two digits.

    Examples
    --------
    >>> times(144.52), times(1.48), times(0.112)
    ('× 145', '× 1.5', '× 0.11')
    """
    if factor >= 10:
        return f"× {factor:,.0f}"
    return f"× {factor:.1f}" if factor >= 1 else f"× {factor:.2f}"
