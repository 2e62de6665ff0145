"""``kazmig sweep``: compute the long results again, or say whether those that are kept are up to date."""

import importlib
import time
from typing import Annotated, Any, Final

import typer

from kazmig import evidence, sweeps
from kazmig.runs.errors import RunError

SWEEPS: Final = {"robustness": "kazmig.chapters.robustness.sweep"}
"""Name of a kept result -> the module that computes it.

Such a module has ``PARAMETERS`` (a dict of plain values), ``SEED``, ``compute(ev)``, which returns the table with its
lineage, and ``again(ev, frame)``, which computes some rows of it again (the gate's spot check).
"""

ALWAYS: Final = ("corrections.csv", "precedence.csv")
"""Tables that decide which value is used, whatever was asked for."""

app = typer.Typer(help="Compute the long results again.", no_args_is_help=False)


@app.command()
def sweep(
    name: Annotated[str | None, typer.Argument(help="Which result; all of them when none is named.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compute nothing; exit code 1 when a kept result is out of date.")
    ] = False,
) -> None:
    """Compute the long results (robustness grid and the like) and keep them in data/sweeps.

    Each is a Parquet file with a manifest that says what it was computed from: tables, modules, parameters and seed.
    Notebooks read it, and refuse it when one of these has changed since.
    """
    chosen = [name] if name else list(SWEEPS)
    for one in chosen:
        module(one)
    fine = [_checked(one) if check else _computed(one) for one in chosen]
    if not all(fine):
        raise typer.Exit(1)


def module(name: str) -> Any:
    """Return the module that computes a result.

    Raises
    ------
    RunError
        If no sweep has that name.
    """
    if name not in SWEEPS:
        raise RunError(
            f"there is no sweep {name!r}. Name one of: {', '.join(SWEEPS)}; without a name all are computed."
        )
    return importlib.import_module(SWEEPS[name])


def compute(name: str) -> sweeps.Manifest:
    """Compute a result and keep it."""
    source = module(name)
    made_from = sweeps.inputs(SWEEPS[name])
    ev = evidence.load()
    evidence.reads.reset()
    frame = source.compute(ev)
    return sweeps.write(
        name,
        frame,
        made_from=made_from,
        data={*evidence.reads.files(), *ALWAYS},
        parameters=source.PARAMETERS,
        seed=source.SEED,
    )


def _computed(name: str) -> bool:
    started = time.monotonic()
    record = compute(name)
    typer.echo(f"{name}: {record.rows} rows in {time.monotonic() - started:.0f} seconds")
    return True


def _checked(name: str) -> bool:
    try:
        stale = sweeps.changes(name)
    except sweeps.SweepError as error:
        stale = (str(error),)
    for line in stale:
        typer.echo(f"{name}: {line}", err=True)
    if not stale:
        typer.echo(f"{name}: up to date, {sweeps.manifest(name).rows} rows")
    return not stale
