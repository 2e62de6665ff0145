import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.steepest import last_fall, sums


def walk(n=35, drift=-0.07, sigma=0.25, seed=3):
    steps = drift + sigma * np.random.default_rng(seed).standard_normal(n)
    return pd.Series(np.exp(11 + np.cumsum(steps)), index=range(1991, 1991 + n), name="departures")


def test_sums_are_those_of_a_loop():
    growth = np.random.default_rng(1).standard_normal((3, 9))
    loop = [[row[k : k + 4].sum() for k in range(6)] for row in growth]
    assert sums(growth, 4) == pytest.approx(np.array(loop))


def test_a_window_of_one_is_a_prediction_interval():
    y = walk()
    steps = np.diff(np.log(y.to_numpy()))
    before = steps[:-1]
    z = (steps[-1] - before.mean()) / (before.std(ddof=1) * np.sqrt(1 + 1 / 33))
    assert last_fall(y, 1, size=500).p_fixed == pytest.approx(stats.t.cdf(z, 32))


def test_some_window_is_likelier_than_a_named_one():
    result = last_fall(walk(), 4, size=4000)
    assert result.p_fixed <= result.p_some
    assert result.p_fixed_known <= result.p_some_known
    assert result.p_some_low <= result.p_some <= result.p_some_high
    assert result.windows == result.looks == 31
    assert (result.start, result.end, result.df) == (2021, 2025, 29)


def test_the_same_seed_gives_the_same_numbers_and_another_one_others():
    y = walk()
    assert last_fall(y, seed=1, size=2000) == last_fall(y, seed=1, size=2000)
    assert last_fall(y, seed=1, size=2000).p_some != last_fall(y, seed=2, size=2000).p_some


def test_rank_counts_steeper_windows():
    y = pd.Series([100.0, 95, 90, 85, 80, 78, 70, 20, 18, 17, 16, 15, 14], index=range(2000, 2013))
    result = last_fall(y, 1, size=200)
    assert result.rank == 4  # after 70 to 20, 78 to 70 and 20 to 18
    assert result.summary()["percent"].item() == pytest.approx(100 * (14 / 15 - 1))


def test_under_its_own_model_the_fixed_probability_is_uniform():
    """Of 1500 random walks, the share below 5 percent: binomial standard error 0.56 points."""
    shares = [last_fall(walk(seed=seed), 4, size=1).p_fixed for seed in range(1500)]
    assert np.mean(np.array(shares) < 0.05) == pytest.approx(0.05, abs=0.0225)


def test_bad_settings_are_refused():
    with pytest.raises(BadSetting, match="at least 1"):
        last_fall(walk(), 0)
    with pytest.raises(TooShort):
        last_fall(walk(9), 4)
