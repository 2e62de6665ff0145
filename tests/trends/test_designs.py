"""The batched statistics against statsmodels, one series and one date at a time."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from kazmig.trends.designs import DESIGNS, admissible, design, growth, levels, spike
from kazmig.trends.errors import BadSetting
from kazmig.trends.interventions import interrupted
from kazmig.trends.simulate import null_series

WALKS = null_series("random_walk", 35, 3, seed=5)


@pytest.mark.parametrize("window", [None, 9])
def test_levels_is_the_interrupted_time_series_for_many_at_once(window):
    dates = [3, 17, 32]
    scores = levels(WALKS, dates, window)
    for row, walk in enumerate(WALKS):
        y = pd.Series(walk, index=range(1991, 2026))
        for column, date in enumerate(dates):
            one = interrupted(y, 1991 + date, log=False, window=window)
            assert scores.estimate[row, column] == pytest.approx([one.level.estimate, one.slope.estimate])
            assert scores.se[row, column] == pytest.approx([one.level.se, one.slope.se])
            assert scores.df[column] == one.df


def test_growth_is_a_regression_of_the_steps():
    steps = np.arange(1, 35)
    columns = sm.add_constant(np.column_stack([steps == 20, steps > 20]).astype(float))
    fit = sm.OLS(np.diff(WALKS[1]), columns).fit()
    scores = growth(WALKS, [20])
    assert scores.t[1, 0] == pytest.approx(fit.tvalues[1:])
    assert scores.df[0] == fit.df_resid


def test_spike_finds_the_year_that_stands_off():
    walk = WALKS[:1] * 0.1
    walk[0, 12] += 3
    dates = list(admissible(35, 1, "spike"))
    scores = spike(walk, dates)
    assert dates[int(np.abs(scores.t[0, :, 0]).argmax())] == 12
    assert scores.estimate[0, dates.index(12), 0] == pytest.approx(3, abs=0.3)


@pytest.mark.parametrize("name", list(DESIGNS))
def test_a_planted_effect_moves_its_estimate_by_its_size_and_leaves_the_error(name):
    """What the power computation rests on."""
    chosen = design(name)
    time = np.arange(35)
    effects = {"level": (time >= 20) * 1.0, "slope": np.maximum(time - 20.0, 0), "spike": (time == 20) * 1.0}
    before = chosen.compute(WALKS, [20], None, None)
    for place, statistic in enumerate(chosen.statistics):
        after = chosen.compute(WALKS + 0.7 * effects[statistic], [20], None, None)
        assert after.estimate[:, 0, place] - before.estimate[:, 0, place] == pytest.approx(0.7)
        assert after.se == pytest.approx(before.se)


@pytest.mark.parametrize("name", list(DESIGNS))
def test_no_statistic_depends_on_a_line_or_on_scale(name):
    chosen = design(name)
    moved = chosen.compute(3 * WALKS + 8 - 0.4 * np.arange(35), [20], None, None)
    assert moved.t == pytest.approx(chosen.compute(WALKS, [20], None, None).t)


def test_dates_keep_their_distance_from_the_ends():
    assert list(admissible(12, 4, "levels")) == [4, 5, 6, 7, 8]
    assert admissible(12, 1, "levels") == admissible(12, 3, "levels")
    assert list(admissible(6, 1, "spike")) == [1, 2, 3, 4]


def test_unknown_designs_and_misplaced_lags_are_refused():
    with pytest.raises(BadSetting, match="levels"):
        design("synthetic")
    with pytest.raises(BadSetting, match="no lags"):
        growth(WALKS, [20], None, 3)
    with pytest.raises(BadSetting, match="no lags"):
        spike(WALKS, [20], None, 3)
