"""``kazmig evidence``: what is there, what is wrong with it, and where a series is from."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from kazmig import paths
from kazmig.evidence import package, validator
from kazmig.evidence.loading import load
from kazmig.evidence.package import Package
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.questions import ANY, Filter
from kazmig.evidence.store import sources_of

app = typer.Typer(no_args_is_help=True, help="What is known: the tables in data/, checked, with their sources.")

WIDE = 180
"""Columns of print that goes to a file or a pipe."""

DataOption = Annotated[Path | None, typer.Option("--data", help="The folder of the data package [default: data/].")]


@app.callback()
def evidence() -> None:
    """What is known: the tables in data/, checked, with their sources."""


@app.command()
def check(
    data: DataOption = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the second reading by Frictionless.")] = False,
) -> None:
    """Print what is there and everything that is wrong; exit code 1 when anything is."""
    console = _console()
    folder = (data or paths.data()).resolve()
    problems: list[Problem]
    try:
        found = package.read(folder, panels=True)
        problems = list(found.problems)
        _print_contents(console, found)
    except EvidenceError as error:
        problems = list(error.problems)
    if not quick and (folder / "datapackage.json").is_file():
        problems += validator.problems(folder, problems)
    if problems:
        console.print(f"\n{len(problems)} problem{'s' if len(problems) > 1 else ''}:", style="bold red")
        for problem in sorted(problems):
            console.print(f"  {problem}", markup=False, highlight=False)
        raise typer.Exit(1)
    console.print("\nNothing is wrong.", style="bold green")


@app.command()
def show(
    series: Annotated[str, typer.Argument(help="The id of a series, as in data/series.csv.")],
    geo: Annotated[str, typer.Option(help="The place described; `any` for all.")] = "KAZ",
    partner: Annotated[str, typer.Option(help="Origin or destination; `any` for all, nothing for the total.")] = "",
    breakdown: Annotated[str, typer.Option(help="A breakdown such as ethnicity; `any` for all.")] = "",
    vintage: Annotated[str, typer.Option(help="A release such as `IMS 2020`; nothing lets precedence choose.")] = "",
    all_sources: Annotated[bool, typer.Option("--all", help="Show the values that lost as well.")] = False,
    data: DataOption = None,
) -> None:
    """Print a series with the source and the address of each value."""
    console = _console()
    store = load(data)
    frame = store.series(
        series,
        geo=_filter(geo),
        partner=_filter(partner),
        breakdown=_filter(breakdown),
        category=ANY if breakdown else "",
        vintage=vintage or None,
        frequency=None,
        all_sources=all_sources,
    )
    info = store.series_info.set_index("series_id").loc[series]
    console.print(f"{series}: {info['title']} ({info['unit']})", style="bold", highlight=False)
    console.print(f"{info['definition']}\n", highlight=False, markup=False)
    names = [name for name in ("geo", "partner", "sex", "age", "category") if frame[name].nunique() > 1]
    names += ["period", "value", *(["rank"] if all_sources else []), "vintage", "status", "source_id", "lineage"]
    console.print(_table(frame[names]))
    console.print("\nSources", style="bold")
    titles = store.sources.set_index("source_id")
    for source_id in sources_of(frame, store):
        source = titles.loc[source_id]
        console.print(f"  {source_id}: {source['title']}. {source['publisher']}. {source['url']}", markup=False)


@app.command("list")
def list_series(
    concept: Annotated[str, typer.Argument(help="Only the series of this concept; nothing for all.")] = "",
    data: DataOption = None,
) -> None:
    """Print the series by concept, with unit and years."""
    store = load(data)
    info = store.series_info
    if concept:
        info = info[info["series_id"].isin(store.concept(concept))]
    table = info[["concept", "series_id", "title", "unit", "kind", "frequency"]].sort_values(["concept", "series_id"])
    _console().print(_table(table))


def _console() -> Console:
    """Return a console that breaks no lines where nobody sees its width."""
    console = Console(soft_wrap=True)
    return console if console.is_terminal else Console(soft_wrap=True, width=WIDE)


def _filter(text: str) -> Filter:
    return ANY if text == "any" else text


def _print_contents(console: Console, found: Package) -> None:
    """Print tables, themes and totals."""
    rows = found.observations
    console.print(f"{found.folder}", style="bold", highlight=False)
    tables = pd.DataFrame(
        [
            (file, len(table.cells), len(table.cells.columns))
            for file, table in sorted(found.tables.items())
            if not file.startswith("observations/")
        ],
        columns=["table", "rows", "columns"],
    )
    console.print(_table(tables))
    themes = rows.groupby("file").agg(
        rows=("value", "size"),
        series=("series_id", "nunique"),
        places=("geo", "nunique"),
        sources=("source_id", "nunique"),
        first=("first_year", "min"),
        last=("last_year", "max"),
    )
    console.print(_table(themes.reset_index(names="theme")))
    console.print(
        f"{len(rows):,} observations of {rows['series_id'].nunique()} series from "
        f"{rows['source_id'].nunique()} sources, {rows['first_year'].min()} to {rows['last_year'].max()}; "
        f"{len(found.frames['events'])} events, {len(found.frames['claims'])} claims, "
        f"{len(found.frames['corrections'])} corrections.",
        highlight=False,
    )


def _table(frame: pd.DataFrame) -> Table:
    """Draw a frame, numbers to the right."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in frame.columns:
        numeric = pd.api.types.is_numeric_dtype(frame[name])
        table.add_column(str(name), justify="right" if numeric else "left", overflow="fold")
    for row in frame.itertuples(index=False, name=None):
        table.add_row(*(f"{cell:,.10g}" if isinstance(cell, float) else str(cell) for cell in row))
    return table
