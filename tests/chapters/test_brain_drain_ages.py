"""Ages: parts of the same release, bounds that rounding leaves, and the population of the same years."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain
from kazmig.chapters.brain_drain.ages import WHEN


@pytest.fixture(scope="module")
def working(ev):
    return brain_drain.working(ev).set_index("period")


@pytest.fixture(scope="module")
def children(ev):
    return brain_drain.children(ev)


def test_each_period_has_one_share_within_its_bounds(working):
    assert list(working.index) == list(WHEN)
    assert ((working["low"] <= working["share"]) & (working["share"] <= working["high"])).all()


def test_a_share_is_printed_or_a_number_over_the_total_of_its_period(working):
    assert working.loc["2017-01/2017-09", "share"] == 68
    assert working.loc["2018", "share"] == pytest.approx(100 * 29100 / 41868)
    assert working.loc["2021-Q1", "high"] - working.loc["2021-Q1", "low"] > 15


def test_the_population_is_that_of_the_same_years(ev, working):
    people = ev.series("population_share_working_age", age="15-64")
    mean = people.loc[people["year"].between(2019, 2024), "value"].mean()
    assert working.loc["2019/2024", "population"] == pytest.approx(mean)
    assert len(evidence.expand(working.loc["2019/2024", "lineage"])) == 7


def test_children_of_2022_are_those_who_are_not_15_and_over(ev, children):
    row = children[(children["flow"] == "departures") & (children["period"] == brain_drain.HALF)].iloc[0]
    assert row["share"] == pytest.approx(100 * (12344 - 9408) / 12344)
    assert len(evidence.expand(row["lineage"])) == 5


def test_children_and_working_age_leave_room_for_the_old(children, working):
    out = children[children["flow"] == "departures"].set_index("period")
    for period in set(out.index) & set(working.index):
        assert out.loc[period, "low"] + working.loc[period, "low"] <= 100
