"""What the lists rest on: their sums, a second release of the same year, and what all of them name."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain
from kazmig.chapters.brain_drain import professions
from kazmig.chapters.brain_drain.lists import LONG


@pytest.fixture(scope="module")
def printed(ev):
    return professions.specialities(ev)


def test_each_list_adds_up_its_own_numbers_and_names_its_base(ev, printed):
    frame = brain_drain.lists(ev, printed)
    assert frame["named"].sum() == len(printed)
    assert frame["sum"].sum() == printed["value"].sum()
    assert (frame["sum"] < frame["everybody"]).all()
    row = frame[(frame["side"] == "Left") & (frame["period"] == "2022-H1")].iloc[0]
    assert (row["named"], row["sum"], row["everybody"]) == (8, 6431, 12344)


def test_growth_compares_the_same_specialities_of_two_releases(ev, printed):
    frame = brain_drain.growth(ev, printed).set_index("category")
    assert set(frame.index) == {"everybody", "technical", "economic", "pedagogical", "medical"}
    assert frame.loc["technical", "times"] == pytest.approx(2800 / 1443)
    assert frame.loc["technical", "scaled"] == pytest.approx(1443 * 19100 / 13652)
    assert (frame["times_low"] <= frame["times"]).all()
    assert len(evidence.expand(frame.loc["technical", "lineage"])) == 4


def test_what_all_longer_lists_name_is_the_same_everywhere(ev, printed):
    frame = brain_drain.alike(ev, printed)
    assert frame["period"].tolist() == ["2017-01/2017-09", "2022-H1", "2024"]
    assert frame["named"].nunique() == 1
    assert frame["named"].iloc[0] >= LONG
    assert frame["part"].iloc[0] == pytest.approx(100 * 11206 / 28150)


def test_the_printed_ratio_of_2020_agrees_with_its_own_parts(ev):
    frame = brain_drain.per_arrival(ev).set_index("year")
    people = professions.people(ev)
    ours = people[(people["year"] == 2020) & (people["group"] == professions.SKILLED)].iloc[0]
    assert frame.loc[2020, "skilled_low"] <= ours["ratio_high"]
    assert ours["ratio_low"] <= frame.loc[2020, "skilled_high"]
    out, into = (ev.series(f"{flow}_registered", start=2019, end=2019) for flow in ("departures", "arrivals"))
    assert frame.loc[2019, "everybody"] == out["value"].item() / into["value"].item()
