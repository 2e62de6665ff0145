"""The specification curve: every estimate in order, and beneath it the choices that each was made with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import (
    GUIDE,
    Layer,
    Scale,
    finished,
    guides,
    require,
    texts,
    tidy,
    tooltips,
    unit_text,
    zero_line,
)

ROW, HEAD, BAR = 20.0, 27.0, 8.0
"""Height of a level's row and of a choice's heading in the matrix, and of a bar of the narrow one, in pixels."""


@dataclass(frozen=True)
class Line:
    """A line of the matrix: a choice's heading (``level`` None) or one of its levels, and its middle in pixels."""

    choice: str
    level: str | None
    middle: float
    text: str
    tally: str


def specification_curve(
    data: pd.DataFrame,
    *,
    estimate: str = "estimate",
    low: str | None = None,
    high: str | None = None,
    holds: str = "holds",
    choices: Sequence[str] | Mapping[str, str],
    order: str = "estimate",
    unit: str = "",
    colour: str = "departures",
    names: tuple[str, str] = ("the claim holds", "it does not"),
    tally: str = "holds in",
    zero: bool = False,
    format: str = ",.1f",
) -> Drawing:
    """Draw the estimate of every specification in order, and for each level of each choice how often the claim holds.

    Simonsohn, Simmons and Nelson (2020). The wide drawing has a matrix with a stroke for each specification; the
    narrow one has a bar for each level instead, as long as the share of its specifications in which the claim holds.

    Parameters
    ----------
    data
        One row a specification.
    estimate, low, high
        Columns of the estimate and, if given, of its interval's bounds.
    holds
        Column that is true where the claim holds.
    choices
        Columns of the choices, or their columns and what they are called.
    order
        Column by which specifications stand in line.
    unit
        Written once above the axis of estimates.
    colour
        Meaning of the specifications in which the claim holds; the others are grey, and hollow.
    names
        What the two marks are, for the key.
    tally
        What stands over the counts beside the levels.
    zero
        Whether zero is on the axis of estimates.
    format
        How estimates are printed in tooltips.

    Raises
    ------
    ChartError
        If a column is missing, or ``holds`` is missing in a row.
    """
    called = dict(choices) if isinstance(choices, Mapping) else {name: name.replace("_", " ") for name in choices}
    require(data, "specification_curve", estimate, low, high, holds, order, *called)
    if not called:
        raise ChartError("charts.specification_curve: name the columns of the choices that specifications differ in.")
    if data[[holds, estimate]].isna().any(axis=None):
        raise ChartError(f"charts.specification_curve: {estimate!r} or {holds!r} is missing in a row.")
    rows = tidy(data.sort_values(order, kind="stable"), estimate, low, high, holds, *called)
    rows["verdict"] = ["holds" if flag else "fails" for flag in rows[holds]]
    rows["specification"] = [f"{number:04d}" for number in range(1, len(rows) + 1)]
    for choice in called:
        rows[choice] = rows[choice].astype(str)
    rows = rows.drop(columns=[holds])
    levels = {choice: _levels(data[choice]) for choice in called}
    tones = alt.Scale(domain=["holds", "fails"], range=[palette.colour(colour), GUIDE])
    entries = [
        Entry(names[0], "dot", palette.colour(colour)),
        Entry(names[1], "hollow", GUIDE),
    ]

    def draw(layout: Layout) -> Any:
        bounds = [rows[name] for name in (estimate, low, high) if name]
        scale = Scale.over(pd.concat(bounds), unit, zero=zero, count=4, narrow=layout.is_narrow)
        tall = layout.pick(190, 170)
        matrix = _matrix(rows, called, levels, tally, tall + 16, layout)
        side = max(typeface.width(line.text, layout.small) for line in matrix if line.level is not None) + 14
        counts = max(typeface.width(line.tally, layout.small) for line in matrix) + 12
        # the matrix stands under the curve; bars of the narrow drawing need not, and leave it the whole width
        left = scale.room(layout) if layout.is_narrow else max(scale.room(layout), side)
        right = 4.0 if layout.is_narrow else counts
        inner = Padding(left, right).inner(layout)
        seat = (side - left, inner + right - counts)
        key = Key.over(entries, layout)
        above = 26.0 if scale.unit else 4.0
        padding = Padding(left, right, above + key.height + 10, 8)
        height = matrix[-1].middle + ROW / 2 + matrix[-1].text.count("\n") * layout.small * 0.625
        across = alt.X(
            "specification:N",
            sort=None,
            axis=None,
            scale=alt.Scale(type="point", domain=rows["specification"].tolist(), padding=0.5, range=[0, inner]),
        )
        layers = [
            *_estimates(rows, (estimate, low, high), scale, tall, across, tones, (format, unit, called)),
            *zero_line(scale, tall, inner),
            *(
                _bars(rows, called, matrix, seat, tones)
                if layout.is_narrow
                else _strokes(rows, called, matrix, across, tones)
            ),
            *_words(matrix, left, seat[1], layout),
            *key.layers(-left, -padding.top + above, layout),
            *unit_text(scale.unit, padding, layout),
        ]
        return finished(layers, padding, layout, height)

    return Drawing(draw)


def _levels(column: pd.Series) -> list[Any]:
    """Return the levels of a choice: numbers by size, words as they come."""
    found = list(dict.fromkeys(column))
    return sorted(found) if pd.api.types.is_numeric_dtype(column) else found


