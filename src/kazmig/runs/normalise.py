"""Takes the clock and the dice out of an executed notebook, so that two runs give the same bytes.

Papermill and the kernel leave timings and random ids in the metadata, libraries leave them in the outputs: the
address of an object, the id of a styled table, the date and time of a regression summary, the folder of the machine.
Results are never touched: each rule names what it replaces.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

KEPT_LANGUAGE = ("name", "file_extension", "mimetype", "pygments_lexer", "nbconvert_exporter")
"""What pages need to know of the kernel's language; its patch version would differ between machines."""

TEXTUAL = ("text/plain", "text/html", "text/markdown", "text/latex")
"""Outputs written by libraries for people. Published records (``application/...``) are left as they are."""

ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,16}\b")
SUMMARY_DATE = re.compile(r"(Date:(?:</th>\s*<td>)?\s*)(\w{3}, \d{2} \w{3} \d{4})")
SUMMARY_TIME = re.compile(r"(Time:(?:</th>\s*<td>)?\s*)(\d{2}:\d{2}:\d{2})")
RANDOM_IDS = (
    re.compile(r"(?<=altair-viz-)[0-9a-f]{32}"),  # Altair's element
    re.compile(r"(?<=\bT_)[0-9a-f]{5}(?=[_\"' ])"),  # pandas' styled table
    re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"),  # uuid4
)


def normalise(notebook: Any, source_ids: Sequence[str], root: Path) -> None:
    """Make an executed notebook independent of when, where and how fast it ran; changes it in place.

    Parameters
    ----------
    notebook
        The executed notebook, as an ``nbformat`` version 4 node.
    source_ids
        The cell ids that stand in the committed notebook; other cells are given an id by their position.
    root
        The repository's folder, which is written as ``.`` where it occurs in a text.
    """
    notebook.metadata.pop("papermill", None)
    language = notebook.metadata.get("language_info", {})
    notebook.metadata["language_info"] = {key: language[key] for key in KEPT_LANGUAGE if key in language}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    known = set(source_ids)
    for position, cell in enumerate(notebook.cells):
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"
        elif cell.get("id") not in known:
            cell["id"] = f"cell-{position}"
        if cell.cell_type == "code":
            cell.outputs = _merged(cell.outputs)
            _clean_outputs(cell.outputs, lambda text: steady(text, root))


def steady(text: str, root: Path) -> str:
    """Return `text` without addresses, random ids, summary clocks and the repository's folder.

    Ids are numbered in the order in which they first appear, so that references inside a text still meet.

    Examples
    --------
    >>> steady("<Thing at 0x7f3a90c2d0> in /somewhere/report/data", Path("/somewhere/report"))
    '<Thing at 0x0> in ./data'
    """
    text = ADDRESS.sub("at 0x0", text.replace(str(root), "."))
    text = SUMMARY_DATE.sub(lambda match: match[1] + " " * len(match[2]), text)
    text = SUMMARY_TIME.sub(lambda match: match[1] + " " * len(match[2]), text)
    for pattern in RANDOM_IDS:
        seen: dict[str, str] = {}
        text = pattern.sub(lambda match: _numbered(match[0], seen), text)  # noqa: B023 (used up in this turn)
    return text


def _numbered(found: str, seen: dict[str, str]) -> str:
    return seen.setdefault(found, str(len(seen)).rjust(len(found), "0"))


def _merged(outputs: list[Any]) -> list[Any]:
    """Join neighbouring pieces of one stream: how a stream is cut into messages depends on timing."""
    merged: list[Any] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last is not None and output.output_type == "stream" == last.output_type and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _clean_outputs(outputs: list[Any], clean: Callable[[str], str]) -> None:
    for output in outputs:
        if output.output_type == "stream":
            output.text = clean(output.text)
            continue
        data = output.get("data", {})
        for kind in TEXTUAL:
            if kind in data:
                data[kind] = clean(data[kind])
