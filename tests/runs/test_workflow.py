"""Snakemake decides what runs again: contents count, clocks do not, and a failure leaves the good runs."""

import os
import re
import signal
import time

import pytest
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

from kazmig.runs import stamps


@pytest.fixture
def built(repository: Repository) -> Repository:
    """A book of two chapters, just built."""
    repository.notebook("flows")
    repository.notebook("policy")
    done = repository.kazmig("book", "--chapters-only")
    assert done.returncode == 0, done.stderr
    assert repository.executed() == {"flows", "policy"}
    repository.forget()
    return repository


def rebuilt(repository: Repository) -> set[str]:
    """Build again and return the chapters that were executed."""
    # the forgotten times would make no difference to Snakemake, which sees stamps alone
    done = repository.kazmig("book", "--chapters-only")
    assert done.returncode == 0, done.stderr
    found = repository.executed()
    repository.forget()
    return found


def test_contents_decide_what_runs_again(built: Repository) -> None:
    again = built.kazmig("book", "--chapters-only")
    assert "Nothing changed" in again.stderr
    assert built.executed() == set(), "nothing changed, nothing runs"

    later = time.time()  # newer than every stamp
    for path in [*(built.root / "notebooks").iterdir(), *(built.root / "data" / "observations").iterdir()]:
        os.utime(path, (later, later))
    assert rebuilt(built) == set(), "touched, not changed"

    built.notebook("policy", [code(PARAMETERS, "parameters"), code("'changed'"), code(PUBLISH)])
    assert rebuilt(built) == {"policy"}, "one notebook changed, one chapter runs"

    with (built.root / "data" / "observations" / "money.csv").open("a") as table:
        table.write("money_counted,2\n")
    assert rebuilt(built) == set(), "nobody read this table"

    with (built.root / "data" / "observations" / "flows.csv").open("a") as table:
        table.write("flows_counted,2\n")
    assert rebuilt(built) == {"flows", "policy"}, "both read this table"


def test_a_failing_chapter_leaves_the_others_and_its_own_last_good_run(built: Repository) -> None:
    good = (built.run_folder("flows") / "notebook.ipynb").read_bytes()
    built.notebook("flows", [code(PARAMETERS, "parameters"), code("1 / 0"), code(PUBLISH)])
    built.notebook("policy", [code(PARAMETERS, "parameters"), code("'changed'"), code(PUBLISH)])
    done = built.kazmig("book", "--chapters-only")
    assert done.returncode == 2
    assert "flows: cell 2 of 3 failed: 1 / 0" in done.stderr
    assert "kazmig run flows" in done.stderr
    assert "Traceback" not in done.stderr
    assert built.executed() == {"policy"}
    assert (built.run_folder("flows") / "notebook.ipynb").read_bytes() == good
    assert [path.name for path in stamps.folder(built.root).iterdir()] == ["run-policy"]
    built.forget()
    built.notebook("flows")
    assert rebuilt(built) == {"flows"}, "the build continues where it was"


def test_a_removed_run_is_made_again(built: Repository) -> None:
    (built.run_folder("flows") / "manifest.json").unlink()
    assert rebuilt(built) == {"flows"}


def test_the_display_names_chapters_and_what_is_left(repository: Repository) -> None:
    repository.notebook("flows")
    repository.notebook("policy")
    done = repository.kazmig("book", "--chapters-only", "--cores", "1")
    assert re.search(r"to run: (flows, policy|policy, flows); 2 steps", done.stderr)
    assert re.search(r"done +(flows|policy) .* 1 left: (flows|policy)\n", done.stderr)
    assert re.search(r"done +(flows|policy) .* nothing left", done.stderr)
    assert not re.search(r"snakemake|papermill|Building DAG", done.stdout + done.stderr, re.IGNORECASE)


@pytest.mark.slow
def test_a_killed_build_leaves_the_last_good_runs_and_continues(built: Repository) -> None:
    good = (built.run_folder("flows") / "notebook.ipynb").read_bytes()
    asleep = built.root / "asleep"
    slow = f"open({str(asleep)!r}, 'w').close()\nimport time\ntime.sleep(20)"
    built.notebook("flows", [code(PARAMETERS, "parameters"), code(PUBLISH), code(slow)])
    built.notebook("policy", [code(PARAMETERS, "parameters"), code("'changed'"), code(PUBLISH)])
    with built.start("book", "--chapters-only") as process:
        deadline = time.monotonic() + 60
        while not (asleep.exists() and "policy" in built.executed()):
            assert time.monotonic() < deadline, "the build never got there"
            time.sleep(0.05)
        time.sleep(1)
        refused = built.kazmig("book", "--chapters-only")
        assert "Another build of this book is running" in refused.stderr
        os.killpg(process.pid, signal.SIGKILL)  # the build and its steps, as when a machine goes down
        process.communicate()
    assert (built.run_folder("flows") / "notebook.ipynb").read_bytes() == good
    built.forget()
    built.notebook("flows")
    assert rebuilt(built) >= {"flows"}
    assert rebuilt(built) == set()


def test_an_interrupted_build_says_so_and_continues(repository: Repository) -> None:
    asleep = repository.root / "asleep"
    slow = f"open({str(asleep)!r}, 'w').close()\nimport time\ntime.sleep(60)"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(slow), code(PUBLISH)])
    with repository.start("book", "--chapters-only") as process:
        deadline = time.monotonic() + 60
        while not asleep.exists():
            assert time.monotonic() < deadline, "the build never got there"
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C in a terminal does
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on from there" in said.replace("\n", " ")
    assert "Traceback" not in said
    repository.notebook("flows")
    assert rebuilt(repository) == {"flows"}


def test_a_missing_notebook_stops_before_anything_runs(repository: Repository) -> None:
    repository.notebook("flows")
    contents = repository.root / "_toc.yml"
    contents.write_text(contents.read_text() + "  - file: notebooks/lost\n")
    done = repository.kazmig("book")
    assert done.returncode == 2
    assert "notebooks/lost.ipynb does not exist" in done.stderr
    assert not (repository.root / "_build" / "runs").exists()
