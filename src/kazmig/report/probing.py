"""Probing: does a value move when its rows do, and what would make a sentence false?

A fact's function is run again on copies of its data in which one row is changed or missing. Rows that move the
value are *decisive*. A value that nothing moves was typed in, or must declare why it cannot move. A finding is
run on copies in which time runs backwards, signs flip, rows grow, shrink or vanish; one that stays true through
all of them says nothing.

Everything here is deterministic: no clock, no random order that changes from run to run.
"""

import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kazmig.report.errors import ReportError

Data = pd.DataFrame | dict[str, pd.DataFrame]
Function = Callable[[Any], Any]

KEYS = frozenset({"year", "month", "quarter", "day", "rank", "line", "index"})
"""Numeric columns that say which row it is, not what was measured."""

EVALUATIONS = 400
"""Most runs of a fact's function on one frame; beyond it, whole blocks of rows stand for their rows."""

FAILED = object()
"""Result of a function that cannot be computed on a changed copy."""


@dataclass(frozen=True)
class Moved:
    """What moves a fact's value.

    Parameters
    ----------
    decisive
        Frame name -> positions of the rows whose change or absence moves the value.
    whole
        Description of the change to the whole frame that moves it when no single row does; else empty.
    """

    decisive: Mapping[str, tuple[int, ...]]
    whole: str

    @property
    def any(self) -> bool:
        """Whether anything moves it."""
        return bool(self.whole) or any(self.decisive.values())


def frames_of(data: Data) -> dict[str, pd.DataFrame]:
    """Return data as named frames; a single frame has the name ``""``."""
    return dict(data) if isinstance(data, Mapping) else {"": data}


def measures(frame: pd.DataFrame) -> list[Any]:
    """Return the columns that hold measured numbers or yes-or-no outcomes."""
    return [
        column
        for column in frame.columns
        if pd.api.types.is_numeric_dtype(frame[column]) and str(column).lower() not in KEYS
    ]


def move(function: Function, data: Data) -> Moved:
    """Find the rows that move a value."""
    base = run(function, data)
    named = frames_of(data)
    decisive = {name: tuple(sorted(_decisive(function, data, name, base))) for name in named if len(named[name]) > 0}
    if any(decisive.values()):
        return Moved(decisive, "")
    for words, changed in upheavals(data):
        if differs(run(function, changed), base):
            return Moved(decisive, words)
    return Moved(decisive, "")


def falsify(function: Function, data: Data) -> str:
    """Return in words the first change of the data that makes a sentence false; empty when none does."""
    for words, changed in upheavals(data):
        result = run(function, changed)
        if result is not FAILED and not bool(result):
            return words
    return ""


