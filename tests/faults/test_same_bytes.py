"""Where, when, by whom and on what machine a book is built leaves no mark on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_book import PROJECT, Book, digests, make

from kazmig.runs import verifying

TONGUES = ("tr_TR.UTF-8", "ru_RU.UTF-8", "C.UTF-8")
"""A locale with other small letters than English is the hardest; the first that is installed is taken."""


def locale() -> str:
    """Return the most foreign locale that is installed."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    there = {name.lower().replace("-", "") for name in listed.split()}
    return next(name for name in TONGUES if name.lower().replace("-", "") in there | {"c.utf8"})


def elsewhere(book: Book, home: Path) -> None:
    """Build a book and its EPUB in surroundings that differ in all that a build could notice."""
    home.mkdir()
    clock = ["faketime", "-f", "+400d"] if shutil.which("faketime") else []
    one = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
    surroundings = {
        **book.environment(),
        "HOME": str(home),
        "LANG": locale(),
        "LC_ALL": locale(),
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4242",
        "COLUMNS": "40",
        "OMP_NUM_THREADS": "2",
    }
    surroundings.pop("SOURCE_DATE_EPOCH", None)
    for words in (("book", "--cores", "1"), ("formats", "--only", "epub")):
        done = subprocess.run(
            [*one, *clock, sys.executable, "-m", "kazmig.cli", *words],
            cwd=home,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )
        assert done.returncode == 0, done.stderr + done.stdout


def compare(here: Book, there: Book) -> None:
    """Assert that two books, built by now, are the same to the byte."""
    for part in ("html", "formats", "runs"):
        first, second = digests(here.made / part), digests(there.made / part)
        assert first, part
        assert sorted(name for name in first | second if first.get(name) != second.get(name)) == []


@pytest.mark.slow
def test_a_small_book_is_the_same_everywhere(built: Book, tmp_path: Path) -> None:
    done = built.kazmig("formats", "--only", "epub", PYTHONHASHSEED="1", TZ="UTC")
    assert done.returncode == 0, done.stderr
    there = make(tmp_path / "another place, with blanks")
    elsewhere(there, tmp_path / "home")
    compare(built, there)


@pytest.mark.slow
@pytest.mark.book
def test_the_whole_book_is_the_same_everywhere(tmp_path: Path) -> None:
    there = Book(tmp_path / "another place")
    verifying.copy(PROJECT, there.root)
    elsewhere(there, tmp_path / "home")
    here = Book(PROJECT)
    assert digests(here.html) == digests(there.html)
