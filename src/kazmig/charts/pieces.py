"""Pieces that several builders share: checks of a frame, axes, guides, values, colours of series."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from kazmig.charts import palette, ticks, typeface
from kazmig.charts.drawing import ANNOTATION, ChartError
from kazmig.charts.layout import Layout, Padding

Layer = Any
"""An Altair chart; its methods say no more about what they return."""

Align = Literal["left", "center", "right"]
Weight = Literal[400, 600]

GUIDE = palette.MEANINGS["context"]
DASHES = ([1, 0], [2, 4], [9, 3, 2, 3], [4, 2])
"""Strokes of series whose colours are alike; a projection has a dash of its own."""
PROJECTION = [7, 4]


def require(frame: pd.DataFrame, builder: str, *columns: str | None) -> None:
    """Refuse a frame without rows or without the columns that a builder needs.

    Raises
    ------
    ChartError
        Naming the builder, the column and what there is.
    """
    if frame.empty:
        raise ChartError(f"charts.{builder}: the frame has no row. Remedy: check the filters before it.")
    for column in columns:
        if column is not None and column not in frame.columns:
            raise ChartError(
                f"charts.{builder}: the frame has no column {column!r}; it has {', '.join(map(str, frame.columns))}."
            )


def tidy(frame: pd.DataFrame, *columns: str | None) -> pd.DataFrame:
    """Return only the columns that a chart draws, and the lineage that names their sources."""
    wanted = [column for column in dict.fromkeys(columns) if column is not None and column in frame.columns]
    lineage = [column for column in frame.columns if str(column).startswith("lineage") and column not in wanted]
    kept = frame[[*wanted, *lineage]].reset_index(drop=True)
    for column in wanted:
        if pd.api.types.is_integer_dtype(kept[column]) and not isinstance(kept[column].dtype, type(None)):
            kept[column] = kept[column].astype("float64") if kept[column].isna().any() else kept[column].astype("int64")
    return kept


def series_colours(names: Sequence[str], colours: Mapping[str, str] | None, default: str) -> dict[str, str]:
    """Return a colour for each series: as given by meaning, or its own meaning, or the default."""
    given = colours or {}
    unknown = [name for name in given if name not in names]
    if unknown:
        raise ChartError(f"colours names {unknown[0]!r}, which is none of the series {', '.join(names)}.")
    return {name: palette.colour(given.get(name, name if palette.is_meaning(name) else default)) for name in names}


def strokes(colours: Mapping[str, str]) -> dict[str, list[int]]:
    """Return a stroke for each series, different where colours are the same or look so to some readers."""
    result: dict[str, list[int]] = {}
    for name, value in colours.items():
        taken = [result[other] for other in result if palette.confusable(colours[other], value)]
        result[name] = next((dash for dash in DASHES if dash not in taken), DASHES[-1])
    return result


def printed(value: float, spec: str) -> str:
    """Return a number as a chart prints it: a real minus sign."""
    return format(value, spec).replace("-", "−")


def scaled(high: float, unit: str, low: float = 0, *, narrow: bool = False) -> tuple[float, str]:
    """Return what tick labels are divided by, and the unit that then says so (thousands only where room is short).

    Examples
    --------
    >>> scaled(3_200_000, "people")
    (1000000.0, 'million people')
    """
    top = max(abs(high), abs(low))
    if top >= 2e9:
        return 1e9, f"billion {unit}".strip()
    if top >= 2e6:
        return 1e6, f"million {unit}".strip()
    if narrow and top >= 2e4:
        return 1e3, f"thousand {unit}".strip()
    return 1.0, unit


@dataclass(frozen=True)
class Scale:
    """A value axis: its ticks, what its labels are divided by, and how they are printed."""

    ticks: tuple[float, ...]
    low: float
    high: float
    divisor: float
    unit: str
    log: bool = False

    @classmethod
    def over(
        cls,
        values: Iterable[float],
        unit: str,
        *,
        zero: bool = True,
        log: bool = False,
        count: int = 6,
        narrow: bool = False,
        whole: bool = False,
        most: int = 7,
    ) -> "Scale":
        """Return the axis that encloses the values, in whole numbers where values are printed beside their marks.

        About ``count`` ticks on a linear axis, ``most`` of them at most on a logarithmic one.

        Raises
        ------
        ChartError
            If a log axis should show zero or less.
        """
        known = [float(value) for value in values if value == value]
        if not known:
            raise ChartError("there is no value to draw: every one is missing.")
        low, high = min(known), max(known)
        if log:
            if low <= 0:
                raise ChartError(
                    f"a log axis cannot show {low:g}. Remedy: leave such rows out and say so, or log=False."
                )
            marks = ticks.logarithmic(low, high, most)
        else:
            marks = ticks.linear(min(low, 0.0) if zero else low, max(high, 0.0) if zero else high, count)
        divisor, words = (1.0, unit) if log or whole else scaled(high, unit, low, narrow=narrow)
        words = f"{words}, log scale".strip(", ") if log else words
        bottom, top = marks[0], marks[-1]
        if not log:  # no more empty room than a breath beyond the last value
            breath = 0.04 * (marks[-1] - marks[0])
            bottom, top = max(bottom, min(low - breath, 0.0 if zero else low)), min(top, max(high + breath, 0.0))
            marks = [mark for mark in marks if bottom - 1e-9 <= mark <= top + 1e-9]
        return cls(tuple(marks), bottom, top, divisor, words, log)

    @property
    def specifier(self) -> str:
        """Format of the tick labels; a log axis from below one to thousands gives each tick its own decimals."""
        plain = ticks.specifier([tick / self.divisor for tick in self.ticks])
        return ",.6~f" if self.log and plain != ",.0f" else plain

    @property
    def labels(self) -> list[str]:
        """The tick labels as printed."""
        if "~" in self.specifier:
            return [printed(tick / self.divisor, ",.6f").rstrip("0").rstrip(".") for tick in self.ticks]
        return [printed(tick / self.divisor, self.specifier) for tick in self.ticks]

    def room(self, layout: Layout) -> float:
        """Return the width of the widest tick label with its distance from the plot."""
        return max(typeface.width(label, layout.small) for label in self.labels) + 9

    def altair(self, height: float | None = None) -> alt.Scale:
        """Return the scale for an encoding; over the upper ``height`` pixels of a plot that has a foot beneath."""
        kind: Literal["log", "linear"] = "log" if self.log else "linear"
        whole = alt.Undefined if height is None else [height, 0]
        return alt.Scale(domain=[self.low, self.high], type=kind, nice=False, zero=False, range=whole)

    def axis(self, *, grid: bool = True, labels: bool = True, orient: Literal["left", "bottom"] = "left") -> alt.Axis:
        """Return the axis for an encoding."""
        expression = f"format(datum.value / {self.divisor:g}, '{self.specifier}')"
        return alt.Axis(
            values=list(self.ticks), grid=grid, labels=labels, title=None, labelExpr=expression, orient=orient
        )

    def pixel(self, value: float, height: float) -> float:
        """Return where a value lies on a vertical axis, in pixels from its top."""
        if self.log:
            share = (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return height * (1 - share)


def guides(name: str, rows: list[dict[str, Any]]) -> alt.InlineData:
    """Return rows that guide the eye and are no data, as a named data set."""
    return alt.InlineData(values=rows, name=f"{ANNOTATION}{name}")


def texts(
    name: str,
    rows: list[dict[str, Any]],
    layout: Layout,
    *,
    align: str = "left",
    size: float | None = None,
    weight: int = 400,
    colour: str = palette.TEXT,
    opacity: float = 1.0,
    line_height: float | None = None,
) -> Layer:
    """Return texts at pixels ``px``, ``py`` with ``text`` (lines parted by a line break)."""
    size = layout.text if size is None else size
    mark: dict[str, Any] = {
        "align": align,
        "baseline": "middle",
        "fontSize": size,
        "fontWeight": weight,
        "lineBreak": "\n",
        "lineHeight": line_height or round(size * 1.25),
        "fill": colour,
        "opacity": opacity,
        "clip": False,
        "tooltip": None,
    }
    return (
        alt.Chart(guides(name, rows))
        .mark_text(**mark)
        .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None), text="text:N")
    )


def unit_text(unit: str, padding: Padding, layout: Layout, prefix: str = "") -> list[Layer]:
    """Return the unit, once, above the value axis at the drawing's left edge."""
    if not unit:
        return []
    rows = [{"px": -padding.left, "py": -padding.top + layout.small * 0.6, "text": unit}]
    return [texts(f"{prefix}unit", rows, layout, size=layout.small, opacity=0.85)]


