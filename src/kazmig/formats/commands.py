"""The command ``kazmig formats``."""

import enum
from pathlib import Path
from typing import Annotated

import typer

from kazmig import paths

app = typer.Typer(help="The book to keep: an EPUB, and PDFs.", no_args_is_help=True)


class Only(enum.StrEnum):
    """Which of the formats."""

    epub = "epub"
    pdf = "pdf"


@app.command("formats")
def formats(
    only: Annotated[Only | None, typer.Option(help="Make the EPUB, or the PDFs, alone.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder; _build/formats by default.")] = None,
    into_site: Annotated[bool, typer.Option("--into-site", help="Copy them into the site's downloads too.")] = False,
) -> None:
    """Make the EPUB of the book and the PDFs of each chapter and of the whole, from the built site."""
    from kazmig.formats.making import make

    for path in make(paths.root(), output or paths.build() / "formats", only and only.value, into_site=into_site):
        typer.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
