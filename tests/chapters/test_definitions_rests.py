import pytest

from kazmig.chapters import definitions


@pytest.fixture(scope="module")
def footings(ev):
    return definitions.footings(ev).set_index("number")


def test_values_are_either_seconded_or_single(footings):
    assert (footings["seconded"] + footings["single"] == footings["values"]).all()


def test_the_register_has_every_year_and_some_have_a_second_document(footings, ev):
    row = footings.loc["Registered departures, whole years"]
    documents = ev.series("departures_registered", all_sources=True).groupby("year")["source_id"].nunique()
    assert row["values"] == len(documents) == 35
    assert row["single"] == (documents == 1).sum()


def test_the_kind_is_that_of_the_document_used(footings, ev):
    assert footings.loc["US green cards", "kinds"] == "official"
    rows = ev.series("russia_citizenship_granted", geo="RUS", partner="KAZ")
    kinds = definitions.by_kind_of_source(ev, rows).set_index("year")["kind"]
    assert kinds.to_dict() == {2016: "official", 2019: "press", 2020: "press", 2022: "press"}