def _matrix(
    rows: pd.DataFrame,
    called: Mapping[str, str],
    levels: Mapping[str, list[Any]],
    head: str,
    top: float,
    layout: Layout,
) -> list[Line]:
    """Return the lines of the matrix from ``top`` pixels down, each level with the tally of what holds."""
    found: list[Line] = []
    for choice, name in called.items():
        found.append(Line(choice, None, top + HEAD - ROW / 2, name, "" if found else head))
        top += HEAD
        for level in levels[choice]:
            part = rows.loc[rows[choice] == str(level), "verdict"]
            text = typeface.wrap(str(level), layout.pick(190, 118), layout.small)
            extra = (text.count("\n")) * layout.small * 1.25
            count = f"{(part == 'holds').sum()} of {len(part)}"
            found.append(Line(choice, str(level), top + (ROW + extra) / 2, text, count))
            top += ROW + extra
    return found


def _estimates(
    rows: pd.DataFrame,
    columns: tuple[str, str | None, str | None],
    scale: Scale,
    tall: float,
    across: alt.X,
    tones: alt.Scale,
    words: tuple[str, str, Mapping[str, str]],
) -> list[Layer]:
    """Return intervals and estimates: filled where the claim holds, hollow where it does not."""
    estimate, low, high = columns
    spec, unit, called = words
    over = alt.Y(f"{estimate}:Q", scale=scale.altair(tall), axis=scale.axis())
    coloured = alt.Color("verdict:N", scale=tones, legend=None)
    stroke = alt.Stroke("verdict:N", scale=tones, legend=None)
    shown = tooltips(rows, (estimate, unit or estimate, spec), *((c, name, "") for c, name in called.items()))
    found: list[Layer] = []
    if low and high:
        found.append(
            alt.Chart(rows[rows[low].notna() & rows[high].notna()])
            .mark_rule(strokeWidth=1.2, opacity=0.45, tooltip=None)
            .encode(x=across, y=alt.Y(f"{low}:Q", scale=scale.altair(tall), axis=scale.axis()), y2=high, color=coloured)
        )
    size = 26 if len(rows) > 120 else 44
    for verdict in ("fails", "holds"):
        part = rows[rows["verdict"] == verdict]
        if not part.empty:
            hollow: dict[str, Any] = {"fill": palette.PAGE} if verdict == "fails" else {}
            mark = alt.Chart(part).mark_point(filled=not hollow, strokeWidth=1.4, size=size, opacity=1, **hollow)
            hue: dict[str, Any] = {"stroke": stroke} if hollow else {"color": coloured}
            found.append(mark.encode(x=across, y=over, tooltip=shown, **hue))
    return found


def _long(rows: pd.DataFrame, choice: str) -> pd.DataFrame:
    """Return which level of a choice each specification has."""
    return rows[["specification", choice, "verdict"]].rename(columns={choice: "level"})


def _seats(matrix: list[Line], choice: str) -> alt.LookupData:
    """Return where each level's line is, for looking it up."""
    places = [{"level": line.level, "py": line.middle} for line in matrix if line.choice == choice and line.level]
    return alt.LookupData(data=guides(f"levels-{choice}", places), key="level", fields=["py"])


def _strokes(
    rows: pd.DataFrame, called: Mapping[str, str], matrix: list[Line], across: alt.X, tones: alt.Scale
) -> list[Layer]:
    """Return a stroke for each specification at its level: tall where the claim holds, short where it does not."""
    found: list[Layer] = []
    level = alt.Y("py:Q", scale=None, axis=None)
    thick = 3.0 if len(rows) <= 120 else 1.6
    for choice in called:
        for verdict, length in (("fails", 5), ("holds", 14)):
            part = _long(rows, choice)
            part = part[part["verdict"] == verdict]
            if not part.empty:
                found.append(
                    alt.Chart(part)
                    .transform_lookup(lookup="level", from_=_seats(matrix, choice))
                    .mark_tick(orient="vertical", size=length, thickness=thick, opacity=1, tooltip=None)
                    .encode(x=across, y=level, color=alt.Color("verdict:N", scale=tones, legend=None))
                )
    return found


def _bars(
    rows: pd.DataFrame, called: Mapping[str, str], matrix: list[Line], seat: tuple[float, float], tones: alt.Scale
) -> list[Layer]:
    """Return a bar for each level: its coloured part is the share of specifications in which the claim holds."""
    found: list[Layer] = []
    share = alt.Scale(domain=[0, 1], range=list(seat))
    faint = alt.Scale(domain=["holds", "fails"], range=[1, 0.35])  # told apart by more than their colour
    for choice in called:
        shares = (
            alt.Chart(_long(rows, choice))
            .transform_lookup(lookup="level", from_=_seats(matrix, choice))
            .mark_bar(height=BAR, tooltip=None)
            .encode(
                x=alt.X("count():Q", stack="normalize", axis=None, scale=share),
                y=alt.Y("py:Q", scale=None, axis=None),
                color=alt.Color("verdict:N", scale=tones, legend=None),
                opacity=alt.Opacity("verdict:N", scale=faint, legend=None),
                order=alt.Order("verdict:N", sort="descending"),
            )
        )
        found.append(shares)
    return found


def _words(matrix: list[Line], left: float, right: float, layout: Layout) -> list[Layer]:
    """Return headings, levels and tallies of the matrix."""
    line = round(layout.small * 1.25)
    heads = [{"px": -left, "py": row.middle, "text": row.text} for row in matrix if row.level is None]
    sides = [
        {"px": -left, "py": round(row.middle - line * row.text.count("\n") / 2, 2), "text": row.text}
        for row in matrix
        if row.level is not None
    ]
    tallies = [{"px": right + 10, "py": row.middle, "text": row.tally} for row in matrix if row.tally]
    return [
        texts("choices", heads, layout, size=layout.small, weight=600),
        texts("levels", sides, layout, size=layout.small, line_height=line),
        texts("tallies", tallies, layout, size=layout.small),
    ]
