import pytest

from kazmig import evidence
from kazmig.chapters import homecoming
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.homecoming import annual


@pytest.fixture(scope="module")
def years(ev):
    return homecoming.yearly(ev)


def test_years_that_nobody_prints_are_computed_and_marked(years):
    computed = years[years["how"] == "computed"]
    assert computed["year"].tolist() == list(annual.COMPUTED)
    assert set(computed["status"]) == {"estimate"}
    assert computed["value"].tolist() == [17_600, 19_714]


def test_computed_years_carry_what_rounding_leaves(years):
    computed = years[years["how"] == "computed"]
    assert (computed["high"] - computed["low"]).tolist() == [300, 200]


def test_a_computed_year_rests_on_two_totals_and_what_came_before_them(years):
    row = years[years["year"] == 2021]
    addresses = evidence.expand(evidence.lineage_of(row))
    assert len(addresses) >= 2
    assert all(address.startswith("observations/kandas.csv") for address in addresses)


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_way_through_the_totals_agrees_with_the_years_that_are_printed_too(ev, years, year):
    other = annual._between(ev, homecoming.known(ev), year).iloc[0]
    assert other["low"] <= at(years, year) <= other["high"]


def test_the_last_year_leads_to_the_last_total(ev, years):
    known = homecoming.known(ev).set_index("period")["value"]
    turn = known["2025-10-01"] - 11_012
    assert abs(turn + at(years, 2025) - known["2026-01-01"]) <= 100


def test_a_period_that_is_not_printed_is_refused(ev):
    with pytest.raises(ChapterError, match="0 counts for 1995"):
        annual.flow(ev, "1995")


def test_the_status_exceeds_the_register_where_even_its_lowest_value_does(ev):
    pairs = homecoming.beside_register(ev).set_index("label")
    assert pairs["more"].sum() == 6
    assert pairs.loc["2020", "least"] == 12_500
    assert pairs.loc["2020", "more"]
    assert not pairs.loc["2014, fewer than", "more"]
    assert pairs.loc["2004 to 2008, a year", "status"] == pytest.approx(439_430 / 5)


def test_the_average_rests_on_five_years_of_the_register(ev):
    row = homecoming.beside_register(ev).head(1)
    assert len(evidence.expand(evidence.lineage_of(row))) == 6
