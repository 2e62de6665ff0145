import math

import pytest
from scipy import stats

from kazmig.chapters import intervals
from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import Span


@pytest.mark.parametrize("count", [0, 1, 7, 120, 1559])
def test_garwood_leaves_the_tails_that_its_definition_says(count):
    low, high = intervals.garwood(count)
    assert stats.poisson.cdf(count, high) == pytest.approx(0.025)
    if count:
        assert stats.poisson.sf(count - 1, low) == pytest.approx(0.025)
    else:
        assert low == 0


def test_garwood_refuses_what_is_no_count():
    with pytest.raises(ChapterError, match="whole number"):
        intervals.garwood(3.5)


def test_the_ratio_of_counts_agrees_with_the_binomial_test_that_defines_it():
    low, high = intervals.ratio_of_counts(39, 18)
    assert low < 18 / 39 < high
    exact = stats.binomtest(18, 57).proportion_ci(0.95, "exact")
    assert (low, high) == pytest.approx((exact.low / (1 - exact.low), exact.high / (1 - exact.high)))


def test_a_ratio_from_nothing_has_no_upper_bound():
    assert math.isinf(intervals.ratio_of_counts(0, 5)[1])
    assert intervals.ratio_of_counts(5, 0)[0] == 0
    with pytest.raises(ChapterError):
        intervals.ratio_of_counts(0, 0)


def test_wilson_agrees_with_scipy():
    exact = stats.binomtest(12, 19).proportion_ci(0.95, "wilson")
    assert intervals.wilson(12, 19) == pytest.approx((exact.low, exact.high))


def test_spans_take_the_worst_case_at_both_ends():
    change = Span(8750, 8800, 8850) - Span(39750, 39800, 39850)
    assert (change.low, change.value, change.high) == (-31100, -31000, -30900)
    share = change / Span(-32493, -32493, -32493)
    assert share.low == pytest.approx(30900 / 32493)
    assert share.high == pytest.approx(31100 / 32493)
    assert (change * -1).low == 30900
    assert (change + Span(1, 2, 3)).high == -30897


def test_a_span_that_holds_zero_divides_nothing():
    with pytest.raises(ChapterError, match="zero"):
        Span(1, 1, 1) / Span(-1, 0, 1)


def test_a_span_out_of_order_is_refused():
    with pytest.raises(ChapterError, match="low over value to high"):
        Span(3, 2, 4)


def test_bounds_come_from_the_print_or_from_the_rounding(yearly):
    rounded = intervals.bounded(yearly({2024: 8800}, precision=50.0)).iloc[0]
    assert (rounded["low"], rounded["high"]) == (8750, 8850)
    exact = intervals.bounded(yearly({2024: 12732})).iloc[0]
    assert (exact["low"], exact["high"]) == (12732, 12732)
    at_most = intervals.bounded(yearly({2016: 29000}, high=29000.0)).iloc[0]
    assert (at_most["low"], at_most["high"]) == (29000, 29000)


def test_the_span_of_a_missing_year_is_refused(yearly):
    with pytest.raises(ChapterError, match="0 rows for 2019"):
        intervals.span_at(yearly({2024: 8800}), 2019)
