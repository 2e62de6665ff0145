"""A notebook's parameters: declared once, in its parameters cell, and strict wherever a run starts.

A line of the cell reads ``name: type = default  # meaning [low..high]`` or ``# meaning {a|b|c}``. Papermill's own
inspection reads the lines; this module adds what papermill leaves out: types, ranges, choices, and refusal of an
unknown name.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kazmig.report.errors import ParameterError

TYPES: dict[str, type] = {"int": int, "float": float, "bool": bool, "str": str}
DEFAULT_FOLDER = "default"

_RANGE = re.compile(r"\[\s*(?P<low>[^\[\]]*?)\s*\.\.\s*(?P<high>[^\[\]]*?)\s*\]\s*$")
_CHOICES = re.compile(r"\{(?P<choices>[^{}]+)\}\s*$")


@dataclass(frozen=True)
class Parameter:
    """One declared parameter of a notebook.

    Parameters
    ----------
    name, type, default
        As declared; ``type`` is int, float, bool or str.
    meaning
        What it changes, for readers.
    low, high
        Bounds, both included, or None.
    choices
        The values allowed, or None.
    """

    name: str
    type: type
    default: Any
    meaning: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] | None = None

    @property
    def rule(self) -> str:
        """The rule in words, such as ``int, 1991 to 2020``."""
        if self.choices is not None:
            return f"{self.type.__name__}, one of {', '.join(map(str, self.choices))}"
        if self.low is not None and self.high is not None:
            return f"{self.type.__name__}, {self.low:g} to {self.high:g}"
        if self.low is not None:
            return f"{self.type.__name__}, {self.low:g} or more"
        if self.high is not None:
            return f"{self.type.__name__}, {self.high:g} or less"
        return self.type.__name__

    def accept(self, value: Any) -> Any:
        """Return ``value`` in the declared type.

        Raises
        ------
        ParameterError
            If it has another type, lies out of range or is none of the choices.
        """
        right = isinstance(value, self.type) and not (self.type is not bool and isinstance(value, bool))
        if self.type is float and isinstance(value, int) and not isinstance(value, bool):
            value, right = float(value), True
        if not right or value != value:
            raise ParameterError(
                f"parameter {self.name} = {value!r} is of type {type(value).__name__}; it must be {self.rule} "
                f"({self.meaning}; default {self.default!r})."
            )
        within = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        if not within or (self.choices is not None and value not in self.choices):
            raise ParameterError(
                f"parameter {self.name} = {value!r} is out of range; it must be {self.rule} "
                f"({self.meaning}; default {self.default!r})."
            )
        return value

    def read(self, text: str) -> Any:
        """Return the value that a command line's text states, strictly: ``2000.5`` is no int.

        Raises
        ------
        ParameterError
            If the text is no value of the declared type, or the value is not allowed.
        """
        patterns = {int: r"[+-]?\d+", float: r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", bool: r"(?i:true|false)"}
        if self.type is str:
            return self.accept(text)
        if not re.fullmatch(patterns[self.type], text.strip()):
            raise ParameterError(
                f"parameter {self.name} = {text!r} is no {self.type.__name__}; it must be {self.rule} "
                f"({self.meaning}; default {self.default!r})."
            )
        return self.accept(text.strip().lower() == "true" if self.type is bool else self.type(text.strip()))


def declared(notebook: Path) -> tuple[Parameter, ...]:
    """Return the parameters that a notebook declares in its cell tagged ``parameters``.

    Raises
    ------
    ParameterError
        If the notebook is missing or unreadable, has no such cell, or a line of the cell cannot be read.
    """
    from papermill.inspection import inspect_notebook

    source = _cell(notebook)
    if source is None:
        raise ParameterError(
            f"{notebook} has no cell tagged 'parameters'. Remedy: make its first code cell hold the parameters, one "
            "`name: type = default  # meaning [low..high]` a line (or only a comment when there are none), and give "
            'it the tag: "metadata": {"tags": ["parameters"]}.'
        )
    names = _assigned(source, notebook)
    try:
        inspected = inspect_notebook(notebook)
    except Exception as error:  # papermill raises what its readers raise
        raise ParameterError(
            f"{notebook}: papermill cannot read its parameters ({error}). Remedy: the notebook needs "
            '"kernelspec" {"name": "python3", "language": "python"} in its metadata.'
        ) from error
    lost = [name for name in names if name not in inspected]
    if lost:
        raise ParameterError(
            f"{notebook}, parameters cell: papermill does not see {lost[0]!r}. Remedy: write it on one line as "
            "`name: type = default  # meaning [low..high]`, with no second = on it."
        )
    return tuple(_parameter(inspected[name], notebook) for name in names)


def check(values: Mapping[str, Any], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the values of all parameters, defaults filled in, in the order declared.

    Raises
    ------
    ParameterError
        If a name is unknown, a type wrong or a value not allowed.
    """
    known = {parameter.name: parameter for parameter in parameters}
    _refuse_unknown(values, known)
    return {name: known[name].accept(values.get(name, known[name].default)) for name in known}


