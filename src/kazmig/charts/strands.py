"""The rows of a line chart: each with its line, its unbroken piece, and how it is stroked."""

from dataclasses import dataclass

import pandas as pd

from kazmig.charts.drawing import ChartError
from kazmig.charts.pieces import tidy


@dataclass(frozen=True)
class Style:
    """How lines look: columns, colours, labels."""

    x: str
    y: str
    band: tuple[str, str] | None
    unit: str
    format: str
    colours: dict[str, str]
    labels: dict[str, str]
    labelled: bool
    end_values: bool


def prepared(
    frame: pd.DataFrame, x: str, y: str, series: str | None, band: tuple[str, str] | None, status: str
) -> pd.DataFrame:
    """Return the rows to draw: sorted, each with its line, its unbroken piece and how it is stroked."""
    rows = tidy(frame, x, y, series, status, *(band or ()))
    rows["line"] = rows[series].astype(str) if series else "value"
    order = {name: number for number, name in enumerate(dict.fromkeys(rows["line"]))}
    rows = rows.assign(place=rows["line"].map(order)).sort_values(["place", x], kind="stable").drop(columns="place")
    if rows.duplicated(["line", x]).any():
        twice = rows.loc[rows.duplicated(["line", x]), ["line", x]].iloc[0].tolist()
        raise ChartError(f"charts: series {twice[0]!r} has several rows for {twice[1]}. Remedy: choose one.")
    rows["stroke"] = "solid"
    rows["hollow"] = "no"
    if status in rows.columns:
        rows["stroke"] = rows[status].map(lambda s: "dashed" if s == "projection" else "solid")
        rows["hollow"] = rows[status].map(lambda s: "yes" if s == "estimate" else "no")
        rows = rows.drop(columns=[status]) if status not in (x, y, series) else rows
    step = rows.groupby("line")[x].diff().groupby(rows["line"]).transform("min").fillna(1).clip(lower=1)
    broken = rows.groupby("line")[x].diff() > step * 1.5
    empty = rows[y].isna()
    piece = (broken | empty | empty.shift(fill_value=False)).groupby(rows["line"]).cumsum()
    rows["piece"] = rows["line"] + " " + piece.astype(int).astype(str)
    return rows.reset_index(drop=True)


def projected(rows: pd.DataFrame) -> pd.DataFrame:
    """Return projected rows, each line led by its last row that is none, so that the dashes begin at it."""
    parts = []
    for _, line in rows.groupby("line", sort=False):
        dashed = line[line["stroke"] == "dashed"]
        if not dashed.empty:
            parts += [line[line.index < dashed.index[0]].tail(1), dashed]
    return pd.concat(parts) if parts else rows.head(0)


def last_points(rows: pd.DataFrame, style: Style) -> dict[str, tuple[float, float]]:
    """Return year and value of the last known point of each line."""
    known = rows[rows[style.y].notna()].groupby("line", sort=False).tail(1)
    values = zip(known["line"], known[style.x].astype(float), known[style.y].astype(float), strict=True)
    return {str(name): (year, value) for name, year, value in values}
