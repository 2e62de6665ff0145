"""Opening the evidence: once a process, again when a file changes, never when something in it is wrong."""

from pathlib import Path
from typing import Any

from kazmig import paths
from kazmig.evidence import package
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.store import Evidence

_loaded: dict[Path, tuple[tuple[Any, ...], Evidence]] = {}


def load(path: Path | None = None, *, check: bool = True) -> Evidence:
    """Read and check the evidence; the same object comes back until a file changes.

    Parameters
    ----------
    path
        The folder ``data``; by default the repository's.
    check
        Refuse a package in which anything is wrong. Without it only what cannot be read at all is refused.

    Raises
    ------
    EvidenceError
        Naming every broken row: file, line, field, value, rule and remedy.
    """
    folder = (path or paths.data()).resolve()
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    stamp = (*((each, each.stat().st_mtime_ns, each.stat().st_size) for each in files),)
    if folder not in _loaded or _loaded[folder][0] != stamp:
        _loaded[folder] = (stamp, Evidence(package.read(folder)))
    found = _loaded[folder][1]
    if check and found._package.problems:
        raise EvidenceError.of(found._package.problems)
    return found


def check(path: Path | None = None) -> list[Problem]:
    """Return everything that is wrong with the evidence, panels included; an empty list means all is well."""
    try:
        return list(package.read((path or paths.data()).resolve(), panels=True).problems)
    except EvidenceError as error:
        return list(error.problems)
