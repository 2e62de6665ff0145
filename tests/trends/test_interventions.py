"""Level and slope changes recovered; statsmodels and two published studies as references."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from kazmig.trends.errors import BadSetting, Gap, NotPositive, NoVariation, TooShort
from kazmig.trends.interventions import design_matrix, interrupted, newey_west_lags
from kazmig.trends.simulate import null_series

DATA = Path(__file__).parent / "data"


def series(values, first=1991):
    return pd.Series(np.asarray(values, dtype=float), index=range(first, first + len(values)), name="y")


def planted(level, slope, n=35, at=20, noise=0.05, seed=3):
    wobble = np.random.default_rng(seed).normal(0, noise, n)
    return series(np.exp(9 + design_matrix(n, at) @ [0.0, -0.05, level, slope] + wobble))


def monthly(name):
    frame = pd.read_csv(DATA / name)
    return frame.set_index(pd.PeriodIndex(frame["month"], freq="M")).drop(columns="month")


def harmonics(index, pairs):
    angle = 2 * np.pi * index.month.to_numpy() / 12
    columns = {
        f"{name}{k}": f(k * angle) for k in range(1, pairs + 1) for name, f in (("sin", np.sin), ("cos", np.cos))
    }
    return pd.DataFrame(columns, index=index)


def test_a_planted_change_of_level_and_slope_is_recovered():
    found = interrupted(planted(level=-0.7, slope=0.1), 2011)
    assert found.level.estimate == pytest.approx(-0.7, abs=0.1)
    assert found.level.low < -0.7 < found.level.high
    assert found.slope.estimate == pytest.approx(0.1, abs=0.02)
    assert found.level.percent == pytest.approx(100 * (np.exp(found.level.estimate) - 1))
    assert (found.n, found.df, found.lags, found.looks) == (35, 31, 3, 2)


def test_estimates_and_errors_are_those_of_statsmodels():
    y = planted(level=0.3, slope=-0.05)
    fit = sm.OLS(np.log(y), design_matrix(35, 20)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}, use_t=True
    )
    found = interrupted(y, 2011, lags=2)
    assert [found.trend.t, found.level.t, found.slope.t] == pytest.approx(list(fit.tvalues[1:]))
    assert (found.level.low, found.level.high) == pytest.approx(tuple(np.asarray(fit.conf_int())[2]))


def test_the_counterfactual_is_the_trend_before_carried_on():
    found = interrupted(planted(level=-0.7, slope=0.1, noise=1e-3), 2011)
    frame = found.frame().set_index("year")
    assert frame.loc[2010, "fit"] == pytest.approx(frame.loc[2010, "counterfactual"])
    assert frame.loc[2011, "fit"] / frame.loc[2011, "counterfactual"] == pytest.approx(np.exp(-0.7), rel=0.01)
    assert frame["regime"].value_counts().to_dict() == {"before": 20, "after": 15}


def test_the_summary_names_n_df_and_lags():
    table = interrupted(planted(0.2, 0.0), 2011).summary()
    assert table["name"].tolist() == ["trend", "level", "slope"]
    assert set(table["n"]) == {35}
    assert set(table["df"]) == {31}


def test_a_window_uses_only_the_years_around_the_date():
    y = planted(0.4, 0.0)
    found = interrupted(y, 2011, window=8)
    assert (found.n, found.df) == (16, 12)
    assert found.level.estimate == pytest.approx(interrupted(y.loc[2003:2018], 2011).level.estimate)


def test_without_logarithms_effects_are_in_units_and_no_percent_is_given():
    y = series(np.r_[np.arange(10.0), np.arange(10.0) + 50] + np.random.default_rng(0).normal(0, 0.1, 20) - 20)
    found = interrupted(y, 2001, log=False)
    assert found.level.estimate == pytest.approx(40, abs=0.5)
    assert np.isnan(found.level.percent)
    with pytest.raises(NotPositive):
        interrupted(y, 2001)


def test_the_seat_belt_law_is_as_harvey_and_durbin_published_it():
    """Harvey and Durbin (1986) find 23 percent fewer drivers killed or seriously injured; tolerance three points."""
    drivers = monthly("car_drivers_great_britain.csv")["drivers"]
    seasons = pd.get_dummies(drivers.index.month, drop_first=True).astype(float).set_index(drivers.index)
    found = interrupted(drivers, pd.Period("1983-02", freq="M"), controls=seasons, lags=12)
    assert found.level.percent == pytest.approx(-23, abs=3)
    assert found.level.percent_low < -23 < found.level.percent_high < 0
    assert found.diagnostics.n_after == 23


def test_the_smoking_ban_in_sicily_is_as_lopez_bernal_and_others_published_it():
    """Their rate ratio of the level is 0.885 (0.839 to 0.933), without a change of slope; tolerance 0.015."""
    sicily = monthly("coronary_episodes_sicily.csv")
    rate = sicily["aces"] / sicily["stdpop"]
    found = interrupted(rate, pd.Period("2005-01", freq="M"), controls=harmonics(rate.index, 2), lags=6)
    assert np.exp(found.level.estimate) == pytest.approx(0.885, abs=0.015)
    assert 0.839 < np.exp(found.level.estimate) < 0.933
    assert found.slope.low < 0 < found.slope.high
    poisson = sm.GLM(  # their model with the change of slope, from their supplementary code
        sicily["aces"].to_numpy(),
        np.column_stack([design_matrix(59, 36), harmonics(rate.index, 2)]),
        offset=np.log(sicily["stdpop"].to_numpy()),
        family=sm.families.Poisson(),
    ).fit()
    assert found.level.estimate == pytest.approx(poisson.params[2], abs=0.01)
    assert found.slope.estimate == pytest.approx(poisson.params[3], abs=0.0005)


@pytest.mark.parametrize(
    ("y", "year", "error"),
    [
        (series(np.arange(1.0, 5.0)), 1993, TooShort),
        (series(np.arange(1.0, 20.0) ** 2), 1993, TooShort),
        (series([1.0, 2, 4, 8, 9, 7, 8, 6]), 1995, NoVariation),
        (series([5.0] * 12), 1996, NoVariation),
        (series([5.0, np.nan, 4, 3, 2, 5, 6, 3]), 1995, Gap),
        (series([5.0, 2, 4, 3, 2, 5, 6, 3]), 2040, BadSetting),
    ],
)
def test_bad_input_is_refused_by_name(y, year, error):
    with pytest.raises(error):
        interrupted(y, year)


def test_controls_must_cover_the_series():
    y = planted(0.1, 0.0)
    with pytest.raises(BadSetting, match="same index"):
        interrupted(y, 2011, controls=pd.DataFrame({"x": [1.0]}, index=[1991]))
    with pytest.raises(BadSetting, match="confidence"):
        interrupted(y, 2011, confidence=95)


def test_the_lags_follow_the_rule_of_newey_and_west():
    assert [newey_west_lags(n) for n in (15, 35, 100, 400)] == [2, 3, 4, 5]


def test_the_naive_test_rejects_far_too_often_on_random_walks():
    """The reason for the placebo module: at a nominal 5 percent well over a third of walks show a change."""
    walks = null_series("random_walk", 35, 100, seed=8)
    p = np.array([[e.p for e in (r.level, r.slope)] for r in (interrupted(series(w), 2008, log=False) for w in walks)])
    assert (p < 0.05).mean(axis=0).min() > 0.3
