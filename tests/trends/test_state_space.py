import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import nile

from kazmig.trends import state_space
from kazmig.trends.errors import BadSetting, NoConvergence

# Commandeur and Koopman (2007), An Introduction to State Space Time Series Analysis, appendix B: fatalities in road
# traffic accidents, Norway and Finland, 1970 to 2003.
NORWAY = np.log(
    np.fromstring(
        """
    560 533 490 511 509 539 471 442 434 437 362 338 401 409 407 402 452
    398 378 381 332 323 325 281 283 305 255 303 352 304 341 275 312 280
""",
        sep=" ",
    )
)
FINLAND = np.log(
    np.fromstring(
        """
    1055 1143 1156 1086 865 910 804 709 610 650 551 555 569 604 541 541 612
    581 653 734 649 632 601 484 480 441 404 438 400 431 396 433 415 379
""",
        sep=" ",
    )
)


def volumes():
    return nile.load_pandas().data["volume"].to_numpy(dtype=float)


def walk(n=35, drift=-0.1, seed=3):
    return np.cumsum(drift + 0.25 * np.random.default_rng(seed).standard_normal(n))


def test_the_nile_has_the_published_variances():
    """Durbin and Koopman (2012), section 2.10.3: 15099 and 1469.1, printed to five digits."""
    fit = state_space.diffuse(volumes(), "local_level")
    assert fit.variances["irregular"] == pytest.approx(15099, rel=2e-4)
    assert fit.variances["level"] == pytest.approx(1469.1, rel=2e-4)
    assert fit.used == 99
    assert fit.agreeing == fit.starts


def test_norwegian_fatalities_have_the_published_local_level():
    """Commandeur and Koopman (2007), section 2.3: 0.00326838, 0.0047026, initial level 6.3048."""
    fit = state_space.diffuse(NORWAY, "local_level")
    assert fit.variances["irregular"] == pytest.approx(0.00326838, rel=5e-4)
    assert fit.variances["level"] == pytest.approx(0.0047026, rel=5e-4)
    assert fit.level[0] == pytest.approx(6.3048, abs=5e-5)
    # the log-likelihood over n
    assert fit.loglik / 34 == pytest.approx(0.8468622, abs=1e-6)


def test_finnish_fatalities_have_the_published_smooth_trend():
    """Commandeur and Koopman (2007), section 3.4: variances 0.00320083 and 0.00153314."""
    fit = state_space.diffuse(FINLAND, "smooth_trend")
    assert fit.variances["irregular"] == pytest.approx(0.00320083, rel=5e-4)
    assert fit.variances["slope"] == pytest.approx(0.00153314, rel=5e-4)
    # initial level and slope, and the log-likelihood over n
    assert fit.level[0] == pytest.approx(7.0133, abs=5e-5)
    assert fit.slope[0] == pytest.approx(0.0068482, abs=2e-6)
    assert fit.loglik / 34 == pytest.approx(0.7864746, abs=1e-6)


def test_several_starts_find_a_higher_maximum_than_the_one_published():
    """Their local linear trend for Finland ends with the level's variance zero; another start leads higher."""
    fit = state_space.diffuse(FINLAND, "local_linear_trend")
    assert fit.loglik / 34 > 0.7864746 + 0.01
    assert fit.boundary == ("slope",)
    assert 1 <= fit.agreeing < fit.starts


def test_given_the_first_observation_the_drifting_walk_is_a_normal_sample_of_growth():
    y = walk()
    steps = np.diff(y)
    fit = state_space.conditional(y, "random_walk_drift")
    exact = -0.5 * len(steps) * (np.log(2 * np.pi * steps.var()) + 1)
    assert fit.used == len(steps)
    assert fit.loglik == pytest.approx(exact, abs=1e-6)
    assert fit.coefficients[-1] == pytest.approx(steps.mean(), abs=1e-5)
    assert fit.errors[-1] == pytest.approx(steps.std() / np.sqrt(len(steps)), rel=1e-3)


def test_kinds_nest_so_that_more_variances_never_fit_worse():
    y = walk(seed=8)
    loglik = {kind: state_space.conditional(y, kind).loglik for kind in state_space.KINDS}
    assert loglik["random_walk_drift"] >= loglik["random_walk"] - 1e-6
    assert loglik["local_level"] >= loglik["random_walk"] - 1e-4
    assert loglik["local_linear_trend"] >= loglik["random_walk_drift"] - 1e-3
    assert loglik["local_linear_trend"] >= loglik["smooth_trend"] - 1e-3


def test_dummies_are_estimated_as_a_regression_of_growth_would():
    y = walk(seed=5)
    years = pd.Index(range(1991, 2026))
    terms = state_space.dummies(years, (2005,), (2015,)).to_numpy()
    fit = state_space.conditional(y, "random_walk_drift", terms)
    x = np.column_stack([np.diff(terms, axis=0), np.ones(34)])
    beta, residuals, *_ = np.linalg.lstsq(x, np.diff(y), rcond=None)
    errors = np.sqrt(residuals[0] / 34 * np.diag(np.linalg.inv(x.T @ x)))
    assert fit.coefficients == pytest.approx(beta, abs=1e-4)
    assert fit.errors == pytest.approx(errors, rel=1e-3)


@pytest.mark.parametrize("kind", state_space.KINDS)
def test_the_unit_of_the_series_changes_nothing_but_units(kind):
    y = walk(seed=11)
    small, large = state_space.diffuse(y, kind), state_space.diffuse(1e6 * y, kind)
    assert large.loglik == pytest.approx(small.loglik - small.used * np.log(1e6), abs=1e-6)
    for name, value in small.variances.items():
        assert large.variances[name] == pytest.approx(1e12 * value, rel=1e-6, abs=1e5)


def test_a_straight_line_is_refused():
    with pytest.raises(NoConvergence, match="same step"):
        state_space.diffuse(np.arange(20.0), "random_walk_drift")


def test_an_unknown_kind_is_refused():
    with pytest.raises(BadSetting, match="smooth_trend"):
        state_space.diffuse(walk(), "cubic")


@pytest.mark.parametrize(
    ("shifts", "pulses"), [((1991,), ()), ((2030,), ()), ((2000, 2000), ()), ((), (1990,)), ((2025,), (2025,))]
)
def test_impossible_dummies_are_refused(shifts, pulses):
    with pytest.raises(BadSetting):
        state_space.dummies(pd.Index(range(1991, 2026)), shifts, pulses)


def test_without_convergence_the_error_says_so(monkeypatch):
    monkeypatch.setattr(state_space, "_maximise", lambda model, start, method: None)
    with pytest.raises(NoConvergence, match="Nelder-Mead"):
        state_space.diffuse(walk(), "local_level")


def test_the_simplex_takes_over_and_the_result_says_so(monkeypatch):
    usual = state_space._maximise
    monkeypatch.setattr(
        state_space, "_maximise", lambda model, start, method: None if method == "lbfgs" else usual(model, start, "nm")
    )
    fit = state_space.diffuse(walk(), "random_walk_drift")
    assert "Nelder-Mead" in fit.fallback
    assert fit.variances["level"] == pytest.approx(np.diff(walk()).var(ddof=1), rel=1e-3)
