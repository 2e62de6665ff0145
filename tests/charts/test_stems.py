import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from kazmig.charts.stems import MOST, arranged

ROOM = (0.0, 340.0)


def spans(placed, widths):
    return [(stem.start, stem.start + wide) for stem, wide in zip(placed, widths, strict=True)]


def test_words_stand_to_the_right_of_their_stems_where_there_is_room():
    placed = arranged([10, 100, 200], [60, 60, 60], ROOM)
    assert [stem.row for stem in placed] == [0, 0, 0]
    assert [stem.start for stem in placed] == [15, 105, 205]


def test_a_word_without_room_ends_where_the_room_ends():
    placed = arranged([100, 300], [60, 80], ROOM)
    assert placed[1].start == ROOM[1] - 80
    assert [stem.row for stem in placed] == [0, 0]


def test_a_word_over_a_stem_stands_above_that_stems_word():
    placed = arranged([10, 40, 70], [100, 100, 100], ROOM)
    assert [stem.row for stem in placed] == [2, 1, 0]


def test_no_words_are_no_stems():
    assert arranged([], [], ROOM) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 340), st.floats(20, 120)), min_size=1, max_size=6))
def test_no_word_lies_on_another_and_all_keep_within_the_room(events):
    pixels, widths = [at for at, _ in events], [wide for _, wide in events]
    placed = arranged(pixels, widths, ROOM)
    found = spans(placed, widths)
    assert all(start >= ROOM[0] - 1e-6 and end <= ROOM[1] + 1e-6 for start, end in found)
    for (one, a), (other, b) in itertools.combinations(zip(placed, found, strict=True), 2):
        assert one.row != other.row or a[1] <= b[0] or b[1] <= a[0]


def test_very_many_words_are_placed_too():
    count = MOST + 4
    placed = arranged([20.0 * number for number in range(count)], [70.0] * count, ROOM)
    assert len({(stem.row, stem.start) for stem in placed}) == count
