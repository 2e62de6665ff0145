import itertools

import pytest

from kazmig.charts import palette
from kazmig.charts.pieces import strokes
from kazmig.charts.shading import STRONGEST

COLOURS = {name: value for name, value in palette.MEANINGS.items() if name != "text"}

TOGETHER = (
    ("departures", "arrivals"),
    ("departures", "net"),
    ("arrivals", "net"),
    ("departures", "context"),
    ("arrivals", "context"),
    ("Russia", "Germany"),
    ("Russia", "arrivals"),
    ("Russia", "departures"),
    ("Germany", "arrivals"),
    ("kandas", "context"),
    ("kandas", "arrivals"),
    ("Russia", "Central Asia"),
    ("Russia", "context"),
    ("Germany", "Europe"),
    ("Germany", "context"),
    ("Central Asia", "Europe"),
)
"""Meanings that charts of the book draw beside each other."""


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("page", [palette.WHITE, palette.DARK])
def test_every_colour_is_seen_on_both_pages(name, page):
    assert palette.contrast(COLOURS[name], page) >= 3


def test_contrast_is_that_of_the_standard():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", TOGETHER, ids="-".join)
def test_colours_that_stand_together_differ_for_everyone(pair):
    first, second = (COLOURS[name] for name in pair)
    assert palette.distance(palette.Rgb.parse(first), palette.Rgb.parse(second)) >= 20
    for deficiency in ("deuteranopia", "protanopia"):
        seen = [palette.simulate(value, deficiency) for value in (first, second)]
        assert palette.distance(*seen) >= 10, deficiency


@pytest.mark.parametrize("pair", [("kandas", "departures"), ("kandas", "Germany"), ("net", "net")])
def test_colours_that_some_readers_confuse_get_strokes_of_their_own(pair):
    first, second = (COLOURS[name] for name in pair)
    assert palette.confusable(first, second)
    drawn = strokes({"a": first, "b": COLOURS["Russia"], "c": second})
    assert drawn["a"] != drawn["c"]
    assert drawn["b"] == drawn["a"]


def test_no_two_meanings_share_a_colour():
    assert len(set(COLOURS.values())) == len(COLOURS)
    for first, second in itertools.combinations(COLOURS.values(), 2):
        assert palette.distance(palette.Rgb.parse(first), palette.Rgb.parse(second)) > 10


def test_dichromats_do_not_see_red_and_green_apart():
    red, green = palette.simulate("#c00000", "deuteranopia"), palette.simulate("#5f5f00", "deuteranopia")
    assert red.red == red.green
    assert green.red == green.green


@pytest.mark.parametrize(
    ("asked", "meaning"),
    [("Departures", "departures"), ("emigration", "departures"), ("central asia", "Central Asia"), ("DEU", "Germany")],
)
def test_a_colour_is_asked_for_by_its_meaning(asked, meaning):
    assert palette.colour(asked) == palette.MEANINGS[meaning]
    assert palette.is_meaning(asked)


@pytest.mark.parametrize("asked", ["#ff0000", "red", "France", ""])
def test_a_colour_without_a_meaning_is_refused(asked):
    assert not palette.is_meaning(asked)
    with pytest.raises(palette.ColourError, match="departures, arrivals"):
        palette.colour(asked)


def test_the_ink_keeps_its_contrast_on_the_strongest_tile():
    for name, (page, ink) in itertools.product(COLOURS, ((palette.WHITE, "#1b1f26"), (palette.DARK, "#e6e8eb"))):
        mixed = "#" + "".join(
            f"{round(int(COLOURS[name][i : i + 2], 16) * STRONGEST + int(page[i : i + 2], 16) * (1 - STRONGEST)):02x}"
            for i in (1, 3, 5)
        )
        assert palette.contrast(mixed, ink) >= 4.5, (name, page)
