"""Places by three indicators: the same countries, each value from its own row, ties shared."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain
from kazmig.chapters.brain_drain.peers import ABROAD, COUNTRIES, JUDGED, STUDENTS


@pytest.fixture(scope="module")
def places(ev):
    return brain_drain.places(ev)


def test_every_indicator_has_every_country_once(places):
    assert len(places) == 3 * len(COUNTRIES)
    assert not places.duplicated(["geo", "indicator"]).any()
    assert set(places["geo"]) == set(COUNTRIES)


def test_places_run_from_the_highest_down_and_ties_share_the_better(places):
    for _, rows in places.groupby("indicator"):
        ordered = rows.sort_values("value", ascending=False)
        assert ordered["place"].is_monotonic_increasing
        assert ordered["place"].iloc[0] == 1
        for _, tied in rows.groupby("value"):
            assert tied["place"].nunique() == 1
    assert (places["shade"] + places["place"] == len(COUNTRIES) + 1).all()


def test_people_abroad_are_per_thousand_of_the_population(ev, places):
    row = places[(places["geo"] == "KAZ") & (places["indicator"] == ABROAD)].iloc[0]
    stock = ev.series("migrant_stock_abroad", geo="KAZ", vintage="IMS 2024", start=2024, end=2024)["value"].item()
    people = ev.panel("wpp", vintage="WPP 2024", geo="KAZ", year=2023)["population"].item()
    assert row["value"] == pytest.approx(1000 * stock / people)
    assert len(evidence.expand(row["lineage"])) == 2


def test_students_and_the_index_are_the_last_values_held(ev, places):
    students = ev.series("tertiary_outbound_ratio", geo="TJK", end=2020)
    row = places[(places["geo"] == "TJK") & (places["indicator"] == STUDENTS)].iloc[0]
    assert (row["value"], row["year"]) == (students["value"].iloc[-1], students["year"].iloc[-1])
    assert places.loc[places["indicator"] == JUDGED, "year"].nunique() == 1
