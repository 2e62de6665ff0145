"""``kazmig forecast``: record a release's forecasts in the ledger, and score what was recorded."""

import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

import kazmig
from kazmig import evidence, paths
from kazmig.runs import ledger
from kazmig.runs.errors import RunError

app = typer.Typer(help="The forecast ledger: what was forecast, when, and what came of it.", no_args_is_help=True)

WIDE = 180
"""Columns of print that goes to a file or a pipe."""

SERIES = {
    "departures_registered": "departures",
    "arrivals_registered": "arrivals",
    "net_registered": "net",
    "net_migrants_wpp": "net (UN)",
}

DataOption = Annotated[Path | None, typer.Option("--data", help="The folder of the data package [default: data/].")]


@app.callback()
def forecast() -> None:
    """The forecast ledger: what was forecast, when, and what came of it."""


@app.command()
def record(
    release: Annotated[str, typer.Option(help="Name of the release [default: the version of the package].")] = "",
    data_to: Annotated[
        int | None, typer.Option(help="Cut the data off after this year: a pseudo-vintage, and labelled so.")
    ] = None,
    un: Annotated[str, typer.Option(help="Record this revision of the UN instead, such as `WPP 2022`.")] = "",
    horizon: Annotated[int, typer.Option(min=1, max=10, help="Years ahead.")] = 5,
    size: Annotated[int, typer.Option(min=100, help="Simulated paths a model.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Seed of the simulations.")] = 1991,
    made_on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD [default: today].")] = "",
    commit: Annotated[str, typer.Option(help="Commit of code and data [default: the one checked out].")] = "",
    data: DataOption = None,
) -> None:
    """Append forecasts to the ledger; what is recorded already is never rewritten.

    Without options: departures, arrivals and net for the years ahead, with every model of the rule's table.
    """
    folder = (data or paths.data()).resolve()
    ev = evidence.load(folder)
    if un and (data_to or release or commit):
        raise RunError("--un records projections as published. Remedy: leave --data-to, --release and --commit out.")
    if un:
        entry, rows = _of_un(ev, un)
    else:
        day = made_on or datetime.date.today().isoformat()
        entry, rows = _own(ev, release, data_to, horizon, size, seed, day, commit or ledger.commit(folder.parent))
    ledger.append(folder, entry, rows)
    typer.echo(f"Recorded {entry.release} ({entry.kind}): {len(rows)} forecasts of {rows['year'].nunique()} years.")


@app.command()
def score(
    release: Annotated[str, typer.Option(help="Only this release.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every model, not only the simplest and the headline.")] = False,
    data: DataOption = None,
) -> None:
    """Print each forecast whose year has been observed: its error, the interval that held it, its score.

    Scores are the CRPS in persons, read off the recorded quantiles.
    """
    from kazmig.chapters.forecast import scoring

    ev = evidence.load(data)
    scores = scoring.scored(ev.forecasts, scoring.outcomes(ev))
    if release:
        known = list(ev.forecasts["release"].unique())
        if release not in known:
            raise RunError(f"the ledger has no release {release!r}. Remedy: it has {', '.join(known)}.")
        scores = scores[scores["release"] == release]
    if not every:
        plain = scores["model"].isin(["naive", "drift"]) | (scores["role"] != "") | (scores["kind"] == "un")
        scores = scores[plain]
    console = _console()
    if scores.empty:
        console.print("No year that was forecast has been observed yet.")
        return
    console.print(_table(_shown(scores)))
    console.print("\nBy release, series and model", style="bold")
    console.print(_table(_shown_record(scoring.record(scores))))


def _own(
    ev: evidence.Evidence, release: str, data_to: int | None, horizon: int, size: int, seed: int, day: str, commit: str
) -> tuple[ledger.Entry, pd.DataFrame]:
    """Return our own forecasts: a release, or a pseudo-vintage when data are cut off."""
    from kazmig.chapters.forecast import recording

    made = recording.own(ev, last_year=data_to, horizon=horizon, size=size, seed=seed)
    if data_to is None:
        made = recording.judged(ev, made, size=size, seed=seed)
        note = recording.RELEASE_NOTE.format(first=made.last_year + 1)
        name, kind = release or kazmig.__version__, "release"
    else:
        note = recording.PSEUDO_NOTE.format(last=made.last_year)
        name, kind = release or f"pseudo-{data_to}", "pseudo"
    return ledger.Entry(name, kind, day, commit, made.data_vintage, note), made.rows


def _of_un(ev: evidence.Evidence, revision: str) -> tuple[ledger.Entry, pd.DataFrame]:
    """Return the UN's projections of one revision, to the year to which we forecast ourselves."""
    from kazmig.chapters.forecast import recording

    made = recording.united_nations(ev, revision, until=recording.UNTIL)
    sources = ev.sources.set_index("source_id")
    published = str(sources.loc[made.rows["source_id"].iloc[0], "published"])
    place = str(ev.geographies.set_index("code").loc[made.rows["geo"].iloc[0], "name_en"])
    note = recording.UN_NOTE.format(place=place)
    return ledger.Entry(revision, "un", published, "", revision, note), made.rows


def _shown(scores: pd.DataFrame) -> pd.DataFrame:
    """Return what is printed of each forecast."""
    rows = scores.assign(series=scores["series_id"].map(SERIES).fillna(scores["series_id"]))
    ends = rows[["low_80", "high_80"]].map(lambda end: "" if pd.isna(end) else f"{end:,.0f}")
    rows = rows.assign(interval=ends["low_80"].str.cat(ends["high_80"], sep=" to ").where(ends["low_80"] != "", ""))
    names = ["release", "series", "model", "origin", "year", "median", "interval", "against", "outcome", "error"]
    named = {"interval": "80 percent", "crps": "CRPS"}
    return rows[[*names, "inside", "crps"]].rename(columns=named)


def _shown_record(record: pd.DataFrame) -> pd.DataFrame:
    rows = record.assign(series=record["series_id"].map(SERIES).fillna(record["series_id"]))
    counts = rows[[f"in_{level}" for level in (50, 80, 95)]].map(lambda hits: "" if pd.isna(hits) else f"{hits:.0f}")
    names = ["release", "series", "against", "model", "n", "mae", "bias", "crps", *counts.columns]
    rows[counts.columns] = counts
    return rows[names].rename(columns={"mae": "mean error", "crps": "CRPS"})


def _console() -> Console:
    """Return a console that breaks no lines where nobody sees its width."""
    console = Console(soft_wrap=True)
    return console if console.is_terminal else Console(soft_wrap=True, width=WIDE)


def _table(frame: pd.DataFrame) -> Table:
    """Draw a frame, numbers to the right; years without a thousands separator."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in frame.columns:
        table.add_column(str(name), justify="right" if pd.api.types.is_numeric_dtype(frame[name]) else "left")
    for row in frame.itertuples(index=False, name=None):
        cells = [f"{cell:,.0f}" if isinstance(cell, float) else str(cell) for cell in row]
        table.add_row(*cells)
    return table
