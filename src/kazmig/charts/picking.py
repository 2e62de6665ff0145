"""A key of shapes above a plot; in the live chart a click on one of its words picks out the marks of that kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt

from kazmig.charts import typeface
from kazmig.charts.drawing import ChartError
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, Layer, guides, texts

LINE: Final = 24.0
"""Height of a line of the key in pixels: as tall as a finger needs."""

SHAPES: Final = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
"""Shapes in the order in which kinds take them."""

SIZE: Final = 82
"""Area of every mark."""

FADED: Final = 0.1
"""Opacity of the marks that are not picked."""


def signs(kinds: Sequence[str], order: Sequence[str] | None = None) -> dict[str, str]:
    """Return the shape of each kind, in the order given, or else that of their first appearance.

    Raises
    ------
    ChartError
        If there are more kinds than shapes, or ``order`` lacks one.

    Examples
    --------
    >>> signs(["law", "shock", "law"], ["shock", "law", "quota"])
    {'shock': 'circle', 'law': 'square'}
    """
    known = list(dict.fromkeys(kinds))
    names = [name for name in (order or known) if name in known]
    absent = sorted(set(known) - set(names))
    if absent:
        raise ChartError(f"the order of shapes lacks {absent[0]!r}, which is a kind of the frame. Remedy: add it.")
    if len(names) > len(SHAPES):
        raise ChartError(f"{len(names)} kinds share {len(SHAPES)} shapes. Remedy: join kinds, or use lanes for them.")
    return dict(zip(names, SHAPES, strict=False))


@dataclass(frozen=True)
class Shapes:
    """Kinds with their shapes, laid out as a key over the layout's whole width.

    Parameters
    ----------
    of
        Kind -> shape, in the order of the key; empty when there is nothing to tell apart.
    layout
        The layout.
    """

    of: Mapping[str, str]
    layout: Layout
    picked: Any = field(init=False)
    places: tuple[tuple[str, float, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        places: list[tuple[str, float, int]] = []
        at, line = 0.0, 0
        for name in self.of:
            wide = self._width(name)
            if at and at + wide > self.layout.width:
                at, line = 0.0, line + 1
            places.append((name, at, line))
            at += wide + 16
        object.__setattr__(self, "places", tuple(places))
        picked = alt.selection_point(name="picked", fields=["sign"], toggle="true") if self.of else None
        object.__setattr__(self, "picked", picked)

    def _width(self, name: str) -> float:
        return 20 + typeface.width(name, self.layout.small)

    @property
    def height(self) -> float:
        """Room that the key takes in pixels, with a breath beneath."""
        return LINE * (self.places[-1][2] + 1) + 6 if self.places else 0.0

    @property
    def shape(self) -> alt.Shape:
        """The encoding of a mark's shape, from its field ``sign``."""
        scale = alt.Scale(domain=list(self.of), range=list(self.of.values()))
        return alt.Shape("sign:N", scale=scale, legend=None)

    def faded(self, layer: Layer) -> Layer:
        """Return a layer whose rows have ``sign``, faded in the live chart unless their kind is picked, or none is."""
        if self.picked is None:
            return layer
        return layer.encode(opacity=alt.when(self.picked).then(alt.value(1)).otherwise(alt.value(FADED)))

    def layers(self, left: float, top: float) -> list[Layer]:
        """Return the key; its upper left corner is at ``left`` and ``top``."""
        if not self.places:
            return []
        rows = [
            {
                "sign": name,
                "text": name,
                "px": round(left + at + 6, 2),
                "word": round(left + at + 18, 2),
                "from": round(left + at - 4, 2),
                "to": round(left + at + self._width(name) + 4, 2),
                "py": top + LINE * (line + 0.5),
                "above": top + LINE * line,
                "below": top + LINE * (line + 1),
            }
            for name, at, line in self.places
        ]
        y = alt.Y("py:Q", scale=None, axis=None)
        marks = (
            alt.Chart(guides("key-signs", rows))
            .mark_point(filled=True, color=GUIDE, size=SIZE, opacity=1, clip=False, tooltip=None)
            .encode(x=alt.X("px:Q", scale=None, axis=None), y=y, shape=self.shape)
        )
        words = [{"px": row["word"], "py": row["py"], "text": row["text"]} for row in rows]
        areas = (
            alt.Chart(guides("key-areas", rows))
            .mark_rect(fill="transparent", cursor="pointer", clip=False, tooltip=None)
            .encode(
                x=alt.X("from:Q", scale=None, axis=None),
                x2="to:Q",
                y=alt.Y("above:Q", scale=None, axis=None),
                y2="below:Q",
            )
            .add_params(self.picked)
        )
        return [marks, texts("key-words", words, self.layout, size=self.layout.small), areas]
