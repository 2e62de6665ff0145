"""Small whole books: one that is built once, and copies of it to be broken."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode leaves the folder out
from small_book import Book, make
from tests.runs.conftest import repository as repository  # a book of runs alone, without pages


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book that is built; not to be changed."""
    book = make(tmp_path_factory.mktemp("built") / "book")
    book.build()
    return book


@pytest.fixture
def book(built: Book, tmp_path: Path) -> Book:
    """A copy of the built book, to be broken."""
    return copy(built, tmp_path / "book")


def copy(book: Book, to: Path) -> Book:
    """Copy a book with all that was made of it."""
    shutil.copytree(book.root, to, symlinks=True)
    return Book(to)
