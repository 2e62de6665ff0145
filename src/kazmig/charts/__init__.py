"""The book's charts: one theme, colours by meaning, and a few builders that turn a tidy frame into a `Drawing`."""

from kazmig.charts.bars import bars
from kazmig.charts.bubbles import bubble_map
from kazmig.charts.columns import bars_over_time
from kazmig.charts.dots import dots, dumbbell
from kazmig.charts.drawing import ChartError, Drawing
from kazmig.charts.fan import fan
from kazmig.charts.layout import NARROW, WIDE, Layout
from kazmig.charts.lines import line_over_time
from kazmig.charts.multiples import multiples
from kazmig.charts.palette import colour
from kazmig.charts.pit import pit
from kazmig.charts.placebo import placebo
from kazmig.charts.regimes import regimes
from kazmig.charts.slopes import slope
from kazmig.charts.specification import specification_curve
from kazmig.charts.tile_map import tile_map
from kazmig.charts.tiles import tiles
from kazmig.charts.timeline import timeline

__all__ = [
    "NARROW",
    "WIDE",
    "ChartError",
    "Drawing",
    "Layout",
    "bars",
    "bars_over_time",
    "bubble_map",
    "colour",
    "dots",
    "dumbbell",
    "fan",
    "line_over_time",
    "multiples",
    "pit",
    "placebo",
    "regimes",
    "slope",
    "specification_curve",
    "tile_map",
    "tiles",
    "timeline",
]