def finished(layers: Sequence[Any], padding: Padding, layout: Layout, height: float) -> Any:
    """Return the layers as one chart that fills the layout exactly."""
    return alt.layer(*layers).properties(
        width=padding.inner(layout),
        height=height,
        padding=padding.spec(),
        autosize=alt.AutoSizeParams(type="none"),
    )


def zero_line(scale: Scale, height: float, width: float, prefix: str = "") -> list[Layer]:
    """Return a line at zero where values lie on both sides of it."""
    if scale.log or not scale.low < 0 < scale.high:
        return []
    at = round(scale.pixel(0, height), 2)
    return [
        alt.Chart(guides(f"{prefix}zero", [{"px": 0, "px2": width, "py": at}]))
        .mark_rule(color=palette.TEXT, opacity=0.55, strokeWidth=1, tooltip=None)
        .encode(x=alt.X("px:Q", scale=None, axis=None), x2=alt.X2("px2:Q"), y=alt.Y("py:Q", scale=None, axis=None))
    ]


def tooltips(frame: pd.DataFrame, *entries: tuple[str | None, str, str]) -> list[alt.Tooltip]:
    """Return tooltips of fields, titles and formats, with the source where rows carry lineage."""
    shown = [
        alt.Tooltip(field, title=title, format=spec) if spec else alt.Tooltip(field, title=title)
        for field, title, spec in entries
        if field
    ]
    if any(str(column).startswith("lineage") for column in frame.columns):
        shown.append(alt.Tooltip("source:N", title="source"))
    return shown
