"""A forecast as a fan: what was observed, the median ahead, and bands of probability labelled at their ends."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import cone, lines, palette, strands, typeface
from kazmig.charts.cone import Columns, Style
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import PROJECTION, Layer, Scale, finished, require, texts, tidy, unit_text, zero_line


def fan(
    data: pd.DataFrame,
    *,
    observed: str = "value",
    forecast: str = "median",
    x: str = "year",
    levels: Sequence[int] = (50, 80, 95),
    unit: str = "",
    log: bool = False,
    model: str | None = None,
    outcomes: str | None = None,
    colour: str = "departures",
    names: tuple[str, str] = ("median", "the other model"),
    zero: bool = True,
    format: str = ",.0f",
) -> Drawing:
    """Draw a series up to the forecast's origin and, from there, its median and a band for each level.

    Parameters
    ----------
    data
        One row a year, observed and ahead in one frame.
    observed, forecast
        Columns of the observed value (missing ahead) and of the forecast's median (missing up to the origin).
    x
        Column of the year.
    levels
        Percent of probability of each band; its bounds are the columns ``low_50`` and ``high_50`` and so on.
    unit
        Written once above the axis.
    log, zero
        Whether the value axis is logarithmic; if not, whether zero is on it.
    model
        Column of another model's median: a dotted line.
    outcomes
        Column of what was observed later, in years ahead: points, and none of them is joined to the history.
    colour
        Meaning of the series.
    names
        What the median and the other model's line are called at their ends.
    format
        How values are printed.

    Raises
    ------
    ChartError
        If a column is missing, nothing lies ahead, or a forecast begins before the observations end.
    """
    named = Columns(x, observed, forecast, tuple(sorted(levels)), model, outcomes)
    require(data, "fan", x, *named.every)
    rows = tidy(data, x, *named.every).sort_values(x, kind="stable").reset_index(drop=True)
    past, ahead = rows[rows[observed].notna()], rows[rows[forecast].notna()]
    if past.empty or ahead.empty:
        raise ChartError("charts.fan: needs years with an observation and years with a forecast.")
    if ahead[x].min() <= past[x].max():
        raise ChartError(
            f"charts.fan: the forecast begins in {ahead[x].min():.0f} and observations end in {past[x].max():.0f}. "
            "Remedy: cut the observations at the origin and give the later ones as outcomes."
        )
    style = Style(named, unit, log, zero, format, palette.colour(colour), names)

    def draw(layout: Layout) -> Any:
        key = Key.over(_entries(style.tone, outcomes is not None), layout)
        if not layout.is_narrow or past[x].min() >= _closer(rows, named):
            return _alone(rows, style, key, layout)
        return _stacked(rows, style, key, layout)

    return Drawing(draw)


def _alone(rows: pd.DataFrame, style: Style, key: Key, layout: Layout) -> Any:
    """Return one plot of everything."""
    scale = style.scale(rows, layout, 6)
    left, right = scale.room(layout), _room(rows, style, layout)
    above = 26.0 if scale.unit else 4.0
    padding = Padding(left, right, above + key.height + 10, 26)
    layers = _panel(rows, style, scale, padding.inner(layout), layout.height, layout, "")
    words = [*key.layers(-left, -padding.top + above, layout), *unit_text(scale.unit, padding, layout)]
    return finished([*layers, *words], padding, layout, layout.height)


def _stacked(rows: pd.DataFrame, style: Style, key: Key, layout: Layout) -> Any:
    """Return two plots for a phone: the whole series, low, and beneath it the last years and the fan, enlarged."""
    named = style.named
    near = rows[rows[named.x] >= _closer(rows, named)].reset_index(drop=True)
    scales = [style.scale(rows, layout, 3), style.scale(near, layout, 5)]
    left, right = max(scale.room(layout) for scale in scales), _room(near, style, layout)
    above = 26.0 if style.unit else 4.0
    top = -(above + key.height + 10)
    head = f"{near[named.x].min():.0f} to {near[named.x].max():.0f}, enlarged"
    if scales[0].unit != scales[1].unit:
        head = f"{head}, {scales[1].unit}"
    charts = []
    for number, (part, scale, tall) in enumerate(((rows, scales[0], 150.0), (near, scales[1], 230.0))):
        inner = layout.width - left - (16.0 if number == 0 else right)
        layers = _panel(part, style, scale, inner, tall, layout, f"{number}-", words=number == 1)
        if number == 0:
            words = [{"px": -left, "py": top + layout.small * 0.6, "text": scale.unit}]
            layers += [texts("unit", words, layout, size=layout.small, opacity=0.85)] if scale.unit else []
            layers += key.layers(-left, top + above, layout)
        else:
            layers.append(texts("near", [{"px": -left, "py": -20, "text": head}], layout, weight=600))
        charts.append(alt.layer(*layers).properties(width=inner, height=tall))
    return alt.concat(*charts, columns=1, spacing={"row": 66, "column": 0}).properties(
        padding={"left": 0, "right": 0, "top": 0, "bottom": 2}, bounds="flush", autosize=alt.AutoSizeParams(type="pad")
    )


def _closer(rows: pd.DataFrame, named: Columns) -> float:
    """Return the first year of the enlarged plot: as far back as the forecast reaches, and eight years at least."""
    origin = float(rows.loc[rows[named.observed].notna(), named.x].max())
    return origin - max(8.0, float(rows[named.x].max()) - origin)


def _room(rows: pd.DataFrame, style: Style, layout: Layout) -> float:
    """Return the room that the words at the fan's end take, in pixels."""
    ends = cone.ends(cone.joined(rows, style.named), style)
    return max(typeface.width(word, layout.text, 600) for word, _ in ends) + cone.LEADER + 6


def _panel(
    rows: pd.DataFrame,
    style: Style,
    scale: Scale,
    inner: float,
    tall: float,
    layout: Layout,
    prefix: str,
    *,
    words: bool = True,
) -> list[Layer]:
    """Return history, bands and median of one plot, and the words at its end."""
    named = style.named
    past = rows[rows[named.observed].notna()]
    joined = cone.joined(rows, named)
    span = (float(rows[named.x].min()), float(rows[named.x].max()))
    history = strands.prepared(past, named.x, named.observed, None, None, "status")
    line = strands.Style(
        named.x, named.observed, None, style.unit, style.format, {"value": style.tone}, {"value": ""}, False, False
    )
    return [
        *cone.origin(float(past[named.x].max()), span, inner, tall, prefix),
        *cone.bands(joined, style, scale, span),
        *zero_line(scale, tall, inner, prefix),
        *lines.marks(history, line, scale, tall, inner, layout, span=span),
        *cone.ahead(joined, rows, style, scale, span),
        *(cone.end_words(cone.ends(joined, style), scale, tall, inner, layout) if words else []),
    ]


def _entries(tone: str, outcomes: bool) -> list[Entry]:
    """Return the key: observed, ahead, and what came."""
    found = [
        Entry("observed", "line", tone),
        Entry("forecast", "line", tone, dash=tuple(PROJECTION)),
        Entry("band: chance of lying within it", "area", tone, opacity=0.4),
    ]
    return [*found, Entry("what came", "dot", palette.TEXT)] if outcomes else found
