"""What a fan is drawn from: its columns, the rows ahead, bands, median, outcomes and the words at its end."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kazmig.charts import palette, placing
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, PROJECTION, Layer, Scale, guides, printed, texts, tooltips

SHADE = 0.2
"""Opacity of one band; the narrower ones lie on the wider and are darker by as much each."""

LEADER = 16.0
"""Length of the line from a band's end to its label in pixels."""


@dataclass(frozen=True)
class Columns:
    """Which columns a fan draws."""

    x: str
    observed: str
    median: str
    levels: tuple[int, ...]
    model: str | None
    outcomes: str | None

    def bounds(self, level: int) -> tuple[str, str]:
        """Return the columns of a level's lower and upper bound."""
        return f"low_{level}", f"high_{level}"

    @property
    def every(self) -> list[str]:
        """All columns of values."""
        ends = [name for level in self.levels for name in self.bounds(level)]
        return [name for name in (self.observed, self.median, self.model, self.outcomes, *ends) if name]


@dataclass(frozen=True)
class Style:
    """How a fan looks: its columns, words, scale and colour."""

    named: Columns
    unit: str
    log: bool
    zero: bool
    format: str
    tone: str
    names: tuple[str, str]

    def scale(self, rows: pd.DataFrame, layout: Layout, count: int) -> Scale:
        """Return the value axis over all that is drawn of some rows."""
        every = pd.concat([rows[name] for name in self.named.every])
        zero = self.zero and not self.log
        return Scale.over(every, self.unit, zero=zero, log=self.log, narrow=layout.is_narrow, count=count)


def joined(rows: pd.DataFrame, named: Columns) -> pd.DataFrame:
    """Return the years ahead, led by the last observation, from which median and bands open."""
    last = rows[rows[named.observed].notna()].tail(1).copy()
    for column in named.every:
        if column not in (named.observed, named.outcomes):
            last[column] = last[named.observed]
    return pd.concat([last, rows[rows[named.median].notna()]]).reset_index(drop=True)


def ends(ahead: pd.DataFrame, style: Style) -> list[tuple[str, float]]:
    """Return the words at the fan's end, each with the value that it belongs to."""
    named, last = style.named, ahead.iloc[-1]
    median = float(last[named.median])
    found = [(f"{style.names[0]} {printed(median, style.format)}", median)]
    found += [(f"{level}%", float(last[f"high_{level}"])) for level in named.levels]
    if named.model:
        known = ahead[ahead[named.model].notna()].iloc[-1]
        found.append((style.names[1], float(known[named.model])))
    return found


def origin(year: float, span: tuple[float, float], inner: float, tall: float, prefix: str) -> list[Layer]:
    """Return a thin vertical where the observations end."""
    at = round((year - span[0]) / (span[1] - span[0]) * inner, 2)
    return [
        alt.Chart(guides(f"{prefix}origin", [{"px": at, "py": 0, "py2": tall}]))
        .mark_rule(color=GUIDE, strokeWidth=1.2, tooltip=None)
        .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None), y2="py2:Q")
    ]


def bands(ahead: pd.DataFrame, style: Style, scale: Scale, span: tuple[float, float]) -> list[Layer]:
    """Return a band for each level, the widest beneath."""
    named = style.named
    across = alt.X(f"{named.x}:Q", scale=alt.Scale(domain=list(span), nice=False, zero=False))
    found = []
    for level in reversed(named.levels):
        bottom, top = named.bounds(level)
        found.append(
            alt.Chart(ahead)
            .mark_area(color=style.tone, opacity=SHADE, line=False, tooltip=None)
            .encode(x=across, y=alt.Y(f"{bottom}:Q", scale=scale.altair()), y2=f"{top}:Q")
        )
    return found


def ahead(
    ahead: pd.DataFrame, rows: pd.DataFrame, style: Style, scale: Scale, span: tuple[float, float]
) -> list[Layer]:
    """Return the dashed median, the other model's dotted line and the outcomes."""
    named, spec, unit = style.named, style.format, style.unit
    across = alt.X(f"{named.x}:Q", scale=alt.Scale(domain=list(span), nice=False, zero=False))

    def over(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale.altair())

    entries = [(named.x, named.x, "d"), (named.median, f"median, {unit}".strip(", "), spec)]
    entries += [(c, f"{level}% {side}", spec) for level in named.levels for c, side in _sides(named, level)]
    found: list[Layer] = [
        alt.Chart(ahead)
        .mark_line(color=style.tone, strokeDash=PROJECTION, tooltip=None)
        .encode(x=across, y=over(named.median))
    ]
    if named.model:
        part = ahead[ahead[named.model].notna()]
        mark = alt.Chart(part).mark_line(color=palette.TEXT, strokeDash=[2, 4], strokeWidth=2, tooltip=None)
        found.append(mark.encode(x=across, y=over(named.model)))
    found.append(
        alt.Chart(ahead.iloc[1:])
        .mark_point(filled=True, color=GUIDE, size=160, opacity=0)
        .encode(x=across, y=over(named.median), tooltip=tooltips(ahead, *entries))
    )
    if named.outcomes:
        later = rows[rows[named.outcomes].notna()]
        seen = tooltips(rows, (named.x, named.x, "d"), (named.outcomes, f"came, {unit}".strip(", "), spec))
        found.append(
            alt.Chart(later)
            .mark_point(filled=True, color=palette.TEXT, size=46, opacity=1)
            .encode(x=across, y=over(named.outcomes), tooltip=seen)
        )
    return found


def _sides(named: Columns, level: int) -> list[tuple[str, str]]:
    bottom, top = named.bounds(level)
    return [(bottom, "from"), (top, "to")]


def end_words(ends: list[tuple[str, float]], scale: Scale, tall: float, inner: float, layout: Layout) -> list[Layer]:
    """Return the words at the fan's end, apart from each other, each led to its place by a thin line."""
    wanted = [scale.pixel(value, tall) for _, value in ends]
    line = layout.text * 1.25 + 2
    places = placing.spread(wanted, [line] * len(ends), -8, tall + 8)
    pairs = list(zip(ends, wanted, places, strict=True))
    words = [{"px": round(inner + LEADER + 4, 2), "py": round(place, 2), "text": word} for (word, _), _, place in pairs]
    leaders = [
        {"px": inner + 2, "px2": inner + LEADER, "py": round(at, 2), "py2": round(place, 2)} for _, at, place in pairs
    ]
    rule = (
        alt.Chart(guides("fan-leaders", leaders))
        .mark_rule(color=GUIDE, strokeWidth=1, clip=False, tooltip=None)
        .encode(
            x=alt.X("px:Q", scale=None, axis=None),
            x2="px2:Q",
            y=alt.Y("py:Q", scale=None, axis=None),
            y2="py2:Q",
        )
    )
    return [rule, texts("fan-words", words, layout, weight=600)]
