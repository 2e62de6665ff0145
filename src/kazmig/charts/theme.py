"""The book's one Vega-Lite theme: quiet, without frame or background, legible on both pages."""

from typing import Any

from kazmig.charts import palette, typeface
from kazmig.charts.layout import WIDE, Layout


def config(layout: Layout = WIDE, *, font: str = typeface.PUBLISHED) -> dict[str, Any]:
    """Return the Vega-Lite configuration of every chart of the book.

    Parameters
    ----------
    layout
        Sizes of texts come from it.
    font
        The family to ask for: the published one in specifications, the committed one for measuring.
    """
    text = {"font": font, "fontSize": layout.text, "fill": palette.TEXT}
    return {
        "aria": False,  # the figure as a whole has its alt text; one label a mark would drown it
        "background": None,
        "font": font,
        "padding": 0,
        "view": {"stroke": None, "fill": None},
        "axis": {
            "labelFont": font,
            "titleFont": font,
            "labelFontSize": layout.small,
            "titleFontSize": layout.small,
            "titleFontWeight": 400,
            "labelColor": palette.TEXT,
            "titleColor": palette.TEXT,
            "labelOpacity": 0.85,
            "domain": False,
            "ticks": False,
            "grid": False,
            "gridColor": palette.MEANINGS["context"],
            "gridOpacity": 0.32,
            "gridWidth": 1,
            "labelPadding": 6,
            "tickColor": palette.MEANINGS["context"],
        },
        "axisX": {"domain": True, "domainColor": palette.MEANINGS["context"], "labelPadding": 6},
        "text": text,
        "line": {"strokeWidth": 2.4, "strokeCap": "round", "strokeJoin": "round"},
        "point": {"filled": True, "size": 50},
        "rule": {"color": palette.MEANINGS["context"]},
        "bar": {"cornerRadius": 0},
        "header": {
            "labelFont": font,
            "labelFontSize": layout.text,
            "labelFontWeight": 600,
            "labelColor": palette.TEXT,
            "labelAnchor": "start",
            "title": None,
        },
        "legend": {
            "labelFont": font,
            "titleFont": font,
            "labelFontSize": layout.small,
            "titleFontSize": layout.small,
            "labelColor": palette.TEXT,
            "titleColor": palette.TEXT,
            "orient": "top",
        },
        "title": {
            "font": font,
            "fontSize": layout.text,
            "fontWeight": 600,
            "color": palette.TEXT,
            "anchor": "start",
            "frame": "group",
            "offset": 8,
        },
        "concat": {"spacing": 18},
        "facet": {"spacing": 18},
    }


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return ``base`` with the settings of ``over`` on top, nested dictionaries merged."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result
