import pytest

from kazmig.chapters.labour import estimates, pictures
from kazmig.charts import NARROW, WIDE, palette


@pytest.fixture(scope="module")
def found(ev):
    return estimates.estimates(ev)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_estimate_is_drawn_and_a_range_has_no_dot(found, layout):
    spec = pictures.estimates_by_source(found).specification(layout)
    sets = {name: rows for name, rows in spec["datasets"].items() if not name.startswith("annotation-")}
    drawn = [row for rows in sets.values() for row in rows]
    assert {row["low"] for row in drawn if "low" in row} == set(found["low"])
    points = [layer for layer in spec["layer"] if layer.get("mark", {}).get("type") == "point"]
    dotted = [row for layer in points for row in sets[layer["data"]["name"]]]
    assert len(dotted) == found["value"].notna().sum()
    assert all("UNESCO" not in row["row"] for row in dotted)


def test_whom_a_number_counts_has_a_colour(found):
    assert set(found["whom"]) <= set(pictures.TONES)
    assert all(palette.is_meaning(tone) for tone in pictures.TONES.values())
