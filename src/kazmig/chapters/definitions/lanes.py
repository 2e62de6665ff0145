"""Picture of all destinations' counts: a lane a kind, a dot a count, how far each is from its base year."""

from dataclasses import dataclass, replace
from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import palette, stems, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.key import Entry, Key
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import GUIDE, Layer, Scale, finished, guides, texts, tidy, tooltips, unit_text

DOT: Final = 11.0
"""Diameter of a dot in pixels, and so the distance at which dots of a lane are put beside each other."""

YEAR: Final = 15.0
"""Height of a line of years above the register's dots in pixels."""

SHORT: Final = {"United States: ": "", "United States": "US", "United Kingdom": "UK"}
"""How long names are shortened at a dot."""

LARGE: Final = 100
"""From so many people in the base year on a dot is filled."""

REGISTER: Final = "Register, over the same years"
GROUPS: Final = {
    "Russia": "Russia",
    "Germany": "Germany",
    "Europe": "rest of Europe",
    "North America": "North America",
    "Central Asia": "Central Asia",
    "context": "elsewhere",
}


@dataclass(frozen=True)
class Lane:
    """One lane: its name in lines, from where to where it reaches, and how far down each of its dots lies."""

    name: str
    top: float
    bottom: float
    level: float
    seats: dict[str, float]


def lanes(frame: pd.DataFrame, unit: str) -> Drawing:
    """Draw every count's last value, its base year being 100, on a logarithmic axis; a lane for each kind.

    Parameters
    ----------
    frame
        What `kazmig.chapters.definitions.counts.every` returned. Ends of a lane are named. The band is the register
        over the same years: from its lowest to its highest index in the frame.
    unit
        What the axis shows.
    """
    rows = tidy(frame, "kind", "label", "group", "latest_year", "base", "latest", "index", "register_index")
    rows["dot"] = [f"{kind} {label}" for kind, label in zip(rows["kind"], rows["label"], strict=True)]
    kinds = list(dict.fromkeys(rows["kind"]))
    register = rows.drop_duplicates("latest_year").sort_values("register_index").drop(columns=["index"])

    def draw(layout: Layout) -> Any:
        scale = _axis(rows, unit, layout)
        names = {name: typeface.wrap(name, layout.pick(170, layout.width), layout.text) for name in [REGISTER, *kinds]}
        left = layout.pick(max(typeface.width(text, layout.text) for text in names.values()) + 14, 4)
        key = Key.over(_entries(rows), layout)
        padding = Padding(left, layout.pick(14, 12), 26 + key.height + 6, 26)
        inner = padding.inner(layout)
        found, top = [], 0.0
        for name in [REGISTER, *kinds]:
            part = register if name == REGISTER else rows[rows["kind"] == name]
            column = "register_index" if name == REGISTER else "index"
            found.append(_lane(name, part, column, scale, inner, top, layout))
            top = found[-1].bottom
        return finished(
            [
                *_ground(found, rows, scale, inner, top),
                *_dots(rows, found, scale, inner, unit),
                *_register(register, found[0], scale, inner, layout),
                *_names(found, names, padding, layout),
                *_ends(rows, found, scale, inner, layout),
                *key.layers(-left, -padding.top + 24, layout),
                *unit_text(scale.unit, padding, layout),
            ],
            padding,
            layout,
            top,
        )

    return Drawing(draw)


def _axis(rows: pd.DataFrame, unit: str, layout: Layout) -> Scale:
    """Return the logarithmic axis, from just below the lowest dot to just above the highest."""
    values = pd.concat([rows["index"], rows["register_index"]])
    scale = Scale.over(values, unit, log=True, narrow=layout.is_narrow)
    low, high = float(values.min()) / layout.pick(1.25, 2.2), float(values.max()) * layout.pick(1.2, 1.3)
    return replace(scale, low=low, high=high, ticks=tuple(tick for tick in scale.ticks if low <= tick <= high))


def _entries(rows: pd.DataFrame) -> list[Entry]:
    """Return the key: the places that are there, what is hollow, and the register."""
    there = [name for name in GROUPS if (rows["group"] == name).any()]
    return [
        *(Entry(GROUPS[name], "dot", palette.colour(name)) for name in there),
        Entry(f"fewer than {LARGE} in the base year", "hollow", GUIDE),
        Entry("register", "area", palette.colour("departures"), opacity=0.3),
    ]


def _pixel(scale: Scale, value: float, inner: float) -> float:
    return inner - scale.pixel(value, inner)


