"""A key above a plot: small marks with their words, in as many lines as the width asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from kazmig.charts import palette, typeface
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import Layer, guides, texts

LINE = 20.0
"""Height of a line of the key in pixels."""

SIGN = 20.0
"""Room of a mark before its word in pixels."""


@dataclass(frozen=True)
class Entry:
    """One word of a key with its mark.

    Parameters
    ----------
    word
        What the mark means.
    look
        Shape of the mark.
    colour
        Its colour, as the palette gives it.
    dash, opacity, width
        Stroke pattern, opacity and stroke width of the mark.
    """

    word: str
    look: Literal["line", "dot", "hollow", "area", "tick"]
    colour: str
    dash: tuple[int, ...] = (1, 0)
    opacity: float = 1.0
    width: float = 2.4


@dataclass(frozen=True)
class Key:
    """Entries laid out for a width: how far each is from the key's left end, and its line."""

    entries: tuple[Entry, ...]
    places: tuple[tuple[float, int], ...]

    @classmethod
    def over(cls, entries: Sequence[Entry], layout: Layout) -> "Key":
        """Lay entries out over the layout's whole width."""
        places: list[tuple[float, int]] = []
        at, line = 0.0, 0
        for entry in entries:
            wide = SIGN + 5 + typeface.width(entry.word, layout.small) + 14
            if at > 0 and at + wide - 14 > layout.width:
                at, line = 0.0, line + 1
            places.append((at, line))
            at += wide
        return cls(tuple(entries), tuple(places))

    @property
    def height(self) -> float:
        """Room that the key takes in pixels."""
        return LINE * (max(line for _, line in self.places) + 1) if self.places else 0.0

    def layers(self, left: float, top: float, layout: Layout) -> list[Layer]:
        """Return marks and words; the key's upper left corner is at ``left`` and ``top``."""
        if not self.entries:
            return []
        middles = [(left + at, top + LINE * (line + 0.5)) for at, line in self.places]
        words = [
            {"px": round(at + SIGN + 5, 2), "py": round(middle, 2), "text": entry.word}
            for entry, (at, middle) in zip(self.entries, middles, strict=True)
        ]
        signs = [
            _sign(f"key-{number}", entry, at, middle)
            for number, (entry, (at, middle)) in enumerate(zip(self.entries, middles, strict=True))
        ]
        return [*signs, texts("key-words", words, layout, size=layout.small)]


def _sign(name: str, entry: Entry, at: float, middle: float) -> Layer:
    """Return the mark of an entry."""
    pixels: dict[str, Any] = {
        "x": alt.X("px:Q", scale=None, axis=None),
        "y": alt.Y("py:Q", scale=None, axis=None),
    }
    centre = round(at + SIGN / 2, 2)
    quiet: dict[str, Any] = {"clip": False, "tooltip": None, "opacity": entry.opacity}
    if entry.look == "line":
        row = {"px": round(at, 2), "px2": round(at + SIGN, 2), "py": middle}
        mark = alt.Chart(guides(name, [row])).mark_rule(
            color=entry.colour, strokeWidth=entry.width, strokeDash=list(entry.dash), **quiet
        )
        return mark.encode(**pixels, x2="px2:Q")
    if entry.look == "area":
        row = {"px": round(at, 2), "px2": round(at + SIGN, 2), "py": middle - 5, "py2": middle + 5}
        return (
            alt.Chart(guides(name, [row]))
            .mark_rect(color=entry.colour, **quiet)
            .encode(**pixels, x2="px2:Q", y2="py2:Q")
        )
    if entry.look == "tick":
        row = {"px": centre, "py": middle - 6, "py2": middle + 6}
        mark = alt.Chart(guides(name, [row])).mark_rule(color=entry.colour, strokeWidth=entry.width, **quiet)
        return mark.encode(**pixels, y2="py2:Q")
    fill = palette.PAGE if entry.look == "hollow" else entry.colour
    mark = alt.Chart(guides(name, [{"px": centre, "py": middle}])).mark_point(
        filled=False, fill=fill, stroke=entry.colour, strokeWidth=2, size=70, **quiet
    )
    return mark.encode(**pixels)
