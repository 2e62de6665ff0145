"""A stamp holds as long as everything that it was made from is what it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.runs.conftest import Repository

from kazmig.runs import stamps


@pytest.fixture
def stamped(repository: Repository) -> Repository:
    """A repository with one stamped step, made from a notebook, that left a manifest."""
    repository.notebook("flows")
    manifest = repository.run_folder("flows") / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    made_from = stamps.digests([repository.root / "notebooks" / "flows.ipynb"], repository.root)
    stamps.write(stamps.folder(repository.root) / "run-flows", made_from, [manifest], repository.root)
    return repository


def test_a_true_stamp_stays(stamped: Repository) -> None:
    os.utime(stamped.root / "notebooks" / "flows.ipynb")
    assert stamps.withdraw_untrue(stamped.root) == []
    assert (stamps.folder(stamped.root) / "run-flows").exists()


def put_back_with_its_old_time(root: Path) -> None:
    notebook = root / "notebooks" / "flows.ipynb"
    notebook.write_text("{}")
    os.utime(notebook, (0, 0))


CHANGES: dict[str, Callable[[Path], object]] = {
    "an input changed, though its time is old": put_back_with_its_old_time,
    "an input is gone": lambda root: (root / "notebooks" / "flows.ipynb").unlink(),
    "the run was removed": lambda root: (root / "_build/runs/flows/default/manifest.json").unlink(),
    "another table holds a series": lambda root: (root / "data/observations/money.csv").write_text(
        "series_id,value\nflows_counted,2\n"
    ),
    "the stamp is unreadable": lambda root: (stamps.folder(root) / "run-flows").write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_untrue_stamp_is_withdrawn(stamped: Repository, change: str) -> None:
    CHANGES[change](stamped.root)
    assert stamps.withdraw_untrue(stamped.root) == ["run-flows"]
    assert not (stamps.folder(stamped.root) / "run-flows").exists()


def test_the_pages_fall_with_a_run(stamped: Repository) -> None:
    """A notebook changed during a build is older than the pages; Snakemake would leave the missing run missing."""
    stamps.write(stamps.folder(stamped.root) / "site", {}, [], stamped.root)
    (stamped.root / "notebooks" / "flows.ipynb").write_text("{}")
    assert stamps.withdraw_untrue(stamped.root) == ["run-flows", "site"]
    assert stamps.withdraw_untrue(stamped.root) == []


def test_paths_inside_the_repository_are_relative(stamped: Repository) -> None:
    text = (stamps.folder(stamped.root) / "run-flows").read_text()
    assert "notebooks/flows.ipynb" in text
    assert str(stamped.root) not in text
