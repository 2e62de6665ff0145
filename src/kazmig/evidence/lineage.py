"""Where rows come from: addresses such as ``observations/flows.csv:120``, kept through every transformation.

A frame's column ``lineage`` holds, for each row, space-separated addresses: a file relative to ``data/`` and a
1-based line in it, or an inclusive range of lines (``panels/wpp.csv.gz:100-134``). It is a plain text column,
because filters and joins keep columns and drop everything else. A merge of two frames leaves ``lineage_x`` and
``lineage_y``: every column whose name starts with ``lineage`` counts. What cannot be a filter or a join (an
aggregate, a model) goes through `derive`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kazmig.evidence.problems import EvidenceError

COLUMN = "lineage"
_ADDRESS = re.compile(r"([^\s:]+):(\d+)(?:-(\d+))?")

Lines = dict[str, np.ndarray]
"""File -> sorted, unique line numbers."""


def address(file: str, line: int) -> str:
    """Return the address of one line."""
    return f"{file}:{line}"


def addresses(file: str, lines: Sequence[int] | np.ndarray) -> list[str]:
    """Return the address of each line, in the order given."""
    prefix = f"{file}:"
    return [f"{prefix}{line}" for line in np.asarray(lines).tolist()]


def columns_of(frame: pd.DataFrame) -> list[str]:
    """Return the names of the frame's lineage columns."""
    return [name for name in frame.columns if isinstance(name, str) and name.startswith(COLUMN)]


