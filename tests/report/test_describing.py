import pytest

from kazmig import evidence
from kazmig.report import ReportError, describing
from kazmig.report.provenance import Provenance

SERIES = ("departures_registered",)


@pytest.fixture
def known(repository):
    return Provenance(evidence.load())


def test_an_observation_has_its_series_unit_and_a_computed_value_none(known, departures):
    assert describing.unit(known, 477068.0, SERIES, departures, 1) == "persons"
    assert describing.unit(known, 98.4, SERIES, departures, 1) == ""
    assert describing.unit(known, 477068.0, SERIES, departures, 1000) == ""
    assert describing.unit(known, 477068.0, (*SERIES, "net_registered"), departures, 1) == ""


def test_a_definition_is_given_or_looked_up(known):
    assert describing.definition(known, "as said", (), "here") == "as said"
    assert describing.definition(known, None, SERIES, "here") == "as registered"
    assert (
        describing.definition(known, " ", (*SERIES, "net_registered"), "here")
        == "departures_registered; net_registered"
    )
    with pytest.raises(ReportError, match="here: no series"):
        describing.definition(known, None, (), "here")


def test_the_credit_names_each_publisher_once(known, departures):
    credit = describing.credit(known, known.of(departures, "here"), "flows")
    assert credit == "Sources: Bureau. Kazakhstan in motion, flows."


def test_an_excerpt_shows_periods_and_values_and_no_lineage(departures):
    shown = describing.excerpt({"a": departures})
    assert "477068" in shown
    assert "observations/flows.csv" not in shown
