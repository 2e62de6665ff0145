"""Smallest visible effects against brute force: plant the effect, run the test, count."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.designs import levels
from kazmig.trends.errors import BadSetting
from kazmig.trends.placebo import experiment
from kazmig.trends.power import power
from kazmig.trends.simulate import null_series

EVENTS = (2012, 2015, 2018, 2021, 2023)


@pytest.fixture(scope="module")
def walk():
    values = 10 + 0.25 * null_series("random_walk", 35, 1, seed=3)[0]
    return pd.Series(np.exp(values), index=range(1991, 2026), name="y")


@pytest.fixture(scope="module")
def found(walk):
    return power(experiment(walk, designs=("levels", "growth"), size=2000, seed=1), EVENTS)


def one(frame, **choice):
    kept = np.ones(len(frame), dtype=bool)
    for column, value in choice.items():
        kept &= frame[column] == value
    return frame[kept]


def test_planted_effects_of_the_smallest_size_are_found_in_four_of_five_series(walk, found):
    """Other simulated series than those that the size was computed from."""
    row = one(found.smallest, design="levels", year=2012, statistic="level", test="all looks", direction="fall").iloc[0]
    steps = np.diff(np.log(walk))
    drawn = np.random.default_rng(99).normal(0, steps.std(ddof=1), (4000, 34))
    paths = np.concatenate([np.zeros((4000, 1)), drawn.cumsum(axis=1)], axis=1)
    paths[:, 21:] -= row["effect"]
    t = levels(paths, [21]).t[:, 0, 0]
    assert (t < -row["critical"]).mean() == pytest.approx(0.8, abs=0.03)


def test_own_innovations_can_stand_for_the_data(walk, found):
    settings = {"designs": ("levels", "growth"), "size": 2000}
    noise = experiment(walk, innovations="own", seed=2, **settings)
    other = power(experiment(walk, seed=1, **settings), EVENTS, noise=noise)
    assert (other.smallest["critical"] == found.smallest["critical"]).all()
    assert other.smallest["effect"].to_numpy() == pytest.approx(found.smallest["effect"].to_numpy(), rel=0.25)
    with pytest.raises(BadSetting, match="other looks"):
        power(experiment(walk, size=10), EVENTS, noise=noise)


def test_the_curve_rises_from_about_half_the_level_to_one(found):
    curve = one(found.curve, design="levels", year=2018, statistic="level", test="one look").set_index("effect")
    assert curve["power"].is_monotonic_increasing
    assert curve.loc[0.0, "power"] < 0.06
    assert curve.loc[3.0, "power"] > 0.95
    assert curve.loc[1.0, "percent"] == pytest.approx(-63.2, abs=0.1)


def test_the_curve_passes_the_target_at_the_smallest_effect(found):
    key = {"design": "growth", "year": 2015, "statistic": "level", "test": "all looks"}
    curve = one(found.curve, **key)
    smallest = one(found.smallest, direction="fall", **key)["effect"].item()
    below, above = curve[curve["effect"] < smallest], curve[curve["effect"] > smallest]
    assert below["power"].max() < 0.8 <= above["power"].min() + 1e-9


def test_many_looks_need_larger_effects_than_one(found):
    wide = found.smallest.pivot_table(
        index=["design", "statistic", "year", "direction"], columns="test", values="effect"
    )
    assert (wide["all looks"] > wide["one look"]).all()
    assert found.looks == 20


def test_a_random_walk_is_better_looked_at_by_its_steps(found):
    falls = one(found.smallest, test="all looks", direction="fall", statistic="level")
    middle = falls.groupby("design")["effect"].median()
    assert middle["growth"] < 0.7 * middle["levels"]


def test_the_summary_carries_n_df_looks_and_simulations(found):
    table = found.summary()
    assert set(table["n"]) == {35}
    assert {"df", "looks", "simulations", "percent"} <= set(table.columns)
    assert found.frame().equals(found.curve)
    assert (table.loc[table["direction"] == "rise", "percent"] > 0).all()


def test_without_logarithms_effects_stay_in_units(walk):
    result = power(experiment(walk, log=False, size=100), EVENTS, effects=(0.0, 1.0))
    assert "percent" not in result.smallest
    assert "percent" not in result.curve


def test_bad_settings_are_refused(walk):
    of = experiment(walk, size=10)
    with pytest.raises(BadSetting, match="between 0 and 1"):
        power(of, EVENTS, level=5)
    with pytest.raises(BadSetting, match="margin"):
        power(of, (1950,))
