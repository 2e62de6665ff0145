import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazmig.charts import placing


@given(st.lists(st.tuples(st.floats(-50, 350), st.sampled_from([16.0, 19.0, 35.0])), min_size=1, max_size=8))
def test_labels_never_touch_and_keep_their_order(labels):
    wanted, heights = [w for w, _ in labels], [h for _, h in labels]
    places = placing.spread(wanted, heights, 0, 600)
    boxes = [(p - h / 2, p + h / 2) for p, h in zip(places, heights, strict=True)]
    for (i, one), (j, other) in itertools.combinations(enumerate(boxes), 2):
        assert one[1] <= other[0] + 1e-6 or other[1] <= one[0] + 1e-6
        if wanted[i] < wanted[j]:
            assert places[i] <= places[j]
    assert all(top >= -1e-6 and bottom <= 600 + 1e-6 for top, bottom in boxes)


def test_labels_with_room_stay_where_they_are():
    assert placing.spread([10, 50, 100], [16, 16, 16], 0, 200) == [10, 50, 100]


def test_close_labels_move_apart_about_their_middle():
    assert placing.spread([100, 104], [16, 16], 0, 200) == [94, 110]


def test_words_that_would_touch_stand_in_rows():
    words = [placing.Word(0, 5, 80), placing.Word(20, 25, 90), placing.Word(100, 105, 140)]
    assert placing.rows(words) == [1, 0, 0]


def test_a_word_that_runs_back_stands_above_the_rules_that_it_spans():
    words = [placing.Word(50, 10, 45), placing.Word(80, 30, 75), placing.Word(90, 20, 85)]
    assert placing.rows(words) == [0, 1, 2]


@pytest.mark.parametrize("count", [0, 1])
def test_few_words_need_one_row(count):
    assert placing.rows([placing.Word(0, 5, 50)] * count) == [0] * count
