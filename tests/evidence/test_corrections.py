from pathlib import Path

import pytest

from kazmig import evidence
from kazmig.evidence import EvidenceError, sources_of

from .conftest import Small


def correction(small: Small) -> dict[str, str]:
    return small.rows["corrections"][0]


def test_a_flag_keeps_the_value_and_tells_the_reason(written: Path) -> None:
    store = evidence.load(written)
    frame = store.series("departures_registered", all_sources=True)
    row = frame[frame["source_id"] == "daily"].iloc[0]
    assert row["value"] == 408_800
    assert row["note"] == "Flagged (net_as_gross): a net figure printed as gross"
    assert row["lineage"] == "corrections.csv:2 observations/flows.csv:11"


def test_an_override_replaces_the_value_and_adds_its_evidence(small: Small) -> None:
    correction(small).update(action="override", value="470000", evidence_source_id="un")
    small.flows[9]["note"] = "printed so"
    store = evidence.load(small.write())
    frame = store.series("departures_registered", all_sources=True)
    row = frame[frame["source_id"] == "daily"]
    assert row["value"].tolist() == [470_000.0]
    assert row["note"].iloc[0].startswith("printed so. Corrected (net_as_gross)")
    assert sources_of(row, store) == ("daily", "un")
    assert store.row("observations/flows.csv:11")["value"] == "408800"


def test_a_dropped_row_is_gone_but_still_there_to_see(small: Small) -> None:
    correction(small)["action"] = "drop"
    store = evidence.load(small.write())
    assert "daily" not in set(store.series("departures_registered", all_sources=True)["source_id"])
    assert store.row("observations/flows.csv:11")["value"] == "408800"


@pytest.mark.parametrize(
    ("change", "field", "rule", "remedy"),
    [
        ({"expect": "408000"}, "expect", "it has 408800", "the source was mended: remove or revise the correction"),
        ({"period": "1990"}, "period", "names a row that exists", "mend the key, or remove the correction"),
        ({"action": "override"}, "value", "an override gives the value", "fill in value"),
        ({"table": "observations/flow.csv"}, "table", "a table of observations that exists", "mend the table"),
        ({"expect": ""}, "expect", "which value it expects", "fill in the value"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(
    small: Small, change: dict[str, str], field: str, rule: str, remedy: str
) -> None:
    correction(small).update(change)
    found = [each for each in evidence.check(small.write()) if each.field == field]
    assert len(found) == 1
    assert (found[0].file, found[0].line) == ("corrections.csv", 2)
    assert rule in found[0].rule
    assert remedy in found[0].remedy


def test_a_correction_that_fits_two_rows_is_refused(small: Small) -> None:
    small.flows.append({**small.flows[9], "vintage": "1996"})
    with pytest.raises(EvidenceError, match="a correction names one row, this one fits 2"):
        evidence.load(small.write())


def test_a_correction_of_a_panel_is_left_to_its_readers(small: Small) -> None:
    correction(small)["table"] = "panels/wpp.csv.gz"
    store = evidence.load(small.write())
    assert (store.series("departures_registered", all_sources=True)["note"] == "").all()
