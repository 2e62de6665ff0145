"""The pool is a linear pool: its distribution is the mean of the members', and it fits none of them twice."""

import numpy as np
import pytest

from kazmig.trends.forecasting.benchmarks import drift, mean, naive
from kazmig.trends.forecasting.pool import pool, remembering
from kazmig.trends.forecasting.simulation import History, Noise, Paths, noise


def test_its_distribution_is_the_mean_of_the_members(past: History, random: Noise) -> None:
    members = {"naive": naive, "drift": drift, "mean": mean}
    pooled = pool(members, past, random).logs
    for threshold in (past.logs[-1] - 0.5, past.logs[-1], past.logs[-1] + 0.5):
        below = np.mean([(model(past, random).logs < threshold).mean(axis=0) for model in members.values()], axis=0)
        assert (pooled < threshold).mean(axis=0) == pytest.approx(below, abs=0.025)


def test_pairs_stay_together_and_the_fewest_degrees_of_freedom_count(past: History, random: Noise) -> None:
    told = pool({"naive": naive, "drift": drift}, past, random)
    centres = {round(float(total) / 2, 9) for total in told.logs[0::2, 0] + told.logs[1::2, 0]}
    expected = {past.logs[-1], past.logs[-1] + np.diff(past.logs).mean()}
    assert centres == {round(float(centre), 9) for centre in expected}
    assert told.df == 28
    assert told.fallback == ""


def test_a_members_fallback_is_told(past: History, random: Noise) -> None:
    def poor(history: History, noise: Noise) -> Paths:
        plain = naive(history, noise)
        return Paths(plain.logs, plain.df, plain.residuals, {}, "naive stands in: nothing converged")

    assert pool({"naive": naive, "poor": poor}, past, random).fallback == "poor: naive stands in: nothing converged"


def test_memory_answers_the_same_question_once_and_forgets_at_the_next(past: History, random: Noise) -> None:
    asked: list[int] = []

    def counted(history: History, noise: Noise) -> Paths:
        asked.append(len(history.logs))
        return naive(history, noise)

    model = remembering(counted)
    first = model(past, random)
    assert model(past, random) is first
    assert asked == [30]
    shorter = History(past.logs[:20], past.years[:20])
    assert model(shorter, random).df == 19
    model(shorter, noise(200, 5, seed=9, origin=0))
    assert asked == [30, 20, 20]
