"""``kazmig verify``: rebuilds the book and compares it with what is published."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kazmig import paths
from kazmig.runs.errors import RunError

if TYPE_CHECKING:
    from kazmig.runs.verifying import Checked

app = typer.Typer(help="Rebuild and compare.", no_args_is_help=False)
SHOWN = 40
STATES = ("identical", "within", "moved", "new", "vanished")


@app.command("verify")
def verify(
    here: Annotated[bool, typer.Option("--here", help="In this environment instead of a fresh one.")] = False,
    built: Annotated[bool, typer.Option("--built", help="Compare what is built already.")] = False,
    site: Annotated[str, typer.Option(help="Folder or address of a published site, to compare every file.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder; _build/verified by default.")] = None,
) -> None:
    """Rebuild the book from its own files and compare it with what is published, value by value and file by file.

    Without options the rebuild gets an environment of its own from the lock, in a temporary folder. Values are compared
    with data/published.csv, files with the checksums of the site named by --site, or else of this checkout's site. The
    table says of each whether it is identical, within its declared tolerance, moved, new or vanished, and what the two
    builds were made from that differs. The exit code is 1 if anything moved or vanished.
    """
    from kazmig.runs import tables, verifying

    root = paths.root()
    if here and built:
        raise RunError("Give --here to rebuild in this environment, or --built to compare what is built, not both.")
    if built:
        found, stopped = verifying.everything(root, root, site), ""
    else:
        with tempfile.TemporaryDirectory(prefix="kazmig-verify-") as folder:
            copy = Path(folder) / "book"
            typer.echo("rebuilding (minutes)", err=True)
            stopped = verifying.rebuild(root, copy, fresh=not here)
            found = verifying.everything(root, copy, site)
    wrong = [each for each in found if each.status not in verifying.SAME]
    lines = said(found)
    for line in [*lines, *([stopped] if stopped else [])]:
        typer.echo(line)
    for each in wrong[:SHOWN]:
        states = f"{each.published or '-'} -> {each.rebuilt or '-'}"
        typer.echo(f"- {each.kind} {each.key}: {each.status}, {states} ({each.why})")
    if len(wrong) > SHOWN:
        typer.echo(f"- and {len(wrong) - SHOWN} more in the files")
    rows, marked = [each.row for each in found], [each.why == verifying.UNEXPLAINED for each in found]
    folder_of = output or paths.build() / "verified"
    for path in tables.write(
        folder_of, "verified", "The rebuild beside what is published", lines, verifying.COLUMNS, rows, marked
    ):
        typer.echo(path)
    raise typer.Exit(1 if any(each.status in ("moved", "vanished") for each in found) else 0)


def said(found: Sequence["Checked"]) -> list[str]:
    """Return how many things of each kind are in which state.

    Examples
    --------
    >>> from kazmig.runs.verifying import Checked
    >>> said([Checked("fact", "a.b", "identical"), Checked("fact", "a.c", "moved")])
    ['facts: 2 compared, 1 identical, 1 moved']
    """
    lines = []
    for kind in ("fact", "figure", "file"):
        states = Counter(each.status for each in found if each.kind == kind)
        counted = ", ".join(f"{states[state]:,} {state}" for state in STATES if states[state])
        lines += [f"{kind}s: {states.total():,} compared, {counted}"] if states else []
    return lines
