"""The steps that Snakemake starts stamp what they were made from, as it was when they started."""

import json

import pytest
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

from kazmig.runs import jobs, stamps
from kazmig.runs.errors import RunError


def test_a_run_is_stamped_with_notebook_tables_and_manifest(repository: Repository) -> None:
    repository.notebook("flows")
    jobs.run_chapter("flows")
    files = json.loads((stamps.folder(repository.root) / "run-flows").read_text())["files"]
    assert files["notebooks/flows.ipynb"]
    assert files["_build/runs/flows/default/manifest.json"]
    assert "data/observations/flows.csv" in files
    assert "data/observations/money.csv" not in files, "it was not read"
    assert stamps.withdraw_untrue(repository.root) == []
    assert list((repository.root / "_build" / "progress").iterdir()) == []


def test_a_notebook_changed_while_it_ran_counts_as_changed(repository: Repository) -> None:
    path = repository.root / "notebooks" / "flows.ipynb"
    edit = f"import pathlib\npath = pathlib.Path({str(path)!r})\npath.write_text(path.read_text() + ' ')"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(edit), code(PUBLISH)])
    jobs.run_chapter("flows")
    assert stamps.withdraw_untrue(repository.root) == ["run-flows"]


def test_a_failing_run_leaves_no_stamp(repository: Repository) -> None:
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code("1 / 0")])
    with pytest.raises(RunError):
        jobs.run_chapter("flows")
    assert not (stamps.folder(repository.root) / "run-flows").exists()


def test_broken_evidence_leaves_no_stamp_and_says_what_is_wrong(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RunError, match=r"kazmig evidence check failed \(exit code 1\)"):
        jobs.check_evidence()
    assert "datapackage.json" in capfd.readouterr().out
    assert not (stamps.folder(repository.root) / "evidence").exists()
