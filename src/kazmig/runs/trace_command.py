"""``kazmig trace``: the chain behind a number, as text, JSON or a picture."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kazmig import paths
from kazmig.runs.errors import RunError
from kazmig.runs.staging import write_whole

app = typer.Typer(help="The chain behind a published number.", no_args_is_help=True)
ROWS = 12
"""Rows of ``data/`` that the text shows; JSON has them all."""
OBSERVED = ("geo", "partner", "category", "period", "value")
BESIDE = ("address", "locator", "source", "decisive")
COLUMNS = 6
"""Columns of a row that is no observation that the text shows."""


class Kind(StrEnum):
    """What can stand under an id."""

    fact = "fact"
    finding = "finding"
    figure = "figure"
    table = "table"


class Form(StrEnum):
    """How a chain is printed."""

    text = "text"
    json = "json"
    picture = "picture"


@app.command("trace")
def trace(
    key: Annotated[str, typer.Argument(help="Permanent id, such as flows.departures_peak.")] = "",
    reverse: Annotated[
        str, typer.Option(help="A source_id, or a row such as observations/flows.csv:82: all that rests on it.")
    ] = "",
    kind: Annotated[Kind | None, typer.Option(help="Which one, where an id has several.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Text for people, JSON, or a picture (SVG).")] = Form.text,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File for JSON or a picture; printed otherwise.")
    ] = None,
) -> None:
    """Print what a fact, finding, figure or table was computed from, down to the rows and the documents.

    With --reverse it prints what rests on a document or a row.
    """
    from kazmig.runs import inputs, tracing

    root = paths.root()
    if bool(key) == bool(reverse):
        raise RunError("Name an id, or --reverse with a source or a row: kazmig trace flows.departures_peak")
    archive = tracing.Archive(root, tuple(inputs.chapters(root)))
    found: Any = tracing.trace(archive, key, kind or "") if key else tracing.reverse(archive, reverse)
    if form is Form.text and output:
        raise RunError("-o takes JSON or a picture: add --format json or --format picture.")
    if form is Form.picture and not key:
        raise RunError("A picture shows the chain behind one id: kazmig trace flows.departures_peak --format picture")
    if form is Form.json:
        give(json.dumps(found, ensure_ascii=False, indent=1) + "\n", output)
    elif form is Form.picture:
        from kazmig.runs.picturing import picture

        give(picture(found), output)
    elif key:
        show(found)
    else:
        listed(reverse, found)


def give(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file, whole or not at all, and print its path."""
    if output is None:
        typer.echo(text, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, text)
    typer.echo(output)


def show(chain: dict[str, Any]) -> None:
    """Print a chain as a tree: what is published, the cell, the rows, the documents."""
    from rich.console import Console
    from rich.markup import escape
    from rich.tree import Tree

    unit = f" {chain['unit']}" if chain["unit"] and chain["kind"] == "fact" else ""
    tree = Tree(f"[bold]{chain['id']}[/bold] ({chain['kind']}): {escape(str(chain['says']))}{escape(unit)}")
    if chain["kind"] == "fact" and chain["period"]:
        tree.add(f"of {escape(str(chain['period']))}; value {escape(str(chain['value']))}")
    for other in chain["also"]:
        tree.add(f"the {other} of this id: --kind {other}")
    cell = tree.add(f"computed in {chain['notebook']}, cell {chain['cell']}")
    if chain["code"]:
        cell.add(escape(chain["code"]))
    for name, value in chain["settings"].items():
        cell.add(f"with {name} = {escape(str(value))}")
    for name, title in chain["series"].items():
        tree.add(f"series {name}: {escape(title)}")
    ordered = sorted(chain["rows"], key=lambda row: not row["decisive"])
    rows = tree.add(f"{len(ordered)} rows of data/" + (", those that decide first" if ordered else ""))
    for row in ordered[:ROWS]:
        mark = "[bold]decides[/bold] " if row["decisive"] else ""
        rows.add(f"{mark}{row['address']}: {escape(in_words(row))}")
    if len(ordered) > ROWS:
        rows.add(f"and {len(ordered) - ROWS} more: --format json has them all")
    sources = tree.add("documents")
    for name, source in chain["sources"].items():
        by = source["author"] or source["publisher"]
        dated = f" ({source['published']})" if source["published"] else ""
        sources.add(escape(f"{name}: {by}, {source['title']}{dated}. {source['url']}"))
    console = Console(highlight=False)
    console.width = max(console.width, 130)
    console.print(tree)


def in_words(row: Mapping[str, Any]) -> str:
    """Return what a row says, and where it is from.

    Examples
    --------
    >>> beside = {"locator": "", "source": "bureau", "decisive": True}
    >>> in_words({"address": "observations/a.csv:2", "geo": "KAZ", "period": "1994", "value": "5", **beside})
    'KAZ, 1994, 5; bureau'
    >>> in_words({"address": "panels/b.csv:2", "origin": "KAZ", "total": "5", **beside})
    'origin KAZ, total 5; bureau'
    """
    if row["address"].startswith("observations/"):
        parts = [row[name] for name in OBSERVED if row.get(name)]
    else:
        parts = [f"{name} {value}" for name, value in row.items() if name not in BESIDE][:COLUMNS]
    place = ", ".join(part for part in (row["source"], row["locator"]) if part)
    return ", ".join(parts) + (f"; {place}" if place else "")


def listed(wanted: str, found: list[dict[str, Any]]) -> None:
    """Print what rests on a source or a row, by chapter."""
    for chapter in dict.fromkeys(each["chapter"] for each in found):
        typer.echo(chapter)
        for each in found:
            if each["chapter"] == chapter:
                mark = " (decides)" if each["decisive"] else ""
                typer.echo(f"  {each['kind']} {each['id']}{mark}: {each['says']}")
    typer.echo(f"{len(found)} things rest on {wanted}")
