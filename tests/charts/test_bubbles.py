import math
import re

import pytest

from kazmig import charts
from kazmig.charts import NARROW, WIDE, ChartError, bubbles
from kazmig.charts.bubbles import Sizes
from kazmig.report import drawn

from . import reading


def test_areas_are_in_proportion_down_to_the_smallest_dot():
    sizes = Sizes(1_000_000.0, 40.0)
    assert sizes.of(1_000_000) == 40
    assert sizes.of(250_000) == pytest.approx(20)
    assert sizes.of(3) == bubbles.SMALLEST == sizes.of(0)
    scale = sizes.altair().to_dict()
    low, high = scale["domain"]
    assert scale["clamp"]
    assert scale["range"][1] / high == pytest.approx(scale["range"][0] / low, rel=1e-3)  # a line through the origin
    assert scale["range"][1] == pytest.approx(math.pi * 40**2, rel=1e-4)


def test_far_places_are_listed_and_near_ones_are_not():
    texts = {text.content for text in reading.texts(reading.draw(reading.GALLERY["map"], WIDE))}
    assert {"United States 36", "New Zealand 1", "Russia 2,559", "Kazakhstan"} <= texts


def test_the_narrow_map_names_fewer():
    wide, narrow = (reading.texts(reading.draw(reading.GALLERY["map"], layout)) for layout in (WIDE, NARROW))
    assert len(narrow) < len(wide)
    assert "Germany 1,128" in {text.content for text in narrow}


def test_circles_stand_where_their_place_is():
    """What Vega draws agrees with the projection by which names are placed."""
    svg = reading.draw(charts.bubble_map(reading.places().head(1), label="place"), WIDE)
    projection = bubbles.Projection.around(bubbles.CENTRE, bubbles.FRAME, WIDE.width)
    x, y = projection.pixel(37.62, 55.75)
    moved = re.findall(r'transform="translate\(([-\d.]+),([-\d.]+)\)" d="M[\d.]+,0A', svg)
    assert any(abs(float(a) - x) < 0.6 and abs(float(b) - y) < 0.6 for a, b in moved)


def test_the_land_is_a_guide_and_the_circles_are_data():
    spec = reading.GALLERY["map"].specification(WIDE)
    names = [name for name, _ in drawn.datasets(spec)]
    assert {"annotation-land", "annotation-home"} <= set(names)
    drawn.require_published(spec, reading.places(), "here")
    with pytest.raises(drawn.ReportError, match="not in data"):
        drawn.require_published(spec, reading.places().assign(value=1.0), "here")


def test_no_map_is_heavy():
    for layout in (WIDE, NARROW):
        assert len(reading.draw(reading.GALLERY["map"], layout)) < 60_000


def test_two_places_of_one_name_are_refused():
    twice = reading.places().assign(place="Russia")
    with pytest.raises(ChartError, match="two rows are labelled 'Russia'"):
        charts.bubble_map(twice, label="place")


def test_negative_numbers_have_no_area():
    with pytest.raises(ChartError, match="from zero up"):
        charts.bubble_map(reading.places().assign(value=-1.0), label="place")
