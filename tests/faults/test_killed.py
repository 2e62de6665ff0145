"""A build may die at any moment: what is published stays whole, and the next build ends as if nothing had been."""

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from killing import kill
from small_book import Book, digests, make

SEED = 20_260_601
KILLS = int(os.environ.get("KAZMIG_TEST_KILLS", "30"))  # fewer while working on the test itself


def forget_all(book: Book) -> None:
    """Let everything but the published site be made again."""
    for name in ("stamps", "runs", ".site", "stage"):
        shutil.rmtree(book.made / name, ignore_errors=True)


def change_data(book: Book) -> None:
    """Let a value of 1994 be another one, or again the one it was."""
    path = book.root / "data/observations/flows.csv"
    text = path.read_text(encoding="utf-8")
    here, there = ("477068", "477086") if "477068" in text else ("477086", "477068")
    net, other = ("-406679", "-406697") if here == "477068" else ("-406697", "-406679")
    path.write_text(text.replace(here, there).replace(net, other), encoding="utf-8")


def change_chapter(book: Book) -> None:
    """Change one notebook, or change it back."""
    path = book.root / "notebooks/policy.ipynb"
    text = path.read_text(encoding="utf-8")
    before, after = ("Departures of policy", "Leaving, of policy")
    path.write_text(text.replace(before, after) if before in text else text.replace(after, before), encoding="utf-8")


def change_page(book: Book) -> None:
    """Change the words of a page, or change them back."""
    path = book.root / "book/plain.md"
    text = path.read_text(encoding="utf-8")
    before, after = "Nothing published", "Nothing that is published"
    path.write_text(text.replace(before, after) if before in text else text.replace(after, before), encoding="utf-8")


CHANGES: tuple[Callable[[Book], None], ...] = (forget_all, change_data, change_chapter, change_page)


def sources(book: Book) -> tuple[bytes, ...]:
    """Return what the changes above can change."""
    return tuple(
        (book.root / name).read_bytes()
        for name in ("data/observations/flows.csv", "notebooks/policy.ipynb", "book/plain.md")
    )


def clean_build(book: Book, to: Path) -> dict[str, str]:
    """Return the site of the same sources, built in another folder where nothing had been made."""
    shutil.copytree(book.root, to, ignore=shutil.ignore_patterns("_build"))
    fresh = Book(to)
    fresh.build()
    made = digests(fresh.html)
    shutil.rmtree(to)
    return made


def leftovers(book: Book) -> list[str]:
    """Return what a finished build must not leave lying."""
    found = [*book.made.glob("html.*"), *(book.made / "runs").glob("*/*@*"), *(book.made / ".site").glob("unfinished")]
    return [path.relative_to(book.made).as_posix() for path in found]


@pytest.mark.slow
def test_at_random_moments(
    tmp_path: Path, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)
    book = make(tmp_path / "book")
    known: dict[tuple[bytes, ...], dict[str, str]] = {}
    lengths: dict[Callable[[Book], None], float] = {}
    for change in CHANGES:  # how long an undisturbed build takes after each kind of change
        change(book)
        began = time.monotonic()
        book.build()
        lengths[change] = time.monotonic() - began
    known[sources(book)] = clean_build(book, tmp_path / "clean")
    assert digests(book.html) == known[sources(book)]
    reached: Counter[str] = Counter()
    moments = []
    for change in itertools.cycle(CHANGES):
        if reached.total() - reached["over"] == KILLS:
            break
        before = digests(book.html)
        change(book)
        if sources(book) not in known:
            known[sources(book)] = clean_build(book, tmp_path / "clean")
        moment = chance.uniform(0, lengths[change])
        process = book.start("book")
        time.sleep(moment)
        stage = kill(process)
        reached[stage] += 1
        if stage == "over":  # quicker than measured: no kill, and the next one comes sooner
            lengths[change] = moment
        moments.append(f"{change.__name__} {moment:.1f} s {stage}")
        (tmp_path / "moments.txt").write_text("\n".join(moments), encoding="utf-8")
        published = digests(book.html)
        assert published in ({}, before, known[sources(book)]), f"half a site is published: {moments[-1]}"
        if not published:
            assert digests(book.made / "html.old") == before, f"the site is gone: {moments[-1]}"
        book.build()
        assert digests(book.html) == known[sources(book)], f"other bytes after: {moments[-1]}"
        assert leftovers(book) == [], moments[-1]
    record_property("reached", dict(reached))
    with capsys.disabled():
        print(f"\n{KILLS} kills, seed {SEED}: {dict(reached)}; {'; '.join(moments)}")


DYING = """
import os, signal, sys
from pathlib import Path
at, renamed, rename = int(sys.argv[1]), [], Path.rename
def dying(self, target):
    renamed.append(target) if "html" in (Path(self).name, Path(target).name) else None
    if len(renamed) == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = dying
from kazmig.cli import main
main(["build-site"])
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 2])
def test_at_each_step_of_the_swap(book: Book, at: int) -> None:
    book.build()
    before = digests(book.html)
    change_page(book)
    done = subprocess.run([sys.executable, "-c", DYING, str(at)], env=book.environment(), cwd=book.root, check=False)
    assert done.returncode == -signal.SIGKILL
    assert book.html.exists() == (at == 1)
    assert digests(book.html if at == 1 else book.made / "html.old") == before
    book.build()
    assert "Nothing that is published" in (book.html / "book/plain.html").read_text(encoding="utf-8")
    assert leftovers(book) == []


@pytest.mark.slow
def test_within_a_stamp(book: Book) -> None:
    book.build()
    before = digests(book.html)
    for stamp in (book.made / "stamps").iterdir():
        text = stamp.read_bytes()
        stamp.write_bytes(text[: len(text) // 2])
    book.build()
    assert digests(book.html) == before
