"""Simulated critical values are those that Bai and Perron publish, and are exact where they should be."""

import numpy as np
import pytest

from kazmig.trends.break_settings import settings
from kazmig.trends.critical_values import (
    chosen,
    critical_value,
    decisive,
    null_at_length,
    null_in_limit,
    null_of_many,
    p_value,
)
from kazmig.trends.segments import partitions, regressors, segment_ssr
from kazmig.trends.sup_f import many_breaks

PUBLISHED = {
    # trimming, level: one more break than 0 to 4; J. Bai and P. Perron (2003), Critical values for multiple structural
    # change tests, Econometrics Journal 6, 72-78, one regressor
    (0.05, 0.10): [8.02, 9.56, 10.45, 11.07, 11.65],
    (0.05, 0.05): [9.63, 11.14, 12.16, 12.83, 13.45],
    (0.15, 0.10): [7.04, 8.51, 9.41, 10.04, 10.58],
    (0.15, 0.05): [8.58, 10.13, 11.14, 11.83, 12.25],
    (0.15, 0.025): [10.18, 11.86, 12.66, 13.40, 13.89],
}


@pytest.mark.parametrize(("trimming", "level"), PUBLISHED)
def test_the_limit_is_bai_and_perrons(trimming: float, level: float) -> None:
    """Both sides are simulated with ten thousand draws: they differ by some two percent of chance."""
    null = null_in_limit("mean", trimming)
    simulated = [critical_value(null, level, breaks) for breaks in range(5)]
    assert simulated == pytest.approx(PUBLISHED[trimming, level], rel=0.055)


def test_no_break_against_many_is_near_bai_and_perrons() -> None:
    """Their limit at fifteen percent (same source) beside series of a hundred and three quarters."""
    null = null_of_many("mean", 103, 15, 5)
    simulated = [critical_value(null[:, column], 0.05) for column in range(6)]
    assert simulated == pytest.approx([8.58, 7.22, 5.96, 4.99, 3.91, 8.88], rel=0.10)


def test_a_trend_has_higher_critical_values_than_two_regressors_without_one() -> None:
    """Bai and Perron's 11.47 for two stationary regressors at fifteen percent is too low for a trend."""
    assert critical_value(null_in_limit("trend", 0.15), 0.05) > 12.2


@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_at_this_length_the_level_is_kept(kind: str) -> None:
    critical = critical_value(null_at_length(kind, 35, 5), 0.05)
    y = np.random.default_rng(99).standard_normal((4000, 35)) * 7 + 100
    statistics = many_breaks(partitions(y, regressors(35, kind), 5, 1))[:, 0]
    assert np.mean(statistics > critical) == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_the_process_is_the_f_statistic_of_every_date(kind: str) -> None:
    """The same draws, with least squares on both sides of every date."""
    y = np.random.default_rng(2003).standard_normal((1000, 20))
    ssr = segment_ssr(y, regressors(20, kind))
    q = 1 if kind == "mean" else 2
    divided = np.stack([ssr[:, 0, end] + ssr[:, end + 1, 19] for end in range(3, 16)], axis=1)
    largest = ((20 - 2 * q) * (ssr[:, [0], 19] - divided) / divided).max(axis=1)
    assert np.isin(np.round(largest, 6), np.round(null_at_length(kind, 20, 4), 6)).all()


def test_values_rise_with_what_is_asked() -> None:
    null = null_at_length("trend", 35, 5)
    assert critical_value(null, 0.01) > critical_value(null, 0.05) > critical_value(null, 0.10)
    assert np.all(np.diff([critical_value(null, 0.05, breaks) for breaks in range(5)]) > 0)
    assert p_value(null, 0.0) == pytest.approx(1.0)
    assert 0 < p_value(null, 1e6) < 2e-4
    middle = critical_value(null, 0.3, 2)
    assert p_value(null, middle, 2) == pytest.approx(0.3, abs=0.01)


def test_the_sequence_stops_at_the_first_test_that_does_not_reject() -> None:
    statistics = np.array([[9.0, 9.0, 9.0], [9.0, 1.0, 9.0], [1.0, 9.0, 9.0]])
    assert chosen(statistics, np.array([5.0, 5.0, 5.0])).tolist() == [3, 1, 0]


def test_settings_decide_which_values_count() -> None:
    robust, plain = (settings(35, "mean", 5, 3, "sequential", hac=hac) for hac in (True, False))
    assert decisive(robust)[0] == critical_value(null_in_limit("mean", 5 / 35), 0.05)
    assert decisive(plain)[0] == critical_value(null_at_length("mean", 35, 5), 0.05)
    assert decisive(plain).shape == (3,)


@pytest.mark.parametrize("trimming", [0.001, 0.5])
def test_an_extreme_trimming_takes_the_nearest(trimming: float) -> None:
    assert np.isfinite(critical_value(null_in_limit("mean", trimming), 0.05))
