import numpy as np
import pandas as pd
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from kazmig.trends import gravity
from kazmig.trends.errors import NotPositive, NoVariation

TRUE = {"log_km": -1.0, "border": 0.7}


def world(seed: int, countries: int = 30, noise: str = "gamma") -> pd.DataFrame:
    """Return simulated pairs with known coefficients, factors for both sides, and unequal spread."""
    rng = np.random.default_rng(seed)
    codes = [f"C{number:02d}" for number in range(countries)]
    east, north = rng.uniform(0, 10, countries), rng.uniform(0, 10, countries)
    push, pull = rng.normal(0, 1, countries), rng.normal(0, 1, countries)
    rows = []
    for i in range(countries):
        for j in range(countries):
            if i != j:
                far = np.hypot(east[i] - east[j], north[i] - north[j]) + 0.1
                rows.append((codes[i], codes[j], np.log(far), float(far < 1.5), push[i] + pull[j]))
    frame = pd.DataFrame(rows, columns=["origin", "destination", "log_km", "border", "size"])
    mean = np.exp(4 + sum(TRUE[name] * frame[name] for name in TRUE) + frame["size"])
    people = rng.poisson(mean * rng.gamma(4, 1 / 4, len(mean))) if noise == "gamma" else rng.poisson(mean)
    return frame.assign(people=people.astype("float64"))


def test_known_coefficients_come_back():
    model = gravity.ppml(world(1), list(TRUE))
    for term, value in TRUE.items():
        assert model.estimate(term) == pytest.approx(value, abs=3 * model.estimate(term, "error"))
        assert model.estimate(term, "low") < model.estimate(term) < model.estimate(term, "high")
        assert model.estimate(term, "factor") == pytest.approx(np.exp(model.estimate(term)))


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    found = [gravity.ppml(world(seed, 20), list(TRUE), confidence=0.9) for seed in range(40)]
    held = [m.estimate("log_km", "low") <= -1.0 <= m.estimate("log_km", "high") for m in found]
    assert 0.7 <= np.mean(held) <= 1.0


def test_it_agrees_with_a_generalised_linear_model_with_dummies():
    pairs = world(2, 12)
    dummies = pd.get_dummies(pairs[["origin", "destination"]], drop_first=True, dtype="float64")
    design = pd.concat([pairs[list(TRUE)], dummies], axis=1).assign(constant=1.0)
    peer = GLM(pairs["people"], design, family=Poisson()).fit()
    own = gravity.ppml(pairs, list(TRUE))
    for term in TRUE:
        assert own.estimate(term) == pytest.approx(peer.params[term], abs=1e-6)
    assert own.deviance == pytest.approx(peer.deviance, rel=1e-8)
    assert own.pairs["fitted"].to_numpy() == pytest.approx(peer.fittedvalues.to_numpy(), rel=1e-5)


def test_without_effects_it_agrees_too():
    pairs = world(3, 12)
    peer = GLM(pairs["people"], pairs[["log_km", "size"]].assign(constant=1.0), family=Poisson()).fit()
    own = gravity.ppml(pairs, ["log_km", "size"], effects=False)
    assert own.estimate("size") == pytest.approx(peer.params["size"], abs=1e-7)
    assert own.explained == pytest.approx(1 - peer.deviance / peer.null_deviance)


def test_each_country_gets_its_own_total():
    model = gravity.ppml(world(4), list(TRUE))
    for side in ("origin", "destination"):
        sums = model.pairs.groupby(side)[["people", "fitted"]].sum()
        assert sums["fitted"].to_numpy() == pytest.approx(sums["people"].to_numpy(), rel=1e-6)


def test_unequal_spread_bends_least_squares_of_logs_and_not_this():
    """Santos Silva and Tenreyro (2006), section IV: the variance in proportion to the mean."""
    rng = np.random.default_rng(5)
    poisson, logs = [], []
    for _ in range(30):
        x = rng.normal(size=600)
        mean = np.exp(x)
        spread = np.log(1 + 1 / mean)
        y = mean * np.exp(rng.normal(-spread / 2, np.sqrt(spread)))
        pairs = pd.DataFrame({"origin": [f"A{n}" for n in range(600)], "destination": "B", "x": x, "people": y})
        poisson.append(gravity.ppml(pairs, ["x"], effects=False).estimate("x"))
        logs.append(gravity.log_ols(pairs, ["x"], effects=False).estimate("x"))
    assert abs(np.mean(poisson) - 1) < 0.04
    assert abs(np.mean(logs) - 1) > 0.1


def test_least_squares_of_logs_agrees_with_numpy():
    pairs = world(6, 10)
    pairs = pairs[pairs["people"] > 0]
    dummies = pd.get_dummies(pairs[["origin", "destination"]], drop_first=True, dtype="float64")
    design = pd.concat([pairs[list(TRUE)], dummies], axis=1).assign(constant=1.0)
    slopes, *_ = np.linalg.lstsq(design.to_numpy(), np.log(pairs["people"].to_numpy()), rcond=None)
    own = gravity.log_ols(pairs, list(TRUE))
    assert own.terms["estimate"].to_numpy() == pytest.approx(slopes[:2], abs=1e-8)


def test_the_shape_test_passes_the_right_shape_and_not_a_wrong_one():
    pairs = world(7, noise="poisson")
    assert gravity.reset(gravity.ppml(pairs, list(TRUE)), list(TRUE)) > 0.01
    bent = pairs.assign(people=np.round(pairs["people"] ** 1.5), log_km=np.exp(pairs["log_km"]))
    assert gravity.reset(gravity.ppml(bent, ["log_km"]), ["log_km"]) < 0.01


def test_places_with_nobody_are_left_out():
    pairs = world(8)
    pairs.loc[pairs["origin"] == "C03", "people"] = 0
    model = gravity.ppml(pairs, list(TRUE))
    assert "C03" not in set(model.pairs["origin"])
    assert model.origins == 29


def test_a_regressor_that_the_effects_hold_is_refused():
    with pytest.raises(NoVariation, match="cannot be told apart"):
        gravity.ppml(world(9), ["log_km", "size"])


@pytest.mark.parametrize(("value", "words"), [(-1.0, "negative"), (np.nan, "missing")])
def test_bad_counts_are_refused(value, words):
    pairs = world(10, 6)
    pairs.loc[0, "people"] = value
    with pytest.raises(NotPositive, match=words):
        gravity.ppml(pairs, ["log_km"])


def test_effects_alone_have_no_terms():
    model = gravity.ppml(world(11), [])
    assert model.terms.empty
    assert 0 < model.explained < gravity.ppml(world(11), list(TRUE)).explained
