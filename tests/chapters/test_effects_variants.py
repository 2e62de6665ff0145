import pytest

from kazmig.chapters import common, effects


@pytest.fixture(scope="module")
def frames(ev):
    counts = [ev.series(name, start=2000) for name in ("departures_registered", "arrivals_registered")]
    people = common.population(ev, "wpp2024")
    return [*counts, *(common.rates(each, people) for each in counts)]


def test_every_combination_is_a_row_with_its_smallest_p(ev, frames):
    events = effects.listed(ev, "first_full_year")
    found = effects.variants(*frames, events, margin=3, simulations=60, seed=1)
    choices = ["flow", "measure", "design", "start", "noise", "dating", "window"]
    assert not found.duplicated(choices).any()
    assert len(found) == 2 * 2 * 2 * 1 * 3 * 2 * 2
    assert set(found["n"]) == {26}
    assert (found["quiet"] == (found["smallest"] > found["limit"])).all()
    assert set(found.loc[found["dating"] == "year of event", "year"]) <= set(events["own"])
    assert found["smallest"].between(0, 1).all()
