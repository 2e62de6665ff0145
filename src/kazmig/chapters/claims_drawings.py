"""The pictures of the chapter on claims: each statement as one mark, and our figures around a stated number."""

from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig import claims
from kazmig.chapters.claims_chapter import ORDER
from kazmig.chapters.claims_numbers import KINDS
from kazmig.charts import Drawing, Layout, colour, palette, typeface
from kazmig.charts.layout import Padding
from kazmig.charts.pieces import Scale, finished, guides, require, texts, tidy, tooltips
from kazmig.charts.ranking import Ranking
from kazmig.claims.stated import REVISION

COLOURS: Final = {
    claims.SUPPORTED: "#2f8a4e",
    claims.DEPENDS: "#a8741a",
    claims.CONTRADICTED: "#cb4b32",
    claims.UNCHECKED: "#8a8f98",
}
"""Colours of verdicts; each also has a shape of its own, the one that its word carries on the page."""

RING: Final = "circle"
HALF: Final = "M0,-1A1,1,0,0,0,0,1Z"
"""The left half of a disc, drawn into a ring: a statement that holds by one definition and not by another."""

TOLERANCE: Final = 100 * REVISION
"""Half the width of the band around a stated number, in percent: what official counts are revised by."""


def marks(frame: pd.DataFrame) -> Drawing:
    """Draw every statement as one mark, in rows by document, ordered by verdict.

    Parameters
    ----------
    frame
        What `kazmig.chapters.claims_chapter.statements` gives.
    """
    require(frame, "marks", "document", "number", "verdict", "statement")
    rows = tidy(frame, "document", "number", "verdict", "statement")
    documents = list(dict.fromkeys(rows["document"]))
    totals = rows.groupby("document").size()

    def draw(layout: Layout) -> Any:
        labels = {name: f"{name} ({totals[name]})" for name in documents}
        widest = max(typeface.width(label, layout.text, 600) for label in labels.values())
        left = 0.0 if layout.is_narrow else widest + 16
        key_rows = 2 if layout.is_narrow else 1
        padding = Padding(left, 4, 30 + 22 * (key_rows - 1), 4)
        inner = padding.inner(layout)
        step = layout.pick(17, 15)
        across = int(inner // step)
        tops, height = {}, 0.0
        for name in documents:
            height += 24 if layout.is_narrow else 0
            tops[name] = height + step / 2
            height += step * (-(-int(totals[name]) // across)) + layout.pick(14, 12)
        chosen = "{" + ", ".join(f"{name!r}: {top}" for name, top in tops.items()) + "}"
        base = (
            alt.Chart(rows)
            .transform_calculate(px=f"((datum.number - 1) % {across}) * {step} + {step / 2}")
            .transform_calculate(py=f"({chosen})[datum.document] + floor((datum.number - 1) / {across}) * {step}")
        )
        shown = tooltips(rows, ("document", "document", ""), ("statement", "statement", ""), ("verdict", "verdict", ""))
        places: dict[str, Any] = {
            "x": alt.X("px:Q", scale=alt.Scale(domain=[0, inner], range=[0, inner], nice=False), axis=None),
            "y": alt.Y("py:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False), axis=None),
            "tooltip": shown,
        }
        size = (step * 0.7) ** 2
        layers = [_glyph(base, word, places, size) for word in ORDER if (rows["verdict"] == word).any()]
        layers.append(_document_labels(labels, tops, step, left, layout))
        return finished([*_flat(layers), *_key(padding, layout)], padding, layout, height)

    return Drawing(draw)


def _glyph(base: Any, word: str, places: dict[str, Any], size: float) -> list[Any]:
    """Return the layers that draw the marks of one verdict."""
    tone = COLOURS[word]
    chosen = base.transform_filter(alt.FieldEqualPredicate(field="verdict", equal=word))
    return [chosen.mark_point(**look).encode(**places) for look in _looks(word, tone, size)]


def _looks(word: str, tone: str, size: float) -> list[dict[str, Any]]:
    common: dict[str, Any] = {"opacity": 1, "clip": False}
    ring = {**common, "shape": RING, "filled": False, "stroke": tone, "strokeWidth": 1.6, "size": size * 0.72}
    match word:
        case claims.SUPPORTED:
            return [{**common, "shape": "circle", "filled": True, "color": tone, "size": size}]
        case claims.CONTRADICTED:
            return [{**common, "shape": "triangle-up", "filled": True, "color": tone, "size": size}]
        case claims.DEPENDS:
            return [{**common, "shape": HALF, "filled": True, "color": tone, "size": size * 0.72}, ring]
        case _:
            return [ring]


def _flat(layers: list[Any]) -> list[Any]:
    return [layer for each in layers for layer in (each if isinstance(each, list) else [each])]


def _document_labels(labels: dict[str, str], tops: dict[str, float], step: float, left: float, layout: Layout) -> Any:
    words = [
        {
            "px": 0 if layout.is_narrow else -left,
            "py": tops[name] - (step / 2 + 10 if layout.is_narrow else 0),
            "text": label,
        }
        for name, label in labels.items()
    ]
    return texts("documents", words, layout, weight=600)


def _key(padding: Padding, layout: Layout) -> list[Any]:
    """Return the key above the plot: each verdict's mark and word."""
    at, line, layers = -padding.left + 7, -padding.top + 9.0, []
    words = []
    for number, word in enumerate(ORDER):
        width = typeface.width(word, layout.small)
        if layout.is_narrow and number == 2:
            at, line = -padding.left + 7, line + 22
        place = guides(f"key-{number}", [{"px": at, "py": line}])
        pixels = {"x": alt.X("px:Q", scale=None, axis=None), "y": alt.Y("py:Q", scale=None, axis=None)}
        layers += [
            alt.Chart(place).mark_point(**look, tooltip=None).encode(**pixels)
            for look in _looks(word, COLOURS[word], 130)
        ]
        words.append({"px": at + 11, "py": line, "text": word})
        at += width + 36
    return [*layers, texts("key-words", words, layout, size=layout.small)]


SHAPES: Final = {KINDS[0]: "circle", KINDS[1]: "diamond", KINDS[2]: "square"}
"""Shapes of the kinds of witnesses; the register's is filled, the others are hollow."""


def around(frame: pd.DataFrame) -> Drawing:
    """Draw, for each statement, our figures as dots around what it states (zero), in percent of it.

    Parameters
    ----------
    frame
        What `kazmig.chapters.claims_numbers.gaps` gives.
    """
    require(frame, "around", "label", "kind", "name", "gap")
    rows = tidy(frame, "label", "kind", "name", "period", "value", "gap").rename(columns={"label": "row"})
    names = rows[["row"]].drop_duplicates().reset_index(drop=True)
    kinds = [kind for kind in KINDS if (rows["kind"] == kind).any()]

    def draw(layout: Layout) -> Any:
        lines = len(kinds) if layout.is_narrow else 1
        scale = Scale.over([0.0, *rows["gap"]], "percent from what is stated", count=int(layout.pick(7, 5)))
        plan = Ranking(names, layout, scale, 10, 14, axis=True, key=20.0 * lines)
        band = (
            alt.Chart(guides("tolerance", [{"from": max(-TOLERANCE, scale.low), "to": min(TOLERANCE, scale.high)}]))
            .mark_rect(color=colour("context"), opacity=0.22, tooltip=None)
            .encode(x=plan.x("from"), x2=alt.X2("to"), y=alt.value(0), y2=alt.value(plan.height))
        )
        zeros = guides("stated", [{"row": label, "at": 0} for label in plan.labels])
        length = 22 if layout.is_narrow else plan.step  # on a phone the line would run through the labels
        stated = (
            alt.Chart(zeros)
            .mark_tick(color=palette.TEXT, thickness=1.2, size=length, opacity=0.7, tooltip=None, yOffset=plan.middle)
            .encode(x=plan.x("at"), y=plan.y())
        )
        shown = tooltips(
            rows,
            ("row", "stated", ""),
            ("name", "our figure", ""),
            ("period", "period", ""),
            ("value", "value", ",.2~f"),
            ("gap", "percent from it", "+.1f"),
        )
        points = [
            alt.Chart(rows[rows["kind"] == kind])
            .mark_point(**_dot(kind), yOffset=plan.middle)
            .encode(x=plan.x("gap"), y=plan.y(), tooltip=shown)
            for kind in kinds
        ]
        return plan.finish([band, plan.guide_layer(), stated, *points, *_kinds_key(plan, kinds, layout)])

    return Drawing(draw)


def _dot(kind: str) -> dict[str, Any]:
    look: dict[str, Any] = {"shape": SHAPES[kind], "opacity": 1, "size": 105, "strokeWidth": 2.2}
    if kind == KINDS[0]:
        return {**look, "filled": True, "color": colour("net")}
    return {**look, "filled": False, "fill": palette.PAGE, "stroke": colour("net")}


def _kinds_key(plan: Ranking, kinds: list[str], layout: Layout) -> list[Any]:
    at, line = -plan.padding.left + 6, -12.0 - (20.0 * (len(kinds) - 1) if layout.is_narrow else 0)
    words, layers = [], []
    for number, kind in enumerate(kinds):
        layers.append(
            alt.Chart(guides(f"key-{number}", [{"px": at, "py": line}]))
            .mark_point(**_dot(kind), clip=False, tooltip=None)
            .encode(x=alt.X("px:Q", scale=None, axis=None), y=alt.Y("py:Q", scale=None, axis=None))
        )
        words.append({"px": at + 11, "py": line, "text": kind})
        if layout.is_narrow:
            line += 20
        else:
            at += typeface.width(kind, layout.small) + 34
    return [*layers, texts("key-words", words, layout, size=layout.small)]
