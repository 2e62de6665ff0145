import pytest

from kazmig.chapters.before_1991 import censuses, movements, pictures, shares
from kazmig.charts import NARROW, WIDE

WORDS = {"famine_1930": "Famine", "virgin_lands": "Virgin Lands"}


def drawn(spec):
    """Return the rows of all data sets that are evidence, and those of the guides."""
    sets = spec["datasets"].items()
    rows = [row for name, part in sets if not name.startswith("annotation-") for row in part]
    return rows, [name for name, _ in sets if name.startswith("annotation-")]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_count_is_drawn_with_its_kind(ev, layout):
    frame = censuses.population(ev).assign(series="Population")
    way = pictures.Way("people", ",.0f", {"Population": "text"})
    spec = pictures.census_dots(frame, way, series="series", events=movements.marks(ev, WORDS)).specification(layout)
    rows, _ = drawn(spec)
    seen = {(row["year"], row["value"]) for row in rows if row.get("kind") and row.get("value") is not None}
    assert seen >= set(zip(frame["year"], frame["value"], strict=True))


def test_only_counts_on_the_borders_of_today_are_joined(ev):
    frame = shares.shares(ev)
    way = pictures.Way("percent", ".1f", {"Kazakhs": "Central Asia", "Russians": "Russia"})
    spec = pictures.census_dots(frame, way, series="group").specification(WIDE)
    lines = [layer for layer in spec["layer"] if isinstance(layer["mark"], dict) and layer["mark"]["type"] == "line"]
    assert len(lines) == 1
    joined = [row for row in spec["datasets"][lines[0]["data"]["name"]] if row["value"] is not None]
    pieces = {row["piece"] for row in joined if row["year"] == 1897} & {
        row["piece"] for row in joined if row["year"] > 1897
    }
    assert not pieces  # sixty years without a count are not bridged
    assert not {row["year"] for row in joined} & {1926, 1939}


def test_the_axis_begins_with_the_first_dot_of_any_territory(ev):
    frame = shares.shares(ev, start=1926)
    way = pictures.Way("percent", ".1f", {"Kazakhs": "Central Asia", "Russians": "Russia"})
    spec = pictures.census_dots(frame, way, series="group").specification(WIDE)
    lines = [layer for layer in spec["layer"] if isinstance(layer["mark"], dict) and layer["mark"]["type"] == "line"]
    assert lines[0]["encoding"]["x"]["scale"]["domain"][0] == 1926
