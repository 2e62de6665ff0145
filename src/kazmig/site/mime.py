"""What a notebook's published output becomes on a page: MyST-NB asks here for our own media types."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes

from kazmig.site.nodes import published

MEDIA = {
    "application/vnd.kazmig.figure+json": "figure",
    "application/vnd.kazmig.table+json": "table",
    "application/vnd.kazmig.note+json": "note",
}


FOR_JUPYTER = "application/vnd.vegalite.v6+json"
"""The live chart of a notebook; the site has its own, and MyST-NB would warn of a type it does not know."""


class PublishedRenderer:
    """MyST-NB's renderer of our media types (entry point ``myst_nb.mime_renderers``)."""

    # Ahead of every other form of the same output, in every builder.
    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = tuple(("*", media, 1) for media in MEDIA)

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return a placeholder for our own media types and None, which means "not mine", for others."""
        if data.mime_type == FOR_JUPYTER:
            return []
        kind = MEDIA.get(data.mime_type)
        if kind is None or inline:
            return None
        content = data.content if isinstance(data.content, dict) else json.loads(data.string)
        return [published(kind=kind, key=str(content.get("id", "")), form="block")]