def parse(values: Mapping[str, str], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Do as `check` does for texts from a command line."""
    known = {parameter.name: parameter for parameter in parameters}
    _refuse_unknown(values, known)
    return {name: known[name].read(values[name]) if name in values else known[name].default for name in known}


def folder(values: Mapping[str, Any], parameters: Iterable[Parameter]) -> str:
    """Return the name of the run's folder: ``default``, or a hash of the values that differ from it."""
    full = check(values, tuple(parameters))
    if all(full[parameter.name] == parameter.default for parameter in parameters):
        return DEFAULT_FOLDER
    return hashlib.sha256(json.dumps(full, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:12]


def _refuse_unknown(values: Mapping[str, Any], known: Mapping[str, Parameter]) -> None:
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            listed = "; ".join(f"{parameter.name} ({parameter.rule})" for parameter in known.values()) or "none"
            raise ParameterError(f"unknown parameter {name!r}.{meant} Declared in the notebook: {listed}.")


def _cell(notebook: Path) -> str | None:
    """Return the source of the parameters cell, or None when there is none."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError as error:
        raise ParameterError(
            f"{notebook} does not exist. Remedy: a chapter's notebook is notebooks/<chapter>.ipynb; check the name."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ParameterError(f"{notebook} is no readable notebook ({error}). Remedy: restore it with git.") from error
    for cell in cells:
        if cell.get("cell_type") == "code" and "parameters" in cell.get("metadata", {}).get("tags", []):
            return "".join(cell["source"])
    return None


def _assigned(source: str, notebook: Path) -> list[str]:
    """Return the names assigned in the cell, which may hold nothing but annotated literals."""
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(f"{notebook}, parameters cell, line {error.lineno}: {error.msg}.") from error
    names: list[str] = []
    for statement in body:
        line = source.splitlines()[statement.lineno - 1]
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            raise ParameterError(
                f"{notebook}, parameters cell, line {statement.lineno}: {line!r} declares no parameter. Remedy: write "
                "`name: type = default  # meaning [low..high]`; the type is int, float, bool or str."
            )
        if statement.target.id in names:
            raise ParameterError(f"{notebook}, parameters cell, line {statement.lineno}: {line!r} is declared twice.")
        names.append(statement.target.id)
    return names


def _parameter(raw: Mapping[str, str], notebook: Path) -> Parameter:
    """Read what papermill's inspection gives for one line."""
    name = raw["name"]
    place = f"{notebook}, parameters cell, {name}"
    kind = TYPES.get(raw["inferred_type_name"])
    if kind is None:
        raise ParameterError(f"{place}: type {raw['inferred_type_name']!r} is none of {', '.join(TYPES)}.")
    try:
        default = ast.literal_eval(raw["default"])
    except (ValueError, SyntaxError) as error:
        raise ParameterError(f"{place}: the default {raw['default']!r} is no plain value.") from error
    comment = raw["help"]
    bounds, listed = _RANGE.search(comment), _CHOICES.search(comment)
    meaning = _CHOICES.sub("", _RANGE.sub("", comment)).strip()
    if not meaning:
        raise ParameterError(f"{place}: its meaning is missing. Remedy: add `# what it changes [low..high]`.")
    try:
        low, high = (
            (float(bounds[side]) if bounds[side] else None for side in ("low", "high")) if bounds else (None, None)
        )
        choices = None
        if listed:
            if kind is bool:
                raise ValueError("true and false need no list")
            texts = [text.strip() for text in listed["choices"].split("|")]
            choices = tuple(texts if kind is str else (kind(text) for text in texts))
    except ValueError as error:
        raise ParameterError(f"{place}: {comment!r} gives no range or choices of {kind.__name__} ({error}).") from error
    plain = Parameter(name, kind, default, meaning, low, high, choices)
    try:
        return replace(plain, default=plain.accept(default))
    except ParameterError as error:
        raise ParameterError(f"{place}: {error}") from error
