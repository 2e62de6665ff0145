"""The map of tiles: every region has its place, and what cannot be placed is refused."""

import pandas as pd
import pytest

from kazmig import charts, evidence
from kazmig.charts import typeface
from kazmig.charts.layout import NARROW, WIDE
from kazmig.charts.tile_map import COLUMNS, PLACES, ROWS

from . import reading


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


def test_the_tiles_are_the_regions_of_today_each_in_a_place_of_its_own():
    known = evidence.load().geographies
    today = known[
        (known["group"] == "region") & known["valid_to"].fillna("").eq("") & known["code"].str.startswith("KZ-")
    ]
    assert set(PLACES) == set(today["code"])
    assert len({(place.column, place.row) for place in PLACES.values()}) == len(PLACES) == 20


def test_tiles_lie_roughly_as_the_regions_do():
    north, south, west, east = (PLACES[code] for code in ("KZ-59", "KZ-79", "KZ-27", "KZ-63"))
    assert north.row == 0
    assert south.row == ROWS - 1
    assert west.column == 0
    assert east.column == COLUMNS - 1


def test_short_names_fit_their_tile_on_a_phone():
    room = NARROW.width / COLUMNS - 4
    assert all(typeface.width(place.short, NARROW.small) <= room for place in PLACES.values())
    assert len({place.short for place in PLACES.values()}) == 20


def test_every_region_is_named_and_a_missing_one_has_a_dash():
    wide, narrow = (words(reading.GALLERY["tile map"], layout) for layout in (WIDE, NARROW))
    assert {place.name for place in PLACES.values()} <= set(wide)
    assert {place.short for place in PLACES.values()} <= set(narrow)
    assert wide.count("–") == 1
    assert "+73,238" in wide
    assert "−31,966" in narrow


def test_the_strongest_value_has_the_strongest_shade_and_each_side_its_colour():
    spec = reading.GALLERY["tile map"].specification(WIDE)
    rows = {row["geo"]: row for part in spec["datasets"].values() for row in part if "geo" in row}
    assert rows["KZ-71"]["shade"] == max(row["shade"] for row in rows.values())
    assert rows["KZ-71"]["side"] == "above"
    assert rows["KZ-39"]["side"] == "below"
    assert rows["KZ-33"]["shade"] == "0.000"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.assign(geo=d["geo"].replace("KZ-71", "KZ-VOS")), "no tile"),
        (lambda d: pd.concat([d, d]), "one region"),
        (lambda d: d.drop(columns="value"), "no column 'value'"),
        (lambda d: d.assign(value=float("nan")), "no row"),
    ],
)
def test_what_has_no_place_is_refused(change, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.tile_map(change(reading.regions()))
