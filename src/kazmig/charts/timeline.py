"""A timeline of events in lanes: along the page when it is wide, down the page when it is narrow.

A second dimension is the shape of the mark; its key picks out one shape when the chart is live.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kazmig.charts import events as happenings
from kazmig.charts import picking, ticks, typeface
from kazmig.charts.drawing import Drawing
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import GUIDE, Layer, finished, guides, require, series_colours, texts, tidy, tooltips

ROW = 22.0


def timeline(
    events: pd.DataFrame,
    *,
    lane: str = "kind",
    word: str = "name",
    date: str = "date",
    shape: str | None = None,
    shapes: Sequence[str] | None = None,
    details: Mapping[str, str] | None = None,
    colour: str = "context",
    colours: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw dated events, one lane for each kind, in the order of the frame.

    Parameters
    ----------
    events
        One row an event.
    lane, word, date
        Columns of its lane, its short name and its date (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``).
    shape, shapes
        Column that gives the shape of its mark, and that column's values in the order of the key (that of the frame
        when None). In the live chart a click on a word of the key picks its events out; a second click ends it.
    details
        Further columns for the tooltip, with their titles.
    colour, colours
        Meaning of all dots, or of each lane's.

    Raises
    ------
    ChartError
        If there are more kinds than shapes, or ``shapes`` lacks one.
    """
    said = dict(details or {})
    require(events, "timeline", lane, word, date, shape, *said)
    rows = tidy(events, lane, word, date, shape, *said)
    rows["lane"] = rows[lane].astype(str)
    rows["word"] = rows[word].astype(str)
    rows["date"] = rows[date].astype(str).str.slice(0, 10)
    rows["sign"] = rows[shape].astype(str) if shape else ""
    rows["at"] = [happenings.years(value) for value in rows["date"]]
    rows = rows.sort_values(["at", "word"], kind="stable").reset_index(drop=True)
    rows["event"] = [f"event {number}" for number in range(len(rows))]
    lanes = list(dict.fromkeys(events[lane].astype(str)))
    tones = series_colours(lanes, colours, colour)
    signs = picking.signs(rows["sign"].tolist(), shapes) if shape else {}

    def draw(layout: Layout) -> Any:
        key = picking.Shapes(signs, layout)
        plan = _down(rows, lanes, layout, key) if layout.is_narrow else _along(rows, lanes, layout, key)
        coloured = alt.Color("lane:N", scale=alt.Scale(domain=lanes, range=[tones[n] for n in lanes]), legend=None)
        places = alt.LookupData(data=guides("places", plan.places), key="event", fields=["px", "py"])
        drawn = rows.drop(columns=["at"])
        dots = (
            alt.Chart(drawn)
            .transform_lookup(lookup="event", from_=places)
            .mark_point(filled=True, opacity=1, clip=False, size=picking.SIZE)
            .encode(
                x=alt.X("px:Q", scale=None, axis=None),
                y=alt.Y("py:Q", scale=None, axis=None),
                color=coloured,
                tooltip=tooltips(
                    drawn,
                    ("word", "event", ""),
                    *((column, title, "") for column, title in said.items()),
                    ("date", "date", ""),
                    ("lane", lane, ""),
                    ("sign" if signs else None, shape or "", ""),
                ),
            )
        )
        if signs:
            dots = key.faded(dots.encode(shape=key.shape))
        corner = -plan.padding.left, -plan.padding.top
        return finished([*plan.below, dots, *plan.above, *key.layers(*corner)], plan.padding, layout, plan.height)

    return Drawing(draw)


@dataclass(frozen=True)
class Plan:
    """Where everything of a timeline goes."""

    places: list[dict[str, Any]]
    below: list[Layer]
    above: list[Layer]
    padding: Padding
    height: float


