"""The key of shapes: an order, enough shapes, places that fit, and one selection for all that fades."""

import json

import pytest

from kazmig import charts
from kazmig.charts import NARROW, WIDE, ChartError, picking

from . import reading

KINDS = ["Laws", "Concepts and programmes", "Quotas", "Agreements", "Institutions", "Shocks"]


def test_kinds_take_shapes_in_the_order_given():
    assert list(picking.signs(KINDS, KINDS[::-1])) == KINDS[::-1]
    assert len(set(picking.signs(KINDS).values())) == len(KINDS)
    assert list(picking.signs(["b", "a", "b"])) == ["b", "a"]


def test_too_many_kinds_and_an_order_that_lacks_one_are_refused():
    with pytest.raises(ChartError, match="7 kinds share 6 shapes"):
        picking.signs([*KINDS, "More"])
    with pytest.raises(ChartError, match="lacks 'Shocks'"):
        picking.signs(KINDS, KINDS[:-1])


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_key_stays_within_the_width_and_breaks_its_line(layout):
    key = picking.Shapes(picking.signs(KINDS), layout)
    ends = [at + key._width(name) for name, at, _ in key.places]
    assert max(ends) <= layout.width
    assert (key.places[-1][2] > 0) == (layout is NARROW)
    assert key.height == picking.LINE * (key.places[-1][2] + 1) + 6


def test_without_kinds_there_is_no_key_and_nothing_fades():
    key = picking.Shapes({}, WIDE)
    assert (key.height, key.layers(0, 0)) == (0, [])
    marker = object()
    assert key.faded(marker) is marker


def test_marks_and_words_fade_by_one_selection_made_in_the_key():
    spec = reading.GALLERY["timeline with shapes"].specification(WIDE)
    assert [each["name"] for each in spec["params"]] == ["picked"]
    faded = [layer for layer in spec["layer"] if "picked" in json.dumps(layer.get("encoding", {}))]
    assert {layer["mark"]["type"] for layer in faded} == {"point", "text"}


def test_a_timeline_keeps_one_look_without_shapes():
    plain = charts.timeline(reading.policy()).specification(WIDE)
    assert "params" not in plain
    assert "shape" not in json.dumps([layer.get("encoding") for layer in plain["layer"]])
