from kazmig.charts import palette
from kazmig.charts.key import LINE, Entry, Key
from kazmig.charts.layout import NARROW, WIDE

TONE = palette.colour("departures")


def entries(count):
    return [Entry(f"a mark of kind {number}", "dot", TONE) for number in range(count)]


def test_entries_go_on_to_another_line_where_the_width_ends():
    assert Key.over(entries(4), WIDE).height == LINE
    assert Key.over(entries(4), NARROW).height == 2 * LINE
    assert Key.over([], WIDE).height == 0
    assert Key.over([], WIDE).layers(0, 0, WIDE) == []


def test_an_entry_that_is_too_wide_by_itself_keeps_its_line():
    long = Entry("word " * 30, "line", TONE)
    assert [line for _, line in Key.over([long, *entries(1)], NARROW).places] == [0, 1]


def test_every_look_has_a_mark_of_its_own():
    looks = [Entry(look, look, TONE) for look in ("line", "dot", "hollow", "area", "tick")]
    layers = Key.over(looks, WIDE).layers(-20, -40, WIDE)
    marks = [layer.mark.type for layer in layers[:-1]]
    assert marks == ["rule", "point", "point", "rect", "rule"]
    assert layers[1].mark.fill == TONE
    assert layers[2].mark.fill == palette.PAGE
