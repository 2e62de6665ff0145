"""A map of Eurasia with a circle at each place, its area in proportion to a number; what lies beyond is listed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import geography, palette, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.geography import Projection
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import Layer, finished, guides, printed, require, series_colours, texts, tidy, tooltips

CENTRE = (68.0, 46.0)
"""Longitude and latitude of the map's middle: Kazakhstan."""

FRAME = ((-11.0, 39.0), (130.0, 36.0), (60.0, 73.0), (72.0, 22.0))
"""Places at the map's left, right, top and bottom edge: Europe, Korea, the Arctic coast, India."""

SMALLEST = 2.2
"""Radius in pixels of the smallest circle drawn; lesser numbers have it too."""

LINE = 30.0
"""Height of a row in the list of places beyond the map, in pixels."""


SIDES = (("after", 0.0), ("before", 0.0), ("after", -0.75), ("after", 0.75), ("before", -0.75), ("before", 0.75))
"""Where a name may stand: after or before its circle, and how far above or below its middle, in radii."""


@dataclass(frozen=True)
class Sizes:
    """Circles in proportion: the largest value and its radius in pixels."""

    largest: float
    radius: float

    def of(self, value: float) -> float:
        """Return the radius of a value's circle in pixels."""
        return max(SMALLEST, self.radius * math.sqrt(value / self.largest))

    def altair(self) -> alt.Scale:
        """Return the scale of the circles' areas: through the origin, cut off at the smallest circle."""
        area, least = math.pi * self.radius**2, math.pi * SMALLEST**2
        domain = [self.largest * least / area, self.largest]
        return alt.Scale(type="linear", domain=domain, range=[round(least, 2), round(area, 2)], clamp=True, zero=False)


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels that a label or a circle takes."""

    left: float
    right: float
    top: float
    bottom: float

    def within(self, projection: Projection) -> bool:
        """Say whether the box lies on the map."""
        sides = self.left >= 1 and self.right <= projection.width - 1
        return sides and self.top >= 1 and self.bottom <= projection.height - 1

    def meets(self, other: "Box") -> bool:
        """Say whether two boxes overlap."""
        apart = self.left >= other.right or other.left >= self.right
        return not apart and not (self.top >= other.bottom or other.top >= self.bottom)


def bubble_map(
    frame: pd.DataFrame,
    *,
    label: str,
    latitude: str = "latitude",
    longitude: str = "longitude",
    value: str = "value",
    group: str | None = None,
    unit: str = "",
    colour: str = "context",
    colours: Mapping[str, str] | None = None,
    home: str = "",
    home_at: tuple[float, float] = CENTRE,
    home_name: str = "",
    named: int = 12,
    beyond: int = 4,
    scale: float = 1.0,
    format: str = ",.0f",
) -> Drawing:
    """Draw a circle a place on a map of Europe and Asia.

    Parameters
    ----------
    frame
        One row a place; rows without a value are left out. The area of a circle is in proportion to its value, down to
        a smallest dot.
    label, latitude, longitude, value
        Columns of the name, the place in degrees and the number.
    group, colour, colours
        Column of a group with a colour, the meaning of all circles, or of each group.
    unit
        Written once above the map: of the printed values.
    home, home_at, home_name
        ISO number of the country whose outline is drawn, where its name stands (longitude, latitude), and its name.
    named
        How many of the largest circles are named, as far as names do not collide; fewer in the narrow layout.
    beyond
        How many of the largest places outside of the map are listed beneath it.
    scale, format
        What values are divided by before they are printed, and how; tooltips give them whole.
    """
    require(frame, "bubble_map", label, latitude, longitude, value, group)
    rows = tidy(frame[frame[value].notna()], label, latitude, longitude, value, group)
    require(rows, "bubble_map", label)
    if rows[label].duplicated().any():
        twice = rows.loc[rows[label].duplicated(), label].iloc[0]
        raise ChartError(f"charts.bubble_map: two rows are labelled {twice!r}. Remedy: one row a place.")
    if (rows[value] < 0).any() or rows[value].max() <= 0:
        raise ChartError("charts.bubble_map: areas show numbers from zero up, at least one above it.")
    kinds = rows[group].astype(str) if group else pd.Series("all", index=rows.index)
    words = [f"{name} {printed(number / scale, format)}" for name, number in zip(rows[label], rows[value], strict=True)]
    rows = (
        rows.assign(kind=kinds, words=words).sort_values([value, label], ascending=[False, True]).reset_index(drop=True)
    )
    names = list(dict.fromkeys(rows["kind"]))
    tones = series_colours(names, colours, colour)

    def draw(layout: Layout) -> Any:
        projection = Projection.around(CENTRE, FRAME, layout.width)
        inside = [projection.holds(x, y, 2) for x, y in zip(rows[longitude], rows[latitude], strict=True)]
        on, off = rows[inside].reset_index(drop=True), rows[[not each for each in inside]].head(beyond)
        off = off.reset_index(drop=True)
        sizes = Sizes(float(rows[value].max()), layout.pick(42, 24))
        shade = {
            "color": alt.Color("kind:N", legend=None, scale=alt.Scale(domain=names, range=[tones[n] for n in names])),
            "size": alt.Size(f"{value}:Q", legend=None, scale=sizes.altair()),
            "tooltip": tooltips(rows, (label, label, ""), (value, "people", ",.0f")),
        }
        look: dict[str, Any] = {"filled": True, "opacity": 0.62, "strokeWidth": 0, "clip": False}
        middle = _home(home_name, home_at, projection, layout)
        placed = _names(on, projection, sizes, layout, (longitude, latitude), value, named, middle)
        foot = _beyond(off, sizes, layout, projection.height, value, look, shade)
        padding = Padding(0, 0, 24 if unit else 2, foot.height + 2)
        layers: list[Layer] = [
            _shape("land", geography.land(projection), 0.2),
            *([_shape("home", geography.country(home, projection), 0.42)] if home else []),
            *(
                [alt.Chart(on).mark_point(**look).encode(longitude=f"{longitude}:Q", latitude=f"{latitude}:Q", **shade)]
                if len(on)
                else []
            ),
            *middle.layers(layout),
            *placed.layers(layout),
            *foot.layers,
            *([texts("unit", [{"px": 0, "py": -14, "text": unit}], layout, size=layout.small)] if unit else []),
        ]
        return finished(layers, padding, layout, projection.height).project(**projection.spec())

    return Drawing(draw)


def _shape(name: str, features: list[dict[str, Any]], opacity: float) -> Layer:
    """Return land as a faint shape: a guide, no data."""
    return (
        alt.Chart(guides(name, features))
        .mark_geoshape(fill=palette.MEANINGS["context"], fillOpacity=opacity, strokeWidth=0, clip=False, tooltip=None)
        .encode()
    )


@dataclass(frozen=True)
class Placed:
    """Names on the map: texts that begin at their place, that end there, that stand on it; and the boxes they take."""

    after: list[dict[str, Any]]
    before: list[dict[str, Any]]
    upon: list[dict[str, Any]]
    boxes: list[Box]

    def layers(self, layout: Layout) -> list[Layer]:
        """Return the texts."""
        kinds = (("after", self.after, "left", 400), ("before", self.before, "right", 400))
        return [
            texts(f"names-{name}", rows, layout, align=side, size=layout.small, weight=weight)
            for name, rows, side, weight in (*kinds, ("upon", self.upon, "center", 600))
            if rows
        ]


def _home(name: str, place: tuple[float, float], projection: Projection, layout: Layout) -> Placed:
    """Return the name of the country that the map is about."""
    if not name:
        return Placed([], [], [], [])
    x, y = projection.pixel(*place)
    wide = typeface.width(name, layout.small, 600)
    spot = {"px": round(x, 2), "py": round(y, 2), "text": name}
    return Placed([], [], [spot], [Box(x - wide / 2, x + wide / 2, y - 8, y + 8)])


def _names(
    on: pd.DataFrame,
    projection: Projection,
    sizes: Sizes,
    layout: Layout,
    place: tuple[str, str],
    value: str,
    named: int,
    home: Placed,
) -> Placed:
    """Place names beside the largest circles, each where it meets no other name and no circle that has one."""
    circles = []
    for lon, lat, number in zip(on[place[0]], on[place[1]], on[value], strict=True):
        circles.append((*projection.pixel(float(lon), float(lat)), sizes.of(float(number))))
    wanted = int(layout.pick(named, max(3, named // 2)))
    circled = [Box(x - r * 0.8, x + r * 0.8, y - r * 0.8, y + r * 0.8) for x, y, r in circles]
    found = Placed([], [], [], list(home.boxes))
    tall = layout.small * 1.2
    for number, (x, y, r) in enumerate(circles[:wanted]):
        words = str(on["words"].iloc[number])
        wide = typeface.width(words, layout.small) + 2
        spots = []
        for order, (side, dy) in enumerate(SIDES):
            edge = x + (1 if side == "after" else -1) * ((r * 0.75 if dy else r) + 4)
            start = edge if side == "after" else edge - wide
            middle = y + dy * (r + 6)
            box = Box(start, start + wide, middle - tall / 2, middle + tall / 2)
            covered = [at for at, other in enumerate(circled) if at != number and box.meets(other)]
            clear = box.within(projection) and not any(box.meets(other) for other in found.boxes)
            if clear and not any(at < wanted for at in covered):
                spots.append((len(covered) + order / 2, box, side, {"px": round(edge, 2), "py": round(middle, 2)}))
        if spots:
            _, box, side, spot = min(spots, key=lambda each: each[0])
            (found.after if side == "after" else found.before).append({**spot, "text": words})
            found.boxes.append(box)
    return found


@dataclass(frozen=True)
class Foot:
    """The list beneath the map, and its height in pixels."""

    layers: list[Layer]
    height: float


def _beyond(
    off: pd.DataFrame,
    sizes: Sizes,
    layout: Layout,
    height: float,
    value: str,
    look: dict[str, Any],
    shade: dict[str, Any],
) -> Foot:
    """Return places outside of the map with circles of the map's scale, two or four side by side."""
    if off.empty:
        return Foot([], 0.0)
    side = int(layout.pick(4, 2))
    step = layout.width / side
    first = 14 + sizes.of(float(off[value].max()))
    spots = [(first + step * (at % side), height + 34 + LINE * (at // side)) for at in range(len(off))]
    wordings = [
        {"px": round(x + sizes.of(float(number)) + 6, 2), "py": round(y, 2), "text": words}
        for (x, y), words, number in zip(spots, off["words"], off[value], strict=True)
    ]
    circles = [
        alt.Chart(off.iloc[[at]]).mark_point(**look).encode(x=alt.value(x), y=alt.value(y), **shade)
        for at, (x, y) in enumerate(spots)
    ]
    heading = [{"px": 0, "py": round(height + 12, 2), "text": "Largest beyond the map"}]
    layers = [
        *circles,
        texts("beyond", wordings, layout, size=layout.small),
        texts("beyond-head", heading, layout, size=layout.small, weight=600),
    ]
    return Foot(layers, 34 + LINE * (math.ceil(len(off) / side) - 1) + 16)
