import re
import xml.etree.ElementTree as ET

import pytest

from kazmig import charts
from kazmig.charts import rendering
from kazmig.charts.layout import NARROW, WIDE

from . import reading


@pytest.fixture(scope="module")
def raw():
    return reading.draw(reading.GALLERY["line"], WIDE)


def test_inline_svg_is_a_named_image_in_the_pages_colours(raw):
    svg = rendering.inline_svg(raw, identifier="flows.net", title="It < fell", alt='A "line" & more')
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    names = [element.text for element in root if element.tag.endswith(("title", "desc"))]
    assert names == ["It < fell", 'A "line" & more']
    assert root.get("aria-labelledby") == "flows-net-title flows-net-desc"
    assert "currentColor" in svg
    assert "var(--kazmig-page, #fff)" in svg
    for sentinel in ("#010203", "#fdfcfe", "rgb(1, 2, 3)"):
        assert sentinel not in svg
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"Inter, system-ui, sans-serif"}


def test_ids_of_two_drawings_do_not_meet(raw):
    ids = [
        set(re.findall(r'\bid="([^"]+)"', rendering.inline_svg(raw, identifier=name, title="t", alt="a")))
        for name in ("flows.a", "flows.b")
    ]
    assert ids[0]
    assert not ids[0] & ids[1]
    svg = rendering.inline_svg(raw, identifier="flows.a", title="t", alt="a")
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= ids[0]


def test_a_png_is_on_white_with_title_and_sources(raw):
    said = {"title": "It fell", "caption": "People a year.", "source": "Sources: Bureau."}
    one = rendering.png(rendering.poster(raw, **said))
    assert one.startswith(b"\x89PNG")
    assert one == rendering.png(rendering.poster(raw, **said))
    for role in said:
        assert one != rendering.png(rendering.poster(raw, **{**said, role: "Something else"}))
    width = int.from_bytes(one[16:20], "big")
    assert width == 2 * (WIDE.width + 48)


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="no <svg>"):
        rendering.viewbox_of("text")
    with pytest.raises(ValueError, match="viewBox"):
        rendering.viewbox_of("<svg></svg>")


def test_a_charts_own_font_does_not_change_the_measuring():
    spec = reading.GALLERY["bars"].specification(NARROW)
    spec["config"]["axis"]["labelFont"] = "Comic Sans"
    assert "Comic" not in rendering.raw_svg(spec, NARROW)
    assert isinstance(reading.GALLERY["bars"], charts.Drawing)
