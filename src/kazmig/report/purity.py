"""Values and findings are functions of their data: this refuses functions that reach for anything else.

A function that closes over another frame, over the evidence itself or over a number computed elsewhere would
publish a value whose lineage is not the lineage of its ``data``.
"""

import builtins
import dis
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kazmig.report.errors import ReportError

FORBIDDEN_BUILTINS = frozenset({"open", "exec", "eval", "compile", "globals", "locals", "vars", "__import__", "input"})
_MISSING = object()


def require(function: Any, role: str, place: str, parameters: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Return ``function`` if it is a function of its data alone.

    Parameters
    ----------
    function
        What the notebook gave as ``value`` or ``holds``.
    role, place
        For messages: the argument's name, and which fact or finding.
    parameters
        The run's parameters: the only numbers of the notebook that a function may use beside ``data``.

    Raises
    ------
    ReportError
        If it is no function, or reaches for frames, arrays, evidence, files or numbers outside of ``data``.
    """
    if not callable(function):
        raise ReportError(
            f"{place}: {role} is {_shown(function)}, typed in or computed before. Remedy: give a function of the data, "
            "such as `lambda d: d['value'].max()`, so that the value can be computed again from its rows."
        )
    for name, value in _reached(function, set()):
        reason = _refusal(name, value, parameters)
        if reason:
            raise ReportError(f"{place}: {role} uses {name!r}, {reason}")
    return function  # type: ignore[no-any-return]


def settings(function: Callable[..., Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of the run that a function uses, by name."""
    return {name: value for name, value in _reached(function, set()) if name in parameters and _plain(value)}


def _refusal(name: str, value: Any, parameters: Mapping[str, Any]) -> str:
    """Say why a function may not reach for ``value``; empty when it may."""
    if value is _MISSING:
        return "which is not defined. Remedy: check the spelling."
    if isinstance(value, types.ModuleType):
        if value.__name__.startswith("kazmig.evidence"):
            return "the evidence itself. Remedy: put the rows it needs into data (a dict of frames, if several)."
        return ""
    homes = (type(value).__module__, getattr(value, "__module__", None) or "")
    if any(home.startswith(("kazmig.evidence", "kazmig.report")) for home in homes):
        return f"which reaches past data ({type(value).__name__}). Remedy: put the rows it needs into data."
    if name in FORBIDDEN_BUILTINS and value == name:
        return "which reads from outside. Remedy: compute from data alone."
    if _holds_data(value, 0):
        return (
            f"a {type(value).__name__} from outside of its data, whose rows would be missing from the lineage. Remedy: "
            "pass it in data (a dict of frames, if several)."
        )
    if isinstance(value, (int, float, complex, np.generic)) and not isinstance(value, (bool, np.bool_)):
        if (name in parameters and parameters[name] == value) or _is_year(value):
            return ""
        return (
            f"the number {value!r} from outside of its data. Remedy: compute it from data inside of the function, or "
            "declare it as a parameter of the notebook."
        )
    return ""


def _holds_data(value: Any, depth: int) -> bool:
    """Say whether a value is, or a plain container holds, a frame, column, index or array."""
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index, np.ndarray)):
        return True
    if depth > 3:
        return False
    if isinstance(value, dict):
        return any(_holds_data(part, depth + 1) for part in value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(_holds_data(part, depth + 1) for part in value)
    return False


def _shown(value: Any) -> str:
    return f"a {type(value).__name__}" if _holds_data(value, 0) else repr(value)


def _is_year(value: Any) -> bool:
    """Say whether a number can be a year: it selects rows and is no quantity."""
    return isinstance(value, (int, np.integer)) and 1500 <= int(value) < 2100


def _plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str))


def _reached(function: Any, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield name and value of everything that a function of the notebook takes from outside, helpers included."""
    bound = getattr(function, "__self__", None)
    if bound is not None and not isinstance(bound, types.ModuleType):
        yield getattr(function, "__name__", "method"), bound
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    if not isinstance(function, types.FunctionType):
        for name, value in _of_partial(function):
            yield name, value
            if isinstance(value, types.FunctionType):
                yield from _reached(value, seen)
        return
    if id(function) in seen:
        return
    seen.add(id(function))
    for name, value in _outside(function):
        yield name, value
        if isinstance(value, types.FunctionType) and value.__globals__ is function.__globals__:
            yield from _reached(value, seen)


def _of_partial(function: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a ``functools.partial`` carries."""
    if hasattr(function, "func") and hasattr(function, "keywords"):
        yield getattr(function.func, "__name__", "partial"), function.func
        for number, value in enumerate(function.args):
            yield f"argument {number + 1}", value
        yield from function.keywords.items()


def _outside(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
    """Yield name and value of a function's defaults, closure and globals."""
    code = function.__code__
    defaults = function.__defaults__ or ()
    yield from zip(code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount], defaults, strict=True)
    yield from (function.__kwdefaults__ or {}).items()
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True):
        yield name, cell.cell_contents
    for name in sorted(_global_names(code)):
        if name in function.__globals__:
            value = function.__globals__[name]
            # Named constants of the package's own modules are reviewed code, unlike those of a session.
            if not ((function.__module__ or "").startswith("kazmig.") and isinstance(value, (int, float))):
                yield name, value
        elif name in FORBIDDEN_BUILTINS:
            yield name, name
        elif not hasattr(builtins, name):
            yield name, _MISSING


def _global_names(code: types.CodeType) -> set[str]:
    """Return the global names that a code object and those inside it load (attributes are not among them)."""
    names = {
        str(instruction.argval)
        for instruction in dis.get_instructions(code)
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _global_names(constant)
    return names
