"""What a notebook shows for a published thing: our own form for the site, others for Jupyter."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

FIGURE = "application/vnd.kazmig.figure+json"
TABLE = "application/vnd.kazmig.table+json"
NOTE = "application/vnd.kazmig.note+json"
VEGA_LITE = "application/vnd.vegalite.v6+json"


def figure(name: str, chapter: str, spec: Mapping[str, Any], svg: str, title: str, alt: str) -> dict[str, Any]:
    """Return the bundle of a figure: the live chart where Jupyter can, else the picture."""
    return {
        FIGURE: {"id": name, "chapter": chapter},
        VEGA_LITE: dict(spec),
        "image/svg+xml": svg,
        "text/plain": f"Figure {name}: {title}\n{alt}",
    }


def table(
    name: str, chapter: str, title: str, labels: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Return the bundle of a table."""
    return {
        TABLE: {"id": name, "chapter": chapter},
        "text/html": html(title, labels, numeric, rows),
        "text/plain": "\n".join([title, " | ".join(labels), *(" | ".join(row) for row in rows)]),
    }


def note(kind: str, name: str, chapter: str, text: str) -> dict[str, Any]:
    """Return the bundle of a fact or a finding: a line for the author, nothing on the page."""
    return {NOTE: {"id": name, "chapter": chapter, "kind": kind}, "text/plain": text}


def html(title: str, labels: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML with a caption and headed columns and rows."""
    align = [' style="text-align: right"' if right else "" for right in numeric]
    head = "".join(f'<th scope="col"{a}>{escape(label)}</th>' for label, a in zip(labels, align, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row"{a}>{escape(cell)}</th>' if first else f"<td{a}>{escape(cell)}</td>"
            for first, cell, a in zip([True] + [False] * len(row), row, align, strict=False)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def show(bundle: Mapping[str, Any]) -> None:
    """Display a bundle in the running notebook; outside of one, do nothing."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if get_ipython() is not None:
        display(dict(bundle), raw=True)  # type: ignore[no-untyped-call] # IPython has no types here
