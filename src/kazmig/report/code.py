"""The source text of a value's function, as the notebook shows it."""

import ast
import functools
import inspect
import linecache
import textwrap
import types
from collections.abc import Callable
from typing import Any


def text(function: Callable[..., Any]) -> str:
    """Return the function's source: the lambda alone, or the whole ``def``; its name when there is no source.

    Examples
    --------
    >>> text(len)
    'len'
    """
    if isinstance(function, functools.partial):
        return f"partial of {text(function.func)}"
    if not isinstance(function, types.FunctionType):
        return getattr(function, "__qualname__", type(function).__name__)
    if function.__name__ != "<lambda>":
        try:
            return textwrap.dedent(inspect.getsource(function)).strip()
        except (OSError, TypeError):
            return function.__name__
    return _lambda(function)


def _lambda(function: types.FunctionType) -> str:
    """Return the text of the lambda with this very code, among those that start on its line."""
    source = "".join(linecache.getlines(function.__code__.co_filename, function.__globals__))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return "lambda"
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and node.lineno == function.__code__.co_firstlineno:
            segment = ast.get_source_segment(source, node) or ""
            # in brackets, so that a lambda of several lines compiles by itself
            code = compile(f"({segment})", "<lambda>", "eval").co_consts[0]
            if isinstance(code, types.CodeType) and _same(code, function.__code__):
                return "\n".join(line.strip() for line in segment.splitlines())
    return "lambda"


def _same(first: types.CodeType, second: types.CodeType) -> bool:
    """Compare what the code does; a closure's variables load differently when it is compiled alone."""
    names = set(first.co_names) | set(first.co_freevars)
    return names == set(second.co_names) | set(second.co_freevars) and first.co_varnames == second.co_varnames
