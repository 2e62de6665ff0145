"""The chain from a number back to rows and documents, and forward again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kazmig import paths
from kazmig.runs import inputs, tracing
from kazmig.runs.errors import RunError


@pytest.fixture
def archive(tmp_path: Path) -> tracing.Archive:
    """A book of one chapter with a fact, a figure and the rows behind them."""
    data = tmp_path / "data" / "observations"
    data.mkdir(parents=True)
    (data / "flows.csv").write_text(
        "series_id,geo,period,value,source_id,locator\n"
        "out,KAZ,1994,477068,bureau,row 4\n"
        "out,KAZ,2025,7608,bureau,row 35\n"
    )
    (tmp_path / "data" / "sources.csv").write_text(
        "source_id,title,author,publisher,published,url\nbureau,Departures,,Bureau,2026,https://example.org/\n"
    )
    (tmp_path / "data" / "series.csv").write_text("series_id,title\nout,Departures\n")
    fact = {
        "key": "flows.peak",
        "value": 477068.0,
        "text": "477,068",
        "rows": ["observations/flows.csv:2-3"],
        "decisive_rows": ["observations/flows.csv:2"],
        "series": ["out"],
        "sources": ["bureau"],
        "code": "lambda d: d.max()",
    }
    figure = {"id": "flows.net", "title": "Net", "rows": ["observations/flows.csv:3"], "sources": ["bureau"]}
    folder = tmp_path / "_build" / "runs" / "flows" / "default"
    folder.mkdir(parents=True)
    manifest = {"facts": [fact], "figures": [figure], "findings": [], "tables": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return tracing.Archive(tmp_path, ("flows",))


def test_a_chain_ends_in_rows_and_documents(archive: tracing.Archive) -> None:
    chain = tracing.trace(archive, "flows.peak")
    assert [(row["address"], row["value"], row["decisive"]) for row in chain["rows"]] == [
        ("observations/flows.csv:2", "477068", True),
        ("observations/flows.csv:3", "7608", False),
    ]
    assert chain["rows"][0]["locator"] == "row 4"
    assert chain["sources"]["bureau"]["publisher"] == "Bureau"
    assert chain["series"] == {"out": "Departures"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("bureau", [("flows.peak", False), ("flows.net", False)]),
        ("observations/flows.csv:2", [("flows.peak", True)]),
        ("data/observations/flows.csv:3", [("flows.peak", False), ("flows.net", False)]),
    ],
)
def test_what_rests_on_a_source_or_a_row(archive: tracing.Archive, wanted: str, found: list[tuple[str, bool]]) -> None:
    assert [(each["id"], each["decisive"]) for each in tracing.reverse(archive, wanted)] == found


@pytest.mark.parametrize(
    ("ask", "wanted", "said"),
    [
        (tracing.trace, "flows.peek", "Did you mean flows.peak"),
        (tracing.reverse, "buraeu", "Did you mean bureau"),
        (tracing.reverse, "observations/flows.csv:99", "no row"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    archive: tracing.Archive, ask: Any, wanted: str, said: str
) -> None:
    with pytest.raises(RunError, match=said):
        ask(archive, wanted)


def test_a_chapter_that_has_not_been_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="flows has not been run"):
        tracing.trace(tracing.Archive(tmp_path, ("flows",)), "flows.peak")


@pytest.mark.book
def test_everything_published_leads_to_rows_and_documents_or_says_why_not() -> None:
    root = paths.root()
    archive = tracing.Archive(root, tuple(inputs.chapters(root)))
    for key, (kind, _, record) in archive.records.items():
        chain = tracing.trace(archive, key)
        assert chain["says"], key
        if kind == "fact" and not record.get("invariant"):
            assert chain["rows"], key
            assert chain["sources"] or all(not row["source"] for row in chain["rows"]), key


@pytest.mark.book
def test_the_command_prints_both_ways() -> None:
    command = [sys.executable, "-m", "kazmig.cli", "trace"]
    shown = subprocess.run([*command, "flows.departures_peak"], capture_output=True, text=True, check=True).stdout
    assert "decides observations/flows.csv:" in shown
    assert "cisstat" in shown
    chain = json.loads(
        subprocess.run(
            [*command, "flows.departures_peak", "--format", "json"], capture_output=True, text=True, check=True
        ).stdout
    )
    (row,) = [row["address"] for row in chain["rows"] if row["decisive"]]
    back = subprocess.run([*command, "--reverse", row], capture_output=True, text=True, check=True).stdout
    assert "fact flows.departures_peak (decides): 477,068" in back
