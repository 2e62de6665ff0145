import pytest

from kazmig.chapters import definitions
from kazmig.chapters.definitions.meanings import MEANINGS


def test_every_number_says_who_counts_when_and_what_is_missed(ev):
    found = definitions.meanings(ev)
    assert found["number"].tolist() == [each.number for each in MEANINGS]
    assert (found[["who", "when", "missed", "held"]] != "").all().all()


def test_the_years_at_hand_are_those_of_the_evidence(ev):
    held = definitions.meanings(ev).set_index("number")["held"]
    assert held["Registered departures"] == "1991 to 2025"
    assert held["Russian citizenship granted"] == "2016, 2019, 2020, 2022"
    assert held["Net migration, UN"] == "1950 to 2023"  # projections are not at hand: they have not happened
    assert held["Migrant stock abroad"] == "1990 to 2024, single years"


def test_numbers_meet_in_one_period_and_part_in_another(ev):
    found = definitions.meetings(ev)
    lost = found[found["count"] == "Citizenship of Kazakhstan lost"].set_index("period")["factor"]
    assert lost["2023"] == pytest.approx(1, abs=0.01)
    assert lost["2021"] < 0.6
    papers = found[found["count"] == "Departure papers issued"].set_index("period")["factor"]
    assert papers["2020"] > 1 > papers["2025-01/2025-09"]
