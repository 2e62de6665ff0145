import itertools

import pytest

from kazmig.chapters import definitions
from kazmig.chapters.definitions.lanes import DOT, spaced
from kazmig.charts import NARROW, WIDE
from kazmig.report.drawn import datasets


@pytest.fixture(scope="module")
def every(ev):
    return definitions.every(ev, ev.series("departures_registered"), 2019, 30)


def drawn(spec):
    seen = {name: rows for name, rows in datasets(spec) if not name.startswith("annotation-")}
    return [row for rows in seen.values() for row in rows]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_count_is_drawn_once_and_the_register_once_a_last_year(every, layout):
    rows = drawn(definitions.lanes(every, "2019 = 100").specification(layout))
    assert sorted(row["index"] for row in rows if "index" in row) == sorted(every["index"])
    register = [row["register_index"] for row in rows if "index" not in row]
    assert sorted(register) == sorted(every["register_index"].unique())


def test_dots_of_a_lane_never_lie_on_each_other():
    pixels = [0, 3, 5, 5, 9, 14, 30, 31]
    levels = spaced(pixels)
    for (one, first), (other, second) in itertools.combinations(zip(pixels, levels, strict=True), 2):
        assert first != second or abs(one - other) >= DOT


def test_names_at_the_ends_stay_within_the_drawing(every):
    spec = definitions.lanes(every, "2019 = 100").specification(NARROW)
    said = [row for name, rows in datasets(spec) if name.startswith("annotation-ends") for row in rows]
    assert {"Lithuania", "Russia", "UK"} <= {row["text"] for row in said}
    assert all(-10 <= row["px"] <= NARROW.width for row in said)
