"""The command ``kazmig crate``."""

from pathlib import Path
from typing import Annotated

import typer

from kazmig import paths

app = typer.Typer(help="The report as a research object.", no_args_is_help=False)


@app.command("crate")
def crate(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The ZIP file.")] = None,
) -> None:
    """Pack the report, its data, code and runs as an RO-Crate, from which another machine can run it again.

    The archive is _build/kazakhstan-in-motion.crate.zip by default. Its metadata follow the Workflow Run Crate profile.
    """
    from kazmig.formats.crate import make

    path = make(paths.root(), output or paths.build() / "kazakhstan-in-motion.crate.zip")
    typer.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
