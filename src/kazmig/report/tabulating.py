"""Tables as printed: which columns, under which headings, in which formats."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kazmig.report.errors import ReportError
from kazmig.report.formats import text
from kazmig.report.records import Column

HIDDEN = frozenset({"source_id", "locator", "note", "vintage", "precision", "status"})
"""Columns of the evidence that a table shows only when asked to."""


def columns_of(
    frame: pd.DataFrame, columns: Mapping[str, Any] | Sequence[str] | None, place: str
) -> tuple[Column, ...]:
    """Return the columns to show: as asked for, or all that are no book-keeping.

    Parameters
    ----------
    frame
        The table's data.
    columns
        None; names; or name -> heading, or name -> (heading, format).
    place
        For messages.

    Raises
    ------
    ReportError
        If a column is not there.
    """
    absent = [name for name in columns or () if name not in frame.columns]
    if absent:
        raise ReportError(f"{place}: data has no column {absent[0]!r}; it has {', '.join(map(str, frame.columns))}.")
    if columns is None:
        shown: dict[str, Any] = {
            str(name): str(name).replace("_", " ")
            for name in frame.columns
            if not str(name).startswith("lineage") and name not in HIDDEN
        }
    else:
        shown = dict(columns) if isinstance(columns, Mapping) else {name: name.replace("_", " ") for name in columns}
    result = []
    for name, wanted in shown.items():
        label, spec = (wanted, "") if isinstance(wanted, str) else wanted
        numeric = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        result.append(Column(name, label, spec or (_usual_format(frame[name]) if numeric else ""), numeric))
    return tuple(result)


def _usual_format(column: pd.Series) -> str:
    """Return the format of a numeric column: years plain, whole numbers with commas, others with one decimal."""
    known = column.dropna().astype("float64")
    if "year" in str(column.name).lower() and ((known >= 1500) & (known < 2100)).all():
        return "d"
    return ",.0f" if (known == known.round()).all() else ",.1f"


def rows_of(frame: pd.DataFrame, columns: Sequence[Column]) -> list[list[str]]:
    """Return the cells of a table as printed; a missing one is a dash."""
    rows = []
    for record in frame[[column.field for column in columns]].itertuples(index=False, name=None):
        cells = []
        for column, value in zip(columns, record, strict=True):
            if value is None or value is pd.NA or value != value:
                cells.append("–")
            elif column.numeric:
                cells.append(text(float(value), column.format, 1, f"column {column.field}"))
            else:
                cells.append(str(value))
        rows.append(cells)
    return rows
