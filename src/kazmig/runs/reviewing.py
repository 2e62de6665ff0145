"""``kazmig rerun``: which published values move under other parameters or other data."""

import contextlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer

from kazmig import paths
from kazmig.runs.errors import RunError

app = typer.Typer(help="See what moves.", no_args_is_help=True)
SHOWN = 60
"""Rows of the table on the screen; the files hold all."""


@app.command("rerun")
def rerun(
    chapter: Annotated[str, typer.Argument(help="Name of the notebook without its ending, such as flows.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every chapter of the book.")] = False,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter that differs from its default."),
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Another data package instead of data/.")] = None,
    drop_source: Annotated[
        list[str] | None, typer.Option("--drop-source", metavar="ID", help="Leave a source's observations out.")
    ] = None,
    vintage: Annotated[str, typer.Option(help="Only what was read or released by this day, YYYY-MM-DD.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder; _build/reruns by default.")] = None,
) -> None:
    """Run a chapter again and print every published value that moves, why, and where it stands.

    The same goes to moved.csv and moved.html. The published runs stay as they are.
    """
    from kazmig.report import parameters
    from kazmig.runs import execute, inputs, rerunning
    from kazmig.runs.commands import split

    root = paths.root()
    if bool(chapter) == every:
        raise RunError("Name one chapter, or --all: kazmig rerun flows -p start_year=2000")
    given = split(parameter or [])
    found = []
    with place_of(root, data, drop_source or [], vintage, every) as elsewhere:
        jobs = []
        for name in inputs.chapters(root) if every else [chapter]:
            declared = parameters.declared(execute.notebook_of(name, root))
            here = {key: value for key, value in given.items() if not every or key in {one.name for one in declared}}
            jobs.append((name, root, parameters.parse(here, declared), elsewhere))
        # in another repository each run is a process of its own, so that threads only wait
        with ThreadPoolExecutor(os.cpu_count() if elsewhere else 1) as pool:
            for outcome in pool.map(lambda job: rerunning.rerun(*job), jobs):
                found.append(outcome)
                tell(outcome)
    if every:
        typer.echo(remains(found))
    folder = output or paths.build() / "reruns"
    for path in keep(found, folder, said(given, data, drop_source or [], vintage)):
        typer.echo(path)


@contextlib.contextmanager
def place_of(root: Path, data: Path | None, dropped: Sequence[str], vintage: str, every: bool) -> Iterator[Path | None]:
    """Give another repository while it is needed; None for one chapter on the book's own data."""
    from kazmig.runs.other_data import laid

    if data is None and not dropped and not vintage and not every:
        yield None
        return
    with laid(root, data, dropped, vintage) as folder:
        yield Path(folder)


def tell(outcome: Any) -> None:
    """Print what became of a chapter."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.width = max(console.width, 130)  # a pipe has 80, in which no row can be read
    if outcome.failed:
        console.print(f"{outcome.chapter}: cannot be computed.", style="bold")
        console.print(outcome.failed, highlight=False, markup=False)
        return
    console.print(summary(outcome), style="bold", highlight=False)
    if not outcome.moves:
        return
    table = Table(show_edge=False)
    for name in ("id", "published", "rerun", "relative", "why", "stands in"):
        right = name in ("published", "rerun", "relative")
        table.add_column(name, justify="right" if right else "left", overflow="fold", no_wrap=name == "id")
    lost = Counter(move.why for move in outcome.moves if move.difference.after is None)
    kept = [move for move in outcome.moves if move.difference.after is not None]
    for move in kept[:SHOWN]:
        row = move.row
        first = move.stands[0] if move.stands else ""
        table.add_row(
            row["id"], shorter(row["published"]), shorter(row["rerun"]), row["relative"], row["why"], shorter(first, 70)
        )
    if kept:
        console.print(table)
    if len(kept) > SHOWN:
        console.print(f"and {len(kept) - SHOWN} more in the files", highlight=False)
    for reason, count in lost.most_common():
        console.print(f"{count} {reason}", highlight=False, markup=False)


def summary(outcome: Any) -> str:
    """Return in one line how much of a chapter moves.

    Examples
    --------
    >>> from kazmig.runs.rerunning import Outcome
    >>> summary(Outcome("flows", []))
    'flows: nothing moves.'
    """
    from kazmig.runs.rerunning import UNEXPLAINED

    if not outcome.moves:
        return f"{outcome.chapter}: nothing moves."
    kinds = [each.difference.known.kind for each in outcome.moves if each.difference.after]
    counted = ", ".join(
        f"{kinds.count(kind)} {kind}s" for kind in ("fact", "finding", "figure", "table") if kind in kinds
    )
    fails = sum(1 for each in outcome.moves if each.difference.after and each.difference.after.text == "does not hold")
    silent = sum(1 for each in outcome.moves if each.why == UNEXPLAINED)
    parts = [f"{counted} move"] if counted else []
    parts += [f"{outcome.lost} cannot be computed"] if outcome.lost else []
    parts += [f"{fails} sentences no longer hold", f"unexplained: {silent}"]
    return f"{outcome.chapter}: {'; '.join(parts)}."


def remains(found: Sequence[Any]) -> str:
    """Return in one line what is left of the book.

    Examples
    --------
    >>> from kazmig.runs.rerunning import Outcome
    >>> remains([Outcome("flows", [], published=9), Outcome("labour", [], "no data", 3)])  # doctest: +ELLIPSIS
    'Of 12 published ... 9 stay, 0 move and 3 cannot be computed; 0 sentences no longer hold.'
    """
    published, lost = sum(each.published for each in found), sum(each.lost for each in found)
    moved = [move for each in found for move in each.moves if move.difference.before and move.difference.after]
    fallen = sum(1 for each in moved if each.difference.after and each.difference.after.text == "does not hold")
    return (
        f"Of {published:,} published facts, findings, figures and tables {published - lost - len(moved):,} stay, "
        f"{len(moved):,} move and {lost:,} cannot be computed; {fallen:,} sentences no longer hold."
    )


def shorter(text: str, most: int = 40) -> str:
    """Return a text, cut where it is long.

    Examples
    --------
    >>> shorter("four"), shorter("a" * 50, 5)
    ('four', 'aaaa…')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def said(given: dict[str, str], data: Path | None, dropped: Sequence[str], vintage: str) -> str:
    """Return what a rerun changed, in words."""
    parts = [f"{name} = {value}" for name, value in given.items()]
    parts += [f"data of {data}"] if data else []
    parts += [f"without the source {name}" for name in dropped]
    parts += [f"with what was known by {vintage}"] if vintage else []
    return "; ".join(parts) or "the same parameters and data"


def keep(found: Sequence[Any], folder: Path, changed: str) -> list[Path]:
    """Write the moves as CSV and as HTML, and return both paths."""
    from kazmig.runs import tables
    from kazmig.runs.rerunning import COLUMNS, UNEXPLAINED

    moved = [move for outcome in found for move in outcome.moves]
    lines = [remains(found)] if len(found) > 1 else []
    lines += [
        summary(each) if not each.failed else f"{each.chapter}: cannot be computed: {each.failed}" for each in found
    ]
    rows, marked = [move.row for move in moved], [move.why == UNEXPLAINED for move in moved]
    return tables.write(folder, "moved", f"What moves: {changed}", lines, COLUMNS, rows, marked)
