"""The ledger of published values, ``data/published.csv``: what was published, since which release, why it changed."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kazmig.runs.comparing import Difference, Kind, Value, compare, values
from kazmig.runs.errors import RunError
from kazmig.runs.staging import write_whole

LEDGER: Final = "published.csv"
COLUMNS: Final = ("kind", "id", "release", "value", "text", "tolerance", "reason")
KINDS: Final = ("fact", "figure")
"""What is kept: numbers, and the data of figures. Findings are sentences over them, tested in every build."""
SHOWN = 12


def now(root: Path, chapters: Iterable[str]) -> dict[tuple[str, str], Value]:
    """Return what the default runs publish, by kind and id."""
    found = (value for name in chapters for value in values(root / "_build" / "runs" / name / "default"))
    return {(value.kind, value.key): value for value in found if value.kind in KINDS}


def rows(root: Path) -> list[dict[str, str]]:
    """Return the rows of the ledger, the oldest first; none when there is no ledger.

    Raises
    ------
    RunError
        If its columns are others than :data:`COLUMNS`.
    """
    path = root / "data" / LEDGER
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        found = list(reader)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RunError(
            f"{path}, line 1: the columns must be {','.join(COLUMNS)}. Restore the file from the repository."
        )
    return found


def recorded(root: Path) -> dict[tuple[str, str], Value]:
    """Return the last recorded value of everything in the ledger, by kind and id."""
    found = {}
    for line, row in enumerate(rows(root), 2):
        try:
            tolerance = float(row["tolerance"] or 0)
            value = float(row["value"]) if row["kind"] == "fact" and row["tolerance"] else row["value"]
        except ValueError:
            raise RunError(
                f"data/{LEDGER}, line {line}: value {row['value']!r} or tolerance {row['tolerance']!r} is no number. "
                "Restore the row from the repository; a fact that is words has no tolerance."
            ) from None
        kind: Kind = "fact" if row["kind"] == "fact" else "figure"
        found[row["kind"], row["id"]] = Value(kind, row["id"], value, row["text"], tolerance)
    return found


def check(root: Path, chapters: Iterable[str]) -> None:
    """Refuse a build in which a published value moved, or has vanished, without an entry in the ledger.

    Raises
    ------
    RunError
        Naming what moved, from what to what, and what to do.
    """
    known = recorded(root)
    if not known:
        return
    wrong = [each for each in compare(known, now(root, chapters)) if each.status in ("moved", "vanished")]
    if not wrong:
        return
    lines = [
        f"{len(wrong)} published {'value' if len(wrong) == 1 else 'values'} changed without an entry in data/{LEDGER}:"
    ]
    lines += [f"- {told(each)}" for each in wrong[:SHOWN]]
    lines += [f"- and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    lines.append(
        "If that is right, say why: kazmig publish --reason '...' (ids are permanent: one that has vanished must come "
        "back). If not, something in data/ or the code changed that should not have."
    )
    raise RunError("\n".join(lines))


def told(each: Difference) -> str:
    """Return a difference in words.

    Examples
    --------
    >>> told(Difference(Value("fact", "a.b", 1.0, "1"), Value("fact", "a.b", 2.0, "2"), "moved"))
    'fact a.b: 1 -> 2'
    """
    before, after = (
        value and (value.text if value.kind == "fact" else value.value) for value in (each.before, each.after)
    )
    shown = {"new": f"new: {after}", "vanished": f"no longer published (was {before})"}
    return f"{each.known.kind} {each.known.key}: {shown.get(each.status, f'{before} -> {after}')}"


def record(root: Path, chapters: Iterable[str], release: str, reason: str) -> list[Difference]:
    """Write what is new or moved into the ledger, under a release, and return it.

    A release has one row for each value: recording again before it is out replaces the row.

    Raises
    ------
    RunError
        If a value moved and no reason is given, if the release is out already, or if something has vanished.
    """
    found = [
        each for each in compare(recorded(root), now(root, chapters)) if each.status in ("new", "moved", "vanished")
    ]
    gone = [each.known.key for each in found if each.status == "vanished"]
    if gone:
        raise RunError(
            f"No longer published: {', '.join(gone[:SHOWN])}. Ids are permanent addresses: publish them again."
        )
    moved = [each for each in found if each.status == "moved"]
    if moved and not reason.strip():
        raise RunError(f"{len(moved)} values moved, such as {told(moved[0])}. Say why: --reason '...'")
    if moved and released(root, release):
        raise RunError(f"{len(moved)} values moved, but {release} is out (CHANGELOG.md). Name the next: --release ...")
    kept = rows(root)
    for each in found:
        assert each.after is not None
        value = each.after
        row = dict(zip(COLUMNS, (value.kind, value.key, release, *cells(value), reason.strip()), strict=True))
        if each.status == "new" and not reason.strip():
            row["reason"] = "first published"
        kept = [old for old in kept if (old["kind"], old["id"], old["release"]) != (value.kind, value.key, release)]
        kept.append(row)
    if found:
        write(root / "data" / LEDGER, kept)
    return found


def cells(value: Value) -> tuple[str, str, str]:
    """Return value, text and tolerance as they stand in the ledger."""
    if isinstance(value.value, float):
        return repr(value.value), value.text, f"{value.tolerance:g}"
    return (value.value, "", "") if value.kind == "figure" else (value.value, value.text, "")


def released(root: Path, release: str) -> bool:
    """Say whether the changelog has a dated section for a release."""
    path = root / "CHANGELOG.md"
    return path.is_file() and f"\n## [{release}] - " in path.read_text(encoding="utf-8")


def write(path: Path, kept: list[dict[str, str]]) -> None:
    """Write the ledger whole, or leave it as it was."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(kept, key=order))
    write_whole(path, out.getvalue())


def order(row: Mapping[str, str]) -> tuple[str, str]:
    """Sort by kind and id; the rows of one id keep the order in which they came."""
    return row["kind"], row["id"]
