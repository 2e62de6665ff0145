"""A map of Kazakhstan's regions as tiles of one size: where each lies, roughly, and its value, shaded by its sign."""

from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd

from kazmig.charts import palette, typeface
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.layout import Layout, Padding
from kazmig.charts.pieces import finished, printed, require, texts, tidy, tooltips
from kazmig.charts.shading import fills, shaded


@dataclass(frozen=True)
class Place:
    """Where a region's tile lies (column from the west, row from the north), and what it is called."""

    column: int
    row: int
    name: str
    short: str


PLACES: Final = {
    "KZ-39": Place(2, 0, "Kostanay", "Kostan."),
    "KZ-59": Place(3, 0, "North Kazakhstan", "N. Kaz."),
    "KZ-55": Place(4, 0, "Pavlodar", "Pavlod."),
    "KZ-27": Place(0, 1, "West Kazakhstan", "W. Kaz."),
    "KZ-15": Place(1, 1, "Aktobe", "Aktobe"),
    "KZ-11": Place(2, 1, "Akmola", "Akmola"),
    "KZ-71": Place(3, 1, "Astana (city)", "Astana"),
    "KZ-10": Place(4, 1, "Abai", "Abai"),
    "KZ-63": Place(5, 1, "East Kazakhstan", "E. Kaz."),
    "KZ-23": Place(0, 2, "Atyrau", "Atyrau"),
    "KZ-43": Place(1, 2, "Kyzylorda", "Kyzyl."),
    "KZ-62": Place(2, 2, "Ulytau", "Ulytau"),
    "KZ-35": Place(3, 2, "Karaganda", "Karag."),
    "KZ-33": Place(4, 2, "Zhetisu", "Zhetisu"),
    "KZ-47": Place(0, 3, "Mangystau", "Mangys."),
    "KZ-61": Place(2, 3, "Turkistan", "Turkis."),
    "KZ-31": Place(3, 3, "Zhambyl", "Zhamb."),
    "KZ-19": Place(4, 3, "Almaty Region", "Alm. R."),
    "KZ-75": Place(5, 3, "Almaty (city)", "Almaty"),
    "KZ-79": Place(2, 4, "Shymkent (city)", "Shymk."),
}
"""The seventeen regions and three cities since June 2022, by the codes of ``geographies.csv``. Neighbours on the map
are neighbours here where a grid allows it; sizes and shapes are given up, so that the small cities can be read."""

COLUMNS: Final = 1 + max(place.column for place in PLACES.values())
ROWS: Final = 1 + max(place.row for place in PLACES.values())


def tile_map(
    frame: pd.DataFrame,
    *,
    code: str = "geo",
    value: str = "value",
    unit: str = "",
    colour: str = "arrivals",
    below: str = "departures",
    format: str = "+,.0f",
    midpoint: float = 0,
) -> Drawing:
    """Draw one square a region of Kazakhstan, shaded by how far its value lies above or below a midpoint.

    Parameters
    ----------
    frame
        One row a region. A region without a row, or without a value, keeps its tile, unshaded, with a dash.
    code, value
        Columns of the region's code (``KZ-10``) and of the number.
    unit
        Written once, in the free corner above the west.
    colour, below
        Meaning of the shade above ``midpoint``, and of that beneath it.
    format
        How the numbers are printed; with a sign, so that the shade is not the only mark of gain and loss.
    midpoint
        Value without shade.

    Raises
    ------
    ChartError
        If a code has no tile, or several rows.
    """
    require(frame, "tile_map", code, value)
    rows = tidy(frame, code, value)
    unknown = sorted(set(rows[code]) - set(PLACES))
    if unknown:
        raise ChartError(
            f"charts.tile_map: {unknown[0]!r} has no tile. Remedy: pass regions of today: {', '.join(PLACES)}."
        )
    if rows[code].duplicated().any():
        raise ChartError("charts.tile_map: two rows are for one region. Remedy: one row a region.")
    known = rows[rows[value].notna()]
    require(known, "tile_map", value)
    rows = _placed(rows, code, value, midpoint)

    def draw(layout: Layout) -> Any:
        shown = [PLACES[each].short if layout.is_narrow else PLACES[each].name for each in rows[code]]
        numbers = [printed(v, format) if v == v else "–" for v in rows[value]]
        told = rows.assign(shown=shown, printed=numbers)
        step = layout.pick(64, 50)
        padding = Padding(0, 0, 2, 2)
        x = alt.X(
            "across:O", axis=None, scale=alt.Scale(domain=list(range(COLUMNS)), paddingInner=0.04, paddingOuter=0)
        )
        y = alt.Y("down:O", axis=None, scale=alt.Scale(domain=list(range(ROWS)), paddingInner=0.06, paddingOuter=0))
        tips = tooltips(rows, ("region", "region", ""), (value, unit or value, format))
        tile = (
            alt.Chart(told)
            .mark_rect(cornerRadius=3, stroke=palette.colour("context"), strokeOpacity=0.45, strokeWidth=1)
            .encode(
                x=x,
                y=y,
                **fills(rows, colour, below),
                tooltip=tips,
            )
        )
        words = alt.Chart(told).encode(x=x, y=y)
        style: dict[str, Any] = {"align": "center", "baseline": "middle", "fontSize": layout.small, "tooltip": None}
        name = words.mark_text(**style, dy=-layout.pick(11, 9)).encode(text="shown:N")
        number = words.mark_text(**style, dy=layout.pick(10, 9), fontWeight=600).encode(text="printed:N")
        return finished([tile, name, number, *_unit(unit, layout, step)], padding, layout, step * ROWS)

    return Drawing(draw)


def _bands(count: int, gap: float) -> alt.Scale:
    """Return the scale of columns or rows: so many bands with a gap between them."""
    return alt.Scale(domain=list(range(count)), paddingInner=gap, paddingOuter=0)


def _placed(rows: pd.DataFrame, code: str, value: str, midpoint: float) -> pd.DataFrame:
    """Return all tiles, in the order of the map, with column, row, shade and side; regions without a row too."""
    every = pd.DataFrame({code: list(PLACES)}).merge(rows, on=code, how="left")
    for column in every.columns:
        if str(column).startswith("lineage"):
            every[column] = every[column].fillna("")
    places = [PLACES[each] for each in every[code]]
    placed = every.assign(
        across=[place.column for place in places],
        down=[place.row for place in places],
        region=[place.name for place in places],
    )
    return shaded(placed, value, midpoint, power=0.5)


def _unit(unit: str, layout: Layout, step: float) -> list[Any]:
    """Return the unit in the two free tiles of the north-west."""
    if not unit:
        return []
    room = layout.width * 2 / COLUMNS - 10
    text = typeface.wrap(unit, room, layout.small)
    top = layout.small * 0.7
    return [texts("unit", [{"px": 0, "py": top, "text": text}], layout, size=layout.small, opacity=0.85)]
