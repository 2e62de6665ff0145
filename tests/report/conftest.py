"""A throw-away repository: a small data package, a notebook, and the report opened on it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.evidence import conftest as builder

from kazmig import evidence
from kazmig.report import Report

PARAMETERS = "start_year: int = 1994  # first year shown [1991..2000]"


class Repository:
    """A repository in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def notebook(self, *cells: str, chapter: str = "flows", tag: str | None = "parameters") -> Path:
        """Write a notebook whose first cell has the tag."""
        made = [
            {
                "cell_type": "code",
                "id": f"{chapter}-{number:02}",
                "source": source,
                "metadata": {"tags": [tag]} if tag and number == 0 else {},
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(cells)
        ]
        content = {
            "cells": made,
            "metadata": {
                "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = self.root / "notebooks" / f"{chapter}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def run(self, name: str = "default", chapter: str = "flows") -> Path:
        """The folder of a settled run."""
        return self.root / "_build" / "runs" / chapter / name

    def manifest(self, name: str = "default") -> dict[str, Any]:
        """The manifest of a settled run."""
        content: dict[str, Any] = json.loads((self.run(name) / "manifest.json").read_text(encoding="utf-8"))
        return content


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data package on disk in which two sources share the series of departures."""
    folder = tmp_path_factory.mktemp("report") / "data"
    small = builder.contents(folder)
    later = {1997: 299_484, 1998: 243_663, 1999: 164_883, 2000: 155_749}
    small.flows += [
        builder.observation("departures_registered", f"{year}", value, "bureau_old", vintage="2001")
        for year, value in later.items()
    ]
    small.write()
    return folder


@pytest.fixture
def repository(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with one notebook, and the environment that points at it."""
    (tmp_path / "data").symlink_to(package)
    monkeypatch.setenv("KAZMIG_ROOT", str(tmp_path))
    monkeypatch.delenv("KAZMIG_RUN_DIR", raising=False)
    made = Repository(tmp_path)
    made.notebook(PARAMETERS, "report.fact('peak', ...)\nreport.figure('departures', ...)")
    return made


@pytest.fixture
def report(repository: Repository) -> Report:
    """The report of the chapter `flows`, with default parameters."""
    return Report.open("flows", {"start_year": 1994})


@pytest.fixture
def departures(repository: Repository) -> pd.DataFrame:
    """Registered departures 1994-2000 from two sources."""
    return evidence.load().series("departures_registered", frequency="year")


Publish = Callable[..., None]
