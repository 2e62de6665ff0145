import hashlib
import re

import pytest
import vl_convert

from kazmig.charts import typeface


def test_the_fonts_are_those_on_the_list():
    listed = (typeface.FOLDER / "FONTS.md").read_text(encoding="utf-8")
    for name in typeface.FILES.values():
        digest = hashlib.sha256((typeface.FOLDER / name).read_bytes()).hexdigest()
        assert re.search(rf"{re.escape(name)}.*{digest}", listed)
    assert "SIL OPEN FONT LICENSE" in (typeface.FOLDER / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", [400, 600])
def test_the_kazakh_letters_are_there(weight):
    advances, _ = typeface._advances(weight)
    assert all(ord(letter) in advances for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЯя−–—×…≈₸€½")


def test_widths_are_near_those_that_vega_measures():
    typeface.register()
    text = "United States of America 477,068"
    spec = {
        "data": {"values": [{}]},
        "mark": {"type": "text", "text": text, "font": typeface.FAMILY, "fontSize": 20, "x": 0, "y": 10},
        "padding": 0,
        "width": 1,
        "height": 20,
        "config": {"view": {"stroke": None}, "text": {"align": "left"}},
    }
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    measured = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    assert typeface.width(text, 20) == pytest.approx(measured, rel=0.03)


def test_a_heavier_weight_is_wider_and_lines_count_alone():
    assert typeface.width("Departures", 13, 600) > typeface.width("Departures", 13, 400)
    assert typeface.width("a\nlonger", 13) == typeface.width("longer", 13)
    assert typeface.width("aa", 10) == pytest.approx(2 * typeface.width("a", 10))


def test_texts_are_broken_at_spaces():
    broken = typeface.wrap("United States of America", 80, 13)
    assert broken.replace("\n", " ") == "United States of America"
    assert all(typeface.width(line, 13) <= 80 for line in broken.split("\n"))
    assert typeface.wrap("Unbreakable", 10, 13) == "Unbreakable"


def test_a_missing_or_broken_font_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(typeface, "FOLDER", tmp_path)
    with pytest.raises(typeface.FontError, match="is missing"):
        typeface.register.__wrapped__()
    (tmp_path / typeface.FILES[400]).write_bytes(b"no font")
    with pytest.raises(typeface.FontError, match="cannot be read"):
        typeface._advances.__wrapped__(400)
