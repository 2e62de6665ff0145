"""Cells that name sources: each links to them on the page of sources."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

Cite = Callable[[str], tuple[str, str]]
"""Source id -> address and short name."""

FIELD = "source_id"
"""How the field of a column of sources ends."""


def cited(columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[str]], cite: Cite) -> list[list[str]]:
    """Return the rows with the ids in columns of sources, parted by spaces, replaced by links.

    Examples
    --------
    >>> cited([{"field": "source_id"}], [["un2021"], [""]], lambda name: ("sources.html#source-un2021", "UN (2021)"))
    [[Markup('<a href="sources.html#source-un2021">UN (2021)</a>')], ['']]
    """
    naming = [str(column["field"]).endswith(FIELD) for column in columns]
    return [
        [_links(cell, cite) if names and cell else cell for names, cell in zip(naming, row, strict=True)]
        for row in rows
    ]


def _links(cell: str, cite: Cite) -> str:
    return Markup("; ").join(Markup('<a href="{}">{}</a>').format(*cite(name)) for name in cell.split())
