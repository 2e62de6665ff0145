"""What every chart of the book promises, tried on every builder at both widths."""

import itertools
import json

import pytest

from kazmig.charts import palette, rendering, typeface

from . import reading


@pytest.fixture(scope="module")
def rendered():
    return {}


@pytest.fixture
def svg(drawing, layout, request, rendered):
    key = request.node.callspec.id
    if key not in rendered:
        rendered[key] = reading.draw(drawing, layout)
    return rendered[key]


def test_it_fills_its_width_and_no_more(svg, layout):
    width = rendering.viewbox_of(svg)[2]
    assert layout.width - 12 <= width <= layout.width + 1


def test_no_text_is_small(svg):
    sizes = {text.size for text in reading.texts(svg)}
    assert sizes
    assert min(sizes) >= 12


def test_every_text_lies_within_the_drawing(svg):
    left, top, width, height = rendering.viewbox_of(svg)
    outside = [
        text
        for text in reading.texts(svg)
        if text.left < left - 1
        or text.right > left + width + 1.5
        or text.top < top - 1
        or text.bottom > top + height + 1
    ]
    assert outside == []


def test_no_text_lies_on_another(svg):
    pairs = [
        (one.content, other.content)
        for one, other in itertools.combinations(reading.texts(svg), 2)
        if one.overlaps(other)
    ]
    assert pairs == []


def test_every_text_has_the_pages_colour(svg):
    for fragment in svg.split("<text ")[1:]:
        assert f'fill="{palette.TEXT}"' in fragment.split(">")[0]


def test_it_is_set_in_the_books_typeface(svg):
    families = {part.split('"')[0] for part in svg.split('font-family="')[1:]}
    assert families == {typeface.FAMILY}


def test_it_draws_no_frame_and_no_background(svg):
    assert 'class="background"' in svg
    assert 'class="background" fill' not in svg.replace("  ", " ")


def test_only_colours_with_a_meaning_are_used(svg):
    known = {value.lower() for value in palette.MEANINGS.values()} | {palette.PAGE, "none", "transparent"}
    used = {part.split('"')[0].lower() for mark in ('fill="', 'stroke="') for part in svg.split(mark)[1:]}
    assert used <= known


def test_both_layouts_draw_the_same_data(drawing):
    kept = []
    for spec in drawing.specifications().values():
        rows = {
            json.dumps({k: v for k, v in row.items() if k not in ("shown", "printed", "piece")}, sort_keys=True)
            for name, part in spec["datasets"].items()
            if not name.startswith("annotation-")
            for row in part
            if "value" in row or "people" in row
        }
        kept.append(rows)
    assert kept[0] == kept[1]


def test_it_is_the_same_every_time(drawing, layout, svg):
    assert reading.draw(drawing, layout) == svg
