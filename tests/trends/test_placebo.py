"""Ranks among placebo dates, p-values from series without an effect, and their correction for many looks."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from kazmig.trends.errors import BadSetting, Gap, NotPositive, TooShort
from kazmig.trends.interventions import interrupted
from kazmig.trends.placebo import corrected, experiment, placebos
from kazmig.trends.simulate import null_series

EVENTS = (2012, 2015, 2018, 2021, 2023)


def series(values, first=1991):
    return pd.Series(np.asarray(values, dtype=float), index=range(first, first + len(values)), name="y")


def walk(seed, jump=0.0, at=2012, n=35):
    values = 10 + 0.25 * null_series("random_walk", n, 1, seed=seed)[0]
    return series(np.exp(values + jump * (np.arange(1991, 1991 + n) >= at)))


def test_each_placebo_date_has_the_statistic_of_the_interrupted_series():
    y = walk(1)
    found = placebos(y)
    assert sorted(found["year"].unique()) == list(range(1994, 2024))
    one = interrupted(y, 2012)
    row = found[(found["year"] == 2012) & (found["statistic"] == "slope")].iloc[0]
    assert (row["t"], row["df"], row["n"]) == pytest.approx((one.slope.t, one.df, one.n))


def test_several_series_and_designs_stand_in_one_frame():
    y = pd.DataFrame({"out": walk(1), "in": walk(2)})
    found = placebos(y, designs=("levels", "growth", "spike"), margin=4)
    assert found.groupby(["series", "design"])["statistic"].nunique().to_dict() == {
        ("in", "growth"): 2, ("in", "levels"): 2, ("in", "spike"): 1,
        ("out", "growth"): 2, ("out", "levels"): 2, ("out", "spike"): 1,
    }  # fmt: skip
    of = experiment(y, designs=("levels", "growth", "spike"), margin=4, size=30)
    pd.testing.assert_frame_equal(of.looks, found)
    assert of.null_t.shape == (30, len(found))


def test_a_large_effect_is_found_after_the_correction():
    of = experiment(walk(3, jump=-2.5), designs=("growth",), size=500, seed=1)
    table = corrected(of, EVENTS).table.set_index(["year", "statistic"])
    row = table.loc[(2012, "level")]
    assert row["p_corrected"] < 0.02
    assert row["rank"] == 1
    assert row["percent_low"] < 100 * np.expm1(-2.5) < row["percent_high"]
    assert table.drop(index=(2012, "level"))["p_corrected"].min() > 0.05


def test_own_innovations_hide_what_they_contain():
    """The step of the event is drawn again and again by the null: its p-value cannot become as small as it should."""
    y = walk(3, jump=-2.5)
    looks = [experiment(y, designs=("growth",), innovations=law, size=2000, seed=1) for law in ("own", "normal")]
    own, normal = (corrected(of, EVENTS).table["p_simulated"].min() for of in looks)
    assert own > 5 * normal
    assert normal < 0.001


def test_corrected_p_values_lie_above_raw_ones_and_keep_their_order():
    found = corrected(experiment(walk(4), size=300, seed=2), EVENTS)
    table = found.table.sort_values("p_simulated")
    assert found.looks == 10
    assert found.looks_any_date == 60
    assert (table["p_corrected"] >= table["p_simulated"] - 1e-12).all()
    assert table["p_corrected"].is_monotonic_increasing
    assert table["p_holm"].to_numpy() == pytest.approx(multipletests(table["p_rank"], method="holm")[1])


def test_two_events_of_one_first_year_are_one_look():
    of = experiment(walk(4), size=50)
    assert corrected(of, (2012, 2015, 2015)).looks == corrected(of, (2012, 2015)).looks == 4


def test_a_single_look_is_not_corrected():
    of = experiment(walk(5), size=300, seed=3).only(statistic="level")
    row = corrected(of, (2012,)).table.iloc[0]
    assert row["p_corrected"] == pytest.approx(row["p_simulated"], abs=0.01)


def test_the_correction_of_independent_looks_is_near_sidak():
    """Steps at dates fifteen years apart hardly depend on each other."""
    apart = (2005, 2020, 2035)
    of = experiment(walk(6, n=60), designs=("growth",), margin=14, size=3000, seed=3).only(statistic="level")
    table = corrected(of, apart).table
    least = table.loc[table["p_simulated"].idxmin()]
    assert least["p_corrected"] == pytest.approx(1 - (1 - least["p_simulated"]) ** 3, abs=0.03)


def test_holm_on_ranks_has_a_floor_that_no_effect_can_pass():
    found = corrected(experiment(walk(3, jump=-6), size=50), EVENTS)
    assert found.floor == pytest.approx(10 / 30)
    assert found.table["p_holm"].min() >= found.floor - 1e-12


def test_ranks_count_dates_with_as_large_a_statistic():
    of = experiment(walk(7), size=20)
    table = corrected(of, EVENTS).table
    one = table[(table["year"] == 2018) & (table["statistic"] == "slope")].iloc[0]
    slopes = of.looks[of.looks["statistic"] == "slope"]
    assert one["rank"] == (slopes["t"].abs() >= abs(one["t"])).sum()
    assert one["dates"] == 30
    assert one["p_rank"] == one["rank"] / 30


def test_without_logarithms_there_are_no_percentages():
    found = corrected(experiment(series(null_series("random_walk", 35, 1, seed=1)[0]), log=False, size=20), EVENTS)
    assert "percent" not in found.summary()
    assert set(found.summary()["looks"]) == {10}
    assert found.frame().columns.tolist() == found.table.columns.tolist()


def test_the_same_seed_gives_the_same_table():
    first, second = (corrected(experiment(walk(8), kind="ar", size=100, seed=9), EVENTS).table for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_bad_input_is_refused_by_name():
    with pytest.raises(TooShort):
        placebos(walk(1).head(7))
    with pytest.raises(TooShort, match="lower margin"):
        placebos(walk(1), margin=18)
    with pytest.raises(NotPositive):
        placebos(walk(1) - 1e9)
    with pytest.raises(Gap):
        placebos(walk(1).drop(2000))
    of = experiment(walk(1), size=10)
    with pytest.raises(BadSetting, match="2024 is no admissible date"):
        corrected(of, (2012, 2024))


@pytest.mark.slow
def test_naive_t_tests_at_placebo_dates_of_random_walks_are_mostly_wrong(record_property):
    """At 35 points well over a third of level changes and most slope changes exceed 1.96 where there is none."""
    walks = null_series("random_walk", 35, 4000, seed=11)
    y = pd.DataFrame(walks.T, index=range(1991, 2026))
    exceed = placebos(y, log=False).assign(beyond=lambda d: d["t"].abs() > 1.96).groupby("statistic")["beyond"].mean()
    print(f"naive |t| > 1.96: {exceed.round(3).to_dict()}")
    record_property("exceed", exceed.to_dict())
    assert 0.40 < exceed["level"] < 0.52
    assert 0.60 < exceed["slope"] < 0.70


@pytest.mark.slow
@pytest.mark.parametrize(("phi", "kind"), [(None, "random_walk"), (0.7, "random_walk"), (0.7, "ar"), (None, "ar")])
def test_the_corrected_test_keeps_its_level(phi, kind, record_property):
    """Chance of any false rejection among ten looks, on 400 series without an effect, at a nominal 5 percent."""
    many = null_series("random_walk" if phi is None else "ar", 35, 400, seed=12, phi=phi)
    least = []
    for place, each in enumerate(many):
        of = experiment(series(each), log=False, kind=kind, size=199, seed=place)
        least.append(corrected(of, EVENTS).table["p_corrected"].min())
    rate = float((np.array(least) <= 0.05).mean())
    print(f"truth {phi or 'random walk'}, tested as {kind}: any false rejection {rate:.3f} (nominal 0.05)")
    record_property("rate", rate)
    assert rate < 0.05 + 0.03
    assert rate > 0.05 - 0.03 or phi is not None
