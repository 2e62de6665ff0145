"""A stamp says what a finished step was made from, by content; Snakemake owns stamps and nothing else.

Snakemake compares contents too, but only of inputs that are newer than the output. A file put back with its old time
(a backup, an archive), a file changed while the step was running, or a run that someone removed by hand escapes it.
So before it plans, stamps that are no longer true are withdrawn: for Snakemake such a step has not run yet.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kazmig.runs import inputs

PAGES: Final = "site"
"""The stamp of the pages, which rest on all others."""


def folder(root: Path) -> Path:
    """Return the folder of the stamps."""
    return root / "_build" / "stamps"


def digests(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by its path, relative to `root` where it lies inside; ``""`` if it is missing."""
    return {_label(path, root): _digest(path) for path in files}


def write(stamp: Path, made_from: Mapping[str, str], made: Iterable[Path], root: Path) -> None:
    """Write the stamp of a step that has finished.

    Parameters
    ----------
    stamp
        The file to write.
    made_from
        Digests of what the step read, taken **before** it started.
    made
        Files that prove that the result is there, such as the manifest of a run.
    root
        The repository's folder.
    """
    record = {"files": {**made_from, **digests(made, root)}, "holdings": _holdings(root)}
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def withdraw_untrue(root: Path) -> list[str]:
    """Remove every stamp that is no longer true, and that of the pages with them; return their names.

    The pages are made from all runs, and Snakemake does not make a missing run again for pages that are newer than
    everything it knows of: a notebook that was changed while the rest was being built would wait for its next change.
    """
    withdrawn = []
    known: dict[str, str] = {}
    held = _holdings(root)
    for stamp in sorted(folder(root).glob("*")):
        try:
            record = json.loads(stamp.read_text("utf-8"))
            files = dict(record["files"])
            true = record["holdings"] == held
        except (ValueError, KeyError, OSError):
            files, true = {}, False
        for label in files.keys() - known.keys():
            known[label] = _digest(root / label)
        if not true or any(known[label] != digest for label, digest in files.items()):
            stamp.unlink()
            withdrawn.append(stamp.name)
    pages = folder(root) / PAGES
    if withdrawn and pages.exists():
        pages.unlink()
        withdrawn.append(PAGES)
    return withdrawn


def _holdings(root: Path) -> str:
    return hashlib.sha256(json.dumps(inputs.holdings(root), sort_keys=True).encode()).hexdigest()


def _label(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""
