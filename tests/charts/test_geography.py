import hashlib
import re

import numpy as np
import pytest

from kazmig.charts import ChartError, geography
from kazmig.charts.geography import Projection


@pytest.fixture
def projection():
    return Projection.around((68.0, 46.0), ((-8.5, 40.0), (130.0, 36.0), (60.0, 73.0), (72.0, 22.0)), 760)


def test_the_map_is_the_one_on_the_list():
    listed = (geography.FILE.parent / "MAPS.md").read_text(encoding="utf-8")
    digest = hashlib.sha256(geography.FILE.read_bytes()).hexdigest()
    assert re.search(rf"{re.escape(geography.FILE.name)}.*{digest}", listed)
    assert "Permission to use, copy, modify" in (geography.FILE.parent / "LICENSE-world-atlas.txt").read_text()


def test_the_frame_touches_the_edges(projection):
    assert projection.pixel(-8.5, 40.0)[0] == pytest.approx(0)
    assert projection.pixel(130.0, 36.0)[0] == pytest.approx(760)
    assert projection.pixel(60.0, 73.0)[1] == pytest.approx(0)
    assert projection.pixel(72.0, 22.0)[1] == pytest.approx(projection.height, abs=0.5)


def test_the_projection_keeps_areas(projection):
    """A square degree far from the middle has the area on paper that it has on the globe."""

    def area(lon, lat):
        (x0, y0), (x1, y1), (x2, y2) = (projection.pixel(lon + a, lat + b) for a, b in ((0, 0), (0.1, 0), (0, 0.1)))
        return abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / np.cos(np.radians(lat + 0.05))

    assert area(-5, 40) == pytest.approx(area(68, 46), rel=2e-3)
    assert area(120, 60) == pytest.approx(area(68, 46), rel=2e-3)


def test_the_middle_lies_where_the_projection_says_and_north_is_up(projection):
    assert projection.pixel(68.0, 46.0) == pytest.approx((projection.x, projection.y))
    assert projection.pixel(68.0, 50.0)[1] < projection.y
    assert projection.pixel(70.0, 46.0)[0] > projection.x
    assert not projection.holds(-77.0, 38.9)
    assert projection.holds(37.6, 55.8)


def test_kazakhstan_is_where_it_is(projection):
    [feature] = geography.country("398", projection)
    points = np.concatenate([np.array(ring) for polygon in feature["geometry"]["coordinates"] for ring in polygon])
    assert points[:, 0].min() == pytest.approx(46.5, abs=0.6)
    assert points[:, 0].max() == pytest.approx(87.3, abs=0.6)
    assert points[:, 1].min() == pytest.approx(40.6, abs=0.6)


def test_a_country_that_is_not_on_the_map_is_refused(projection):
    with pytest.raises(ChartError, match="has no country '999'"):
        geography.country("999", projection)


def test_the_land_is_thinned_and_the_far_side_left_out(projection):
    [feature] = geography.land(projection)
    rings = [np.array(polygon[0]) for polygon in feature["geometry"]["coordinates"]]
    assert sum(map(len, rings)) < 2500
    assert all((ring[0] == ring[-1]).all() and len(ring) >= 4 for ring in rings)
    assert min(ring[:, 1].min() for ring in rings) > -60  # no Antarctica
    small = Projection.around((68.0, 46.0), ((-8.5, 40.0), (130.0, 36.0), (60.0, 73.0), (72.0, 22.0)), 340)
    assert len(str(geography.land(small))) < len(str(geography.land(projection)))


def test_thinning_keeps_what_is_further_than_the_tolerance():
    line = np.array([[0.0, 0.0], [1.0, 0.01], [2.0, 0.0], [3.0, 1.0], [4.0, 0.0], [0.0, 0.0]])
    kept = geography.thinned(line, 0.1)
    assert kept.tolist() == [[0.0, 0.0], [2.0, 0.0], [3.0, 1.0], [4.0, 0.0], [0.0, 0.0]]
    assert len(geography.thinned(line, 0.001)) == len(line)
