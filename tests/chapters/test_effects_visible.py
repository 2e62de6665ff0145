import pytest

from kazmig.chapters import effects

SETTINGS = {"margin": 3, "noise": "random_walk", "simulations": 300, "seed": 1}


@pytest.fixture(scope="module")
def flows(ev):
    return ev.series("departures_registered"), ev.series("arrivals_registered")


@pytest.fixture(scope="module")
def events(ev):
    return effects.listed(ev, "first_full_year")


def test_only_very_large_falls_would_be_seen(flows, events):
    found = effects.smallest(*flows, events, **SETTINGS)
    falls = found[(found["direction"] == "fall") & (found["statistic"] == "level") & (found["test"] == "all looks")]
    middle = falls.groupby("design")["percent"].median()
    assert -95 < middle["levels"] < -80
    assert -75 < middle["growth"] < -50
    assert {"n", "df", "looks", "simulations"} <= set(found.columns)
    assert (found["level"] == 5).all()


def test_the_chance_rises_with_the_fall_and_falls_with_the_looks(flows, events):
    found = effects.curve(*flows, events, **SETTINGS).set_index("fall")
    assert found.index.unique().tolist() == list(range(0, 95, 5))
    for _, part in found.groupby("label"):
        assert part["power"].is_monotonic_increasing
    at = found.loc[60].set_index(["design", "test"])["power"]
    assert at["levels", "one look"] > at["levels", "all looks"]
    assert at["growth", "all looks"] > at["levels", "all looks"]


def test_more_years_of_the_same_noise_hardly_help(flows):
    found = effects.longer(*flows, **SETTINGS)
    assert found["years"].unique().tolist() == [35, 35 * effects.LONGER]
    steps = found[found["design"] == "growth"]["percent"].tolist()
    assert steps[1] == pytest.approx(steps[0], abs=6)
