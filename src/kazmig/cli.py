"""The command line: assembles the commands of the parts, and turns errors that a user can mend into plain text.

A part is imported only when one of its commands is called, so that ``kazmig --help`` does not wait for pandas. The
one-line descriptions therefore stand here; the full help of a command comes from its own part.
"""

import importlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from kazmig import __version__
from kazmig.errors import KazmigError, of_the_machine

BAD_INPUT = 2
INTERRUPTED = 130
TERMINATED = 143


@dataclass(frozen=True)
class Part:
    """Where a command comes from: a module with a Typer ``app``, which is the command itself or holds it."""

    module: str
    summary: str
    is_group: bool = False
    hidden: bool = False


COMMANDS = {
    "book": Part("kazmig.runs.commands", "Run the chapters that changed and build the site."),
    "run": Part("kazmig.runs.commands", "Run one chapter, with its defaults or other parameters."),
    "sweep": Part("kazmig.runs.sweeping", "Compute the long results again, or check them."),
    "evidence": Part("kazmig.evidence.commands", "Show what data/ holds, and check it.", is_group=True),
    "claims": Part("kazmig.claims.commands", "Judge what documents assert against the evidence.", is_group=True),
    "forecast": Part("kazmig.runs.forecasts", "Record forecasts in the ledger, and score them.", is_group=True),
    "rerun": Part("kazmig.runs.reviewing", "Run a chapter again, and see what moves and why."),
    "trace": Part("kazmig.runs.trace_command", "Show the chain behind a number, to rows and documents."),
    "verify": Part("kazmig.runs.verify_command", "Rebuild the book and compare it with what is published."),
    "publish": Part("kazmig.runs.publishing", "Record published values, and why one changed."),
    "lint": Part("kazmig.site.commands", "Find digits in the built pages that are no traced fact."),
    "build-site": Part("kazmig.site.commands", "Build the pages from the finished runs."),
    "messages": Part("kazmig.site.commands", "Bring the catalogues of the translations up to date."),
    "formats": Part("kazmig.formats.commands", "Make the EPUB and the PDFs of the book from the built site."),
    "crate": Part("kazmig.formats.crate_command", "Pack the report as a research object (RO-Crate)."),
    "pack": Part("kazmig.site.commands", "Put compressed copies beside the site's files."),
    "clean": Part("kazmig.runs.commands", "Remove everything that is made (_build)."),
    "job": Part("kazmig.runs.jobs", "One step of the book, as Snakemake starts it.", is_group=True, hidden=True),
}


class Parts(TyperGroup):
    """A group that imports a command's part when the command is called, not when it is listed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order in which they are explained."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a stand-in with the description, enough for the list."""
        part = COMMANDS.get(cmd_name)
        return part and TyperCommand(cmd_name, help=part.summary, hidden=part.hidden)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called, from its part."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in COMMANDS and found else found, rest


def load(name: str) -> Any:
    """Import the part that offers the command `name` and return the command."""
    part = COMMANDS[name]
    command = typer.main.get_command(importlib.import_module(part.module).app)
    return command if part.is_group else getattr(command, "commands", {name: command})[name]


app = typer.Typer(
    cls=Parts,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def version(
    ctx: typer.Context, version: bool = typer.Option(False, "--version", help="Print the version and stop.")
) -> None:
    """Kazakhstan in motion: a reproducible report on migration, from tables to published pages."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; bad input ends with its text in red and exit code 2, never with a stack trace."""
    command = typer.main.get_command(app)
    try:
        with _termination():
            command(args=None if arguments is None else list(arguments), prog_name="kazmig")
    except KazmigError as error:
        _complain(str(error))
        sys.exit(BAD_INPUT)
    except OSError as error:
        if not (said := of_the_machine(error)):
            raise
        _complain(said)
        sys.exit(BAD_INPUT)
    except SystemExit as stopped:  # Typer turns Ctrl-C into this code, without a word
        if stopped.code in (INTERRUPTED, TERMINATED):
            _complain("Stopped. What was finished before is as it was; the same command goes on from there.")
        raise


@contextmanager
def _termination() -> Iterator[None]:
    """Let a request to end (SIGTERM) unwind like Ctrl-C, so that kernels and staging folders are cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _complain(text: str) -> None:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True).print(Text(text, style="red"), soft_wrap=True)


if __name__ == "__main__":
    main()
