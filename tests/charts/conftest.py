"""Fixtures: each drawing of the gallery at each layout."""

import pytest

from kazmig import charts
from kazmig.charts.layout import LAYOUTS, Layout

from . import reading


@pytest.fixture(params=sorted(reading.GALLERY))
def drawing(request: pytest.FixtureRequest) -> charts.Drawing:
    """Each drawing of the gallery."""
    return reading.GALLERY[request.param]


@pytest.fixture(params=LAYOUTS, ids=lambda layout: layout.name)
def layout(request: pytest.FixtureRequest) -> Layout:
    """Each layout."""
    made: Layout = request.param
    return made
