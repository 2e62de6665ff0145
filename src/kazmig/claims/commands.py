"""``kazmig claims``: what documents say, judged by the data."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kazmig import evidence
from kazmig.claims import frames
from kazmig.claims.judge import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, VERDICTS, Verdict

COLOURS = {SUPPORTED: "green", CONTRADICTED: "red", DEPENDS: "yellow", UNCHECKED: "dim"}

app = typer.Typer(name="claims", no_args_is_help=True, help="What documents say about migration, judged by the data.")


@app.callback()
def claims() -> None:
    """What documents say about migration, judged by the data."""


@app.command()
def judge(
    claim: Annotated[str | None, typer.Option(help="Only this claim, with every witness: irin_peak_size.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the evidence; by default data/ of the repository.", exists=True)
    ] = None,
) -> None:
    """Judge every claim of data/claims.csv, or one of them in detail.

    Verdicts: supported, contradicted, depends on the definition, cannot be checked. They are computed from the
    evidence each time and stored nowhere.
    """
    console = Console()
    judged = frames.verdicts(evidence.load(data), claim)
    if claim is not None:
        _detail(console, judged[0])
        return
    table = Table("claim", "verdict", "stated", "why", show_lines=False)
    for verdict in judged:
        colour = COLOURS[verdict.verdict]
        table.add_row(
            verdict.claim.claim_id, f"[{colour}]{verdict.verdict}[/]", frames.stated(verdict.claim), verdict.why
        )
    console.print(table)
    counts = [f"{sum(each.verdict == name for each in judged)} {name}" for name in VERDICTS]
    console.print(f"{len(judged)} claims: {', '.join(counts)}.")


def _detail(console: Console, verdict: Verdict) -> None:
    one = verdict.claim
    said = f" ({one.said_by})" if one.said_by else ""
    console.print(f"{one.claim_id}: {one.statement}{said}", markup=False)
    console.print(f"{one.source_id}, {one.locator}", markup=False)
    console.print(f"[{COLOURS[verdict.verdict]}]{verdict.verdict}[/]")
    console.print(verdict.why, markup=False)
    table = Table("reading", "witness", "our figure", "agrees", "rows")
    for result in verdict.results:
        agrees = {True: "yes", False: "no", None: "silent"}[result.supports]
        table.add_row(result.reading, result.name, result.figure, agrees, result.lineage)
    if verdict.results:
        console.print(table)
