import numpy as np
import pytest
from scipy import stats

from kazmig.trends import counts
from kazmig.trends.errors import NoConvergence

# New cases of AIDS in Belgium, 1981 to 1993: Venables and Ripley (2002), Wood (2006, section 2.2.1).
AIDS = np.array([12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240], dtype=float)


def line(n):
    return np.column_stack([np.ones(n), np.arange(1.0, n + 1)])


def overdispersed(n=200, alpha=0.2, seed=4):
    rng = np.random.default_rng(seed)
    mean = np.exp(6 - 0.01 * np.arange(n))
    return rng.negative_binomial(1 / alpha, 1 / (1 + alpha * mean)).astype(float)


def test_poisson_gives_the_published_trend_of_aids_in_belgium():
    """Wood (2006), section 2.2.1: 3.140590 and 0.202121 with Poisson errors 0.078247 and 0.007771."""
    fit = counts.poisson(AIDS, line(13), np.ones(13), 0)
    assert fit.coefficients == pytest.approx([3.140590, 0.202121], abs=1e-6)
    assert fit.plain_errors / np.sqrt(fit.dispersion) == pytest.approx([0.078247, 0.007771], abs=2e-6)


def test_dispersion_is_pearson_over_its_degrees_of_freedom():
    fit = counts.poisson(AIDS, line(13), np.ones(13), 0)
    assert fit.dispersion == pytest.approx(np.sum((AIDS - fit.fitted) ** 2 / fit.fitted) / 11)


def test_exposure_turns_counts_into_rates():
    people = np.linspace(1e6, 2e6, 13)
    rates = counts.poisson(AIDS, line(13), people, 0)
    assert rates.coefficients[1] < counts.poisson(AIDS, line(13), np.ones(13), 0).coefficients[1]
    doubled = counts.poisson(AIDS, line(13), 2 * people, 0)
    assert doubled.coefficients[1] == pytest.approx(rates.coefficients[1])
    assert doubled.coefficients[0] == pytest.approx(rates.coefficients[0] - np.log(2))


def test_the_negative_binomial_is_at_the_maximum_of_its_likelihood():
    y = overdispersed()
    x = np.column_stack([np.ones(len(y)), np.arange(len(y)) / 100])
    fit = counts.negative_binomial(y, x, np.ones(len(y)), 0)

    def loglik(beta, alpha):
        mean = np.exp(x @ beta)
        return stats.nbinom.logpmf(y, 1 / alpha, 1 / (1 + alpha * mean)).sum()

    top = loglik(fit.coefficients, fit.dispersion)
    for step in np.eye(2) * 0.01:
        assert loglik(fit.coefficients + step, fit.dispersion) < top
        assert loglik(fit.coefficients - step, fit.dispersion) < top
    assert max(loglik(fit.coefficients, fit.dispersion * factor) for factor in (0.95, 1.05)) < top
    assert fit.dispersion == pytest.approx(0.2, rel=0.3)
    assert fit.coefficients[1] == pytest.approx(-1.0, abs=4 * fit.plain_errors[1])


def test_counts_without_overdispersion_fall_back_on_poisson_and_say_so():
    y = np.round(np.exp(5 - 0.05 * np.arange(20)))
    fit = counts.negative_binomial(y, line(20), np.ones(20), 0)
    assert fit.fallback.startswith("Poisson")
    assert fit.dispersion == 0
    assert fit.coefficients == pytest.approx(counts.poisson(y, line(20), np.ones(20), 0).coefficients)


def test_a_likelihood_without_maximum_is_an_error(monkeypatch):
    class Stuck:
        def fit(self, *_, **__):
            raise np.linalg.LinAlgError("singular")

    monkeypatch.setattr(counts, "NegativeBinomial", lambda *_, **__: Stuck())
    y = overdispersed(40)
    with pytest.raises(NoConvergence, match="poisson"):
        counts.negative_binomial(y, line(40), np.ones(40), 0)
