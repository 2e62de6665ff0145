"""Looks and their columns stay together; thresholds hold for the simulated series that they come from."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting
from kazmig.trends.placebo import experiment
from kazmig.trends.simulate import null_series


def walk(seed):
    return pd.Series(np.exp(0.25 * null_series("random_walk", 35, 1, seed=seed)[0]), index=range(1991, 2026))


@pytest.fixture(scope="module")
def of():
    return experiment(pd.DataFrame({"out": walk(1), "in": walk(2)}), designs=("levels", "growth"), size=400, seed=1)


def test_narrowing_keeps_each_look_with_its_column(of):
    one = of.only(series="in", design="growth", year=2012, statistic="level")
    place = of.looks.query("series == 'in' and design == 'growth' and year == 2012 and statistic == 'level'").index[0]
    assert one.looks["t"].item() == of.looks.loc[place, "t"]
    assert (one.null_t[:, 0] == of.null_t[:, place]).all()
    alone = experiment(walk(2), designs=("growth",), size=5)
    assert one.looks["t"].item() == pytest.approx(
        alone.looks.query("year == 2012 and statistic == 'level'")["t"].item()
    )


def test_the_columns_of_simulated_series_have_the_spread_of_their_statistic(of):
    """Late slopes of the levels design have the widest distribution, steps of the growth design one near normal."""
    wide = of.only(design="levels", statistic="slope", year=2023).points
    narrow = of.only(design="growth", statistic="level", year=2023).points
    assert wide.min() > 10
    assert narrow == pytest.approx(2.04, abs=0.25)


def test_the_critical_values_are_exceeded_somewhere_in_the_share_asked_for(of):
    narrow = of.only(year=(2012, 2018))
    beyond = (np.abs(narrow.null_t) > narrow.critical(0.1)).any(axis=1).mean()
    assert beyond == pytest.approx(0.1, abs=0.01)
    assert (narrow.critical(0.05) > narrow.critical(0.1)).all()


def test_scaled_statistics_include_the_data_first(of):
    assert of.scaled.shape == (401, len(of.looks))
    assert of.scaled[0] * of.points == pytest.approx(of.looks["t"].abs().to_numpy())
    assert (of.scaled > 1).mean() == pytest.approx(0.05, abs=0.01)


def test_a_choice_that_leaves_nothing_is_refused(of):
    with pytest.raises(BadSetting, match="margin"):
        of.only(year=1950)
