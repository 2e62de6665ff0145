"""A disk that is full or may not be written to: a clear message, nothing half-made in the place of what was good."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_book import Book, digests
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

KIB = 1024
ROOM = 200 * KIB * KIB
FREE = (0, 40 * KIB, 2 * KIB * KIB, 5 * KIB * KIB)
"""Bytes left on the full disk: enough for nothing, for the planning, for the chapters, for a part of the pages."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of our own."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no small disk can be mounted here: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small_disk_book(built: Book, disk: Path) -> Book:
    """A built book on the small disk, with a change in a chapter and a page that is still to be built."""
    from conftest import copy

    book = copy(built, disk / "book")
    book.build()  # what was made names its folder; from here on nothing but the change is new
    book.chapter("policy", "departures.head()")
    book.write("book/plain.md", "# Plain\n\nOther words stand here.\n")
    return book


def fill(disk: Path, free: int) -> Path:
    """Fill a disk until `free` bytes are left, and return the file that does."""
    filler = disk / "filler"
    with filler.open("wb") as out:
        room = os.statvfs(disk)
        os.posix_fallocate(out.fileno(), 0, max(room.f_bavail * room.f_frsize - free, 1))
    return filler


@pytest.mark.slow
@pytest.mark.parametrize("free", FREE)
def test_a_full_disk_leaves_the_site_and_the_next_build_goes_on(small_disk_book: Book, disk: Path, free: int) -> None:
    book = small_disk_book
    site = digests(book.html)
    filler = fill(disk, free)
    said = book.refused()
    assert "No space left on device" in said
    assert digests(book.html) == site
    filler.unlink()
    book.build()
    assert digests(book.html) != site
    assert "Other words" in (book.html / "book/plain.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_read_only_folder_is_named_and_left_alone(small_disk_book: Book, disk: Path) -> None:
    good = small_disk_book.good()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    said = small_disk_book.refused()
    assert "Read-only file system" in said
    assert "_build" in said
    assert small_disk_book.good() == good
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    small_disk_book.build()


@pytest.mark.slow
def test_a_full_folder_for_temporary_files_is_said(repository: Repository, disk: Path) -> None:
    repository.notebook("flows")
    assert repository.kazmig("run", "flows").returncode == 0
    before = digests(repository.run_folder("flows"))
    fill(disk, 0)
    done = Book(repository.root).kazmig("run", "flows", TMPDIR=str(disk))
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2), "Python looks for another folder, or the command says what is full"
    assert done.returncode == 0 or "No space left" in done.stderr
    assert digests(repository.run_folder("flows")) == before


def test_a_file_that_may_not_grow_is_said_and_the_run_of_before_stays(repository: Repository) -> None:
    repository.notebook("flows")
    done = repository.kazmig("run", "flows")
    assert done.returncode == 0, done.stderr
    before = digests(repository.run_folder("flows"))
    big = "from kazmig import paths\n(folder / 'big').write_bytes(bytes(10_000_000))"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(PUBLISH), code(big)])
    done = limited(repository, 5_000_000)
    assert done.returncode == 2
    assert "flows: cell 3 of 3 failed" in done.stderr
    assert "File too large" in done.stderr
    assert digests(repository.run_folder("flows")) == before
    repository.notebook("flows")
    done = limited(repository, 1_500)  # too little for the executed notebook itself
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(repository.run_folder("flows")) == before


def limited(repository: Repository, most: int) -> "subprocess.CompletedProcess[str]":
    """Run the chapter where no file may grow beyond `most` bytes."""
    limit: Callable[[], None] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # noqa: E731
    book = Book(repository.root)
    return book.kazmig("run", "flows", before=limit)