def lines_of(texts: Iterable[str]) -> Lines:
    """Read lineage texts into line numbers by file.

    Raises
    ------
    EvidenceError
        If a text holds something that is no address.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for text in dict.fromkeys(texts):
        for token in text.split():
            match = _ADDRESS.fullmatch(token)
            if match is None:
                raise EvidenceError(
                    f'"{token}" is no address of a row. Remedy: write file:line or file:first-last, '
                    "as Evidence.series and derive do."
                )
            first = int(match[2])
            last = int(match[3]) if match[3] else first
            if last < first or first < 1:
                raise EvidenceError(f'address "{token}" runs backwards. Remedy: write the smaller line first.')
            spans.setdefault(match[1], []).append((first, last))
    return {file: _union(pairs) for file, pairs in spans.items()}


def _union(pairs: list[tuple[int, int]]) -> np.ndarray:
    singles = np.fromiter((first for first, last in pairs if first == last), dtype=np.int64)
    ranges = [np.arange(first, last + 1) for first, last in pairs if first != last]
    return np.unique(np.concatenate([singles, *ranges]))


def compress(texts: Iterable[str]) -> str:
    """Return one lineage text for all of them: files in order, neighbouring lines as ranges.

    Examples
    --------
    >>> compress(["a.csv:3", "a.csv:4 b.csv:9", "a.csv:5"])
    'a.csv:3-5 b.csv:9'
    """
    return " ".join(_ranges(lines_of(texts)))


def expand(texts: str | Iterable[str]) -> tuple[str, ...]:
    """Return every single address that the lineage texts name, sorted by file and line.

    Examples
    --------
    >>> expand("a.csv:3-5 a.csv:4")
    ('a.csv:3', 'a.csv:4', 'a.csv:5')
    """
    lines = lines_of([texts] if isinstance(texts, str) else texts)
    return tuple(text for file in sorted(lines) for text in addresses(file, lines[file]))


def _ranges(lines: Lines) -> Iterator[str]:
    for file in sorted(lines):
        numbers = lines[file]
        breaks = np.flatnonzero(np.diff(numbers) > 1)
        firsts = numbers[np.concatenate([[0], breaks + 1])]
        lasts = numbers[np.concatenate([breaks, [len(numbers) - 1]])]
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            yield f"{file}:{first}" if first == last else f"{file}:{first}-{last}"


def texts_of(frame: pd.DataFrame | pd.Series) -> pd.Series:
    """Return one lineage text a row: the frame's lineage columns joined, or the text Series itself.

    Raises
    ------
    EvidenceError
        If the frame has no lineage column, or a row has no lineage.
    """
    if isinstance(frame, pd.Series):
        joined = frame
    else:
        names = columns_of(frame)
        if not names:
            raise EvidenceError(
                "a frame without the column lineage came out of nowhere. Remedy: start from Evidence.series or "
                "Evidence.panel, and pass what is no filter or join through derive()."
            )
        joined = frame[names[0]]
        for name in names[1:]:
            joined = joined.fillna("").str.cat(frame[name].fillna(""), sep=" ").str.strip()
    empty = joined.isna() | (joined == "")
    if bool(empty.any()):
        row = joined.index[int(empty.to_numpy().argmax())]
        raise EvidenceError(
            f"row {row!r} of a frame has no lineage. Remedy: an outer join or a hand-made row loses it; "
            "use derive() so that the row names what it was made from."
        )
    return joined


def lineage_of(frame: pd.DataFrame | pd.Series) -> tuple[str, ...]:
    """Return the addresses behind a frame (or a Series of lineage texts), sorted, neighbours as ranges.

    `expand` turns them into single lines.
    """
    if frame.empty:
        return ()
    return tuple(_ranges(lines_of(texts_of(frame).unique())))


def derive(
    function: Callable[..., Any], *frames: pd.DataFrame, by: str | Sequence[str] | None = None, **kwargs: Any
) -> pd.DataFrame:
    """Call ``function(*frames, **kwargs)`` and give each row of its result the lineage of what fed it.

    Parameters
    ----------
    function
        Takes the frames, returns a DataFrame or a named Series; lineage columns in it are replaced.
    by
        None: each row of the result rests on all rows of all frames. Key columns: each row rests on the rows
        with the same key values; a frame that has only some of the keys is matched on those, and one that has
        none contributes whole.

    Raises
    ------
    EvidenceError
        If a frame has no lineage, the result is no frame, lacks a key, or has a key value that no frame has.
    """
    sources = [texts_of(frame) for frame in frames]
    if not frames:
        raise EvidenceError("derive() needs at least one frame. Remedy: pass the frames that the function reads.")
    result = function(*frames, **kwargs)
    if isinstance(result, pd.Series):
        result = result.to_frame()
    if not isinstance(result, pd.DataFrame):
        raise EvidenceError(
            f"derive() got {type(result).__name__} from {getattr(function, '__name__', function)!r}. "
            "Remedy: return a DataFrame; a single number becomes a frame of one row."
        )
    keys = [by] if isinstance(by, str) else list(by or ())
    missing = [key for key in keys if key not in result.columns]
    if missing and set(missing) <= set(result.index.names):
        result = result.reset_index(level=missing)
        missing = []
    if missing:
        raise EvidenceError(
            f"derive(by={keys}): the result has no column {missing[0]!r}. Remedy: keep the keys in the result, "
            "or leave by out."
        )
    result = result.drop(columns=columns_of(result))
    result[COLUMN] = _keyed(result, frames, sources, keys) if keys else compress(pd.concat(sources).unique())
    return result


def _keyed(
    result: pd.DataFrame, frames: Sequence[pd.DataFrame], sources: Sequence[pd.Series], keys: list[str]
) -> list[str]:
    """Join, for each row of the result, the lineage of the rows with its key values."""
    parts: list[list[str]] = []
    for frame, texts in zip(frames, sources, strict=True):
        shared = [key for key in keys if key in frame.columns]
        if not shared:
            parts.append([compress(texts.unique())] * len(result))
            continue
        groups = texts.groupby([frame[key] for key in shared], sort=False, dropna=False).agg(_joined)
        known = {_plain(name if isinstance(name, tuple) else (name,)): text for name, text in groups.items()}
        wanted = result[shared].itertuples(index=False, name=None)
        parts.append([known.get(_plain(values), "") for values in wanted])
    joined = [" ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    if "" in joined:
        values = {key: result[key].tolist()[joined.index("")] for key in keys}
        raise EvidenceError(
            f"derive(by={keys}): no frame has a row with {values}. Remedy: leave by out when the result holds "
            "values that the data do not (a forecast, a grid)."
        )
    memo = {text: compress([text]) for text in dict.fromkeys(joined)}
    return [memo[text] for text in joined]


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return key values in which every gap is the same None, so that they compare."""
    return tuple(None if pd.isna(value) else value for value in values)


def _joined(texts: pd.Series) -> str:
    return " ".join(texts)
