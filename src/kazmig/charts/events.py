"""Events on a time axis: thin verticals with a short word at the top."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kazmig.charts import placing, stems, typeface
from kazmig.charts.drawing import ChartError
from kazmig.charts.layout import Layout
from kazmig.charts.pieces import GUIDE, Layer, guides, texts


@dataclass(frozen=True)
class Mark:
    """An event: when, in years with their fraction, and its word."""

    at: float
    word: str


def marks(events: pd.DataFrame | None, low: float, high: float) -> list[Mark]:
    """Read events between two years from a frame with ``word`` (or ``name``) and ``year``, ``start`` or ``date``.

    Raises
    ------
    ChartError
        If the frame has no word or no time.
    """
    if events is None or events.empty:
        return []
    word = next((name for name in ("word", "name") if name in events.columns), None)
    time = next((name for name in ("start", "date", "year") if name in events.columns), None)
    if word is None or time is None:
        raise ChartError("events needs the columns word (or name) and year (or date, start).")
    found = [Mark(years(value), str(text)) for value, text in zip(events[time], events[word], strict=True)]
    return sorted((mark for mark in found if low <= mark.at <= high), key=lambda mark: (mark.at, mark.word))


def years(value: object) -> float:
    """Return a date as years with their fraction; a plain year as its beginning."""
    text = str(value)
    if text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        moment = pd.Timestamp(text.partition("/")[0])
    except ValueError as error:
        raise ChartError(f"the event's time {text!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD).") from error
    return moment.year + (moment.day_of_year - 1) / (366 if moment.is_leap_year else 365)


@dataclass(frozen=True)
class Placed:
    """Events laid out for a width: pixel, row and side of each word."""

    marks: tuple[Mark, ...]
    pixels: tuple[float, ...]
    rows: tuple[int, ...]
    left: tuple[bool, ...]

    @property
    def height(self) -> float:
        """Room that the words take above the plot, in pixels."""
        return 17.0 * (max(self.rows) + 1) if self.rows else 0.0


def place(found: list[Mark], low: float, high: float, inner: float, beyond: float, layout: Layout) -> Placed:
    """Lay events out over a plot of ``inner`` pixels with ``beyond`` pixels of room to its right."""
    pixels = [(mark.at - low) / (high - low) * inner for mark in found]
    widths = [typeface.width(mark.word, layout.small) for mark in found]
    left = [pixel + 5 + width > inner + beyond for pixel, width in zip(pixels, widths, strict=True)]
    for i in range(len(found) - 2, -1, -1):
        # a word that runs into the rule of a later event whose own word runs back: turn it back as well
        runs_into = any(left[j] and pixels[j] <= pixels[i] + 13 + widths[i] for j in range(i + 1, len(found)))
        left[i] = left[i] or (runs_into and pixels[i] - 5 - widths[i] >= 0)
    words = [
        placing.Word(pixel, pixel - 5 - width, pixel - 5)
        if turned
        else placing.Word(pixel, pixel + 5, pixel + 5 + width)
        for pixel, width, turned in zip(pixels, widths, left, strict=True)
    ]
    return Placed(tuple(found), tuple(pixels), tuple(placing.rows(words)), tuple(left))


def layers(placed: Placed, height: float, layout: Layout, prefix: str = "") -> list[Layer]:
    """Return rules and words of placed events; words stand above the plot, the first row nearest to it."""
    if not placed.marks:
        return []
    tops = [-17.0 * row - 10 for row in placed.rows]
    verticals = [{"px": round(p, 2), "py": top - 7, "py2": height} for p, top in zip(placed.pixels, tops, strict=True)]
    found = [_verticals(f"{prefix}event-rules", verticals)]
    for turned, align, shift in ((False, "left", 5), (True, "right", -5)):
        rows = [
            {"px": round(pixel + shift, 2), "py": top, "text": mark.word}
            for mark, pixel, top, side in zip(placed.marks, placed.pixels, tops, placed.left, strict=True)
            if side is turned
        ]
        if rows:
            name = f"{prefix}event-words-{align}"
            found.append(texts(name, rows, layout, align=align, size=layout.small, opacity=0.9))
    return found


def rules(found: list[Mark], low: float, high: float, inner: float, height: float, prefix: str) -> list[Layer]:
    """Return the verticals alone, for panels too small for words."""
    if not found:
        return []
    rows = [{"px": round((mark.at - low) / (high - low) * inner, 2), "py": 0, "py2": height} for mark in found]
    return [_verticals(f"{prefix}event-rules", rows)]


def small(
    found: list[Mark], low: float, high: float, inner: float, height: float, layout: Layout, prefix: str
) -> tuple[list[Layer], float]:
    """Return rules and words for a small panel, all within its width, and the height of the words above the plot."""
    if not found:
        return [], 0.0
    pixels = [(mark.at - low) / (high - low) * inner for mark in found]
    widths = [typeface.width(mark.word, layout.small) for mark in found]
    placed = stems.arranged(pixels, widths, (0, inner + 6))
    verticals, words = [], []
    for mark, pixel, stem in zip(found, pixels, placed, strict=True):
        middle = -17.0 * stem.row - 10
        top = middle - 7 if stem.start > pixel else middle + 8  # beside its word, or up to the word over it
        verticals.append({"px": round(pixel, 2), "py": top, "py2": height})
        words.append({"px": round(stem.start, 2), "py": middle, "text": mark.word})
    drawn = [_verticals(f"{prefix}event-rules", verticals)]
    drawn.append(texts(f"{prefix}event-words", words, layout, size=layout.small, opacity=0.9))
    return drawn, 17.0 * (max(stem.row for stem in placed) + 1)


def _verticals(name: str, rows: list[dict[str, float]]) -> Layer:
    return (
        alt.Chart(guides(name, rows))
        .mark_rule(color=GUIDE, strokeWidth=1, opacity=0.8, clip=False, tooltip=None)
        .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None), y2=alt.Y2("py2:Q"))
    )
