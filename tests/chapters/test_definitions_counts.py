import pytest

from kazmig import evidence
from kazmig.chapters import definitions
from kazmig.chapters.common import ChapterError, at
from kazmig.chapters.definitions import counts


@pytest.fixture(scope="module")
def register(ev):
    return ev.series("departures_registered")


@pytest.fixture(scope="module")
def every(ev, register):
    return definitions.every(ev, register, 2019, 30)


def test_every_row_compares_with_the_register_over_its_own_years(every, register):
    for row in every.itertuples():
        expected = 100 * (at(register, row.latest_year) / at(register, row.base_year) - 1)
        assert row.register_change == pytest.approx(expected)
        assert row.further == (row.change < row.register_change)


def test_every_kind_of_count_that_the_evidence_has_is_there(every):
    assert list(dict.fromkeys(every["kind"])) == list(dict.fromkeys(kind.name for kind in counts.KINDS))
    places = set(every["place"])
    assert {"Russia", "Germany", "Czechia", "Poland", "United States", "Canada", "South Korea", "Israel"} <= places


def test_counts_that_fell_further_than_the_register_are_not_hidden(every):
    further = every[every["further"] == 1]
    assert {"Montenegro", "Moldova", "Malaysia", "Israel", "Sweden", "France"} == set(further["place"])


def test_rest_categories_are_no_destination(every):
    assert not every["place"].str.contains("not named").any()


def test_small_counts_are_left_out_by_the_base_year_alone(ev, register, every):
    assert every["base"].min() >= 30
    assert (every["latest"] < 30).any()  # a large one that became small stays
    few = definitions.every(ev, register, 2019, 100)
    assert len(few) < len(every)
    with pytest.raises(ChapterError, match="smaller least"):
        definitions.every(ev, register, 2019, 10**7)


def test_parts_of_a_count_are_not_tallied_beside_it(every):
    whole = definitions.whole_counts(every)
    assert not (whole["kind"] == "Green cards by class").any()
    assert not whole.duplicated(["kind", "label"]).any()
    cards = every[every["kind"] == "Green cards by class"]
    total = every[(every["kind"] == counts.GRANTS) & (every["place"] == "United States")]
    assert cards["base"].sum() < total["base"].item()


def test_an_academic_year_is_named_by_its_beginning(every):
    row = every[(every["kind"] == "Students enrolled") & (every["place"] == "United States")].iloc[0]
    assert (row["base"], row["latest_year"], row["latest"]) == (2091, 2024, 3102)


def test_a_partial_year_is_no_year(every):
    canada = every[(every["kind"] == counts.GRANTS) & (every["place"] == "Canada")].iloc[0]
    assert canada["latest_year"] == 2022  # 2023 covers four months


def test_the_tally_adds_up_to_the_counts_and_adds_no_people(every):
    found = definitions.tally(every)
    assert found["destinations"].sum() == len(every)
    assert (found[["rose", "fell", "level"]].sum(axis="columns") == found["destinations"]).all()
    assert not {"base", "latest", "value"} & set(found.columns)


def test_each_count_rests_on_two_rows_of_its_own_and_two_of_the_register(every):
    for number in range(0, len(every), 12):
        addresses = evidence.expand(evidence.lineage_of(every.iloc[[number]]))
        assert sum(address.startswith("observations/") for address in addresses) == 4
