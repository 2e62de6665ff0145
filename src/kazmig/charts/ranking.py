"""Rows of labels with something drawn in each: the common ground of bars, dots and dumbbells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import typeface
from kazmig.charts.drawing import ChartError
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import GUIDE, Align, Layer, Scale, Weight, finished, unit_text


@dataclass(frozen=True)
class Ranking:
    """Labelled rows laid out for a width.

    In the wide layout a label stands to the left of its row, in the narrow one above it.

    Parameters
    ----------
    rows
        Data with the column ``row``: the label, unique.
    layout, scale
        Width, and the value axis.
    before, after
        Room for values printed to the left and right of the marks, in pixels.
    axis
        Whether tick labels are drawn (dots) or values are printed at the marks (bars).
    key
        Room for a key above the plot, in pixels.
    """

    rows: pd.DataFrame
    layout: Layout
    scale: Scale
    before: float
    after: float
    axis: bool
    key: float = 0

    @property
    def labels(self) -> list[str]:
        """The labels, in order."""
        return [str(label) for label in self.rows["row"]]

    @property
    def wrapped(self) -> dict[str, str]:
        """Label -> its text, broken into lines where it is long."""
        limit = self.layout.pick(230, self.layout.width)
        return {label: typeface.wrap(label, limit, self.layout.text) for label in self.labels}

    @property
    def step(self) -> float:
        """Height of a row in pixels."""
        most = max(text.count("\n") + 1 for text in self.wrapped.values())
        line = self.layout.text * 1.25
        return self.layout.pick(max(28, line * most + 10), line * most + 26)

    @property
    def height(self) -> float:
        """Height of the plot in pixels."""
        return self.step * len(self.rows)

    @property
    def padding(self) -> Padding:
        """Room around the plot."""
        widest = max(typeface.width(text, self.layout.text) for text in self.wrapped.values())
        left = 0 if self.layout.is_narrow else widest + 12
        return Padding(left, 0, (24 if self.scale.unit else 4) + self.key, 26 if self.axis else 4)

    @property
    def inner(self) -> float:
        """Width of the plot in pixels."""
        return self.padding.inner(self.layout)

    @property
    def middle(self) -> float:
        """How far below the row's middle its mark is drawn, in pixels: beneath the label on a phone."""
        return self.step / 2 - 13 if self.layout.is_narrow else 0.0

    def y(self) -> alt.Y:
        """Return the encoding of the row."""
        return alt.Y(
            "row:N",
            scale=alt.Scale(domain=self.labels, paddingInner=0, paddingOuter=0),
            axis=None,
            sort=None,
        )

    def x(self, field: str, **more: Any) -> alt.X:
        """Return the encoding of a value, with room for printed values on both sides."""
        scale = alt.Scale(
            domain=[self.scale.low, self.scale.high],
            range=[round(self.before, 2), round(self.inner - self.after, 2)],
            type="log" if self.scale.log else "linear",
            nice=False,
            zero=False,
        )
        drawn = self.scale.axis(grid=not self.layout.is_narrow, orient="bottom") if self.axis else None
        return alt.X(f"{field}:Q", scale=scale, axis=drawn, **more)

    def pixel(self, value: float) -> float:
        """Return where a value lies, in pixels from the plot's left."""
        room = self.inner - self.after - self.before
        return self.before + room - self.scale.pixel(value, room)

    def label_layers(self) -> list[Layer]:
        """Return the labels as texts, one layer for each number of lines."""
        rows = self.rows.assign(shown=[self.wrapped[label] for label in self.labels])
        line = round(self.layout.text * 1.25)
        counts = rows["shown"].str.count("\n")
        return [self._labels(rows[counts == count], line, int(count)) for count in sorted(counts.unique())]

    def _labels(self, rows: pd.DataFrame, line: int, breaks: int) -> Layer:
        narrow = self.layout.is_narrow
        return (
            alt.Chart(rows[["row", "shown"]])
            .mark_text(
                align="left" if narrow else "right",
                baseline="top" if narrow else "middle",
                lineBreak="\n",
                lineHeight=line,
                fontSize=self.layout.text,
                clip=False,
                dy=-self.step / 2 + 3 if narrow else -line * breaks / 2,
                tooltip=None,
            )
            .encode(x=alt.value(0 if narrow else -12), y=self.y(), text="shown:N")
        )

    def value_layer(
        self, rows: pd.DataFrame, field: str, text: str, *, align: Align, shift: float, weight: Weight = 400
    ) -> Layer:
        """Return the values of some rows, printed beside their marks."""
        return (
            alt.Chart(rows)
            .mark_text(
                align=align,
                baseline="middle",
                fontSize=self.layout.text,
                fontWeight=weight,
                dx=shift,
                dy=self.middle,
                clip=False,
                tooltip=None,
            )
            .encode(x=self.x(field), y=self.y(), text=f"{text}:N")
        )

    def guide_layer(self) -> Layer:
        """Return a faint line along each row."""
        return (
            alt.Chart(self.rows[["row"]])
            .mark_rule(color=GUIDE, opacity=0.35, strokeDash=[1, 3], tooltip=None, yOffset=self.middle)
            .encode(y=self.y(), x=alt.value(self.before), x2=alt.value(self.inner - self.after))
        )

    def finish(self, layers: Sequence[Any]) -> Any:
        """Return the chart."""
        return finished(
            [*layers, *self.label_layers(), *unit_text(self.scale.unit, self.padding, self.layout)],
            self.padding,
            self.layout,
            self.height,
        )


def ranked(frame: pd.DataFrame, builder: str, label: str, order: str, sort: bool) -> pd.DataFrame:
    """Return rows with their label as ``row``: from the largest down if sorted, else in the order given.

    Raises
    ------
    ChartError
        If two rows have one label.
    """
    rows = frame.assign(row=frame[label].astype(str))
    if rows["row"].duplicated().any():
        twice = rows.loc[rows["row"].duplicated(), "row"].iloc[0]
        raise ChartError(f"charts.{builder}: two rows are labelled {twice!r}. Remedy: one row a label.")
    return (rows.sort_values([order, "row"], ascending=[False, True]) if sort else rows).reset_index(drop=True)


def value_axis(values: pd.Series, unit: str, layout: Layout, *, log: bool, room: float) -> Scale:
    """Return the axis under marks whose values are printed: in the same whole numbers, as few as ``room`` can hold."""
    for count in range(int(layout.pick(6, 4)) + log, log, -1):
        scale = Scale.over(values, unit, zero=not log, log=log, count=count, most=count, whole=True)
        wide = max(typeface.width(label, layout.small) for label in scale.labels)
        if (wide + 10) * len(scale.ticks) <= room:
            break
    return scale


def shades(labels: Sequence[str], colours: dict[str, str]) -> alt.Color:
    """Return the encoding of the colour of each row."""
    return alt.Color(
        "row:N", scale=alt.Scale(domain=list(labels), range=[colours[label] for label in labels]), legend=None
    )
