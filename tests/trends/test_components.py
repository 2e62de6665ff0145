import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kazmig.trends.components import comparison, criteria, structural
from kazmig.trends.errors import BadSetting, Gap, NotPositive, NoVariation, TooShort
from kazmig.trends.state_space import KINDS


def series(values, start=1991):
    return pd.Series(np.asarray(values, dtype=float), index=range(start, start + len(values)), name="departures")


def walk(n=35, drift=-0.1, sigma=0.25, seed=3):
    return series(np.exp(11 + np.cumsum(drift + sigma * np.random.default_rng(seed).standard_normal(n))))


def test_the_drift_is_the_mean_growth_with_students_interval():
    y = walk()
    steps = np.diff(np.log(y.to_numpy()))
    result = structural(y, "random_walk_drift", confidence=0.9)
    today = result.slope.iloc[-1]
    low, high = stats.t.interval(0.9, 33, steps.mean(), steps.std(ddof=1) / np.sqrt(34))
    assert today["slope"] == pytest.approx(steps.mean(), abs=1e-6)
    assert today["percent_low"] == pytest.approx(100 * np.expm1(low), rel=1e-3)
    assert today["percent_high"] == pytest.approx(100 * np.expm1(high), rel=1e-3)
    assert result.p_negative == pytest.approx(stats.ttest_1samp(steps, 0, alternative="less").pvalue * -1 + 1, abs=1e-4)


def test_criteria_count_the_slope_at_the_start():
    y = walk()
    result = structural(y, "random_walk_drift")
    steps = np.diff(np.log(y.to_numpy()))
    loglik = stats.norm.logpdf(steps, steps.mean(), steps.std()).sum()
    assert (result.n, result.parameters, result.df) == (34, 2, 32)
    assert result.bic == pytest.approx(-2 * loglik + 2 * np.log(34), abs=1e-4)
    assert result.aicc == pytest.approx(-2 * loglik + 4 + 12 / 31, abs=1e-4)
    assert [structural(y, kind).parameters for kind in KINDS] == [1, 2, 2, 3, 4]


def test_a_model_with_many_parameters_has_no_aicc():
    assert criteria(0.0, 9, 10)[0] == float("inf")


def test_trend_and_band_are_in_the_series_units():
    y = walk(seed=7)
    trend = structural(y, "smooth_trend").trend
    assert (trend["low"] <= trend["trend"]).all()
    assert (trend["trend"] <= trend["high"]).all()
    assert np.abs(np.log(trend["trend"] / y.to_numpy())).max() < 1
    assert trend["year"].tolist() == y.index.tolist()


def test_without_logarithm_units_and_percent_differ():
    y = series(1000 + np.cumsum(np.random.default_rng(5).standard_normal(30)))
    result = structural(y, "random_walk_drift", log=False)
    assert result.slope["percent"].isna().all()
    assert result.slope["slope"].iloc[-1] == pytest.approx(np.diff(y).mean(), abs=1e-6)


def test_a_known_outlier_is_found_and_the_trend_leaves_it_out():
    y = walk(sigma=0.05, seed=1)
    y.loc[2010] *= 2
    result = structural(y, "local_linear_trend", outliers=[2010])
    effect = result.effects.iloc[0]
    assert effect["percent"] == pytest.approx(100, abs=20)
    assert effect["low"] < 100 < effect["high"]
    assert result.trend.set_index("year").loc[2010, "trend"] == pytest.approx(y.loc[2010] / 2, rel=0.1)
    assert result.bic < structural(y, "local_linear_trend").bic - 10


def test_a_level_has_no_slope():
    result = structural(walk(), "local_level")
    assert result.slope.empty
    assert np.isnan(result.p_negative)
    assert result.frame()["slope"].isna().all()
    assert np.isnan(result.summary()["percent"].item())


def test_comparison_puts_the_lowest_bic_first():
    table = comparison(walk())
    assert table["bic"].is_monotonic_increasing
    assert table["bic_above"].iloc[0] == 0
    assert table["n"].nunique() == 1
    assert set(table["kind"]) == set(KINDS)


def test_a_random_walk_with_drift_is_recognised_more_often_than_not():
    best = [
        comparison(walk(drift=-0.2, seed=seed), ("random_walk_drift", "smooth_trend", "local_level"))
        for seed in range(12)
    ]
    assert sum(table["kind"].iloc[0] == "random_walk_drift" for table in best) >= 9


def test_a_bent_trend_with_noise_prefers_the_smooth_trend():
    years = np.arange(40)
    bent = 9 + 4 * np.sin(years / 6) + 0.05 * np.random.default_rng(2).standard_normal(40)
    table = comparison(series(np.exp(bent)))
    assert table["kind"].tolist()[:2] == ["smooth_trend", "local_linear_trend"]
    # the second has a variance more: it cannot fit worse, and here not enough better
    assert 0 <= table["loglik"].iloc[1] - table["loglik"].iloc[0] < 0.5 * np.log(39)


@pytest.mark.parametrize(
    ("y", "keywords", "error"),
    [
        (series([1, 2, 3]), {}, TooShort),
        (series([5, 4, 0, 4, 5, 6, 7, 8, 9]), {}, NotPositive),
        (series([5, 4, np.nan, 4, 5, 6, 7, 8, 9]), {}, Gap),
        (series([5] * 12), {}, NoVariation),
        (walk(12), {"kind": "cubic"}, BadSetting),
        (walk(12), {"confidence": 95}, BadSetting),
        (walk(12), {"outliers": (1991,)}, BadSetting),
        (walk(12), {"outliers": (1993, 1994, 1995, 1996, 1997)}, TooShort),
    ],
)
def test_bad_input_has_a_named_error(y, keywords, error):
    with pytest.raises(error):
        structural(y, **keywords)


@pytest.mark.slow
def test_slope_and_band_are_recovered_at_the_nominal_rate():
    """Smooth trends with known variances, n = 35: the 95 percent band of today's slope holds it in 88 to 97 percent.

    It takes the variances as known, so that a few points less than nominal are expected; 400 series, binomial error
    about 1.2 points.
    """
    rng = np.random.default_rng(9)
    hits = 0
    for _ in range(400):
        slope = -0.1 + np.cumsum(0.08 * rng.standard_normal(35))
        level = 11 + np.concatenate([[0.0], np.cumsum(slope[:-1])])
        y = series(np.exp(level + 0.12 * rng.standard_normal(35)))
        today = structural(y, "smooth_trend").slope.iloc[-1]
        hits += bool(abs(today["slope"] - slope[-1]) <= 1.96 * today["slope_se"])
    assert 0.88 < hits / 400 < 0.97


@pytest.mark.slow
def test_the_drifts_interval_covers_at_the_nominal_rate():
    """400 random walks: the interval is exact, so 95 percent within four binomial standard errors (1.1 points)."""
    hits = 0
    for seed in range(400):
        today = structural(walk(seed=seed), "random_walk_drift").slope.iloc[-1]
        hits += bool(today["percent_low"] <= 100 * np.expm1(-0.1) <= today["percent_high"])
    assert 0.906 < hits / 400 < 0.994
