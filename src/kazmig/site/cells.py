"""Code cells on a chapter's page: anchored, with the output first and the code folded beneath it."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from kazmig.site.mime import MEDIA
from kazmig.site.nodes import element, inline_element, published


def cell_anchor(cell: object) -> str:
    """Return the anchor of a notebook cell on its page: from its id, or its position counted from 0.

    Examples
    --------
    >>> cell_anchor("flows-07"), cell_anchor(7)
    ('cell-flows-07', 'cell-7')
    """
    return f"cell-{cell}"


def keep_our_form(doctree: nodes.document) -> None:
    """Drop the other forms of an output that we publish, and outputs that are notes of facts and findings."""
    for bundle in list(doctree.findall(nodes.container)):
        if bundle.get("nb_element") != "mime_bundle":
            continue
        ours = [form for form in bundle.children if isinstance(form, nodes.Element) and form.get("mime_type") in MEDIA]
        if not ours:
            continue
        placeholders = list(ours[0].findall(published))
        if all(node["kind"] == "note" for node in placeholders):
            bundle.parent.remove(bundle)
        else:
            bundle.children = [ours[0]]


def cell_ids(source: Path) -> list[str]:
    """Return the ids of a notebook's cells by position; empty for other documents."""
    if source.suffix != ".ipynb":
        return []
    cells: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["cells"]
    return [str(cell.get("id", position)) for position, cell in enumerate(cells)]


def fold(cell: nodes.container) -> None:
    """Put the code of a cell beneath its output, in a closed ``<details>``."""
    sources = [node for node in cell.children if node.get("nb_element") == "cell_code_source"]
    outputs = [node for node in cell.children if node.get("nb_element") == "cell_code_output" and node.children]
    if not sources:
        return
    tags = cell.get("cell_metadata", {}).get("tags", [])
    if "parameters" in tags:
        label = "Parameters of this chapter"
    elif "injected-parameters" in tags:
        label = "Parameters of this run"
    else:
        label = "Code"
    details = element(tag="details", html={"CLASS": "code-fold"})
    details += inline_element("", label, tag="summary")
    details.extend(sources)
    cell.children = []
    cell.extend(outputs)
    cell += details
    if not outputs:
        cell["classes"].append("cell-silent")


def arrange(app: Sphinx, doctree: nodes.document) -> None:
    """Arrange the cells of a page that has just been read (event ``doctree-read``)."""
    keep_our_form(doctree)
    ids = cell_ids(Path(str(app.env.doc2path(app.env.docname))))
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code":
            continue
        position = int(cell["cell_index"])
        name = ids[position] if position < len(ids) else str(position)
        for anchor in dict.fromkeys((cell_anchor(name), cell_anchor(position))):
            cell["ids"].append(anchor)
        fold(cell)
