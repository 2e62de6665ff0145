"""Which cell of the committed notebook made a published thing, found in its source and so the same in every run."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kazmig.report.records import Cell

METHODS = ("figure", "table", "fact", "finding")
NOWHERE = Cell(None, None)


@dataclass(frozen=True)
class Call:
    """A call such as ``report.fact("peak", ...)``: method, pattern of the id, and the cell that holds it."""

    method: str
    pattern: re.Pattern[str]
    cell: Cell


@dataclass(frozen=True)
class Index:
    """The publishing calls of a notebook."""

    calls: tuple[Call, ...]

    def find(self, method: str, name: str) -> Cell:
        """Return the cell that publishes ``name`` (without its chapter) by ``method``; `NOWHERE` if none does."""
        for call in self.calls:
            if call.method == method and call.pattern.fullmatch(name):
                return call.cell
        return NOWHERE


def index(notebook: Path) -> Index:
    """Read the publishing calls of a notebook; an id in an f-string matches whatever fills it."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    calls: list[Call] = []
    for position, cell in enumerate(cells):
        if cell.get("cell_type") == "code":
            made = Cell(str(cell["id"]) if "id" in cell else str(position), position)
            calls.extend(Call(method, pattern, made) for method, pattern in _calls("".join(cell["source"])))
    # exact ids before patterns, so that an f-string does not claim what another cell names outright
    calls.sort(key=lambda call: (".*" in call.pattern.pattern, call.cell.index or 0))
    return Index(tuple(calls))


def _calls(source: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield method and id pattern of each publishing call in a cell's source."""
    plain = re.sub(r"(?m)^\s*[%!].*$", "", source)  # IPython magics are no Python
    try:
        tree = ast.parse(plain)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            named = [keyword.value for keyword in node.keywords if keyword.arg in ("id", "key")]
            pattern = _pattern(next(iter([*node.args, *named]), None))
            if pattern is not None:
                yield node.func.attr, pattern


def _pattern(argument: ast.expr | None) -> re.Pattern[str] | None:
    """Return the pattern of an id given as a text, an f-string or (matching anything) a name in a loop."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return re.compile(re.escape(argument.value.rpartition(".")[2]))
    if isinstance(argument, ast.JoinedStr):
        parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in argument.values]
        return re.compile("".join(parts))
    return re.compile(".*") if isinstance(argument, (ast.Name, ast.BinOp, ast.Subscript)) else None