def _lane(name: str, rows: pd.DataFrame, column: str, scale: Scale, inner: float, top: float, layout: Layout) -> Lane:
    """Lay a lane out; dots that would lie on each other are put above and below the middle by turns."""
    pixels = [_pixel(scale, float(value), inner) for value in rows[column]]
    levels = spaced(pixels)
    most = max(abs(level) for level in levels)
    head = layout.pick(8, 26)
    if name == REGISTER:  # its dots stand in one row, with their years above
        levels, most = [0] * len(levels), 0
        head += YEAR * (1 + max(stem.row for stem in _years(rows, pixels, inner, layout)))
    middle = top + head + DOT * (most + 0.5)
    seats = {dot: middle + DOT * level for dot, level in zip(rows["dot"], levels, strict=True)}
    return Lane(name, top, middle + DOT * (most + 0.5) + layout.pick(8, 6), middle, seats)


def _years(rows: pd.DataFrame, pixels: list[float], inner: float, layout: Layout) -> list[stems.Stem]:
    """Return where the years stand above the register's dots."""
    wide = [typeface.width(f"to {year}", layout.small) for year in rows["latest_year"]]
    return stems.arranged(pixels, wide, (0, inner))


def spaced(pixels: list[float]) -> list[int]:
    """Return a level for each dot, 0 the middle, so that none lies on another.

    Examples
    --------
    >>> spaced([0.0, 4.0, 8.0, 40.0])
    [0, 1, -1, 0]
    """
    taken: list[tuple[float, int]] = []
    levels = [0] * len(pixels)
    for i in sorted(range(len(pixels)), key=lambda i: (pixels[i], i)):
        near = {level for at, level in taken if abs(at - pixels[i]) < DOT}
        levels[i] = next(level for level in _outwards() if level not in near)
        taken.append((pixels[i], levels[i]))
    return levels


def _outwards() -> Any:
    yield 0
    for step in range(1, 100):
        yield step
        yield -step


def _ground(found: list[Lane], rows: pd.DataFrame, scale: Scale, inner: float, height: float) -> list[Layer]:
    """Return the register's band, the line at 100 and faint lines between lanes."""
    pixels: dict[str, Any] = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
    low, high = (round(_pixel(scale, float(rows["register_index"].agg(end)), inner), 2) for end in ("min", "max"))
    band = [{"px": low - 6, "px2": high + 6, "py": found[0].level - 9, "py2": height}]
    base = [{"px": round(_pixel(scale, 100, inner), 2), "py": 0, "py2": height}]
    between = [{"px": 0, "px2": inner, "py": lane.bottom} for lane in found[:-1]]
    return [
        alt.Chart(guides("band", band))
        .mark_rect(fill=palette.colour("departures"), opacity=0.14, tooltip=None)
        .encode(**pixels, x2="px2:Q", y2="py2:Q"),
        alt.Chart(guides("between", between))
        .mark_rule(color=GUIDE, opacity=0.3, strokeDash=[1, 3], tooltip=None)
        .encode(**pixels, x2="px2:Q"),
        alt.Chart(guides("base", base))
        .mark_rule(color=palette.TEXT, opacity=0.6, strokeWidth=1, tooltip=None)
        .encode(**pixels, y2="py2:Q"),
    ]


def _across(field: str, scale: Scale, inner: float) -> alt.X:
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domain=[scale.low, scale.high], range=[0, inner], type="log", nice=False, zero=False),
        axis=scale.axis(grid=True, orient="bottom"),
    )


def _dots(rows: pd.DataFrame, found: list[Lane], scale: Scale, inner: float, unit: str) -> list[Layer]:
    """Return the dots: filled where the base year has many people, hollow where few."""
    places = [{"dot": dot, "py": round(at, 2)} for lane in found for dot, at in lane.seats.items()]
    # the register's dots stand in a lane of their own, under the same names: the first seat of a name is not theirs
    mine = {row["dot"]: row for row in places}
    seat = alt.LookupData(data=guides("seats", list(mine.values())), key="dot", fields=["py"])
    shown = tooltips(
        rows,
        ("kind", "what", ""),
        ("label", "where", ""),
        ("base", "base year", ",.0f"),
        ("latest", "latest", ",.0f"),
        ("latest_year", "latest year", "d"),
        ("index", unit, ",.0f"),
        ("register_index", "register", ",.0f"),
    )
    layers: list[Layer] = []
    for name in GROUPS:
        tone = palette.colour(name)
        for large in (True, False):
            part = rows[(rows["group"] == name) & ((rows["base"] >= LARGE) == large)]
            if not part.empty:
                look: dict[str, Any] = {
                    "fill": tone if large else palette.PAGE,
                    "stroke": tone,
                    "strokeWidth": 1.8,
                    "size": 72,
                }
                layers.append(
                    alt.Chart(part)
                    .transform_lookup(lookup="dot", from_=seat)
                    .mark_point(filled=False, opacity=1, clip=False, **look)
                    .encode(x=_across("index", scale, inner), y=alt.Y("py:Q", scale=None, axis=None), tooltip=shown)
                )
    return layers


