"""The research object: it holds what its metadata name, and the same bytes each time."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kazmig import paths
from kazmig.errors import KazmigError
from kazmig.formats import crate
from kazmig.runs import inputs

pytestmark = pytest.mark.book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crate of the book."""
    return crate.make(paths.root(), tmp_path_factory.mktemp("crate") / "book.zip")


@pytest.fixture(scope="module")
def graph(made: Path) -> dict[str, dict[str, Any]]:
    """Its entities by id."""
    with zipfile.ZipFile(made) as archive:
        content = json.loads(archive.read(crate.METADATA))
    return {entity["@id"]: entity for entity in content["@graph"]}


def test_the_same_book_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    assert crate.make(paths.root(), tmp_path / "again.zip").read_bytes() == made.read_bytes()


def test_every_file_is_described_and_every_described_file_is_there(
    made: Path, graph: dict[str, dict[str, Any]]
) -> None:
    with zipfile.ZipFile(made) as archive:
        names = set(archive.namelist()) - {crate.METADATA}
        assert archive.testzip() is None
    described = {name for name, entity in graph.items() if "File" in entity["@type"]}
    assert described == names
    assert {part["@id"] for part in graph["./"]["hasPart"]} == names
    assert {"data/observations/flows.csv", "requirements.txt", "Makefile", "src/kazmig/cli.py"} <= names


def test_the_workflow_and_every_run_are_told_in_the_profiles_terms(graph: dict[str, dict[str, Any]]) -> None:
    root = graph["./"]
    assert {each["@id"] for each in root["conformsTo"]} == {address for address, *_ in crate.PROFILES}
    workflow = graph[root["mainEntity"]["@id"]]
    assert "ComputationalWorkflow" in workflow["@type"]
    actions = [graph[each["@id"]] for each in root["mentions"]]
    assert {each["@type"] for each in actions} == {"CreateAction"}
    assert {each["instrument"]["@id"] for each in actions} == {
        crate.WORKFLOW,
        *(f"notebooks/{name}.ipynb" for name in inputs.chapters(paths.root())),
    }
    flows = graph["#run-of-flows"]
    assert {"@id": "data/observations/flows.csv"} in flows["object"]
    assert {"@id": "runs/flows/facts.json"} in flows["result"]
    assert graph["#flows-start_year"]["value"] == "1991"


def test_nothing_names_a_place_that_is_not_in_it(graph: dict[str, dict[str, Any]]) -> None:
    wanted = {each["@id"] for entity in graph.values() for value in entity.values() for each in references(value)}
    assert sorted(name for name in wanted - set(graph) if not name.startswith("http")) == []


def references(value: Any) -> list[dict[str, str]]:
    """Return what a property refers to."""
    return [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict) and "@id" in each
    ]


def test_a_chapter_that_has_not_run_is_named_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n- file: notebooks/flows\n")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "flows.ipynb").write_text("{}")
    with pytest.raises(KazmigError, match="make book"):
        crate.make(tmp_path, tmp_path / "out" / "book.zip")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_unpacked_elsewhere_a_chapter_runs_again_to_the_same_bytes(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path)
    place = {**os.environ, "KAZMIG_ROOT": str(tmp_path), "PYTHONPATH": str(tmp_path / "src")}
    command = [sys.executable, "-m", "kazmig.cli", "run", "students"]
    assert subprocess.run(command, env=place, cwd=tmp_path, check=False).returncode == 0
    again = tmp_path / "_build" / "runs" / "students" / "default"
    for name in crate.MADE:
        assert (again / name).read_bytes() == (tmp_path / "runs" / "students" / name).read_bytes(), name
