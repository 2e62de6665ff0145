import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import jarque_bera
from statsmodels.tsa.stattools import acf

from kazmig.trends.innovations import autocorrelations, diagnostics


def noise(n=60, seed=1):
    return np.random.default_rng(seed).standard_normal(n)


def by_test(e, **keywords):
    return diagnostics(e, **keywords).set_index("test")


def test_normality_is_jarque_and_bera():
    e = noise()
    row = by_test(e).loc["normality"]
    statistic, p, _, kurtosis = jarque_bera(e)
    assert row["statistic"] == pytest.approx(statistic)
    assert row["p"] == pytest.approx(p)
    assert row["effect"] == pytest.approx(kurtosis - 3)


def test_autocorrelation_is_ljung_and_box():
    e = noise()
    row = by_test(e, lags=6).loc["autocorrelation"]
    known = acorr_ljungbox(e, lags=[6])
    assert row["statistic"] == pytest.approx(known["lb_stat"].item())
    assert row["p"] == pytest.approx(known["lb_pvalue"].item())
    assert autocorrelations(e, 3) == pytest.approx(acf(e, nlags=3)[1:])


def test_each_variance_beyond_the_first_costs_a_degree_of_freedom():
    e = noise()
    one, three = (by_test(e, parameters=k, lags=6).loc["autocorrelation"] for k in (1, 3))
    assert (one["df"], three["df"]) == ("6", "4")
    assert three["p"] == pytest.approx(stats.chi2.sf(three["statistic"], 4))


def test_heteroscedasticity_sees_a_growing_variance():
    e = noise() * np.linspace(0.3, 3, 60)
    row = by_test(e).loc["heteroscedasticity"]
    assert row["effect"] > 4
    assert row["p"] < 0.01
    assert by_test(e[::-1]).loc["heteroscedasticity", "p"] == pytest.approx(row["p"])


def test_nominal_size_on_independent_normal_errors():
    """At 5 percent, of 1000 samples of 33: within four binomial standard errors (0.7 points) of the nominal rate."""
    rng = np.random.default_rng(0)
    rejected = np.zeros(3)
    for _ in range(1000):
        rejected += diagnostics(rng.standard_normal(33))["p"].to_numpy() < 0.05
    normality, variance, autocorrelation = rejected / 1000
    assert 0.02 < normality < 0.06  # Jarque and Bera's test is conservative in small samples
    assert 0.03 < variance < 0.08
    assert 0.03 < autocorrelation < 0.08
