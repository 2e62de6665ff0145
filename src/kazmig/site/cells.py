"""Code cells on a chapter's page: anchored, with the output first and the code folded beneath it."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from kazmig.site.languages.voice import gettext
from kazmig.site.mime import MEDIA
from kazmig.site.nodes import element, html_block, inline_element, published

DECLARED = "parameters"
"""Tag of the cell that declares a chapter's parameters; the page has a box of them."""

REVIEWERS = "book/reviewers"
"""The page that says how to rerun a chapter."""

PARAMETERS = (DECLARED, "injected-parameters")
"""Tags of cells that hold parameters."""


def label_of(tag: str) -> str:
    """Return what a reader is told of a cell of parameters."""
    return gettext("Parameters of this chapter") if tag == DECLARED else gettext("Parameters of this run")


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


def tags_of(cell: nodes.container) -> set[str]:
    """Return a cell's tags."""
    return set(cell.get("cell_metadata", {}).get("tags", []))


def runs_of_cells(doctree: nodes.document) -> list[list[nodes.container]]:
    """Return the code cells of a page, those without text between them together.

    Cells of parameters stand alone, since a reader looks for them.
    """
    found: list[list[nodes.container]] = []
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") != "cell_code":
            continue
        place = cell.parent.index(cell)
        before = cell.parent[place - 1] if place else None
        alone = tags_of(cell) & set(PARAMETERS)
        if found and found[-1][-1] is before and not alone and not tags_of(found[-1][-1]) & set(PARAMETERS):
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def part_of(cell: nodes.container, element_name: str) -> list[nodes.Element]:
    """Return the cell's source or its output, where it has one."""
    return [node for node in cell.children if node.get("nb_element") == element_name and node.children]


def fold(run: list[nodes.container]) -> None:
    """Put the code of neighbouring cells beneath their outputs, in one closed ``<details>``."""
    first = run[0]
    label = next((label_of(tag) for tag in PARAMETERS if tag in tags_of(first)), gettext("Code"))
    outputs = [output for cell in run for output in part_of(cell, "cell_code_output")]
    details = element(tag="details", html={"CLASS": "code-fold"})
    details += inline_element("", label, tag="summary")
    for cell in run:
        code = nodes.container(classes=["code-cell"], ids=cell["ids"])
        code.extend(part_of(cell, "cell_code_source"))
        details += code
    if first.parent is not None:
        for cell in run[1:]:
            first.parent.remove(cell)
    first["ids"] = []
    first["classes"] = ["cell"] if outputs else ["cell", "cell-silent"]
    first.children = []
    first.extend(outputs)
    first += details


def in_box(cell: nodes.container, notebook: Path, reviewers: str) -> None:
    """Put the cell that declares the parameters into a box that says what each of them is; the code goes beneath."""
    from kazmig.site.parameters_box import box  # papermill reads the cell, and takes long to import

    text = box(notebook, reviewers)
    if not text:
        return
    details = element(tag="details", html={"CLASS": "parameters-box"})
    details += inline_element("", label_of(DECLARED), tag="summary")
    details += html_block(html=text)
    fold = cell.children[-1]
    fold[0].children = [nodes.Text(gettext("As the notebook declares them"))]
    cell.remove(fold)
    details += fold
    cell += details


def arrange(app: Sphinx, doctree: nodes.document) -> None:
    """Arrange the cells of a page that has just been read (event ``doctree-read``)."""
    keep_our_form(doctree)
    notebook = Path(str(app.env.doc2path(app.env.docname)))
    names = cell_ids(notebook)
    reviewers = app.builder.get_relative_uri(app.env.docname, REVIEWERS) if REVIEWERS in app.env.found_docs else ""
    for run in runs_of_cells(doctree):
        for cell in run:
            position = int(cell["cell_index"])
            name = names[position] if position < len(names) else str(position)
            cell["ids"] = list(dict.fromkeys((cell_anchor(name), cell_anchor(position))))
        fold(run)
        if DECLARED in tags_of(run[0]):
            in_box(run[0], notebook, reviewers)
