import os
from pathlib import Path

import pytest

from kazmig import evidence
from kazmig.evidence import EvidenceError

from .conftest import Small, observation


def test_the_same_object_comes_back_until_a_file_changes(small: Small) -> None:
    folder = small.write()
    first = evidence.load(folder)
    assert evidence.load(folder) is first
    small.flows.append(observation("departures_registered", "1997", 299_000))
    small.write()
    second = evidence.load(folder)
    assert second is not first
    assert second.series("departures_registered", start=1997)["value"].tolist() == [299_000.0]


def test_a_change_of_time_alone_is_seen(small: Small) -> None:
    folder = small.write()
    first = evidence.load(folder)
    os.utime(folder / "series.csv", (1, 1))
    assert evidence.load(folder) is not first


def test_every_broken_row_is_listed(small: Small) -> None:
    small.flows[0]["value"] = "many"
    small.flows[1]["source_id"] = "nobody"
    with pytest.raises(EvidenceError) as caught:
        evidence.load(small.write())
    text = str(caught.value)
    assert 'observations/flows.csv:2: value "many": the type is number. Remedy: ' in text
    assert 'observations/flows.csv:3: source_id "nobody": source_id stands in sources.csv' in text
    assert caught.value.problems == tuple(evidence.check(small.folder))


def test_without_the_check_what_can_be_read_is_read(small: Small) -> None:
    small.flows[0]["value"] = "many"
    store = evidence.load(small.write(), check=False)
    assert len(store.series("departures_registered")) == 3


def test_a_long_list_is_cut_in_print_only(small: Small) -> None:
    small.flows += [observation("departures_registered", f"{year}", "many") for year in range(1900, 1990)]
    with pytest.raises(EvidenceError, match="and 30 more; `kazmig evidence check` prints them all") as caught:
        evidence.load(small.write())
    assert len(caught.value.problems) == 90


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("{", 1, "the data package is JSON"),
        ("[]", 0, "lists resources"),
        ('{"resources": [{"name": "sources"}]}', 0, "name, path and schema"),
        ('{"resources": []}', 0, "declares the table"),
        (
            '{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "x"}]}}]}',
            0,
            "a schema is valid",
        ),
    ],
)
def test_an_unusable_package_is_said(tmp_path: Path, text: str, line: int, rule: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    problem = evidence.check(tmp_path)[0]
    assert (problem.file, problem.line) == ("datapackage.json", line)
    assert rule in problem.rule
    with pytest.raises(EvidenceError):
        evidence.load(tmp_path, check=False)


def test_a_folder_without_a_package_is_said(tmp_path: Path) -> None:
    [problem] = evidence.check(tmp_path)
    assert problem.rule == "a data package exists"
    assert problem.value == str(tmp_path)
    (tmp_path / "datapackage.json").write_bytes(b"\xff\xfe{}")
    [problem] = evidence.check(tmp_path)
    assert "can be read" in problem.rule
