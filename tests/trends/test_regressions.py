import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import macrodata
from statsmodels.regression.linear_model import OLS

from kazmig.trends.errors import BadSetting, Gap, NotPositive, TooShort
from kazmig.trends.regressions import MODELS, growth


def series(values, start=1991):
    return pd.Series(np.asarray(values, dtype=float), index=range(start, start + len(values)), name="departures")


def trending(n=35, slope=-0.08, noise=0.2, phi=0.0, seed=2):
    rng = np.random.default_rng(seed)
    errors = np.zeros(n)
    shocks = noise * rng.standard_normal(n)
    errors[0] = shocks[0] / np.sqrt(1 - phi**2)
    for t in range(1, n):
        errors[t] = phi * errors[t - 1] + shocks[t]
    return series(np.exp(11 + slope * np.arange(n) + errors))


def newey_west(x, residuals, lags):
    """Newey and West (1987), equation 5, written out."""
    scores = x * residuals[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    bread = np.linalg.inv(x.T @ x)
    return np.sqrt(np.diag(bread @ meat @ bread))


def test_the_formula_gives_gretls_published_errors():
    """gretl's HAC errors, Bartlett kernel, 4 lags, as kept in statsmodels' own tests of US investment, 1959 to 2009."""
    data = macrodata.load_pandas().data
    y = 400 * np.diff(np.log(data["realinv"]))
    x = np.column_stack([np.ones(len(y)), 400 * np.diff(np.log(data["realgdp"])), data["realint"].to_numpy()[:-1]])
    fit = OLS(y, x).fit()
    assert newey_west(x, np.asarray(fit.resid), 4) == pytest.approx([1.17709, 0.328787, 0.293619], abs=6e-6)


@pytest.mark.parametrize("lags", [0, 3])
def test_growth_has_newey_and_wests_errors(lags):
    y = trending()
    x = np.column_stack([np.ones(35), np.arange(35.0) - 17])
    beta, *_ = np.linalg.lstsq(x, np.log(y.to_numpy()), rcond=None)
    errors = newey_west(x, np.log(y.to_numpy()) - x @ beta, lags) * np.sqrt(35 / 33)
    segment = growth(y, lags=lags).segments.iloc[0]
    assert segment["slope"] == pytest.approx(beta[1])
    assert segment["se"] == pytest.approx(errors[1])


def test_percent_and_interval_are_those_of_the_exponential():
    result = growth(trending(), confidence=0.9)
    row = result.segments.iloc[0]
    assert row["growth"] == pytest.approx(100 * (np.exp(row["slope"]) - 1))
    assert row["low"] < row["growth"] < row["high"]
    wider = growth(trending(), confidence=0.99).segments.iloc[0]
    assert wider["high"] - wider["low"] > row["high"] - row["low"]


def test_segments_are_regressions_of_their_own():
    y = trending()
    whole = growth(y, breaks=[2005], lags=0).segments
    parts = [growth(y.loc[:2005], lags=0).segments, growth(y.loc[2006:], lags=0).segments]
    assert whole["growth"].tolist() == pytest.approx([part["growth"].item() for part in parts])


@pytest.mark.parametrize("model", MODELS)
def test_every_model_recovers_an_exact_trend_with_exposure(model):
    people = series(1e6 * 1.02 ** np.arange(12))
    y = series(np.round(0.01 * people.to_numpy() * 0.9 ** np.arange(12)))
    result = growth(y, people, model)
    assert result.segments["growth"].item() == pytest.approx(-10, abs=0.05)
    assert result.df == 10
    assert (result.fallback != "") == (model == "negative_binomial")


def test_one_break_in_the_middle_is_followed_by_all_models():
    slopes = np.where(np.arange(30) < 15, -0.15, 0.05)
    y = series(np.round(1e5 * np.exp(np.cumsum(slopes) + 0.05 * np.random.default_rng(1).standard_normal(30))))
    for model in MODELS:
        found = growth(y, model=model, breaks=[2005]).segments
        assert found["growth"].tolist() == pytest.approx([-13.9, 5.1], abs=2.0)


@pytest.mark.parametrize(
    ("y", "keywords", "error"),
    [
        (series([1, 2]), {}, TooShort),
        (series([3, 2, 0, 4]), {}, NotPositive),
        (series([3, np.nan, 2, 4]), {}, Gap),
        (series(range(1, 20)), {"breaks": [2008]}, TooShort),
        (series(range(1, 20)), {"model": "cubic"}, BadSetting),
        (series(range(1, 20)), {"lags": 40}, BadSetting),
        (series(range(1, 20)), {"confidence": 95}, BadSetting),
        (series(range(1, 20)), {"exposure": series(range(1, 5))}, BadSetting),
    ],
)
def test_bad_input_has_a_named_error(y, keywords, error):
    with pytest.raises(error):
        growth(y, **keywords)


def coverage(model, phi, lags, size, n=35):
    """Return the share of 95 percent intervals that hold the slope, over simulated series."""
    hits = 0
    for seed in range(size):
        y = trending(n=n, noise=0.2, phi=phi, seed=seed)
        row = growth(y.round(), model=model, lags=lags).segments.iloc[0]
        hits += bool(row["low"] <= 100 * np.expm1(-0.08) <= row["high"])
    return hits / size


@pytest.mark.slow
@pytest.mark.parametrize(("model", "floor"), [("log_linear", 0.92), ("poisson", 0.87), ("negative_binomial", 0.89)])
def test_intervals_hold_the_slope_at_about_the_nominal_rate(model, floor):
    """Independent errors, n = 35, 600 series: the binomial error of the rate is 0.9 points."""
    assert floor < coverage(model, 0.0, 0, 600) < 0.975


@pytest.mark.slow
def test_newey_west_repairs_only_part_of_what_autocorrelation_does():
    """AR 0.5, n = 35: plain intervals hold the slope far too rarely; Newey-West's more often, yet below 95 percent."""
    plain, robust = coverage("log_linear", 0.5, 0, 600), coverage("log_linear", 0.5, 3, 600)
    assert plain < robust - 0.02
    assert 0.78 < robust < 0.93
