"""The map of break dates: a row for each series and window, a mark for each date, its bootstrap interval behind it."""

from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import Scale, guides, texts, tidy, tooltips
from kazmig.charts.ranking import Ranking

KEY = ("Last year of a phase", "Corner solution", "Bootstrap interval")
SHORT = ("Last year", "Corner", "Bootstrap interval")


def break_map(dates: pd.DataFrame, first: int, last: int) -> Drawing:
    """Draw the dates found in each series.

    Parameters
    ----------
    dates
        ``row`` (a label; those of one series one under the other), ``date`` (missing where no break was found),
        ``boot_low``, ``boot_high``, ``corner`` (1 or 0), lineage.
    first, last
        Ends of the time axis.
    """
    rows = tidy(dates, "row", "date", "boot_low", "boot_high", "corner")
    labels = (
        rows.drop_duplicates("row").drop(columns=["date", "boot_low", "boot_high", "corner"]).reset_index(drop=True)
    )
    found = rows[rows["date"].notna()].reset_index(drop=True)
    found["flag"] = ["corner solution" if each else "no" for each in found["corner"]]

    def draw(layout: Layout) -> Any:
        step = 10 if last - first > 20 or layout.is_narrow else 5
        marks = tuple(float(year) for year in range(-(-first // step) * step, last + 1, step))
        plan = Ranking(labels, layout, Scale(marks, float(first), float(last), 1.0, ""), 8, 12, axis=True, key=26)

        def across(field: str) -> alt.X:
            axis = alt.Axis(values=list(marks), format="d", title=None, grid=not layout.is_narrow, orient="bottom")
            scale = alt.Scale(domain=[first, last], range=[8, round(plan.inner - 12, 2)], nice=False, zero=False)
            return alt.X(f"{field}:Q", scale=scale, axis=axis)

        shown = tooltips(
            found,
            ("row", "series", ""),
            ("date", "last year of a phase", "d"),
            ("boot_low", "from", "d"),
            ("boot_high", "to", "d"),
            ("flag", "corner", ""),
        )
        layers: list[Any] = [plan.guide_layer()]
        # thinner and thicker bars by turns, so that overlapping intervals of neighbours can be told apart
        for turn, thick in ((0, 9), (1, 4)):
            part = found[(found.groupby("row").cumcount() % 2 == turn) & found["boot_low"].notna()]
            if not part.empty:
                layers.append(
                    alt.Chart(part)
                    .mark_rule(strokeWidth=thick, opacity=0.35, color=palette.colour("context"), yOffset=plan.middle)
                    .encode(x=across("boot_low"), x2=alt.X2("boot_high"), y=plan.y(), tooltip=shown)
                )
        for corner, fill in ((0, palette.TEXT), (1, palette.PAGE)):
            part = found[found["corner"] == corner]
            if not part.empty:
                look: dict[str, Any] = {"filled": False, "fill": fill, "stroke": palette.TEXT, "strokeWidth": 2}
                layers.append(
                    alt.Chart(part)
                    .mark_point(**look, size=75, opacity=1, yOffset=plan.middle)
                    .encode(x=across("date"), y=plan.y(), tooltip=shown)
                )
        return plan.finish([*layers, *_key(plan, layout)])

    return Drawing(draw)


def _key(plan: Ranking, layout: Layout) -> list[Any]:
    """Return the key above the plot: filled, hollow, bar."""
    at = 6.0 - plan.padding.left
    words: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    bars: list[dict[str, Any]] = []
    for number, text in enumerate(SHORT if layout.is_narrow else KEY):
        (dots if number < 2 else bars).append({"px": at, "py": -12.0, "px2": at + 14, "number": number})
        start = at + (10 if number < 2 else 20)
        words.append({"px": start, "py": -12.0, "text": text})
        at = start + typeface.width(text, layout.small) + (12 if layout.is_narrow else 22)
    x, y = alt.X("px:Q", scale=None, axis=None), alt.Y("py:Q", scale=None, axis=None)
    fills = (palette.TEXT, palette.PAGE)
    marks = [
        alt.Chart(guides(f"key-{dot['number']}", [dot]))
        .mark_point(filled=False, fill=fill, stroke=palette.TEXT, strokeWidth=2, size=75, opacity=1, clip=False)
        .encode(x=x, y=y)
        for dot, fill in zip(dots, fills, strict=True)
    ]
    bar = (
        alt.Chart(guides("key-bar", bars))
        .mark_rule(strokeWidth=9, opacity=0.35, color=palette.colour("context"), clip=False)
        .encode(x=x, x2="px2:Q", y=y)
    )
    return [*marks, bar, texts("key-words", words, layout, size=layout.small)]
