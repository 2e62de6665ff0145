"""A repository with other data beside the book's notebooks, for runs that are only compared."""

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kazmig.runs.errors import RunError

COPIED: Final = ("notebooks", "book")
TOP: Final = ("_toc.yml", "_config.yml", "requirements.txt")


def lay(root: Path, folder: Path, data: Path | None, dropped: Sequence[str], vintage: str) -> None:
    """Write a repository with other data beside the book's notebooks, for runs that must not touch the published ones.

    Parameters
    ----------
    root, folder
        The repository, and where the other one goes.
    data
        Another data package; the book's own when None.
    dropped
        Sources whose observations, facts and panels are left out.
    vintage
        The latest day of reading or release (``YYYY-MM-DD``) that an observation may have; empty for all.

    Raises
    ------
    RunError
        If a source is not in ``data/sources.csv``, or nothing has such a date.
    """
    source = data or root / "data"
    if not (source / "datapackage.json").is_file():
        raise RunError(f"{source} is no data package: it has no datapackage.json. Name the folder that holds it.")
    for name in COPIED:
        shutil.copytree(root / name, folder / name)
    for name in TOP:
        shutil.copy(root / name, folder / name)
    shutil.copytree(source, folder / "data")
    known = {row["source_id"] for row in table(folder / "data" / "sources.csv")[1]}
    for name in dropped:
        if name not in known:
            raise RunError(
                f"--drop-source {name}: data/sources.csv has no such source_id. See book/sources for the ids."
            )
    left, held = 0, set()
    for path in sorted((folder / "data" / "observations").glob("*.csv")):
        columns, rows = table(path)
        kept = [row for row in rows if row["source_id"] not in dropped and not later(row["vintage"], vintage)]
        left += len(rows) - len(kept)
        held |= {(row["series_id"], row["source_id"]) for row in kept}
        if len(kept) < len(rows):
            write(path, columns, kept)
    if (dropped or vintage) and not left:
        raise RunError("No observation is left out: nothing in data/observations has this source or a later date.")
    for name in ("corrections.csv", "precedence.csv") if left else ():
        # an entry that speaks of rows that are gone would refuse to load
        path = folder / "data" / name
        columns, rows = table(path) if path.is_file() else ([], [])
        if columns:
            write(path, columns, [row for row in rows if (row["series_id"], row["source_id"]) in held])


def later(day: str, limit: str) -> bool:
    """Say whether a date of reading or release lies after a limit; names such as ``WPP 2024`` carry their year."""
    if not limit:
        return False
    match = re.search(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", day)
    return match is not None and match[0] > limit


def table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return columns and rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    return list(reader.fieldnames or []), rows


def write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def laid(root: Path, data: Path | None, dropped: Sequence[str], vintage: str) -> tempfile.TemporaryDirectory[str]:
    """Return a temporary repository with other data; it is removed with the object."""
    place = tempfile.TemporaryDirectory(prefix="kazmig-rerun-")
    lay(root, Path(place.name), data, dropped, vintage)
    return place
