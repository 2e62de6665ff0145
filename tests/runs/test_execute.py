"""One chapter is run: what a good run leaves, and what a bad one leaves alone."""

import json
import re
import signal
import time
from pathlib import Path

import pytest
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

from kazmig.errors import KazmigError
from kazmig.runs.errors import RunError
from kazmig.runs.execute import run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_run_leaves_notebook_facts_and_manifest_and_nothing_beside_them(repository: Repository) -> None:
    repository.notebook("flows")
    folder = run("flows", repository.root)
    assert folder == repository.run_folder("flows")
    assert sorted(contents(folder)) == ["facts.json", "manifest.json", "notebook.ipynb"]
    assert [path.name for path in folder.parent.iterdir()] == ["default"]
    executed = json.loads((folder / "notebook.ipynb").read_text("utf-8"))
    assert executed["cells"][1]["outputs"][0]["text"] == ["flows\n"]


def test_two_runs_give_the_same_bytes(repository: Repository) -> None:
    volatile = (
        "import random, uuid, sys, pathlib\n"
        "class Thing: pass\n"
        "print({'b', 'a', 'c'}, random.__name__)\n"
        "print('to stderr', file=sys.stderr)\n"
        "print(pathlib.Path.cwd())\n"
        "Thing()"
    )
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(volatile), code(PUBLISH)])
    first = contents(run("flows", repository.root))
    assert contents(run("flows", repository.root)) == first
    notebook = first["notebook.ipynb"].decode()
    assert "Thing at 0x0" in notebook
    assert str(repository.root) not in notebook
    assert not re.search(r"start_time|end_time|duration|papermill|20\d\d-\d\d-\d\dT", notebook)


def test_other_parameters_go_elsewhere_and_never_touch_the_default_run(repository: Repository) -> None:
    repository.notebook("flows")
    default = run("flows", repository.root)
    before = contents(default)
    other = run("flows", repository.root, {"start_year": 2000})
    assert other.parent == default.parent
    assert other != default
    assert json.loads((other / "facts.json").read_text()) == {"start": 2000}
    assert contents(default) == before
    assert run("flows", repository.root, {"start_year": 2000}) == other


def test_a_value_equal_to_its_default_is_the_default_run(repository: Repository) -> None:
    repository.notebook("flows")
    assert run("flows", repository.root, {"start_year": 1991}).name == "default"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["strat_year=2000"], r"unknown parameter 'strat_year'\. Did you mean start_year\?"),
        (["start_year=2000.5"], r"start_year = '2000\.5' is no int"),
        (["start_year=1800"], r"start_year = 1800 is out of range; it must be int, 1991 to 2020"),
        (["name=loud"], r"name = 'loud' is out of range; it must be str, one of plain, fancy"),
        (["start_year"], r"written name=value"),
        (["start_year=2000", "-p", "start_year=2001"], r"given twice"),
    ],
)
def test_a_bad_parameter_is_refused_before_anything_runs(
    repository: Repository, arguments: list[str], said: str
) -> None:
    mark = repository.root / "it-ran"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(f"open({str(mark)!r}, 'w')"), code(PUBLISH)])
    done = repository.kazmig("run", "flows", "-p", *arguments)
    assert done.returncode == 2
    assert re.search(said, done.stderr.replace("\n", " "))
    assert "Traceback" not in done.stderr
    assert not mark.exists()
    assert not (repository.root / "_build").exists()


def test_a_notebook_without_parameters_cell_is_refused(repository: Repository) -> None:
    repository.notebook("flows", [code("start_year = 1991"), code(PUBLISH)])
    with pytest.raises(KazmigError, match=r"flows\.ipynb has no cell tagged 'parameters'"):
        run("flows", repository.root)


def test_an_unknown_chapter_names_those_that_exist(repository: Repository) -> None:
    repository.notebook("flows")
    with pytest.raises(RunError, match=r"notebooks/floes\.ipynb is missing\. Chapters: flows\."):
        run("floes", repository.root)


def test_a_failing_notebook_says_where_and_leaves_the_previous_run(repository: Repository) -> None:
    repository.notebook("flows")
    good = contents(run("flows", repository.root))
    repository.notebook(
        "flows", [code(PARAMETERS, "parameters"), code("years = [1991]\nyears[start_year]"), code(PUBLISH)]
    )
    with pytest.raises(RunError) as caught:
        run("flows", repository.root)
    said = str(caught.value)
    assert "flows: cell 2 of 3 failed: years = [1991]" in said
    assert "IndexError: list index out of range" in said
    assert "line 2 of the cell: years[start_year]" in said
    assert "kazmig run flows" in said
    assert contents(repository.run_folder("flows")) == good
    assert [path.name for path in repository.run_folder("flows").parent.iterdir()] == ["default"]
    assert (repository.root / "_build" / "failed" / "flows.ipynb").is_file()


def test_the_failing_cell_is_counted_as_in_the_committed_notebook(repository: Repository) -> None:
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code("1 / 0")])
    with pytest.raises(RunError, match="cell 2 of 2 failed: 1 / 0"):
        run("flows", repository.root, {"start_year": 2000})


def test_an_error_inside_the_package_names_file_and_line(repository: Repository) -> None:
    asks = "from kazmig.runs.commands import split\nsplit(['x'])"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(asks)])
    with pytest.raises(RunError, match=r"kazmig/runs/commands\.py, line \d+, in split"):
        run("flows", repository.root)


def test_a_dying_kernel_is_an_error_with_a_way_on(repository: Repository) -> None:
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code("import os\nos._exit(9)"), code(PUBLISH)])
    with pytest.raises(RunError, match=r"flows: the kernel stopped at code cell 2 of 3: .*(\n.*)*kazmig run flows"):
        run("flows", repository.root)


def test_a_notebook_that_publishes_nothing_is_an_error(repository: Repository) -> None:
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code("1 + 1")])
    with pytest.raises(RunError, match=r"no manifest\.json was written"):
        run("flows", repository.root)
    assert not repository.run_folder("flows").exists()


def test_progress_names_each_cell_in_turn(repository: Repository) -> None:
    repository.notebook("flows")
    told: list[tuple[int, int]] = []
    run("flows", repository.root, {"start_year": 2000}, lambda cell, cells: told.append((cell, cells)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_killed_run_leaves_the_previous_one_and_the_next_start_works(repository: Repository) -> None:
    repository.notebook("flows")
    good = contents(run("flows", repository.root))
    asleep = repository.root / "asleep"
    slow = f"open({str(asleep)!r}, 'w').close()\nimport time\ntime.sleep(60)"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(PUBLISH), code(slow)])
    with repository.start("run", "flows") as process:
        deadline = time.monotonic() + 30
        while not asleep.exists():
            assert time.monotonic() < deadline, "the notebook never reached its slow cell"
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    beside = {path.name for path in repository.run_folder("flows").parent.iterdir()} - {"default"}
    assert len(beside) == 1, "the killed run leaves its staging folder"
    assert contents(repository.run_folder("flows")) == good
    repository.notebook("flows")
    assert contents(run("flows", repository.root)) == good
    assert [path.name for path in repository.run_folder("flows").parent.iterdir()] == ["default"]
