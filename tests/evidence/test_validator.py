import json
from pathlib import Path

from kazmig import evidence
from kazmig.evidence import validator

from .conftest import Small


def test_the_library_agrees_with_a_good_package(written: Path) -> None:
    assert validator.problems(written) == []


def test_the_library_and_our_reading_see_the_same_faults(small: Small) -> None:
    small.flows[0]["value"] = "many"
    small.flows[1]["source_id"] = "nobody"
    small.flows[2]["status"] = "guess"
    small.flows[3]["geo"] = ""
    small.panel[4]["births"] = "many"
    folder = small.write()
    ours = evidence.check(folder)
    theirs = validator.problems(folder)
    places = {(each.file, each.line) for each in theirs}
    assert places == {(each.file, each.line) for each in ours}
    assert places == {*(("observations/flows.csv", line) for line in (2, 3, 4, 5)), ("panels/wpp.csv.gz", 6)}
    assert validator.problems(folder, ours) == []


def test_a_fault_that_only_the_library_sees_is_told(small: Small) -> None:
    path = small.write() / "datapackage.json"
    package = json.loads(path.read_text())
    package["resources"][0]["bytes"] = 7
    path.write_text(json.dumps(package))
    assert evidence.check(small.folder) == []
    [problem] = validator.problems(small.folder)
    assert problem.file == "sources.csv"
    assert "Frictionless accepts the table (byte-count" in problem.rule
