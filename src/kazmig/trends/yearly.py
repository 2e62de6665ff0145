"""The one gate to every model: a regular series without gaps, long enough, and positive where a log is taken."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import Gap, NotPositive, NoVariation, TooShort

DIGITS: Final = 8
"""Significant digits that published frames keep: what differs beyond them is the platform, not the data."""


def yearly(y: pd.Series, *, need: int = 1, positive: bool = False, vary: bool = True) -> pd.Series:
    """Return the series as floats after checking that a model may be fitted to it.

    Parameters
    ----------
    y : pd.Series
        Values indexed by consecutive integers (years), or by a regular ``PeriodIndex`` (quarters, months).
    need : int
        Fewest points that the model can be fitted to.
    positive : bool
        Every value must exceed zero (logarithms, counts).
    vary : bool
        A constant series is refused.

    Raises
    ------
    Gap
        A period is missing, doubled or out of order, or a value is missing or infinite.
    TooShort, NotPositive, NoVariation
        As their names say; the text names the series and the period.

    Examples
    --------
    >>> yearly(pd.Series([3, 5], index=[2024, 2025]), need=2).tolist()
    [3.0, 5.0]
    """
    name = f"series {y.name!r}" if y.name is not None else "the series"
    if len(y) < need:
        raise TooShort(f"{name} has {len(y)} points and this model needs {need}: give a longer window.")
    _regular(y.index, name)
    values = pd.Series(pd.to_numeric(y, errors="coerce"), index=y.index, name=y.name, dtype=float)
    bad = values.index[~np.isfinite(values.to_numpy())]
    if len(bad):
        raise Gap(f"{name} has no finite value in {_some(bad)}: drop the years before it or find the figure.")
    if positive and (values <= 0).any():
        where = _some(values.index[values <= 0])
        raise NotPositive(f"{name} is zero or negative in {where}: model it without a logarithm, or start later.")
    if vary and len(values) > 1 and float(np.ptp(values.to_numpy())) == 0.0:
        raise NoVariation(f"{name} is {values.iloc[0]:g} in every period: there is nothing to estimate.")
    return values


def series_of(frame: pd.DataFrame, column: str = "value", *, name: str | None = None) -> pd.Series:
    """Return a column of a tidy frame as a series indexed by its integer ``year`` (what every model here takes)."""
    return pd.Series(
        frame[column].to_numpy(dtype=float), index=frame["year"].to_numpy(dtype=int), name=name or column
    ).sort_index()


def significant(frame: pd.DataFrame, digits: int = DIGITS) -> pd.DataFrame:
    """Return the frame with its floating-point columns rounded to significant digits.

    Examples
    --------
    >>> significant(pd.DataFrame({"x": [0.123456789, 123456.789]}), 3)["x"].tolist()
    [0.123, 123000.0]
    """
    rounded = frame.copy()
    for column in frame.columns[[pd.api.types.is_float_dtype(kind) for kind in frame.dtypes]]:
        numbers = frame[column].to_numpy(dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            places = digits - 1 - np.floor(np.log10(np.abs(numbers)))
        sound = np.isfinite(places)
        rounded[column] = [
            round(float(number), int(place)) if ok else float(number)
            for number, place, ok in zip(numbers, np.where(sound, places, 0), sound, strict=True)
        ]
    return rounded


def _regular(index: pd.Index, name: str) -> None:
    """Refuse an index that is not one step after the other."""
    if isinstance(index, pd.PeriodIndex):
        steps = np.diff(np.asarray([period.ordinal for period in index], dtype=int))
    elif pd.api.types.is_integer_dtype(index.dtype):
        steps = np.diff(index.to_numpy(dtype=int))
    else:
        raise Gap(f"{name} is indexed by {index.dtype}: use whole years (integers) or a pandas PeriodIndex.")
    if len(steps) and (steps != 1).any():
        where = index[1:][steps != 1]
        raise Gap(f"{name} does not go on by one period at {_some(where)}: sort it, and give every year once.")


def _some(labels: pd.Index) -> str:
    """Name the first few periods."""
    named = ", ".join(str(label) for label in labels[:3])
    return f"{named} and {len(labels) - 3} more" if len(labels) > 3 else named
