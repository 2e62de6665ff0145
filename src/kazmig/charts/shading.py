"""Shades of cells by their values: how strong, and on which side of a midpoint."""

from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import palette

STRONGEST: Final = 0.5
"""Opacity of the strongest cell: the page's ink keeps 4.5:1 on it in both themes."""


def shaded(rows: pd.DataFrame, value: str, midpoint: float | None, *, power: float = 1) -> pd.DataFrame:
    """Return the rows with ``shade`` (opacity as text, in twenty steps) and ``side`` of the midpoint.

    Parameters
    ----------
    rows, value
        One row a cell, and the column of its number; a missing one has no shade.
    midpoint
        Value without shade; zero, and one side, when None.
    power
        Of the distance from the midpoint: below one, small distances stay visible beside a large one.

    Examples
    --------
    >>> shaded(pd.DataFrame({"n": [-10.0, 0.0, 5.0]}), "n", 0)[["shade", "side"]].to_numpy().tolist()
    [['0.500', 'below'], ['0.000', 'above'], ['0.250', 'above']]
    """
    far = (rows[value] - (midpoint or 0)).abs()
    strength = (far / (far.max() or 1)).fillna(0)
    return rows.assign(
        shade=[f"{round(float(s) ** power * 20) / 20 * STRONGEST:.3f}" for s in strength],
        side=["below" if midpoint is not None and v < midpoint else "above" for v in rows[value]],
    )


def fills(rows: pd.DataFrame, above: str, below: str) -> dict[str, Any]:
    """Return the encodings that draw what `shaded` found, in the colours of two meanings."""
    levels = sorted(rows["shade"].unique())
    return {
        "fill": alt.Fill(
            "side:N",
            legend=None,
            scale=alt.Scale(domain=["above", "below"], range=[palette.colour(above), palette.colour(below)]),
        ),
        "fillOpacity": alt.FillOpacity(
            "shade:N",
            legend=None,
            scale=alt.Scale(type="ordinal", domain=levels, range=[float(level) for level in levels]),
        ),
    }
