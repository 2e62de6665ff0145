"""How a value is printed in prose: commas for thousands, a real minus sign, small counts as words."""

import math
from typing import Any

import numpy as np
import pandas as pd

from kazmig.report import numerals
from kazmig.report.errors import ReportError

WORDS = "words"
"""Format of a small count in running text: ``four``."""


def plain(value: Any, place: str) -> int | float | str | bool:
    """Return a computed value as a plain Python value that JSON can hold.

    Raises
    ------
    ReportError
        If it is missing, infinite or no single value.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (pd.Series, pd.DataFrame, pd.Index, np.ndarray, list, tuple, dict, set)):
        raise ReportError(
            f"{place}: value gave a {type(value).__name__}, not one value. Remedy: end the function in .item(), "
            ".sum(), .iloc[0] or the like."
        )
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        raise ReportError(
            f"{place}: value gave {value!r}. Remedy: nothing is published for a missing value; check the rows in data."
        )
    if not isinstance(value, (int, float, str)):
        raise ReportError(f"{place}: value gave a {type(value).__name__}; it must be a number or a text.")
    if isinstance(value, str) and not value.strip():
        raise ReportError(f"{place}: value gave an empty text.")
    return value


def text(value: int | float | str, spec: str, scale: float, place: str) -> str:
    """Return a value as printed.

    Parameters
    ----------
    value
        Number, or a text (printed as it is).
    spec
        A format specification such as ``,.0f`` or ``+.1f``, or ``words``.
    scale
        What a number is divided by first.
    place
        For messages.

    Examples
    --------
    >>> text(-477068, ",.1f", 1000, "")
    '−477.1'
    >>> text(4, "words", 1, "")
    'four'
    """
    if isinstance(value, str):
        return value
    number = value if scale == 1 else value / scale
    if spec == WORDS:
        if number != int(number) or number < 0:
            raise ReportError(f"{place}: format 'words' prints whole counts, not {number!r}.")
        return numerals.words(int(number))
    try:
        printed = format(int(number) if spec.endswith("d") and number == int(number) else number, spec)
    except ValueError as error:
        raise ReportError(
            f"{place}: format {spec!r} cannot print {number!r} ({error}). Remedy: use ',.0f', '.1f', 'd' for years, "
            "or 'words' for small counts."
        ) from error
    if not any(sign in "123456789" for sign in printed):
        printed = printed.replace("-", "").replace("+", "")  # no signed zero
    return printed.replace("-", "−")
