"""The built site under test: ``_build/html`` of the repository (or of KAZMIG_ROOT)."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode leaves the folder out
from browsing import chromium

from kazmig import paths
from kazmig.site.build import pages_of
from kazmig.site.languages.tongues import TRANSLATIONS


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of the built site; without one there is nothing to test, and that is a failure."""
    folder = paths.build() / "html"
    if not (folder / "lineage.json").is_file():
        pytest.fail(f"{folder} is no built site: run `make book` first, or leave these tests out with -m 'not book'")
    return folder


@pytest.fixture(scope="session")
def lineage(html: Path) -> dict[str, Any]:
    """The site's lineage.json."""
    found: dict[str, Any] = json.loads((html / "lineage.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def soups(html: Path) -> dict[Path, BeautifulSoup]:
    """Every page of the site in English, parsed once: the largest take seconds."""
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(html.rglob("*.html"))
        if path.relative_to(html).parts[0] not in TRANSLATIONS
    }


@pytest.fixture(scope="session")
def pages(html: Path) -> list[Path]:
    """The pages of the table of contents, as files."""
    return [html / f"{page}.html" for page in pages_of(paths.root() / "_toc.yml")]


@pytest.fixture(scope="session")
def with_browser() -> None:
    """Skip where there is no Chromium, and fail where one is demanded."""
    path = chromium()
    if path and Path(path).exists():
        return
    reason = "no Chromium found: install one, or set KAZMIG_CHROMIUM to its path"
    if os.environ.get("KAZMIG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
