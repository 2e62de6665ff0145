"""Change rows of the evidence on purpose, run a chapter on them, and see which facts move: those that name the rows.

The report probes every fact when it is published; this test checks that from outside, through papermill, the chapter
and the evidence, and in both directions.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kazmig import evidence, paths

pytestmark = pytest.mark.book


def copy_of_the_repository(folder: Path) -> Path:
    """Copy what a run reads; the package itself is the installed one."""
    root = paths.root()
    folder.mkdir()
    for name in ("data", "notebooks", "book"):
        shutil.copytree(root / name, folder / name)
    for name in ("_toc.yml", "_config.yml", "requirements.txt"):
        shutil.copy(root / name, folder / name)
    return folder


def replace_values(root: Path, series: str, year: int, old: str, new: str) -> set[str]:
    """Replace a value in every row of a series and year that prints it, whoever does; return the rows' addresses."""
    path = root / "data" / "observations" / "flows.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    hit = [number for number, line in enumerate(lines) if line.startswith(f"{series},KAZ,,,,,,{year},{old},")]
    for number in hit:
        lines[number] = lines[number].replace(f",{old},", f",{new},", 1)
    path.write_text("".join(lines), "utf-8")
    return {f"observations/flows.csv:{number + 1}" for number in hit}


def facts_of(folder: Path) -> dict[str, Any]:
    """Return the facts of a run."""
    facts: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))["facts"]
    return facts


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """The facts of `flows` as published, the same with the balance of a year changed, and the addresses of the rows."""
    root = copy_of_the_repository(tmp_path_factory.mktemp("perturbed") / "book")
    changed = replace_values(root, "departures_registered", 2025, "7608", "7500")
    changed |= replace_values(root, "net_registered", 2025, "16153", "16261")
    assert len(changed) > 2, "the year's balance must still close, or the evidence refuses to load"
    done = subprocess.run(
        [sys.executable, "-m", "kazmig.cli", "run", "flows"],
        env={**os.environ, "KAZMIG_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    published = facts_of(paths.runs() / "flows" / "default")
    return published, facts_of(root / "_build" / "runs" / "flows" / "default"), changed


def test_what_rests_on_the_rows_moves(moved: tuple[dict[str, Any], dict[str, Any], set[str]]) -> None:
    before, after, _ = moved
    assert after["flows.departures_latest"]["value"] == 7500
    for key in ("flows.departures_latest", "flows.fall_from_peak", "flows.rate_latest", "flows.steepest_fall"):
        assert before[key]["value"] != after[key]["value"], key


def test_what_moves_names_the_rows(moved: tuple[dict[str, Any], dict[str, Any], set[str]]) -> None:
    before, after, changed = moved
    assert before.keys() == after.keys()
    silent = [
        key
        for key, fact in before.items()
        if fact["value"] != after[key]["value"] and not changed & set(evidence.expand(" ".join(fact["rows"])))
    ]
    assert silent == []


def test_what_does_not_name_the_rows_stays(moved: tuple[dict[str, Any], dict[str, Any], set[str]]) -> None:
    before, after, changed = moved
    others = {key for key, fact in before.items() if not changed & set(evidence.expand(" ".join(fact["rows"])))}
    assert len(others) > 20
    assert {key: after[key]["value"] for key in others} == {key: before[key]["value"] for key in others}


@pytest.mark.parametrize("chapter", [path.stem for path in sorted((paths.root() / "notebooks").glob("*.ipynb"))])
def test_every_fact_was_moved_and_every_finding_refuted(chapter: str) -> None:
    manifest = json.loads((paths.runs() / chapter / "default" / "manifest.json").read_text("utf-8"))
    assert [key for key, fact in manifest["facts"].items() if not (fact["moved_by"] or fact["decisive_rows"])] == [
        key for key, fact in manifest["facts"].items() if fact["invariant"]
    ]
    assert [key for key, finding in manifest["findings"].items() if not finding["falsified_by"]] == []
    assert all(finding["holds"] for finding in manifest["findings"].values())
