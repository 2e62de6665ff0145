"""The site's commands: ``kazmig build-site``, ``kazmig pack`` and ``kazmig lint``."""

from pathlib import Path
from typing import Annotated

import typer

from kazmig import paths

app = typer.Typer(help="The website: build it, and look for untraced numbers on its pages.", no_args_is_help=True)


@app.command("build-site")
def build_site(
    languages: Annotated[
        str, typer.Option(help="Which languages, by commas; English is always built, and alone the quickest.")
    ] = "en,ru,kk",
) -> None:
    """Build the website from the last runs into _build/html, without running any notebook."""
    from kazmig.site.build import build

    typer.echo(build(paths.root(), tuple(each.strip() for each in languages.split(","))))


@app.command("messages")
def messages(
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Say how much is translated, and change nothing.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Check the translations, and change nothing.")] = False,
) -> None:
    """Gather every text to translate, and bring the catalogues in locale/ up to date without losing a translation."""
    from kazmig.site.languages import compiling
    from kazmig.site.languages.coverage import shares

    if check:
        compiling.compile_all(paths.root(), paths.build() / ".site" / "locale")
    if coverage:
        for each in shares(paths.root()):
            typer.echo(f"{each.language} {each.percent:3} % {each.done:5} of {each.all:<5} {each.domain} {each.digest}")
    if check or coverage:
        return
    from kazmig.site.languages.messages import update

    for path in update(paths.root()):
        typer.echo(path.relative_to(paths.root()))


@app.command("pack")
def pack_site() -> None:
    """Put compressed copies (.gz, .br) beside the text files of _build/html, for a host that serves them."""
    from kazmig.site.compressing import pack

    done = pack(paths.build() / "html", paths.build() / "cache" / "packed")
    typer.echo(
        f"{done.copies} compressed copies, {done.new} of them new: {done.bytes / 1e6:.1f} MB "
        f"for {done.plain / 1e6:.1f} MB of text"
    )


@app.command("lint")
def lint(
    html: Annotated[
        Path | None, typer.Argument(help="Folder of the built pages; _build/html of the repository by default.")
    ] = None,
) -> None:
    """Find numbers on the built pages that are neither traced facts nor of an allowed kind; exit 1 if there are any."""
    from kazmig.site.lint import lint_site

    offences = lint_site(html or paths.build() / "html", paths.root())
    for offence in offences:
        typer.echo(str(offence))
    if offences:
        typer.echo(f"{len(offences)} untraced numbers. What is allowed stands in CONTRIBUTING.md.", err=True)
        raise typer.Exit(1)
    typer.echo("no untraced numbers")
