"""A small repository whose site is built once, and copies of it to be changed."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode leaves the folder out
from small_site import Repository, make


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose site is built; not to be changed."""
    there = make(tmp_path_factory.mktemp("site"))
    there.build()
    return there


@pytest.fixture(scope="session")
def rich(built: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The same with a second chapter, on what a paper says; not to be changed."""
    there = Repository(tmp_path_factory.mktemp("rich") / "copy")
    shutil.copytree(built.root, there.root, symlinks=True)
    there.second_chapter()
    there.build()
    return there


@pytest.fixture
def repository(built: Repository, tmp_path: Path) -> Repository:
    """A copy of the built repository, to be changed and built again."""
    shutil.copytree(built.root, tmp_path / "copy", symlinks=True)
    return Repository(tmp_path / "copy")
