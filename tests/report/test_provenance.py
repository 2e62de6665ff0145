import pandas as pd
import pytest

from kazmig import evidence
from kazmig.report import ReportError, probing
from kazmig.report.provenance import Provenance


@pytest.fixture
def known(repository):
    return Provenance(evidence.load())


def test_lineage_names_sources_rows_and_files(known, departures):
    lineage = known.of(departures.tail(4), "here")
    assert lineage.sources == ("bureau_old",)
    assert lineage.tables_read == ("observations/flows.csv",)
    assert len(evidence.expand(lineage.rows)) == 4


def test_the_period_is_that_of_the_decisive_rows(known, departures):
    assert known.period(departures, probing.move(lambda d: d["value"].max(), departures)) == "1994"
    assert known.period(departures, probing.move(lambda d: d["value"].sum(), departures)) == "1994–2000"
    ratio = probing.move(lambda d: d["value"].iloc[-1] / d["value"].iloc[0], departures)
    assert known.period(departures, ratio) == "1994, 2000"


def test_a_derived_frame_is_described_from_its_rows(known, departures):
    derived = evidence.derive(lambda d: pd.DataFrame({"total": [d["value"].sum()]}), departures)
    lineage = known.of(derived, "here")
    assert known.series_of(derived, lineage.rows) == ("departures_registered",)
    moved = probing.move(lambda d: d["total"].iloc[0], derived)
    assert known.period(derived, moved) == "1994–2000"
    assert len(evidence.expand(known.decisive(derived, moved))) == 7


def test_locators_lead_to_the_place_in_the_source(known, departures):
    lines = known.locators(tuple(departures["lineage"]), most=2)
    assert lines[0].endswith(": 1994, 477068, Bureau, table 1")
    assert lines[-1] == "and 5 more rows"
    assert known.locators(()) == []


def test_many_sources_are_named_shortly(known):
    ev = evidence.load()
    everything = pd.concat(
        [ev.series("departures_registered", all_sources=True), ev.series("migrant_stock_abroad", vintage="IMS 2020")]
    )
    assert known.labels(evidence.compress(everything["lineage"])) == "Bureau; The Daily and 1 more"


def test_data_without_rows_are_refused(known, departures):
    with pytest.raises(ReportError, match="here: data has no row"):
        known.of(departures.head(0), "here")
