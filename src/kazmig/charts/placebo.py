"""A statistic at the dates of events among the same statistic at every other date: is the event unusual at all?"""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import palette, stems, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import GUIDE, Layer, Scale, finished, guides, require, texts, tidy, tooltips, unit_text

DOT = 9.0
"""Diameter of a placebo's dot in pixels, and so the distance of the rows that dots are piled in."""

LINE = 18.0
"""Height of a line of names in pixels."""


@dataclass(frozen=True)
class Strip:
    """One strip: where its dots and names go, from ``top`` pixels down."""

    name: str
    top: float
    base: float
    dots: dict[str, tuple[float, float]]
    words: list[dict[str, Any]]
    rules: list[dict[str, float]]
    bottom: float


def placebo(
    data: pd.DataFrame,
    *,
    statistic: str = "statistic",
    event: str = "event",
    label: str | None = None,
    threshold: str | None = None,
    facet: str | None = None,
    unit: str = "",
    colour: str = "departures",
    names: tuple[str, str] = ("every other date", "an event"),
    limit: str = "what an event would need",
    format: str = ",.1f",
) -> Drawing:
    """Draw a strip of dots, one a date; those of events are filled, larger and named.

    Parameters
    ----------
    data
        One row a date and, if given, facet.
    statistic
        Column of the statistic.
    event
        Column that is true at an event's date; or the event's name there, and missing or empty elsewhere.
    label
        Column of the event's name; ``event`` itself when None.
    threshold
        Column of the absolute value that the statistic would have to exceed (one a facet), drawn on both sides
        where values lie on both sides.
    facet
        Column of the statistic's kind: a strip each, on one axis.
    unit
        What the statistic is, written once above the axis.
    colour
        Meaning of the events' dots.
    names, limit
        What the dots and the threshold are, for the key.
    format
        How the statistic is printed in tooltips.

    Raises
    ------
    ChartError
        If a column is missing, a value is missing, or an event has no name.
    """
    require(data, "placebo", statistic, event, label, threshold, facet)
    rows = tidy(data, statistic, threshold, "year")
    rows["strip"] = data[facet].astype(str).tolist() if facet else ""
    rows["word"] = _named(data, event, label)
    rows["date"] = [f"date {number}" for number in range(len(rows))]
    if rows[statistic].isna().any():
        raise ChartError(f"charts.placebo: {statistic!r} is missing in a row. Remedy: leave dates without it out.")
    strips = list(dict.fromkeys(rows["strip"]))
    tone = palette.colour(colour)
    entries = [Entry(names[0], "hollow", GUIDE), Entry(names[1], "dot", tone)]
    if threshold:
        entries.append(Entry(limit, "tick", palette.TEXT, width=2))

    def draw(layout: Layout) -> Any:
        limits = pd.concat([rows[threshold], -rows[threshold]]) if threshold else rows[statistic]
        signed = bool((rows[statistic] < 0).any())
        spread = pd.concat([rows[statistic], limits if signed else limits.abs()])
        scale = Scale.over(spread, unit, zero=True, count=int(layout.pick(8, 5)))
        padding = Padding(12, 12)
        inner = padding.inner(layout)
        plans, top = [], 0.0
        for name in strips:
            plans.append(_plan(rows[rows["strip"] == name], name, statistic, threshold, scale, inner, top, layout))
            top = plans[-1].bottom
        key = Key.over(entries, layout)
        above = 26.0 if unit else 4.0
        padding = Padding(12, 12, above + key.height + 6, 26)
        layers = [*_limits(plans), *_dots(rows, plans, statistic, scale, inner, tone, format, unit)]
        return finished(
            [
                *layers,
                *_words(plans, layout),
                *key.layers(-12, -padding.top + above, layout),
                *unit_text(unit, padding, layout),
            ],
            padding,
            layout,
            top,
        )

    return Drawing(draw)


def _named(data: pd.DataFrame, event: str, label: str | None) -> list[str]:
    """Return the name of each row's event, empty at placebo dates."""
    if pd.api.types.is_bool_dtype(data[event]):
        if label is None:
            raise ChartError(f"charts.placebo: {event!r} says where events are; give label= for their names.")
        return [str(word) if flag else "" for flag, word in zip(data[event], data[label], strict=True)]
    known = data[event].fillna("").astype(str)
    return [str(word) if flag else "" for flag, word in zip(known != "", data[label] if label else known, strict=True)]


