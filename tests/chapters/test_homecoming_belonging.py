import pytest

from kazmig import evidence
from kazmig.chapters import homecoming
from kazmig.chapters.common import ChapterError
from kazmig.evidence import EvidenceError


def test_grants_add_to_the_printed_total(ev):
    found = homecoming.grants(ev)
    assert found["value"].sum() == 26_828
    assert found["origin"].iloc[-1] == "All other countries"
    assert (found["value"] > 0).all()


def test_a_year_without_former_citizenships_is_refused(ev):
    with pytest.raises((ChapterError, EvidenceError)):
        homecoming.grants(ev, 2021)


def test_work_equals_schooling_in_every_period_of_the_one_region(ev):
    found = homecoming.work_or_schooling(ev)
    assert found["period"].tolist() == ["2023", "2024", "2025-01/2025-08"]
    assert (found["working"] == found["schooled"]).all()
    assert (found["working"] < found["came"]).all()


def test_each_measure_of_integration_states_its_doubt_and_its_rows(ev):
    found = homecoming.measures(ev)
    assert (found["doubt"].str.len() > 20).all()
    for number in range(len(found)):
        assert evidence.lineage_of(found.iloc[[number]])