def _along(rows: pd.DataFrame, lanes: list[str], layout: Layout, key: picking.Shapes) -> Plan:
    """Lay a timeline along the page: lanes beneath each other, words beside their dots, in as few rows as fit."""
    names = {lane: typeface.wrap(lane, 110, layout.text, 600) for lane in lanes}
    left = max(typeface.width(text, layout.text, 600) for text in names.values()) + 22
    padding = Padding(left, 14, 26 + key.height, 4)
    inner = padding.inner(layout)
    low, high = float(int(rows["at"].min())), float(int(rows["at"].max()) + 1)
    places: list[dict[str, Any]] = []
    words: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    heads: list[dict[str, Any]] = []
    bands: list[dict[str, Any]] = []
    top = 4.0
    for number, lane in enumerate(lanes):
        taken: list[float] = []  # where each row of the lane is free again
        first = top
        for record in rows[rows["lane"] == lane].to_dict("records"):
            pixel = (record["at"] - low) / (high - low) * inner
            width = typeface.width(record["word"], layout.small)
            turned = pixel + 12 + width > inner + padding.right
            start, end = (pixel - 12 - width, pixel + 8) if turned else (pixel - 6, pixel + 14 + width)
            row = next((r for r, free in enumerate(taken) if free <= start), len(taken))
            taken[row:] = [*([] if row < len(taken) else [end])] if row == len(taken) else [end, *taken[row + 1 :]]
            centre = first + 14 + ROW * row
            places.append({"event": record["event"], "px": round(pixel, 2), "py": centre})
            words[turned].append(
                {
                    "px": round(pixel + (-9 if turned else 9), 2),
                    "py": centre,
                    "text": record["word"],
                    "sign": record["sign"],
                }
            )
        tall = ROW * max(len(taken), names[lane].count("\n") + 1) + 8
        heads.append({"px": -left, "py": first + 14, "text": names[lane]})
        if number % 2 == 0:
            bands.append({"px": -left, "px2": inner + padding.right, "py": first, "py2": first + tall})
        top = first + tall
    years = ticks.years(low, high, inner, typeface.width("2000", layout.small))
    marks = [
        {"px": round((year - low) / (high - low) * inner, 2), "py": 0, "py2": top, "text": str(year)} for year in years
    ]
    xy: dict[str, Any] = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
    below = [
        alt.Chart(guides("lanes", bands))
        .mark_rect(color=GUIDE, opacity=0.1, clip=False, tooltip=None)
        .encode(**xy, x2="px2:Q", y2="py2:Q"),
        alt.Chart(guides("years", marks)).mark_rule(color=GUIDE, opacity=0.3, tooltip=None).encode(**xy, y2="py2:Q"),
        texts(
            "year-words",
            [{"px": mark["px"], "py": -12, "text": mark["text"]} for mark in marks],
            layout,
            align="center",
            size=layout.small,
            opacity=0.85,
        ),
        texts("lane-words", [{**head, "px": head["px"] + 6} for head in heads], layout, weight=600),
    ]
    above = [
        key.faded(texts(f"words-{align}", words[turned], layout, align=align, size=layout.small))
        for turned, align in ((False, "left"), (True, "right"))
        if words[turned]
    ]
    return Plan(places, below, above, padding, top)


def _down(rows: pd.DataFrame, lanes: list[str], layout: Layout, key: picking.Shapes) -> Plan:
    """Lay a timeline down the page: a heading for each lane, then its events by date, words beside them."""
    places: list[dict[str, Any]] = []
    heads, dates, words = [], [], []
    top = 0.0
    line = round(layout.small * 1.3)
    left = typeface.width("2000", layout.small) + 14
    for lane in lanes:
        heads.append({"px": 0, "py": top + 14, "text": lane})
        top += 30
        for record in rows[rows["lane"] == lane].to_dict("records"):
            text = typeface.wrap(record["word"], layout.width - left - 22, layout.small)
            places.append({"event": record["event"], "px": left, "py": top + line / 2})
            at = {"py": top + line / 2, "sign": record["sign"]}
            dates.append({"px": 0, "text": record["date"][:4], **at})
            words.append({"px": left + 12, "text": text, **at})
            top += line * (text.count("\n") + 1) + 8
        top += 6
    above = [
        texts("lane-words", heads, layout, weight=600),
        key.faded(texts("dates", dates, layout, size=layout.small, opacity=0.85)),
        key.faded(texts("words", words, layout, size=layout.small, line_height=line)),
    ]
    return Plan(places, [], above, Padding(0, 0, key.height, 4), top)
