"""What moves under other parameters or other data, and why."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kazmig import paths
from kazmig.runs import other_data, rerunning
from kazmig.runs.comparing import Difference, Value
from kazmig.runs.errors import RunError


def run(folder: Path, value: float, rows: list[str], *, holds: bool = True, **settings: object) -> Path:
    """Write a run with a fact, a finding that names it, and a figure."""
    folder.mkdir(parents=True)
    (folder / "net.csv").write_text(f"year,value\n2025,{value}\n")
    record = {
        "key": "flows.peak",
        "value": value,
        "text": f"{value:,.0f}",
        "scale": 1,
        "rows": rows,
        "settings": settings,
    }
    manifest = {
        "chapter": "flows",
        "facts": [record],
        "findings": [
            {
                "id": "flows.high",
                "statement": f"The peak was {value:,.0f}.",
                "statement_template": "The peak was {peak}.",
                "holds": holds,
                "rows": rows,
            }
        ],
        "figures": [{"id": "flows.net", "title": "Net", "title_template": "Net", "data": "net.csv", "rows": rows}],
        "tables": [],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A repository with a page and a notebook that name the fact."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.md").write_text("# Front\n\nFirst. They peaked at {fact}`flows.peak` people. Last.\n")
    (tmp_path / "notebooks").mkdir()
    cell = {"cell_type": "markdown", "source": ["The register saw {fact}`flows.peak`. {finding}`flows.high`"]}
    (tmp_path / "notebooks" / "flows.ipynb").write_text(json.dumps({"cells": [cell]}))
    return tmp_path


def test_a_move_says_from_what_to_what_and_where_it_stands(book: Path) -> None:
    found = rerunning.moves(run(book / "a", 200, ["x.csv:2"]), run(book / "b", 100, ["x.csv:3"]), book, {})
    rows = {row["id"]: row for row in (move.row for move in found)}
    assert set(rows) == {"flows.peak", "flows.high", "flows.net"}
    peak = rows["flows.peak"]
    assert (peak["published"], peak["rerun"], peak["difference"], peak["relative"]) == ("200", "100", "-100", "-50%")
    assert peak["why"] == "other rows of data/"
    assert peak["stands"].split(" | ") == [
        "notebooks/flows: The register saw 200.",  # its own chapter first, with what is published
        "book/index: They peaked at 200 people.",
        "finding flows.high: The peak was 200.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({}, {"window": 5}, "computed with window = 5"),
        ({"window": 5}, {"window": 5}, rerunning.UNEXPLAINED),
    ],
)
def test_what_nothing_explains_is_said(book: Path, before: dict[str, int], after: dict[str, int], why: str) -> None:
    folders = (run(book / "a", 200, ["x.csv:2"], **before), run(book / "b", 100, ["x.csv:2"], **after))
    (fact,) = [move for move in rerunning.moves(*folders, book, {}) if move.difference.known.kind == "fact"]
    assert fact.why == why


def test_a_sentence_that_no_longer_holds_moves(book: Path) -> None:
    folders = (run(book / "a", 200, ["x.csv:2"]), run(book / "b", 200, ["x.csv:2"], holds=False))
    (move,) = rerunning.moves(*folders, book, {})
    assert (move.row["published"], move.row["rerun"]) == ("holds", "does not hold")


def test_nothing_moves_in_the_same_run(book: Path) -> None:
    folder = run(book / "a", 200, ["x.csv:2"])
    assert rerunning.moves(folder, folder, book, {}) == []


def test_the_relative_difference_of_zero_is_none() -> None:
    values = (Value("fact", "a.b", 0.0, "0"), Value("fact", "a.b", 5.0, "5"))
    assert Difference(*values, "moved").relative is None


@pytest.mark.parametrize(
    ("day", "limit", "after"),
    [
        ("2026-09-28", "2026-01-01", True),
        ("2025-12-31", "2026-01-01", False),
        ("WPP 2024", "2023-12-31", True),
        ("", "2020", False),
    ],
)
def test_vintages_are_compared_by_their_dates(day: str, limit: str, after: bool) -> None:
    assert other_data.later(day, limit) is after


def test_a_source_is_dropped_with_all_that_speaks_of_it(tmp_path: Path) -> None:
    root = paths.root()
    other_data.lay(root, tmp_path, None, ["taldau_departures"], "")
    for name in ("observations/flows.csv", "precedence.csv", "corrections.csv"):
        assert not [
            row for row in other_data.table(tmp_path / "data" / name)[1] if row["source_id"] == "taldau_departures"
        ]
    assert other_data.table(tmp_path / "data" / "sources.csv")[1] == other_data.table(root / "data" / "sources.csv")[1]
    done = subprocess.run(
        [sys.executable, "-m", "kazmig.cli", "evidence", "check"],
        env={"PATH": "", "KAZMIG_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("dropped", "vintage", "said"),
    [(["nobody"], "", "no such source_id"), ([], "2999-01-01", "No observation is left out")],
)
def test_what_leaves_nothing_out_is_refused(tmp_path: Path, dropped: list[str], vintage: str, said: str) -> None:
    with pytest.raises(RunError, match=said):
        other_data.lay(paths.root(), tmp_path, None, dropped, vintage)


def test_a_folder_without_a_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"datapackage\.json"):
        other_data.lay(paths.root(), tmp_path / "new", tmp_path, [], "")


@pytest.mark.book
@pytest.mark.slow
@pytest.mark.parametrize("changed", [["-p", "start_year=2000"], ["--drop-source", "taldau_departures"]])
def test_the_command_prints_and_keeps_what_moves(tmp_path: Path, changed: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kazmig.cli", "rerun", "flows", *changed, "-o", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "unexplained: 0" in done.stdout
    with (tmp_path / "moved.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 5
    assert all(row["why"] for row in rows)
    page = (tmp_path / "moved.html").read_text(encoding="utf-8")
    assert all(row["id"] in page for row in rows)


def test_what_other_data_cannot_carry_is_said_with_the_reason(book: Path) -> None:
    before, after = run(book / "a", 200, ["x.csv:2"]), run(book / "b", 200, ["x.csv:2"])
    for folder, change in ((before, {"cell": "flows-07"}), (after, None)):
        manifest = json.loads((folder / "manifest.json").read_text())
        if change is None:
            manifest |= {"figures": [], "facts": [], "missing": {"flows.peak": "no rows"}}
        else:
            manifest["figures"][0] |= change
        (folder / "manifest.json").write_text(json.dumps(manifest))
    (after / "failures.json").write_text(json.dumps({"flows-07": "SeriesError: no such series"}))
    why = {move.difference.known.key: move.why for move in rerunning.moves(before, after, book, {})}
    assert why == {
        "flows.peak": "cannot be computed: no rows",
        "flows.net": "cannot be computed: SeriesError: no such series",
    }
    outcome = rerunning.Outcome("flows", rerunning.moves(before, after, book, {}), published=3)
    assert outcome.lost == 2


@pytest.mark.book
@pytest.mark.slow
def test_a_rerun_leaves_the_published_runs_as_they_were(tmp_path: Path) -> None:
    folder = paths.runs() / "flows"
    before = {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}
    command = [sys.executable, "-m", "kazmig.cli", "rerun", "flows", "-p", "base_year=2020", "-o", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))} == before
