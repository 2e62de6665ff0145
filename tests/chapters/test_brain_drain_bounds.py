"""Upper bounds at the ages that most leave at, and the table of every comparison."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain
from kazmig.chapters.brain_drain.bounds import LIMITS


@pytest.fixture(scope="module")
def upper(ev):
    return brain_drain.bounds(ev)


def test_a_bound_is_the_share_of_the_country_that_led(ev, upper):
    assert upper["leader"].tolist() == ["Belarus", "Russia"]
    assert upper["age"].tolist() == ["20-29", "30-39"]
    ours = brain_drain.pick(brain_drain.emigrants(ev), "share", category="higher")
    assert (upper["ratio"] - ours / upper["share"]).abs().max() < 1e-12
    assert (upper["ratio_low"] < upper["ratio"]).all()


def test_a_bound_rests_on_its_own_row_and_on_the_emigrants(ev, upper):
    leaving = set(evidence.expand(brain_drain.emigrants(ev)["lineage"]))
    for row in upper.itertuples():
        found = set(evidence.expand(row.lineage))
        assert leaving < found
        assert len(found - leaving) == 1


def test_no_bound_is_given_for_an_age_with_a_share_of_its_own(ev, upper):
    known = ev.series("population_education_share", age=evidence.ANY, breakdown="education", category="higher")
    assert not set(upper["age"]) & set(known["age"])


def test_every_comparison_is_listed_from_the_smallest_up_with_its_fault(ev, upper):
    groups = brain_drain.denominators(ev)
    table = brain_drain.every(groups, upper)
    assert len(table) == len(groups) - 1 + len(upper)
    assert table["share"].is_monotonic_increasing
    assert set(table["limit"]) == set(LIMITS.values())
    bound = table["graduates"].str.startswith("<")
    assert bound.tolist() == table["times"].str.startswith(">").tolist()
    assert bound.sum() == len(upper)
    assert table.loc[~bound, "times"].str.contains("to").all()
