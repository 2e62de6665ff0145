"""``kazmig run``, ``kazmig book`` and ``kazmig clean``: what people type to make the report."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from kazmig import paths
from kazmig.runs.errors import RunError

app = typer.Typer(help="Run chapters and build the book.", no_args_is_help=True)


@app.command()
def run(
    chapter: Annotated[str, typer.Argument(help="Name of the notebook without its ending, such as flows.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter that differs from its default."),
    ] = None,
    progress_file: Annotated[
        Path | None,
        typer.Option(help="Keep the cell that is running in this file, as cell/cells.", dir_okay=False),
    ] = None,
) -> None:
    """Run one chapter's notebook and print the folder of the run.

    With other parameters than the defaults the run goes to a folder of its own and never reaches the book.
    """
    from kazmig.report import parameters
    from kazmig.runs import execute

    root = paths.root()
    notebook = execute.notebook_of(chapter, root)
    given = parameters.parse(split(parameter or []), parameters.declared(notebook))

    def progress(cell: int, cells: int) -> None:
        if progress_file is not None:
            progress_file.write_text(f"{cell}/{cells}", encoding="utf-8")

    folder = execute.run(chapter, root, given, progress)
    typer.echo(folder)


@app.command()
def book(
    chapters_only: Annotated[
        bool, typer.Option("--chapters-only", help="Run the chapters that changed, and build no pages.")
    ] = False,
    cores: Annotated[int | None, typer.Option(min=1, help="Steps side by side; by default one a core.")] = None,
) -> None:
    """Run the chapters that changed, build the site, and print the path of its first page."""
    from rich.console import Console

    from kazmig.runs import workflow
    from kazmig.runs.display import Display

    root = paths.root()
    console = Console(stderr=True)
    display = Display(console, root / "_build" / "progress")
    with display.shown():
        workflow.build(root, "chapters" if chapters_only else "site", display, cores)
    if not display.ended:
        console.print("Nothing changed since the last build.", highlight=False)
    made = root / "_build" / "runs" if chapters_only else root / "_build" / "html" / "index.html"
    typer.echo(made)


@app.command()
def clean() -> None:
    """Remove _build, which holds everything that is made and nothing that is not."""
    shutil.rmtree(paths.build(), ignore_errors=True)


def split(pairs: list[str]) -> dict[str, str]:
    """Return ``NAME=VALUE`` texts as a dictionary.

    Raises
    ------
    RunError
        If a text has no ``=``, or a name is given twice.

    Examples
    --------
    >>> split(["start_year=2000", "title=a=b"])
    {'start_year': '2000', 'title': 'a=b'}
    """
    values: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise RunError(f"-p {pair}: a parameter is written name=value, for instance -p start_year=2000.")
        if name in values:
            raise RunError(f"-p {pair}: {name} is given twice (before: {values[name]}). Give it once.")
        values[name] = value
    return values
