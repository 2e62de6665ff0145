"""A series with what was fitted to each of its regimes, and the dates between them with their intervals."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import events as happenings
from kazmig.charts import lines, palette, strands, typeface
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

ROW = 21.0
"""Height of a line in the foot in pixels: a break date with its interval, or a text of its own."""


def regimes(
    data: pd.DataFrame,
    *,
    x: str = "year",
    y: str = "value",
    fit: str = "fit",
    regime: str = "regime",
    dates: pd.DataFrame | None = None,
    log: bool = False,
    unit: str = "",
    events: pd.DataFrame | None = None,
    colour: str = "departures",
    names: tuple[str, str] = ("observed", "fitted to each regime"),
    zero: bool = True,
    format: str = ",.0f",
) -> Drawing:
    """Draw a series, the mean or trend fitted to each regime, and at the foot each break date with its interval.

    Parameters
    ----------
    data
        One row a year.
    x, y, fit, regime
        Columns of the year, the value, the fitted value and the regime's number or name; the fitted line is
        broken where the regime changes.
    dates
        One row a break: ``year`` (the last of its regime), ``low`` and ``high`` (missing: the interval is not
        available, and the foot says so) and, if known, ``corner`` (true: the date lies where the shortest regime
        allowed puts it; its mark is hollow). Give the frame in the figure's data too.
    log, zero
        Whether the value axis is logarithmic; if not, whether zero is on it.
    unit
        Written once above the axis.
    events
        Frame with ``word`` and ``year`` or ``date``: thin verticals.
    colour
        Meaning of the observed series.
    names
        What the observed and the fitted line are, for the key above the plot.
    format
        How values are printed in tooltips.

    Raises
    ------
    ChartError
        If a column is missing, or a year or a break comes twice.
    """
    require(data, "regimes", x, y, fit, regime)
    observed = strands.prepared(data, x, y, None, None, "status")
    fitted = tidy(data[data[fit].notna()], x, fit, regime)
    fitted["regime"] = fitted[regime].astype(str)
    found = _breaks(dates)
    style = strands.Style(
        x, y, None, unit, format, {"value": palette.colour(colour)}, {"value": names[0]}, False, False
    )
    entries = [Entry(names[0], "line", palette.colour(colour)), Entry(names[1], "line", palette.TEXT, width=3.2)]
    if not found.empty:
        entries.append(Entry("last year of a regime, with its interval", "dot", palette.TEXT))
    if found["corner"].any():
        entries.append(Entry("a corner: as early or late as allowed", "hollow", palette.TEXT))

    def draw(layout: Layout) -> Any:
        drawn = pd.concat([observed[y], fitted[fit]])
        scale = Scale.over(drawn, unit, zero=zero and not log, log=log, narrow=layout.is_narrow)
        low, high = float(observed[x].min()), float(observed[x].max())
        left, right = scale.room(layout), 16.0
        inner = Padding(left, right).inner(layout)
        foot = Foot.under(found, low, high, inner, right, layout)
        placed = happenings.place(happenings.marks(events, low, high), low, high, inner, right, layout)
        key = Key.over(entries, layout)
        above = 26.0 if scale.unit else 4.0
        padding = Padding(left, right, above + key.height + placed.height + 8, 26)
        tall = float(layout.height)
        across = alt.X(f"{x}:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False))
        over = alt.Y(f"{fit}:Q", scale=scale.altair(tall))
        fits = (
            alt.Chart(fitted)
            .mark_line(color=palette.TEXT, strokeWidth=3.2, tooltip=None)
            .encode(x=across, y=over, detail="regime:N")
        )
        return finished(
            [
                *happenings.layers(placed, tall, layout),
                *zero_line(scale, tall, inner),
                *foot.rules(low, high, inner, tall),
                *lines.marks(observed, style, scale, tall, inner, layout, foot=True),
                fits,
                *foot.layers(tall, (low, high), layout),
                *key.layers(-left, -padding.top + above, layout),
                *unit_text(scale.unit, padding, layout),
            ],
            padding,
            layout,
            tall + foot.height,
        )

    return Drawing(draw)


def _breaks(dates: pd.DataFrame | None) -> pd.DataFrame:
    """Return the breaks by date, each with its name, whether it is a corner, and its words."""
    if dates is None or dates.empty:
        return pd.DataFrame(columns=["year", "low", "high", "break", "corner", "words"])
    require(dates, "regimes", "year", "low", "high")
    rows = tidy(dates, "year", "low", "high").sort_values("year", kind="stable").reset_index(drop=True)
    if rows["year"].duplicated().any():
        raise ChartError(f"charts.regimes: two breaks in {rows.loc[rows['year'].duplicated(), 'year'].iloc[0]}.")
    corner = dates.sort_values("year", kind="stable")["corner"] if "corner" in dates.columns else [False] * len(rows)
    rows["corner"] = [bool(flag) for flag in corner]
    rows["break"] = [f"break {number}" for number in range(len(rows))]
    rows["words"] = [_words(*row) for row in zip(rows["year"], rows["low"], rows["high"], rows["corner"], strict=True)]
    return rows


def _words(year: float, low: float, high: float, corner: bool) -> str:
    """Return what stands beside a break: its date, its interval, and whether it is a corner."""
    known = low == low and high == high
    interval = f"({low:.0f} to {high:.0f})" if known else "(interval not available)"
    return f"{year:.0f} {interval}" + (", a corner" if corner else "")


@dataclass(frozen=True)
class Foot:
    """The breaks beneath a plot: a row each, with the words beside the bar or, where it is long, under it."""

    rows: pd.DataFrame
    tops: tuple[float, ...]
    words: tuple[dict[str, Any], ...]
    height: float

    @classmethod
    def under(cls, rows: pd.DataFrame, low: float, high: float, inner: float, beyond: float, layout: Layout) -> "Foot":
        """Lay the breaks out under a plot of ``inner`` pixels with ``beyond`` pixels of room to its right."""
        top, tops, words = 4.0, [], []
        for record in rows.to_dict("records"):
            ends = [record[name] for name in ("year", "low", "high") if record[name] == record[name]]
            first, last = ((min(max(end, low), high) - low) / (high - low) * inner for end in (min(ends), max(ends)))
            wide = typeface.width(record["words"], layout.small)
            middle = top + ROW / 2
            if last + 11 + wide <= inner + beyond:
                place, side = last + 11, "left"
            elif first - 11 - wide >= 0:
                place, side = first - 11, "right"
            else:
                place, side, top = max(0.0, min(first, inner + beyond - wide)), "left", top + ROW - 4
            tops.append(middle)
            words.append({"px": round(place, 2), "py": top + ROW / 2, "text": record["words"], "side": side})
            top += ROW
        return cls(rows, tuple(tops), tuple(words), top + 4 if len(rows) else 0.0)

    def rules(self, low: float, high: float, inner: float, tall: float) -> list[Layer]:
        """Return the ends of regimes as thin verticals through the plot."""
        if self.rows.empty:
            return []
        verticals = [
            {"px": round((year - low) / (high - low) * inner, 2), "py": 0, "py2": tall} for year in self.rows["year"]
        ]
        return [
            alt.Chart(guides("break-rules", verticals))
            .mark_rule(color=GUIDE, strokeDash=[2, 3], strokeWidth=1.2, tooltip=None)
            .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None), y2="py2:Q")
        ]

    def layers(self, tall: float, span: tuple[float, float], layout: Layout) -> list[Layer]:
        """Return bars, dates and words beneath a plot that is ``tall`` pixels high and spans some years.

        A bar that goes on beyond these years ends at the plot's edge (its words give both ends). Vega's own
        clipping would number its paths anew with each drawing of a process, and no two files would be alike.
        """
        if self.rows.empty:
            return []
        across = alt.Scale(domain=list(span), nice=False, zero=False)
        places = [{"break": name, "py": tall + top} for name, top in zip(self.rows["break"], self.tops, strict=True)]
        seat = alt.LookupData(data=guides("break-rows", places), key="break", fields=["py"])
        level = alt.Y("py:Q", scale=None, axis=None)
        shown = tooltips(self.rows, ("year", "break after", "d"), ("low", "from", "d"), ("high", "to", "d"))
        drawn = self.rows.drop(columns=["words", "corner"])
        found: list[Layer] = []
        bars = drawn[drawn["low"].notna() & drawn["high"].notna()]
        if not bars.empty:
            found.append(
                alt.Chart(bars)
                .transform_lookup(lookup="break", from_=seat)
                .transform_calculate(first=f"max(datum.low, {span[0]:g})", last=f"min(datum.high, {span[1]:g})")
                .mark_rule(color=palette.TEXT, opacity=0.3, strokeWidth=6)
                .encode(x=alt.X("first:Q", scale=across), x2="last:Q", y=level, tooltip=shown)
            )
        for corner, fill in ((False, palette.TEXT), (True, palette.PAGE)):
            part = drawn[self.rows["corner"] == corner]
            if not part.empty:
                found.append(
                    alt.Chart(part)
                    .transform_lookup(lookup="break", from_=seat)
                    .mark_point(
                        filled=False, fill=fill, stroke=palette.TEXT, strokeWidth=2, size=64, opacity=1, clip=False
                    )
                    .encode(x=alt.X("year:Q", scale=across), y=level, tooltip=shown)
                )
        for side in ("left", "right"):
            rows = [
                {"px": word["px"], "py": word["py"] + tall, "text": word["text"]}
                for word in self.words
                if word["side"] == side
            ]
            if rows:
                found.append(texts(f"break-words-{side}", rows, layout, align=side, size=layout.small))
        return found
