"""The box of a chapter's parameters: what each changes, what it may be, and the command that reruns the chapter."""

from pathlib import Path
from typing import Any

from kazmig.report.parameters import Parameter, declared
from kazmig.site.fragments import render
from kazmig.site.languages.voice import voice

TYPES = {int: "whole number", float: "number", bool: "true or false", str: "word"}
"""What a reader is told of a parameter's type."""


def values(parameter: Parameter) -> str:
    """Return what a parameter may be, in words.

    Examples
    --------
    >>> values(Parameter("start", int, 1991, "First year", 1991, 2015))
    'whole number, 1991 to 2015'
    >>> values(Parameter("measure", str, "count", "What is described", choices=("count", "rate")))
    'count or rate'
    """
    if parameter.choices is not None:
        *others, last = map(str, parameter.choices)
        return f"{', '.join(others)} or {last}" if others else last
    word = TYPES[parameter.type]
    if parameter.low is not None and parameter.high is not None:
        return f"{word}, {plain(parameter.low)} to {plain(parameter.high)}"
    if parameter.low is not None:
        return f"{word}, {plain(parameter.low)} or more"
    if parameter.high is not None:
        return f"{word}, {plain(parameter.high)} or less"
    return word


def plain(value: Any) -> str:
    """Return a value as a command line takes it: no powers of ten, truth in lower case.

    Examples
    --------
    >>> plain(999999.0), plain(0.95), plain(True), plain("wpp2024")
    ('999999', '0.95', 'true', 'wpp2024')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def other(parameter: Parameter) -> str:
    """Return an allowed value that is not the default, for an example.

    Examples
    --------
    >>> other(Parameter("start", int, 1991, "First year", 1991, 2015))
    '2003'
    """
    if parameter.type is bool:
        return plain(not parameter.default)
    if parameter.choices is not None:
        return plain(next((each for each in parameter.choices if each != parameter.default), parameter.default))
    if parameter.type is str:
        return "..."
    bounds = [each for each in (parameter.low, parameter.high) if each is not None]
    far = max(bounds, key=lambda bound: abs(bound - parameter.default), default=parameter.default + 2)
    middle = parameter.default + (far - parameter.default) / 2
    return plain(parameter.type(middle)) if parameter.type(middle) != parameter.default else plain(parameter.type(far))


def box(notebook: Path, reviewers: str) -> str:
    """Return the box of a notebook's parameters as HTML; empty when it declares none.

    Parameters
    ----------
    notebook : Path
        The notebook as it stands on the page; its chapter is its name.
    reviewers : str
        Address of the page that says how to set up and rerun; empty when there is none.

    Raises
    ------
    ParameterError
        If the parameters cell cannot be read.
    """
    parameters = declared(notebook)
    if not parameters:
        return ""
    rows = [
        {
            "name": each.name,
            "default": plain(each.default),
            "meaning": voice().parameter(each.meaning),
            "allowed": values(each),
        }
        for each in parameters
    ]
    command = f"kazmig run {notebook.stem} -p {parameters[0].name}={other(parameters[0])}"
    return render("parameters.html", rows=rows, chapter=notebook.stem, command=command, reviewers=reviewers)
