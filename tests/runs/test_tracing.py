"""The chain from a number back to rows and documents, and forward again."""

import gzip
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
    finding = {"id": "flows.net", "statement": "More left.", "holds": True, "rows": ["panels/p.csv.gz:2"]}
    (tmp_path / "data" / "panels").mkdir()
    with gzip.open(tmp_path / "data" / "panels" / "p.csv.gz", "wt", encoding="utf-8") as panel:
        panel.write("geo,value\nKAZ,7\n")
    folder = tmp_path / "_build" / "runs" / "flows" / "default"
    folder.mkdir(parents=True)
    manifest = {"facts": [fact], "figures": [figure], "findings": [finding], "tables": []}
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
        ("panels/p.csv.gz:2", [("flows.net", False)]),
    ],
)
def test_what_rests_on_a_source_or_a_row(archive: tracing.Archive, wanted: str, found: list[tuple[str, bool]]) -> None:
    assert [(each["id"], each["decisive"]) for each in tracing.reverse(archive, wanted)] == found


@pytest.mark.parametrize(
    ("ask", "wanted", "said"),
    [
        (tracing.trace, "flows.peek", "Did you mean flows.peak"),
        (tracing.reverse, "buraeu", "Did you mean bureau"),
        (tracing.reverse, "observations/flows.csv:99", "lines 2 to 3"),
        (tracing.reverse, "observations/flows.csv:x", "Name one row"),
        (tracing.reverse, "observations/flows.csv", "Name one row"),
        (tracing.reverse, "observations/flow.csv:2", "Did you mean observations/flows.csv"),
        (tracing.reverse, "panels/p.csv.gz:3", "lines 2 to 2"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    archive: tracing.Archive, ask: Any, wanted: str, said: str
) -> None:
    with pytest.raises(RunError, match=said):
        ask(archive, wanted)


def test_a_finding_and_its_figure_of_one_id_are_told_apart(archive: tracing.Archive) -> None:
    first = tracing.trace(archive, "flows.net")
    assert (first["kind"], first["also"], first["rows"][0]["value"]) == ("finding", ["figure"], "7")
    assert tracing.trace(archive, "flows.net", "figure")["rows"][0]["address"] == "observations/flows.csv:3"
    with pytest.raises(RunError, match="stands: finding, figure"):
        tracing.trace(archive, "flows.net", "table")


def test_a_chapter_that_has_not_been_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="flows has not been run"):
        tracing.trace(tracing.Archive(tmp_path, ("flows",)), "flows.peak")


@pytest.mark.book
def test_everything_published_leads_to_rows_and_documents_or_says_why_not() -> None:
    root = paths.root()
    archive = tracing.Archive(root, tuple(inputs.chapters(root)))
    seen = set()
    for (key, kind), (_, record) in archive.records.items():
        assert record[tracing.SAID[kind]], key
        checked = kind == "fact" and not record.get("invariant")
        rests = (checked, *(record.get("rows") or []), *(record.get("sources") or []))
        if rests in seen:
            continue  # many things rest on the same rows, some of them on all of a panel
        seen.add(rests)
        chain = tracing.trace(archive, key, kind)
        if checked:
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
