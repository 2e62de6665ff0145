"""Histograms of where outcomes fell in their forecasts (PIT), with the band that an honest forecast would keep to."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, Layer, Scale, require, texts, tidy, tooltips

GAP = 18
"""Pixels between panels."""


def pit(
    data: pd.DataFrame,
    *,
    bin_low: str = "bin_low",
    bin_high: str = "bin_high",
    share: str = "share",
    expected_low: str = "expected_low",
    expected_high: str = "expected_high",
    facet: str = "model",
    labels: Mapping[str, str] | None = None,
    unit: str = "share of outcomes",
    colour: str = "departures",
    columns: int = 3,
    ends: tuple[str, str] = ("lower than forecast", "higher"),
    format: str = ".2f",
    height: float = 110,
) -> Drawing:
    """Draw a histogram a panel: flat is honest, heaped at the ends too narrow, to one side biased (Dawid, 1984).

    Parameters
    ----------
    data
        One row a panel and bin.
    bin_low, bin_high
        Columns of a bin's ends, from zero to one: the forecast's probability of less than the outcome.
    share
        Column of the bin's height: a share, or a count.
    expected_low, expected_high
        Columns of the band in which a bin of a calibrated forecast lies (binomial).
    facet
        Column of the panel; ``labels`` says what each is called.
    unit
        What the height is, written once above the panels.
    colour
        Meaning of the bars.
    columns
        Panels side by side in the wide layout; two in the narrow one.
    ends
        What the two ends of the axis mean, written under each column's last panel.
    format
        How heights are printed in tooltips.
    height
        Height of a panel's plot in pixels.

    Raises
    ------
    ChartError
        If a column is missing, or two rows are for one bin.
    """
    require(data, "pit", bin_low, bin_high, share, expected_low, expected_high, facet)
    rows = tidy(data, bin_low, bin_high, share, expected_low, expected_high)
    rows["panel"] = data[facet].astype(str).tolist()
    if rows.duplicated(["panel", bin_low]).any():
        raise ChartError("charts.pit: two rows are for one bin of a panel. Remedy: one row a bin.")
    names = list(dict.fromkeys(rows["panel"]))
    tone = palette.colour(colour)
    entries = [
        Entry("forecasts made", "area", tone),
        Entry("an honest forecast's bars end between the dashes", "line", palette.TEXT, dash=(3, 2), width=1.3),
    ]

    def draw(layout: Layout) -> Any:
        side = min(columns if not layout.is_narrow else 2, len(names))
        every = pd.concat([rows[share], rows[expected_high], rows[expected_low]])
        scale = Scale.over(every, unit, zero=True, count=3)
        room = scale.room(layout)
        width = (layout.width - room - GAP * (side - 1) - 8) / side
        heads = {n: typeface.wrap((labels or {}).get(n, n), width, layout.text, 600) for n in names}
        line = round(layout.text * 1.25)
        head = line * (max(text.count("\n") for text in heads.values()) + 1) + 8
        key = Key.over(entries, layout)
        charts = []
        for number, name in enumerate(names):
            part = rows[rows["panel"] == name].drop(columns=["panel"])
            top = -line * heads[name].count("\n") - line / 2 - 4
            area, edges = _band(part, (bin_low, bin_high, expected_low, expected_high), scale)
            layers = [
                area,
                *_histogram(part, (bin_low, bin_high, share), scale, tone, number % side == 0, format, unit),
                *edges,
                texts(f"{number}-heading", [{"px": 0, "py": top, "text": heads[name]}], layout, weight=600),
            ]
            if number == 0:
                base = -head - key.height - 20
                words = [{"px": -room, "py": base, "text": scale.unit}]
                layers += [texts("unit", words, layout, size=layout.small, opacity=0.85)] if scale.unit else []
                layers += key.layers(-room, base + 12, layout)
            if number + side >= len(names):
                layers += _ends(number, ends, width, height, layout)
            charts.append(alt.layer(*layers).properties(width=width, height=height))
        return (
            alt.concat(*charts, columns=side, spacing={"row": head + 26, "column": GAP})
            .properties(
                padding={"left": 0, "right": 0, "top": 0, "bottom": 2},
                bounds="flush",
                autosize=alt.AutoSizeParams(type="pad"),
            )
            .resolve_scale(color="independent", stroke="independent")
        )

    return Drawing(draw)


def _across(column: str) -> alt.X:
    """Return the axis from zero to one."""
    return alt.X(
        f"{column}:Q",
        scale=alt.Scale(domain=[0, 1], nice=False, zero=False),
        axis=alt.Axis(values=[0, 0.5, 1], format="~g", title=None, labelFlush=True),
    )


def _histogram(
    part: pd.DataFrame, columns: tuple[str, str, str], scale: Scale, tone: str, first: bool, spec: str, unit: str
) -> list[Layer]:
    """Return a panel's bars."""
    low, high, share = columns
    over = alt.Y(f"{share}:Q", scale=scale.altair(), axis=scale.axis(labels=first))
    shown = tooltips(part, (low, "from", "~g"), (high, "to", "~g"), (share, unit or share, spec))
    mark = alt.Chart(part).mark_rect(color=tone, opacity=0.85, stroke=palette.PAGE, strokeWidth=1.5)
    return [mark.encode(x=_across(low), x2=high, y=over, y2=alt.datum(0), tooltip=shown)]


def _band(part: pd.DataFrame, columns: tuple[str, str, str, str], scale: Scale) -> tuple[Layer, list[Layer]]:
    """Return the band of a calibrated forecast, bin by bin: an area for beneath the bars, its ends for above them."""
    low, high, bottom, top = columns
    area = (
        alt.Chart(part)
        .mark_rect(color=GUIDE, opacity=0.25, tooltip=None)
        .encode(x=_across(low), x2=high, y=alt.Y(f"{bottom}:Q", scale=scale.altair()), y2=top)
    )
    edges = [
        alt.Chart(part)
        .mark_rule(color=palette.TEXT, strokeWidth=1.3, strokeDash=[3, 2], tooltip=None)
        .encode(x=_across(low), x2=high, y=alt.Y(f"{edge}:Q", scale=scale.altair()))
        for edge in (bottom, top)
    ]
    return area, edges


def _ends(number: int, ends: tuple[str, str], width: float, height: float, layout: Layout) -> list[Layer]:
    """Return what the two ends of a panel's axis mean, under its tick labels."""
    left, right = ends
    wrapped = typeface.wrap(left, width * 0.55, layout.small)
    line = round(layout.small * 1.25)
    rows = [("left", 0.0, wrapped), ("right", width, right)]
    return [
        texts(
            f"{number}-{align}-end",
            [{"px": px, "py": height + 34, "text": text}],
            layout,
            align=align,
            size=layout.small,
            line_height=line,
            opacity=0.85,
        )
        for align, px, text in rows
    ]
