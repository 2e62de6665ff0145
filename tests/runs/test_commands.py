"""What people type: values of parameters, and the words when something is wrong."""

import pytest
from tests.runs.conftest import Repository

from kazmig.runs.commands import split
from kazmig.runs.errors import RunError


@pytest.mark.parametrize(
    ("pairs", "values"),
    [
        ([], {}),
        (["start_year=2000", "name=fancy"], {"start_year": "2000", "name": "fancy"}),
        (["title=a=b"], {"title": "a=b"}),
        (["title="], {"title": ""}),
    ],
)
def test_values_are_split_at_the_first_sign(pairs: list[str], values: dict[str, str]) -> None:
    assert split(pairs) == values


@pytest.mark.parametrize("pairs", [["start_year"], ["=2000"], ["a=1", "a=2"]])
def test_a_pair_that_says_nothing_clear_is_refused(pairs: list[str]) -> None:
    with pytest.raises(RunError, match="-p "):
        split(pairs)


def test_run_prints_the_folder_and_keeps_the_progress_file(repository: Repository) -> None:
    repository.notebook("flows")
    note = repository.root / "reached"
    done = repository.kazmig("run", "flows", "-p", "start_year=2000", "--progress-file", str(note))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.strip().startswith(str(repository.root / "_build" / "runs" / "flows"))
    assert note.read_text() == "3/3"


def test_clean_removes_what_was_made_and_nothing_else(repository: Repository) -> None:
    made = repository.root / "_build" / "runs" / "flows"
    made.mkdir(parents=True)
    assert repository.kazmig("clean").returncode == 0
    assert not (repository.root / "_build").exists()
    assert (repository.root / "data" / "datapackage.json").exists()
