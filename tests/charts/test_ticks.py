import itertools

import pytest

from kazmig.charts import ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 477_068, [0, 100_000, 200_000, 300_000, 400_000, 500_000]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-3.2, 4.1, [-4, -2, 0, 2, 4, 6]),
        (5, 5, [5, 6, 7, 8, 9, 10]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low, high, expected):
    assert ticks.linear(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (30, 4000, [30, 100, 300, 1000, 3000, 10_000]),
        (20, 80, [20, 50, 100]),
        (7_608, 477_068, [5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000]),
        (1, 1e9, [1, 100, 1e4, 1e6, 1e8, 1e9]),
        (5, 5, [5, 10]),
    ],
)
def test_log_ticks_are_round(low, high, expected):
    assert ticks.logarithmic(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("room", "first", "last"), [(650, 1991, 2025), (200, 1991, 2025), (700, 2011, 2025), (300, 1897, 2021)]
)
def test_years_keep_their_distance_and_both_ends(room, first, last):
    label = 30
    years = ticks.years(first, last, room, label)
    assert (years[0], years[-1]) == (first, last)
    pixels = [(year - first) / (last - first) * room for year in years]
    assert all(b - a >= label + 5 for a, b in itertools.pairwise(pixels))


def test_a_short_axis_has_few_years():
    assert ticks.years(2020, 2020, 100, 30) == [2020]
    assert ticks.years(2020, 2025, 40, 30) == [2020]


@pytest.mark.parametrize(
    ("marks", "spec"), [([0, 1, 2], ",.0f"), ([0, 0.5], ",.1f"), ([0.25], ",.2f"), ([1 / 3], ",.4f")]
)
def test_decimals_are_as_many_as_the_ticks_need(marks, spec):
    assert ticks.specifier(marks) == spec
