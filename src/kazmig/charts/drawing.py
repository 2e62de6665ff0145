"""A drawing: one chart for two widths, made by one function of the layout."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt

from kazmig.charts import theme
from kazmig.charts.layout import LAYOUTS, NARROW, WIDE, Layout
from kazmig.errors import KazmigError

ANNOTATION = "annotation-"
"""Data sets whose name starts so are guides (event words, places of labels), not evidence."""


class ChartError(KazmigError):
    """A chart cannot be drawn from what it was given."""


@dataclass(frozen=True)
class Drawing:
    """One chart laid out for the page's column and for a phone.

    Parameters
    ----------
    draw
        Takes a `Layout` and returns the Altair chart for it. It must draw the same data in both.

    Examples
    --------
    >>> import altair as alt, pandas as pd
    >>> frame = pd.DataFrame({"year": [2000, 2001], "value": [1.0, 2.0]})
    >>> def draw(layout):
    ...     return alt.Chart(frame, width=layout.width - 60, height=200).mark_line().encode(x="year:Q", y="value:Q")
    >>> sorted(Drawing(draw).specification(WIDE)["encoding"])
    ['x', 'y']
    """

    draw: Callable[[Layout], Any]

    @classmethod
    def of(cls, chart: Any) -> "Drawing":
        """Return a drawing of a finished Altair chart (a drawing is returned as it is).

        A single or layered chart without a width of its own is fitted to each layout; a composed one is
        drawn alike in both and must fit by itself.
        """
        if isinstance(chart, Drawing):
            return chart
        if not isinstance(chart, alt.TopLevelMixin):
            raise ChartError(
                f"A figure is drawn from an Altair chart or a kazmig.charts.Drawing, not from {type(chart).__name__}."
            )

        def draw(layout: Layout) -> Any:
            if isinstance(chart, (alt.Chart, alt.LayerChart)) and chart.width is alt.Undefined:
                height = layout.height if chart.height is alt.Undefined else chart.height
                return chart.properties(
                    width=layout.width, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding")
                )
            return chart

        return cls(draw)

    def specification(self, layout: Layout) -> dict[str, Any]:
        """Return the Vega-Lite specification for a layout, with the book's theme beneath the chart's own."""
        with alt.data_transformers.enable("default", max_rows=None), alt.theme.enable("none"):
            spec: dict[str, Any] = self.draw(layout).to_dict()
        spec["config"] = theme.merged(theme.config(layout), spec.get("config", {}))
        return spec

    @property
    def wide(self) -> Any:
        """The Altair chart at 760 pixels."""
        return self.draw(WIDE)

    @property
    def narrow(self) -> Any:
        """The Altair chart at 340 pixels."""
        return self.draw(NARROW)

    def specifications(self) -> dict[str, dict[str, Any]]:
        """Return both specifications by the layout's name."""
        return {layout.name: self.specification(layout) for layout in LAYOUTS}