def _plan(
    rows: pd.DataFrame,
    name: str,
    statistic: str,
    threshold: str | None,
    scale: Scale,
    inner: float,
    top: float,
    layout: Layout,
) -> Strip:
    """Lay one strip out: heading, names of events in rows, dots piled up where they would lie on each other."""

    def pixel(value: float) -> float:
        return (value - scale.low) / (scale.high - scale.low) * inner

    head = 26.0 if name else 6.0
    marked = rows[rows["word"] != ""].sort_values(statistic, kind="stable")
    at_pixels = [pixel(value) for value in marked[statistic]]
    wide = [typeface.width(word, layout.small, 600) for word in marked["word"]]
    placed = stems.arranged(at_pixels, wide, (-12, inner + 12))
    deep = LINE * (max(stem.row for stem in placed) + 1) if placed else 0.0
    piles = _piled([pixel(value) for value in rows[statistic]], list(rows["word"] != ""))
    base = top + head + deep + 10 + DOT * max(piles)
    dots = {
        date: (pixel(value), base - DOT * level)
        for date, value, level in zip(rows["date"], rows[statistic], piles, strict=True)
    }

    def over(stem: stems.Stem, at: float) -> float:
        return -7 if stem.start > at else 8  # beside its word, or up to the word that stands over it

    words, rules = [], []
    for date, at, word, stem in zip(marked["date"], at_pixels, marked["word"], placed, strict=True):
        middle = top + head + deep - LINE * (stem.row + 0.5)
        words.append({"px": round(stem.start, 2), "py": round(middle, 2), "text": word})
        rules.append({"px": round(at, 2), "py": round(middle + over(stem, at), 2), "py2": round(dots[date][1], 2)})
    limits = sorted({float(value) for value in rows[threshold]}) if threshold else []
    for limit in limits:
        for value in (limit, -limit):
            if scale.low <= value <= scale.high:
                rules.append(
                    {"px": round(pixel(value), 2), "py": base - DOT * max(piles) - 6, "py2": base + 8, "limit": 1}
                )
    return Strip(name, top, base, dots, words, rules, base + 18)


def _piled(pixels: list[float], marked: list[bool]) -> list[int]:
    """Return a level for each dot, 0 the lowest, so that none lies on another; events come first."""
    taken: list[tuple[float, int]] = []
    levels = [0] * len(pixels)
    for i in sorted(range(len(pixels)), key=lambda i: (not marked[i], pixels[i], i)):
        near = {level for at, level in taken if abs(at - pixels[i]) < DOT}
        levels[i] = next(level for level in range(len(pixels)) if level not in near)
        taken.append((pixels[i], levels[i]))
    return levels


def _limits(plans: list[Strip]) -> list[Layer]:
    """Return the events' stems, the thresholds and each strip's base line."""
    pixels: dict[str, Any] = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
    stems = [rule for plan in plans for rule in plan.rules if "limit" not in rule]
    limits = [
        {k: v for k, v in rule.items() if k != "limit"} for plan in plans for rule in plan.rules if "limit" in rule
    ]
    found = []
    if stems:
        mark = alt.Chart(guides("event-stems", stems)).mark_rule(color=GUIDE, strokeWidth=1, tooltip=None)
        found.append(mark.encode(**pixels, y2="py2:Q"))
    if limits:
        mark = alt.Chart(guides("limits", limits)).mark_rule(color=palette.TEXT, strokeWidth=2, tooltip=None)
        found.append(mark.encode(**pixels, y2="py2:Q"))
    return found


def _dots(
    rows: pd.DataFrame,
    plans: list[Strip],
    statistic: str,
    scale: Scale,
    inner: float,
    tone: str,
    spec: str,
    unit: str,
) -> list[Layer]:
    """Return the dots: placebo dates hollow and grey, events filled and larger, on one axis."""
    seats = {date: spot for plan in plans for date, spot in plan.dots.items()}
    places = [{"date": date, "py": round(y, 2)} for date, (_, y) in seats.items()]
    seat = alt.LookupData(data=guides("date-rows", places), key="date", fields=["py"])
    across = alt.X(
        f"{statistic}:Q",
        scale=alt.Scale(domain=[scale.low, scale.high], range=[0, inner], nice=False, zero=False),
        axis=alt.Axis(values=list(scale.ticks), grid=True, title=None, format=scale.specifier, labelFlush=True),
    )
    level = alt.Y("py:Q", scale=None, axis=None)
    entries = [("word", "event", ""), (statistic, unit or statistic, spec)]
    shown = tooltips(rows, *([("year", "year", "d")] if "year" in rows.columns else []), *entries)
    found: list[Layer] = []
    looks: dict[bool, dict[str, Any]] = {
        False: {"fill": palette.PAGE, "stroke": GUIDE, "strokeWidth": 1.8, "size": 42},
        True: {"fill": tone, "stroke": tone, "strokeWidth": 1.8, "size": 78},
    }
    for marked, look in looks.items():
        part = rows[(rows["word"] != "") == marked].drop(columns=["strip"])
        if not part.empty:
            mark = (
                alt.Chart(part)
                .transform_lookup(lookup="date", from_=seat)
                .mark_point(filled=False, opacity=1, clip=False, **look)
            )
            found.append(mark.encode(x=across, y=level, tooltip=shown))
    return found


def _words(plans: list[Strip], layout: Layout) -> list[Layer]:
    """Return headings of strips and names of events."""
    found = []
    heads = [{"px": -12, "py": plan.top + 12, "text": plan.name} for plan in plans if plan.name]
    if heads:
        found.append(texts("strips", heads, layout, weight=600))
    rows = [word for plan in plans for word in plan.words]
    return [*found, texts("events", rows, layout, size=layout.small, weight=600)] if rows else found
