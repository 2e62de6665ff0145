import json

from kazmig.report import files
from kazmig.report.records import entry


def test_a_record_is_flat_and_survives_json(report, departures, tmp_path):
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    flat = entry(report.facts["flows.peak"])
    assert {"sources", "rows", "tables_read", "cell", "cell_index", "decisive_rows"} <= set(flat)
    assert not {"lineage"} & set(flat)
    files.write_json(tmp_path / "record.json", flat)
    assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8")) == flat
