"""Writes the forecast ledger: a release's forecasts are appended once, with their digest, and never rewritten."""

import csv
import io
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from kazmig.evidence import EvidenceError, ledger, load
from kazmig.runs.errors import RunError

RELEASES = ledger.FILES[ledger.RELEASES]
FORECASTS = ledger.FILES[ledger.FORECASTS]
ORDER = ("series_id", "geo", "model", "year")
"""How the rows of one release are sorted."""


@dataclass(frozen=True)
class Entry:
    """What is said of all forecasts of one release.

    Parameters
    ----------
    release
        Its name: ``0.2.0``, ``pseudo-2010``, ``WPP 2022``.
    kind
        ``release``, ``pseudo`` or ``un``.
    made_on
        The day, ``YYYY-MM-DD``.
    commit
        Of the code and data that made it; empty for forecasts of others.
    data_vintage
        The release of the data that the models saw.
    note
        How they were made, and what to know before judging them.
    """

    release: str
    kind: str
    made_on: str
    commit: str
    data_vintage: str
    note: str


def append(folder: Path, entry: Entry, rows: pd.DataFrame) -> None:
    """Add a release and its forecasts to the ledger, then check all of ``data/``.

    Parameters
    ----------
    folder
        The folder ``data``.
    entry
        The release.
    rows
        Its forecasts: the columns of ``ledger.csv`` but ``release``; numbers in whole persons.

    Raises
    ------
    RunError
        If the release is recorded already, or there is nothing to record.
    EvidenceError
        If the ledger would break a rule; it is then left as it was.
    """
    before = {file: (folder / file).read_text("utf-8") for file in (RELEASES, FORECASTS)}
    recorded = list(csv.DictReader(io.StringIO(before[RELEASES])))
    for line, row in enumerate(recorded, 2):
        if row["release"] == entry.release:
            raise RunError(
                f"{RELEASES}:{line}: {entry.release} was recorded on {row['made_on']}, and what is recorded is never "
                "rewritten. Remedy: record a new release (raise the version, or name it with --release)."
            )
    if rows.empty:
        raise RunError(f"{entry.release}: there is no forecast to record. Remedy: choose a longer horizon.")
    ordered = rows.assign(release=entry.release).sort_values(list(ORDER), kind="stable")
    cells = [[_text(cell) for cell in row] for row in ordered[list(ledger.COLUMNS[ledger.FORECASTS])].to_numpy()]
    about = {name: asdict(entry).get(name, "") for name in ledger.COLUMNS[ledger.RELEASES]}
    about["digest"] = ledger.digest(recorded[-1]["digest"] if recorded else "", about, cells)
    after = {RELEASES: before[RELEASES] + _lines([list(about.values())]), FORECASTS: before[FORECASTS] + _lines(cells)}
    _write(folder, after)
    try:
        load(folder)
    except EvidenceError:
        _write(folder, before)
        raise


def commit(root: Path) -> str:
    """Return the commit that the repository stands at.

    Raises
    ------
    RunError
        If it is no repository, or a committed file differs from that commit: then no commit made these forecasts.
        The ledger itself may differ.
    """
    changed = [line[3:] for line in _git(root, "status", "--porcelain", "--untracked-files=no").splitlines()]
    changed = [name for name in changed if not name.startswith("data/forecasts/")]
    if changed:
        raise RunError(
            f"{changed[0]} differs from the last commit, so that no commit could be named for these forecasts. "
            "Remedy: commit first, or name the commit with --commit."
        )
    return _git(root, "rev-parse", "HEAD").strip()


def _git(root: Path, *arguments: str) -> str:
    """Return what git says."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RunError("git is not installed. Remedy: install it, or name the commit with --commit.") from None
    if done.returncode:
        raise RunError(f"git says: {done.stderr.strip()}. Remedy: name the commit with --commit.")
    return done.stdout


def _text(cell: object) -> str:
    """Return a cell as it stands in the file: whole numbers without a point, nothing for a gap."""
    if isinstance(cell, float):
        return "" if pd.isna(cell) else f"{round(cell)}"
    return str(cell)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _write(folder: Path, texts: dict[str, str]) -> None:
    """Write each file beside its place, then move it there."""
    for file, text in texts.items():
        beside = folder / f"{file}.writing"
        beside.write_text(text, encoding="utf-8")
        beside.replace(folder / file)
