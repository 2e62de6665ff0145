"""Scores agree with scoringrules, with closed forms, and with hand-made cases."""

import numpy as np
import pytest
import scoringrules
from scipy import stats

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting import scores


def test_crps_agrees_with_scoringrules() -> None:
    rng = np.random.default_rng(0)
    draws, outcomes = rng.gamma(2, 3, size=(501, 7)), rng.gamma(2, 3, size=7)
    theirs = scoringrules.crps_ensemble(outcomes, draws.T, estimator="nrg")
    assert scores.crps(draws, outcomes) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("outcome", [-1.5, 0.0, 2.5])
def test_crps_of_normal_draws_is_the_closed_form(outcome: float) -> None:
    draws = stats.norm.ppf((np.arange(20000) + 0.5) / 20000)[:, None]
    exact = outcome * (2 * stats.norm.cdf(outcome) - 1) + 2 * stats.norm.pdf(outcome) - 1 / np.sqrt(np.pi)
    assert scores.crps(draws, outcome)[0] == pytest.approx(exact, abs=1e-4)
    assert exact == pytest.approx(float(scoringrules.crps_normal(outcome, 0.0, 1.0)))


def test_crps_of_one_value_is_the_absolute_error_and_it_scales_with_the_unit() -> None:
    rng = np.random.default_rng(1)
    assert scores.crps(np.full((50, 1), 4.0), 7.0)[0] == pytest.approx(3.0)
    draws = rng.normal(size=(300, 1))
    assert scores.crps(10 * draws, 5.0)[0] == pytest.approx(10 * scores.crps(draws, 0.5)[0])


@pytest.mark.parametrize(("outcome", "expected"), [(3.0, 2.0), (5.0, 2 + 10), (1.5, 2 + 5)])
def test_winkler_by_hand_and_by_scoringrules(outcome: float, expected: float) -> None:
    low, high = np.array([2.0]), np.array([4.0])
    assert scores.winkler(low, high, outcome, 80)[0] == pytest.approx(expected)
    theirs = float(scoringrules.interval_score(outcome, 2.0, 4.0, 0.2))
    assert scores.winkler(low, high, outcome, 80)[0] == pytest.approx(theirs)


def test_winkler_is_least_for_the_true_quantiles() -> None:
    outcomes = np.random.default_rng(2).normal(size=20000)
    score = {
        half: scores.winkler(np.array([-half]), np.array([half]), outcomes, 80).mean() for half in (0.9, 1.2816, 1.7)
    }
    assert min(score, key=lambda half: score[half]) == 1.2816


def test_winkler_refuses_a_level_that_is_no_percentage() -> None:
    with pytest.raises(BadSetting, match="percentage"):
        scores.winkler(np.array([0.0]), np.array([1.0]), 0.5, 100)


def test_pit_counts_ties_by_half() -> None:
    draws = np.array([[1.0], [2.0], [2.0], [3.0]])
    assert scores.pit(draws, 2.0)[0] == 0.5
    assert scores.pit(draws, 0.0)[0] == 0.0
    assert scores.pit(draws, 4.0)[0] == 1.0


def test_scale_forgets_what_is_older_than_its_years() -> None:
    values = np.array([1000.0, 0.0, 1.0, 3.0, 2.0])
    assert scores.naive_scale(values, 3) == pytest.approx((1 + 2 + 1) / 3)
    assert scores.naive_scale(values, 10) == pytest.approx((1000 + 1 + 2 + 1) / 4)