def _register(rows: pd.DataFrame, lane: Lane, scale: Scale, inner: float, layout: Layout) -> list[Layer]:
    """Return the register's dots, one for each last year, with the year above."""
    at = [_pixel(scale, float(value), inner) for value in rows["register_index"]]
    ends = _years(rows, at, inner, layout)
    tone = palette.colour("departures")
    rules = [
        {"px": round(px, 2), "py": round(lane.level - YEAR * (stem.row + 1) - 4, 2), "py2": round(lane.level, 2)}
        for px, stem in zip(at, ends, strict=True)
    ]
    said = [
        {"px": round(stem.start, 2), "py": round(lane.level - YEAR * (stem.row + 1), 2), "text": f"to {year}"}
        for stem, year in zip(ends, rows["latest_year"], strict=True)
    ]
    pixels: dict[str, Any] = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
    shown = tooltips(rows, ("latest_year", "to", "d"), ("register_index", "register", ",.0f"))
    return [
        alt.Chart(guides("register-stems", rules))
        .mark_rule(color=tone, strokeWidth=1, tooltip=None)
        .encode(**pixels, y2="py2:Q"),
        alt.Chart(rows)
        .mark_point(filled=True, color=tone, size=90, opacity=1, clip=False)
        .encode(x=_across("register_index", scale, inner), y=alt.value(lane.level), tooltip=shown),
        texts("register-years", said, layout, size=layout.small),
    ]


def _names(found: list[Lane], names: dict[str, str], padding: Padding, layout: Layout) -> list[Layer]:
    """Return the names of the lanes: at the left, or on a phone above their dots."""
    rows = []
    for lane in found:
        lines = names[lane.name].count("\n")
        py = lane.top + 13 if layout.is_narrow else lane.level - layout.text * 1.25 * lines / 2
        rows.append({"px": -padding.left, "py": round(py, 2), "text": names[lane.name]})
    return [texts("lanes", rows, layout, weight=600 if layout.is_narrow else 400)]


def _ends(rows: pd.DataFrame, found: list[Lane], scale: Scale, inner: float, layout: Layout) -> list[Layer]:
    """Return the names of the largest rise and the largest fall of each lane, outside of their dots."""
    words: dict[str, list[dict[str, Any]]] = {"left": [], "right": []}
    for lane in found[1:]:
        part = rows[rows["kind"] == lane.name]
        top, bottom = int(part["index"].argmax()), int(part["index"].argmin())
        for row, side in ((part.iloc[top], "right"), (part.iloc[bottom], "left")):
            text = str(row["label"])
            for long, short in SHORT.items():
                text = text.replace(long, short)
            at, wide = _pixel(scale, float(row["index"]), inner), typeface.width(text, layout.small)
            turned = side == "right" and at + 9 + wide > inner + 12
            turned = turned or (side == "left" and at - 9 - wide < 0)
            across = side if not turned else {"left": "right", "right": "left"}[side]
            reach = (at, at + 9 + wide) if across == "right" else (at - 9 - wide, at)
            others = part.loc[part["dot"] != row["dot"]]
            hit = any(
                reach[0] - DOT / 2 < _pixel(scale, float(value), inner) < reach[1] + DOT / 2
                and abs(lane.seats[dot] - lane.seats[row["dot"]]) < DOT
                for value, dot in zip(others["index"], others["dot"], strict=True)
            )
            if hit or (len(part) == 1 and side == "left"):
                continue  # a name on a dot would hide it; the table has all names
            words[across].append(
                {
                    "px": round(at + (9 if across == "right" else -9), 2),
                    "py": round(lane.seats[row["dot"]], 2),
                    "text": text,
                }
            )
    return [
        texts(f"ends-{side}", entries, layout, size=layout.small, align="left" if side == "right" else "right")
        for side, entries in words.items()
        if entries
    ]
