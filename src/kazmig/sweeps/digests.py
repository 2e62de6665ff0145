"""What a result was computed from, by content: digests of files, and the modules that a computation reaches."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import kazmig
from kazmig.sweeps.errors import SweepError

PACKAGE: Final = Path(kazmig.__file__).resolve().parent
"""Where the package's own modules are."""

COMPUTING: Final = ("chapters", "trends", "claims")
"""The parts whose modules compute. The evidence only reads: what it answers is in the digests of the tables."""


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file; the empty text when there is none."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def modules_of(start: str, package: Path = PACKAGE) -> tuple[str, ...]:
    """Return the modules of the package that a module reaches by its imports, itself included.

    Only modules of the parts that compute are followed (`COMPUTING`), and only those that an import names: the
    ``__init__`` of a package that is merely passed on the way re-exports, and would make every module of it an input.
    The list comes from reading the imports, not from running them, so it holds those inside of functions too.

    Parameters
    ----------
    start
        Dotted name, such as ``kazmig.chapters.robustness.sweep``.
    package
        The folder of the package.

    Returns
    -------
    tuple of str
        Files relative to the package, sorted.

    Raises
    ------
    SweepError
        If there is no such module.

    Examples
    --------
    >>> modules_of("kazmig.chapters.years")
    ('chapters/years.py',)
    """
    first = _file(start, package)
    if first is None:
        raise SweepError(f"there is no module {start}. Remedy: check the name in the list of sweeps.")
    found = {first}
    waiting = [first]
    while waiting:
        path = waiting.pop()
        for name in _imported(path, package):
            reached = _file(name, package)
            if reached is not None and reached not in found and _computes(reached, package):
                found.add(reached)
                waiting.append(reached)
    return tuple(sorted(path.relative_to(package).as_posix() for path in found))


def _computes(path: Path, package: Path) -> bool:
    return path.relative_to(package).parts[0] in COMPUTING


def _file(name: str, package: Path) -> Path | None:
    """Return the file of a dotted name, or None when it names no module of the package."""
    parts = name.split(".")
    if parts[0] != "kazmig":
        return None
    place = package.joinpath(*parts[1:])
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            return path
    return None


def _imported(path: Path, package: Path) -> Iterator[str]:
    """Yield the dotted names of the modules that a file imports; of ``from a import b`` the module b, else a."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from _named(node.module, (alias.name for alias in node.names), package)


def _named(base: str, names: Iterable[str], package: Path) -> Iterator[str]:
    for name in names:
        yield f"{base}.{name}" if _file(f"{base}.{name}", package) else base
