"""``kazmig publish``: records what the book publishes, and why a value changed."""

from typing import Annotated

import typer

from kazmig import __version__, paths

app = typer.Typer(help="Record published values in data/published.csv.", no_args_is_help=False)
SHOWN = 40


@app.command("publish")
def publish(
    reason: Annotated[str, typer.Option(help="Why values moved; needed when one did.")] = "",
    release: Annotated[str, typer.Option(help="The release that first holds them.")] = __version__,
) -> None:
    """Record new and changed values of the default runs in the ledger, and print them."""
    from kazmig.runs import inputs, published
    from kazmig.runs import release as releases

    root = paths.root()
    found = published.record(root, inputs.chapters(root), release, reason)
    releases.record(root, release)
    for each in found[:SHOWN]:
        typer.echo(published.told(each))
    if len(found) > SHOWN:
        typer.echo(f"and {len(found) - SHOWN} more")
    typer.echo(f"{len(found)} recorded in data/{published.LEDGER}" if found else "nothing has changed")
