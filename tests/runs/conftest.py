"""Throw-away repositories: one tiny notebook or a few, the workflow of the real one, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

PARAMETERS = "start_year: int = 1991  # first year shown [1991..2020]\nname: str = 'plain'  # which {plain|fancy}"
PUBLISH = """\
import json, os, pathlib
folder = pathlib.Path(os.environ["KAZMIG_RUN_DIR"])
(folder / "facts.json").write_text(json.dumps({"start": start_year}))
(folder / "manifest.json").write_text(json.dumps({"tables_read": ["observations/flows.csv"]}))
"""


def code(source: str, *tags: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": source,
    }


class Repository:
    """A throw-away repository and the commands that tests give in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def notebook(self, chapter: str, cells: Sequence[dict[str, object]] | None = None) -> Path:
        """Write a notebook of these cells; by default one that publishes a fact."""
        cells = cells or [code(PARAMETERS, "parameters"), code(f"print('{chapter}')"), code(PUBLISH)]
        numbered = [{**cell, "id": f"{chapter}-{number}"} for number, cell in enumerate(cells)]
        document = {
            "cells": numbered,
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = self.root / "notebooks" / f"{chapter}.ipynb"
        path.write_text(json.dumps(document), encoding="utf-8")
        listed = "\n".join(f"  - file: notebooks/{found.stem}" for found in sorted(path.parent.glob("*.ipynb")))
        contents = f"format: jb-book\nroot: book/index\nchapters:\n{listed}\n"
        (self.root / "_toc.yml").write_text(contents, encoding="utf-8")
        return path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a ``kazmig`` command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "kazmig.cli", *arguments],
            cwd=self.root,
            env={**os.environ, "KAZMIG_ROOT": str(self.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def kazmig(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a ``kazmig`` command to its end."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def run_folder(self, chapter: str, name: str = "default") -> Path:
        return self.root / "_build" / "runs" / chapter / name

    def executed(self) -> set[str]:
        """Which chapters the last ``kazmig book`` executed, by the times of their runs since `forget` was called."""
        made = (self.root / "_build" / "runs").glob("*/default/manifest.json")
        return {path.parent.parent.name for path in made if path.stat().st_mtime_ns != 0}

    def forget(self) -> None:
        """Set the runs' manifests to time zero, so that `executed` sees which are made anew."""
        for path in (self.root / "_build" / "runs").glob("*/default/manifest.json"):
            os.utime(path, ns=(0, 0))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty book: a data package with one table, and the workflow of the real one."""
    root = tmp_path / "book"
    for folder in ("notebooks", "data/observations", "workflow", "book"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "datapackage.json").write_text('{"name": "tiny", "resources": []}', encoding="utf-8")
    for table in ("flows", "money"):
        (root / "data" / "observations" / f"{table}.csv").write_text(
            f"series_id,value\n{table}_counted,1\n", encoding="utf-8"
        )
    (root / "requirements.txt").write_text("", encoding="utf-8")
    shutil.copy(PROJECT / "workflow" / "Snakefile", root / "workflow")
    monkeypatch.setenv("KAZMIG_ROOT", str(root))
    return Repository(root)
