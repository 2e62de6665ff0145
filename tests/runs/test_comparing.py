"""Two states of what is published, side by side."""

import json
from pathlib import Path

import pytest

from kazmig.runs.comparing import Value, compare, digest, status, tolerance_of, values
from kazmig.runs.errors import RunError

RATE = Value("fact", "flows.rate", 0.371234, "0.37", 0.005)


def run(folder: Path, **facts: object) -> Path:
    """Write a run that publishes facts, a finding and a figure."""
    folder.mkdir(parents=True)
    (folder / "net.csv").write_text("year,value\n2025,1\n")
    records = [
        {"key": f"flows.{name}", "value": value, "text": str(value), "scale": 1} for name, value in facts.items()
    ]
    manifest = {
        "facts": records,
        "findings": [{"id": "flows.low", "statement": "Low.", "holds": True}],
        "figures": [{"id": "flows.net", "title": "Net", "data": "net.csv"}],
        "tables": [],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_everything_of_a_run_is_read(tmp_path: Path) -> None:
    found = {value.key: value for value in values(run(tmp_path / "flows" / "default", peak=477068, word="four"))}
    assert (found["flows.peak"].value, found["flows.peak"].text) == (477068.0, "477068")
    assert found["flows.word"].value == "four"
    assert found["flows.low"].text == "holds"
    assert len(str(found["flows.net"].value)) == 16


def test_a_run_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="kazmig run flows"):
        list(values(tmp_path / "flows" / "default"))


@pytest.mark.parametrize(
    ("value", "text", "wanted"),
    [
        (0.371234, "0.37", "identical"),
        (0.371235, "0.37", "within"),
        (0.3771, "0.37", "moved"),  # beyond half a unit of the last digit
        (0.371234, "0.38", "moved"),  # printed otherwise
        ("four", "0.37", "moved"),
    ],
)
def test_a_fact_moves_by_value_or_by_print(value: float | str, text: str, wanted: str) -> None:
    assert status(RATE, Value("fact", "flows.rate", value, text)) == wanted


def test_a_figure_is_its_data_and_not_its_title() -> None:
    before = Value("figure", "flows.net", "aa", "Net in 2024")
    assert status(before, Value("figure", "flows.net", "aa", "Net")) == "identical"
    assert status(before, Value("figure", "flows.net", "bb", "Net in 2024")) == "moved"


def test_new_and_vanished_things_are_told() -> None:
    other = Value("fact", "flows.other", 2.0, "2")
    found = compare({("fact", "flows.rate"): RATE}, {("fact", "flows.other"): other})
    assert [(each.known.key, each.status) for each in found] == [("flows.other", "new"), ("flows.rate", "vanished")]


def test_differences_are_in_the_values_unit_and_relative() -> None:
    after = Value("fact", "flows.rate", 0.5, "0.50")
    (found,) = compare({("fact", "flows.rate"): RATE}, {("fact", "flows.rate"): after})
    assert found.amount == pytest.approx(0.128766)
    assert found.relative == pytest.approx(0.128766 / 0.371234)


def test_counts_and_words_have_no_tolerance() -> None:
    assert tolerance_of({"value": 7608.0, "text": "7,608", "scale": 1}) == 0
    assert tolerance_of({"value": 19714.5, "text": "19.7", "scale": 1000}) == 50
    assert tolerance_of({"value": "four", "text": "four"}) == 0


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ("# Other title\nyear,value,lineage\n2025,0.37123456789,a.csv:2\n", True),  # the head is no data
        ("year,value,lineage\n2025,0.37123456788,a.csv:3\n", True),  # last digits, and a row moved by a line
        ("year,value,lineage\n2025,0.371235,a.csv:2\n", True),  # alike in six digits
        ("year,value,lineage\n2025,0.371236,a.csv:2\n", False),
        ("year,value,lineage\n2024,0.37123456789,a.csv:2\n", False),
        ("year,count,lineage\n2025,0.37123456789,a.csv:2\n", False),
        ("year,value,lineage\n", False),
    ],
)
def test_data_of_a_figure_are_alike_on_every_processor(changed: str, same: bool) -> None:
    known = digest("# Title\nyear,value,lineage\n2025,0.37123456789,a.csv:2\n")
    assert (digest(changed) == known) is same


def test_whole_numbers_count_to_the_last_digit() -> None:
    assert digest("people\n20343521\n") != digest("people\n20343522\n")