def run(function: Function, data: Data) -> Any:
    """Run a function on a copy; `FAILED` when it cannot be computed there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return function(lent(data))
        except Exception:  # whatever a notebook's function raises on data it was not written for
            return FAILED


def lent(data: Data) -> Data:
    """Return data for a function to use; pandas copies on write, so it cannot change the frames themselves."""
    if isinstance(data, dict):
        return {name: frame.copy(deep=False) for name, frame in data.items()}
    return data.copy(deep=False)


def compute(function: Function, data: Data, place: str) -> Any:
    """Compute a value, on copies, so that the function can change nothing.

    Raises
    ------
    ReportError
        If the function fails.
    """
    try:
        return function(lent(data))
    except Exception as error:
        raise ReportError(f"{place}: its function fails on its data: {type(error).__name__}: {error}") from error


def differs(value: Any, base: Any) -> bool:
    """Say whether a value has moved."""
    if value is FAILED or base is FAILED:
        return value is not base
    if isinstance(value, (int, float, np.number)) and isinstance(base, (int, float, np.number)):
        if math.isnan(value) or math.isnan(base):
            return math.isnan(value) != math.isnan(base)
        return not math.isclose(value, base, rel_tol=1e-12, abs_tol=0.0)
    return bool(value != base)


def _decisive(function: Function, data: Data, name: str, base: Any) -> set[int]:
    """Return positions of decisive rows of one frame, by halving blocks of rows when there are many."""
    frame = frames_of(data)[name]
    columns = measures(frame)
    parts = len(frame) if len(frame) <= 8 else min(32, max(8, len(frame) // 5))
    blocks = [block for block in np.array_split(np.arange(len(frame)), parts) if len(block)]
    found: set[int] = set()
    left = EVALUATIONS
    while blocks:
        block = blocks.pop(0)
        if not any(
            differs(run(function, replaced(data, name, changed)), base)
            for changed in (raised(frame, block, columns), without(frame, block))
        ):
            left -= 2
            continue
        left -= 1
        if len(block) == 1 or left < len(blocks) * 2:
            found.update(block.tolist())
        else:
            blocks.extend(half for half in np.array_split(block, 2) if len(half))
    return found


def raised(frame: pd.DataFrame, rows: np.ndarray, columns: list[Any], factor: float = 1.1) -> pd.DataFrame:
    """Return a copy with the measures of some rows multiplied (by a tenth more, unless said otherwise)."""
    changed = {}
    for column in columns:
        values = frame[column].to_numpy(dtype="float64", na_value=np.nan).copy()
        known = np.abs(values[np.isfinite(values)])
        step = float(np.median(known)) if known.size and np.median(known) > 0 else 1.0
        picked = values[rows]
        if pd.api.types.is_bool_dtype(frame[column]):
            values[rows] = 1 - picked
            changed[column] = pd.Series(values != 0, index=frame.index)
            continue
        # rows changed together do so by different amounts, so that a ratio of two of them moves as well
        factors = factor * (1 + 0.01 * (np.arange(len(rows)) % 7))
        values[rows] = np.where(picked == 0, (factors - 1) * step, picked * factors)
        if pd.api.types.is_integer_dtype(frame[column]):
            values[rows] = np.where(values[rows] == picked, picked + 1, values[rows])
        changed[column] = pd.Series(values, index=frame.index)
    return _set(frame, changed)


def without(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """Return a copy in which some rows are missing."""
    keep = np.ones(len(frame), dtype=bool)
    keep[rows] = False
    return frame.loc[keep] if frame.index.is_unique else frame[keep]


def replaced(data: Data, name: str, frame: pd.DataFrame) -> Data:
    """Return data with one frame exchanged."""
    return {**data, name: frame} if isinstance(data, dict) else frame


def upheavals(data: Data) -> Iterator[tuple[str, Data]]:
    """Yield changes of the data, each in words: whole frames first, then single columns, then single rows."""
    named = frames_of(data)
    whole = (
        ("the values in reverse order", lambda values: values[::-1]),
        ("every sign turned", lambda values: -values),
        ("every value alike", lambda values: np.full_like(values, np.nanmean(values) if len(values) else 0.0)),
        ("the values shuffled", lambda values: values[_shuffle(len(values))]),
        ("every value zero", lambda values: values * 0),
        ("every value tenfold", lambda values: values * 10),
        ("every value a tenth", lambda values: values / 10),
    )
    for words, change in whole:
        if len(named) > 1:
            yield f"{words}, in all tables", {k: _changed(v, measures(v), change) for k, v in named.items()}
        for name, frame in named.items():
            yield words + _of(name), replaced(data, name, _changed(frame, measures(frame), change))
    for name, frame in named.items():
        columns = measures(frame)
        for column in columns if len(columns) > 1 else []:
            for words, change in whole:
                yield f"column {column}{_of(name)}: {words}", replaced(data, name, _changed(frame, [column], change))
        for column in _labels(frame):
            turned = frame[column].map(_rotation(frame[column]))
            yield (
                f"the labels of column {column}{_of(name)} exchanged",
                replaced(data, name, _set(frame, {column: turned})),
            )
        rows = _sample(len(frame))
        for row in rows:
            place = f"row {_name(frame, row)}{_of(name)}"
            for words, factor in (("hundredfold", 100.0), ("a hundredth", 0.01), ("with its sign turned", -1.0)):
                yield f"{place} {words}", replaced(data, name, raised(frame, np.array([row]), columns, factor))
            yield f"{place} missing", replaced(data, name, without(frame, np.array([row])))
        for cut in sorted({len(frame) // 2, 1}):
            yield f"only the first {cut} rows{_of(name)}", replaced(data, name, frame.iloc[:cut])
            yield f"only the last {cut} rows{_of(name)}", replaced(data, name, frame.iloc[len(frame) - cut :])


def _changed(frame: pd.DataFrame, columns: list[Any], change: Callable[[np.ndarray], np.ndarray]) -> pd.DataFrame:
    """Return a copy with whole columns changed."""
    changed = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a column without a number has no mean
        for column in columns:
            values = change(frame[column].to_numpy(dtype="float64", na_value=np.nan))
            kept = values != 0 if pd.api.types.is_bool_dtype(frame[column]) else values
            changed[column] = pd.Series(kept, index=frame.index)
    return _set(frame, changed)


def _set(frame: pd.DataFrame, changed: Mapping[Any, pd.Series]) -> pd.DataFrame:
    copy = frame.copy(deep=False)
    for column, values in changed.items():
        copy[column] = values
    return copy


def _labels(frame: pd.DataFrame) -> list[Any]:
    """Return text columns of few different words, such as verdicts; lineage and names of sources are none."""
    skip = {"source_id", "locator", "note", "vintage", "period"}
    return [
        column
        for column in frame.columns
        if pd.api.types.is_string_dtype(frame[column])
        and not str(column).startswith("lineage")
        and str(column) not in skip
        and 1 < frame[column].nunique() <= 40
    ]


def _rotation(column: pd.Series) -> dict[Any, Any]:
    words = sorted(column.dropna().unique())
    return dict(zip(words, words[1:] + words[:1], strict=True))


def _shuffle(count: int) -> np.ndarray:
    return np.random.default_rng(1991).permutation(count)


def _sample(count: int, most: int = 60) -> list[int]:
    """Return positions spread evenly over a frame: all of a small one."""
    return sorted({round(step) for step in np.linspace(0, count - 1, min(count, most))}) if count else []


def _of(name: str) -> str:
    return f" of {name}" if name else ""


def _name(frame: pd.DataFrame, row: int) -> str:
    """Say which row it is: by period or year where there is one, else by its number from 1."""
    for column in ("period", "year"):
        if column in frame.columns:
            labels = [str(frame[column].iloc[row])]
            labels += [str(frame[c].iloc[row]) for c in ("partner", "geo", "category") if c in frame.columns]
            return " ".join(label for label in labels if label and label != "<NA>")
    return str(row + 1)
