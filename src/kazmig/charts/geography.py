"""The land beneath a map: the committed TopoJSON, thinned to what a drawing can show, and the projection.

The projection is Lambert's azimuthal equal-area one, so that areas compare; Vega draws it, and the same formula here
says where a place lies in pixels, which labels need.
"""

import functools
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kazmig.charts.drawing import ChartError

FILE = Path(__file__).parent / "maps" / "countries-110m.json"

Ring = np.ndarray
"""Longitudes and latitudes of a closed line, one row a point."""

FINEST = 0.7
"""Points that change a line by less than so many pixels are left out."""


@dataclass(frozen=True)
class Projection:
    """A map's projection onto a plot.

    Parameters
    ----------
    longitude, latitude
        The place in the middle of the projection, in degrees.
    scale
        Pixels per radian at that place.
    x, y
        Where that place lies, in pixels from the plot's left and top.
    width, height
        Size of the plot in pixels; what lies outside is cut off.
    """

    longitude: float
    latitude: float
    scale: float
    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(
        cls,
        centre: tuple[float, float],
        frame: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]],
        width: float,
    ) -> "Projection":
        """Return the projection that fits a frame into a width.

        Parameters
        ----------
        centre
            Longitude and latitude of the projection's middle.
        frame
            Places (longitude, latitude) at the left, the right, the top and the bottom edge.
        width
            Width of the plot in pixels; the height follows.
        """
        bare = cls(*centre, 1.0, 0.0, 0.0, 0.0, 0.0)
        left, right, top, bottom = (bare.pixel(*place) for place in frame)
        scale = width / (right[0] - left[0])
        height = round((bottom[1] - top[1]) * scale)
        return cls(*centre, scale, -left[0] * scale, -top[1] * scale, width, height)

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place lies, in pixels from the plot's left and top (Snyder, 1987, section 24)."""
        turn = math.radians(longitude - self.longitude)
        here, middle = math.radians(latitude), math.radians(self.latitude)
        cosine = math.sin(middle) * math.sin(here) + math.cos(middle) * math.cos(here) * math.cos(turn)
        stretch = self.scale * math.sqrt(2 / max(1 + cosine, 1e-9))
        east = stretch * math.cos(here) * math.sin(turn)
        north = stretch * (math.cos(middle) * math.sin(here) - math.sin(middle) * math.cos(here) * math.cos(turn))
        return self.x + east, self.y - north

    def holds(self, longitude: float, latitude: float, margin: float = 0.0) -> bool:
        """Say whether a place lies on the plot, ``margin`` pixels inside of its edge (outside when negative)."""
        x, y = self.pixel(longitude, latitude)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def spec(self) -> dict[str, Any]:
        """Return it as Vega-Lite wants it."""
        return {
            "type": "azimuthalEqualArea",
            "rotate": [-self.longitude, -self.latitude, 0],
            "scale": round(self.scale, 3),
            "translate": [round(self.x, 2), round(self.y, 2)],
            "clipExtent": [[0, 0], [self.width, self.height]],
        }

    @property
    def degree(self) -> float:
        """Pixels per degree in the middle of the map."""
        return math.radians(self.scale)


def land(projection: Projection) -> list[dict[str, Any]]:
    """Return the land that a map shows as one GeoJSON feature in a list."""
    return [_feature([polygon for polygon in _polygons("land") if _seen(polygon[0], projection)], projection)]


def country(number: str, projection: Projection) -> list[dict[str, Any]]:
    """Return the outline of one country, by its ISO number ("398" is Kazakhstan), as a GeoJSON feature in a list.

    Raises
    ------
    ChartError
        If the map has no such country.
    """
    polygons = _polygons("countries", number)
    if not polygons:
        raise ChartError(f"the map has no country {number!r}. Remedy: use the three digits of ISO 3166-1.")
    return [_feature(polygons, projection)]


def _feature(polygons: list[list[Ring]], projection: Projection) -> dict[str, Any]:
    kept = []
    for polygon in polygons:
        rings = [thinned(ring, FINEST / projection.degree) for ring in polygon]
        if len(rings[0]) >= 4:
            kept.append([ring.round(2).tolist() for ring in rings if len(ring) >= 4])
    return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": kept}}


def _seen(ring: Ring, projection: Projection) -> bool:
    """Say whether any point of a ring lies on the map or near its edge; points far behind the globe do not count."""
    away = np.abs((ring[:, 0] - projection.longitude + 180) % 360 - 180)
    near = ring[(away < 130) & (ring[:, 1] > -60)]
    return any(projection.holds(float(lon), float(lat), -8.0) for lon, lat in near)


def thinned(ring: Ring, tolerance: float) -> Ring:
    """Return a line with fewer points, none of the dropped ones further than ``tolerance`` from it.

    The algorithm of Ramer (1972) and of Douglas and Peucker (1973), on degrees with longitudes shrunk to the ring's
    middle latitude. A closed ring is cut at its first point and at the point furthest from it.
    """
    shrink = np.array([math.cos(math.radians(float(np.clip(ring[:, 1].mean(), -75, 75)))), 1.0])
    flat = ring * shrink
    keep = np.zeros(len(ring), dtype=bool)
    far = int(((flat - flat[0]) ** 2).sum(axis=1).argmax())
    keep[[0, far, -1]] = True
    open_ = [(0, far), (far, len(ring) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        away = _distances(flat[first + 1 : last], flat[first], flat[last])
        furthest = int(away.argmax())
        if away[furthest] > tolerance:
            middle = first + 1 + furthest
            keep[middle] = True
            open_ += [(first, middle), (middle, last)]
    return ring[keep]


def _distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return how far points lie from the straight piece between two others."""
    way = end - start
    length = float(way @ way)
    share = np.clip((points - start) @ way / length, 0, 1) if length else np.zeros(len(points))
    off = points - start - share[:, None] * way
    return np.asarray(np.linalg.norm(off, axis=1), dtype="float64")


@functools.cache
def _topology() -> tuple[dict[str, Any], list[np.ndarray]]:
    """Read the committed TopoJSON and undo its quantisation: arcs as longitudes and latitudes."""
    try:
        whole = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ChartError(
            f"{FILE} cannot be read ({error}). Restore it from the repository (`git checkout src/kazmig/charts/maps`)."
        ) from error
    scale, shift = (np.array(whole["transform"][name]) for name in ("scale", "translate"))
    return whole["objects"], [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in whole["arcs"]]


def _polygons(layer: str, number: str = "") -> list[list[Ring]]:
    """Return the polygons of a layer (of one country in it), each a list of rings, the outer one first."""
    objects, arcs = _topology()
    found = []
    for geometry in objects[layer]["geometries"]:
        if number and geometry.get("id") != number:
            continue
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found += [[_ring(ring, arcs) for ring in part] for part in parts]
    return found


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> Ring:
    """Join arcs into a ring; a negative number is an arc walked backwards (TopoJSON 1.0, section 2.1.4)."""
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
