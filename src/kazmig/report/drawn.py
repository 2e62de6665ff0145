"""What a chart draws: every number in its data sets must be in the frame that is published with it."""

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from kazmig.charts.drawing import ANNOTATION
from kazmig.report.errors import ReportError
from kazmig.report.probing import Data, frames_of
from kazmig.report.provenance import Provenance

Spec = dict[str, Any]


def datasets(spec: Spec) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield name and rows of every data set of a Vega-Lite specification, inline ones as well."""
    yield from spec.get("datasets", {}).items()
    yield from _inline(spec)


def _inline(part: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(part, dict):
        data = part.get("data")
        if isinstance(data, dict):
            if "values" in data:
                yield str(data.get("name", "inline")), data["values"]
            elif "url" in data:
                yield "url", []
        for key, value in part.items():
            if key not in ("datasets", "data"):
                yield from _inline(value)
    elif isinstance(part, list):
        for value in part:
            yield from _inline(value)


def require_published(spec: Spec, data: Data, place: str) -> None:
    """Refuse a chart that draws numbers which are not in ``data``.

    Raises
    ------
    ReportError
        If a number of a data set (guides aside) is in no column of the frames, if the chart loads data from
        elsewhere, or if it draws none of the frame's rows.
    """
    known = _numbers(data)
    drawn = 0
    for name, rows in datasets(spec):
        if name == "url":
            raise ReportError(
                f"{place}: the chart loads its data from elsewhere. Remedy: draw the frame given as data."
            )
        if name.startswith(ANNOTATION):
            continue
        for number, row in enumerate(rows, start=1):
            drawn += 1
            for column, value in row.items():
                if isinstance(value, (int, float)) and not isinstance(value, bool) and not _within(float(value), known):
                    raise ReportError(
                        f"{place}: the chart draws {column} = {value!r} (row {number}), which is not in data. Remedy: "
                        "compute what is drawn before, with evidence.derive, and give that very frame to the chart "
                        "and to the report."
                    )
    if not drawn:
        raise ReportError(f"{place}: the chart draws no row of data. Remedy: build it from the frame given as data.")


def _numbers(data: Data) -> np.ndarray:
    """Return all finite numbers in the frames and their indices, sorted; dates as milliseconds too."""
    parts = []
    for frame in frames_of(data).values():
        for column in [
            *(frame[name] for name in frame.columns),
            *(pd.Series(frame.index.get_level_values(level)) for level in range(frame.index.nlevels)),
        ]:
            if pd.api.types.is_numeric_dtype(column):
                parts.append(column.to_numpy(dtype="float64", na_value=np.nan))
    numbers = np.concatenate(parts) if parts else np.array([])
    return np.unique(numbers[np.isfinite(numbers)])


def _within(value: float, known: np.ndarray) -> bool:
    """Say whether a number is among the known ones, up to the last digits that JSON may lose."""
    if not math.isfinite(value):
        return True
    at = int(np.searchsorted(known, value))
    return any(math.isclose(value, known[i], rel_tol=1e-9, abs_tol=1e-12) for i in (at - 1, at) if 0 <= i < len(known))


def with_sources(spec: Spec, provenance: Provenance) -> Spec:
    """Return the specification with each row's lineage replaced by the short names of its sources."""
    copy: Spec = json.loads(json.dumps(spec))
    for _, rows in datasets(copy):
        for row in rows:
            texts = [str(row.pop(column) or "") for column in [c for c in row if c.startswith("lineage")]]
            joined = " ".join(filter(None, texts))
            if joined:
                row["source"] = provenance.labels(joined)
    return copy
