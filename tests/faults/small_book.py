"""A small whole book: data, two chapters that publish, pages in two languages; built as the real one is, in seconds."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.evidence import conftest as package

TESTS = Path(__file__).resolve().parents[1]
PROJECT = TESTS.parent
MADE = (
    "sources",
    "data-dictionary",
    "lineage",
    "facts",
    "corrections",
    "revisions",
    "weights",
    "figures",
    "references",
)
PAGES = ("about", "plain", *MADE)

PARAMETERS = "start_year: int = 1994  # first year shown [1991..1996]"
OPEN = """from kazmig import charts, evidence
from kazmig.report import Report
report = Report.open({chapter!r}, {{"start_year": start_year}})
departures = evidence.load().series("departures_registered", start=start_year, frequency="year")"""
FACT = 'report.fact("peak", lambda d: d["value"].max(), data=departures)'
FIGURE = """report.figure("departures", charts.line_over_time(departures, unit="people"), data=departures,
  title="It fell from {peak}", caption="Departures.", alt="A line.",
  holds=lambda d: d["value"].iloc[-1] < d["value"].iloc[0])"""
CLOSE = "report.close()"

TRANSLATED = """
msgid "Departures of {chapter}"
msgstr "Выезд"
"""


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Book:
    """A throw-away book and the commands that tests give in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made = root / "_build"
        self.html = self.made / "html"

    def write(self, name: str, text: str) -> None:
        """Write a file of the repository."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def chapter(self, name: str, *extra: str, start: int = 1994) -> None:
        """Write a chapter's notebook that publishes a fact and a figure, with `extra` cells before the last."""
        cells: list[dict[str, Any]] = [
            {
                "cell_type": "markdown",
                "id": f"{name}-00",
                "metadata": {},
                "source": f"# Departures of {name}\n\nThey peaked at {{fact}}`{name}.peak`.",
            }
        ]
        sources = (PARAMETERS.replace("1994", str(start), 1), OPEN.format(chapter=name), FACT, FIGURE, *extra, CLOSE)
        cells += [
            {
                "cell_type": "code",
                "id": f"{name}-{number:02}",
                "source": source,
                "metadata": {"tags": ["parameters"]} if number == 1 else {},
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(sources, 1)
        ]
        kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
        content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        self.write(f"notebooks/{name}.ipynb", json.dumps(content))

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of its commands."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "KAZMIG_ROOT": str(self.root), **more}

    def start(self, *arguments: str, before: Callable[[], None] | None = None, **more: str) -> subprocess.Popen[str]:
        """Start a ``kazmig`` command in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "kazmig.cli", *arguments],
            cwd=self.root,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=before,
        )

    def kazmig(
        self, *arguments: str, before: Callable[[], None] | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a ``kazmig`` command to its end."""
        with self.start(*arguments, before=before, **more) as process:
            out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def build(self, **more: str) -> None:
        """Build the book, which must succeed."""
        done = self.kazmig("book", **more)
        assert done.returncode == 0, done.stderr + done.stdout

    def refused(self, *arguments: str, before: Callable[[], None] | None = None, **more: str) -> str:
        """Give a command that must fail in words a reader understands; return them."""
        done = self.kazmig(*(arguments or ("book",)), before=before, **more)
        assert done.returncode == 2, f"exit code {done.returncode}\n{done.stderr}{done.stdout}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    def good(self) -> Mapping[str, Mapping[str, str]]:
        """Return digests of all that a failed build must leave alone: the site and the runs."""
        runs = (self.made / "runs").glob("*/default")
        return {"html": digests(self.html), **{folder.parent.name: digests(folder) for folder in runs}}


def wait_for(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is true; give up after a time that no machine needs."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def make(root: Path) -> Book:
    """Write the book's sources."""
    book = Book(root)
    package.contents(root / "data").write()
    about = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))
    book.write("data/datapackage.json", json.dumps({**about, "version": "3.2.1", "created": "2026-02-01T00:00:00Z"}))
    book.write("book/names.csv", "name,reason\nWPP 2024,a revision\n")
    book.write("book/index.md", "# Front\n\n```{small-figure} flows.departures\n```\n\nThey left. {fact}`flows.peak`\n")
    book.write("book/about.md", "# About\n\n## Licence and citation\n\nLike this.\n\n## Report an error\n\nHere.\n")
    book.write("book/plain.md", "# Plain\n\nNothing published stands here.\n")
    for name in (*(f"{page}.md" for page in MADE), "references.bib"):
        shutil.copy(PROJECT / "book" / name, root / "book" / name)
    for name in ("_config.yml", "CITATION.cff", "requirements.txt"):
        shutil.copy(PROJECT / name, root / name)
    book.write("workflow/Snakefile", (PROJECT / "workflow/Snakefile").read_text(encoding="utf-8"))
    listed = "".join(f"  - file: {name}\n" for name in ("notebooks/flows", "notebooks/policy"))
    listed += "".join(f"  - file: book/{page}\n" for page in PAGES)
    book.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n{listed}")
    from kazmig.site.languages import catalogues
    from kazmig.site.languages.tongues import TONGUES

    for chapter in ("flows", "policy"):
        book.chapter(chapter)
        head = catalogues.HEAD.format(code="ru", plural=TONGUES["ru"].plural)
        words = f"{head}{TRANSLATED.format(chapter=chapter)}"
        book.write(f"locale/ru/LC_MESSAGES/notebooks/{chapter}.po", words)
    return book
