"""What the search for breaks may be told, checked against the length of the series."""

from dataclasses import dataclass
from math import ceil
from typing import Final, Literal, get_args

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.segments import Kind

Criterion = Literal["bic", "sequential"]
MOST_BREAKS: Final = 5
"""Largest number of breaks tried unless told otherwise, Bai and Perron's (2003) own."""


@dataclass(frozen=True)
class Settings:
    """Settings of a search that fit a series of n points; made by :func:`settings`.

    Attributes
    ----------
    n : int
        Points of the series.
    kind : {"mean", "trend"}
        What breaks.
    min_segment : int
        Fewest points of a regime.
    max_breaks : int
        Largest number of breaks.
    criterion : {"bic", "sequential"}
        How their number is chosen.
    level : float
        Level of the tests.
    hac : bool
        Whether tests and intervals use long-run variances.
    """

    n: int
    kind: Kind
    min_segment: int
    max_breaks: int
    criterion: Criterion
    level: float
    hac: bool


def settings(
    n: int,
    kind: Kind = "mean",
    min_segment: int = 5,
    max_breaks: int | None = None,
    criterion: Criterion = "bic",
    *,
    level: float = 0.05,
    hac: bool = True,
) -> Settings:
    """Check settings against the length of a series.

    Parameters
    ----------
    n : int
        Points of the series.
    kind, min_segment, criterion, level, hac
        See :class:`Settings`.
    max_breaks : int, optional
        As many as R's strucchange tries, but five at most: one regime fewer than fit with ``min_segment`` points each.

    Raises
    ------
    TooShort
        The series has not two regimes of ``min_segment`` points.
    BadSetting
        An unknown kind or criterion, a regime with no more points than coefficients, too many breaks, a level
        outside 0 to 1.

    Examples
    --------
    >>> settings(35, "trend").max_breaks
    5
    """
    if kind not in get_args(Kind):
        raise BadSetting(f"breaks are looked for in a 'mean' or in a 'trend', not in {kind!r}.")
    if criterion not in get_args(Criterion):
        raise BadSetting(f"the number of breaks is chosen by 'bic' or 'sequential', not by {criterion!r}.")
    if not 0 < level < 1:
        raise BadSetting(f"a level or confidence lies between 0 and 1; the tests were given {level:g}.")
    fewest = 2 if kind == "mean" else 3
    if min_segment < fewest:
        raise BadSetting(
            f"min_segment is {min_segment}: a {kind} leaves no residual in fewer than {fewest} points; allow more."
        )
    if n < 2 * min_segment:
        raise TooShort(
            f"the series has {n} points, and two regimes of {min_segment} need {2 * min_segment}: "
            "give a longer window or a smaller min_segment."
        )
    if max_breaks is None:
        max_breaks = min(max(ceil(n / min_segment) - 2, 1), MOST_BREAKS)
    if max_breaks < 1:
        raise BadSetting(f"max_breaks is {max_breaks}: look for at least one.")
    if (max_breaks + 1) * min_segment > n:
        raise BadSetting(
            f"{max_breaks} breaks need {max_breaks + 1} regimes of {min_segment} points, and the series has {n}: "
            f"at most {n // min_segment - 1} fit."
        )
    return Settings(n, kind, min_segment, max_breaks, criterion, level, hac)
