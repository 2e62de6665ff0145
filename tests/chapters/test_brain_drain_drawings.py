"""The picture of denominators: the emigrants first, their interval a band over every row, in both widths."""

import pytest

from kazmig.chapters import brain_drain
from kazmig.chapters.brain_drain.education import EMIGRANTS
from kazmig.charts import NARROW, WIDE, ChartError


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_band_spans_all_rows_and_every_group_has_a_point(ev, layout):
    groups = brain_drain.denominators(ev)
    spec = brain_drain.beside(groups).specification(layout)
    band = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rect")
    assert band["encoding"]["x"]["field"] == "low"
    assert band["encoding"]["x2"]["field"] == "high"
    assert band["encoding"]["y2"]["value"] == spec["height"]
    names = {name: [row.get("row") for row in rows] for name, rows in spec["datasets"].items()}
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    drawn = [row for layer in points for row in names[layer["data"]["name"]]]
    assert sorted(drawn) == sorted(groups["group"])
    assert drawn[0] == EMIGRANTS


def test_census_and_other_sources_look_different(ev):
    spec = brain_drain.beside(brain_drain.denominators(ev)).specification(WIDE)
    looks = {layer["mark"].get("fill") for layer in spec["layer"] if layer["mark"]["type"] == "point"}
    assert len(looks) == 2


def test_a_frame_without_the_columns_is_refused(ev):
    with pytest.raises(ChartError, match="no column 'ratio'"):
        brain_drain.beside(brain_drain.denominators(ev).drop(columns="ratio"))


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_upper_bounds_are_triangles_that_say_so(ev, layout):
    upper = brain_drain.bounds(ev)
    spec = brain_drain.beside(brain_drain.denominators(ev), upper).specification(layout)
    triangle = next(layer for layer in spec["layer"] if layer["mark"].get("shape") == "triangle-left")
    rows = spec["datasets"][triangle["data"]["name"]]
    assert [row["row"] for row in rows] == upper["group"].tolist()
    assert all(row["percent"].startswith("<") and row["times"].startswith(">") for row in rows)
