"""What each step of the book is made from: files, found from the table of contents, the notebooks and their manifests.

The lists are declared to Snakemake, which decides what has to run again. A list may hold too much, never too little.
"""

import ast
import csv
import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

import kazmig
from kazmig.runs.errors import RunError

PACKAGE = Path(kazmig.__file__).resolve().parent

REACHED = ("__init__.py", "errors.py", "paths.py", "evidence", "claims", "trends", "sweeps", "charts", "report")
"""The parts of the package that every notebook can reach; of ``chapters/`` it reaches the modules that it imports."""

RUNNER = ("environment.py", "execute.py", "normalise.py")
"""The parts of the runner that leave their mark on an executed notebook."""

DICTIONARY = (
    "datapackage.json",
    "sources.csv",
    "series.csv",
    "geographies.csv",
    "categories.csv",
    "precedence.csv",
    "corrections.csv",
)
"""Tables that every answer of the evidence depends on, whatever was asked for."""


def chapters(root: Path) -> tuple[str, ...]:
    """Return the chapters of the book: the notebooks that ``_toc.yml`` lists, in its order.

    Raises
    ------
    RunError
        If ``_toc.yml`` is missing or cannot be read, or lists a notebook that does not exist.
    """
    contents = root / "_toc.yml"
    try:
        listed = [Path(name) for name in _entries(yaml.safe_load(contents.read_text("utf-8")))]
    except (OSError, yaml.YAMLError) as error:
        raise RunError(f"_toc.yml, the table of contents, cannot be read: {error}") from error
    names = tuple(dict.fromkeys(path.stem for path in listed if path.parent == Path("notebooks")))
    missing = [name for name in names if not (root / "notebooks" / f"{name}.ipynb").is_file()]
    if missing:
        raise RunError(
            f"_toc.yml lists notebooks/{missing[0]}, and notebooks/{missing[0]}.ipynb does not exist. "
            "Add the notebook, or take the line out of _toc.yml."
        )
    return names


def chapter(name: str, root: Path) -> list[Path]:
    """Return the files that the run of a chapter depends on.

    The tables are those that its last run read, by its manifest; all of ``data/`` when it has not run yet.
    """
    notebook = root / "notebooks" / f"{name}.ipynb"
    return sorted(
        {
            notebook,
            root / "requirements.txt",
            *_files(PACKAGE / part for part in REACHED),
            *(PACKAGE / "runs" / part for part in RUNNER),
            *_chapter_modules(notebook),
            *tables(name, root),
        }
    )


def tables(name: str, root: Path) -> set[Path]:
    """Return the files of ``data/`` that a chapter reads."""
    data = root / "data"
    try:
        manifest = json.loads((root / "_build" / "runs" / name / "default" / "manifest.json").read_text("utf-8"))
        read = {data / table.removeprefix("data/") for table in manifest["tables_read"]}
    except (OSError, ValueError, KeyError):
        return set(evidence(root))
    return {path for path in read | {data / table for table in DICTIONARY} if path.is_file()}


def evidence(root: Path) -> list[Path]:
    """Return every file of ``data/``."""
    return sorted(_files([root / "data"]))


def site(root: Path) -> list[Path]:
    """Return the files that the pages depend on, besides the runs."""
    top = [path for pattern in ("*.md", "*.yml", "*.cff", "requirements.txt") for path in root.glob(pattern)]
    return sorted({*_files([root / "book", root / "data", root / "locale", PACKAGE]), *top})


def holdings(root: Path) -> dict[str, list[str]]:
    """Return which series each table of observations holds.

    A chapter that read a series must run again when another table starts to hold it, too; the contents of the tables
    that it read do not show that.
    """
    held = {}
    for path in sorted((root / "data" / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            next(rows, None)
            held[path.name] = sorted({row[0] for row in rows if row})
    return held


MADE = {".git", ".venv", "_build", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
"""Folders of a repository that hold what is made, and nothing of its own."""


def own(root: Path) -> list[str]:
    """Return the paths of a repository's own files, sorted: what git tracks, or all that is not made."""
    told = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, text=True, check=False)
    tracked = told.stdout.split("\0") if told.returncode == 0 else []
    if not any(tracked):
        found = (path.relative_to(root) for path in root.rglob("*"))
        tracked = [path.as_posix() for path in found if not MADE & set(path.parts)]
    return sorted(name for name in tracked if name and (root / name).is_file())


def _entries(contents: object) -> Iterator[str]:
    """Yield every page that a table of contents names, at any depth."""
    if isinstance(contents, dict):
        yield from (str(contents[key]).removesuffix(".ipynb") for key in ("root", "file") if key in contents)
        for value in contents.values():
            yield from _entries(value)
    elif isinstance(contents, list):
        for value in contents:
            yield from _entries(value)


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            found = (path for path in place.rglob("*") if path.is_file())
            yield from (path for path in found if "__pycache__" not in path.parts and not path.name.startswith("."))


def _chapter_modules(notebook: Path) -> set[Path]:
    """Return the modules of ``kazmig.chapters`` that a notebook reaches by its imports, one through another."""
    folder = PACKAGE / "chapters"
    every = set(folder.rglob("*.py"))
    cells = json.loads(notebook.read_text("utf-8")).get("cells", [])
    sources = ["".join(cell["source"]) for cell in cells if cell.get("cell_type") == "code"]
    found: set[Path] = set()
    waiting = ["\n".join(sources)]
    while waiting:
        try:
            names = _imported(ast.parse(waiting.pop()))
        except SyntaxError:  # a magic command, or a notebook that will fail anyway: take them all
            return every
        fresh = {path for path in every if _dotted(path) in names} - found
        found |= fresh
        waiting += [path.read_text("utf-8") for path in fresh]
    return found | {folder / "__init__.py"}


def _imported(tree: ast.Module) -> set[str]:
    """Return every dotted name that an import in `tree` could mean as a module."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # inside kazmig.chapters, `from . import x` and `from .x import y`
                base = f"kazmig.chapters.{base}".rstrip(".")
            names.update({base, *(f"{base}.{alias.name}" for alias in node.names)})
    return names


def _dotted(path: Path) -> str:
    return ".".join(("kazmig", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
