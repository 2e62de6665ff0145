"""The two widths at which every chart is drawn, and the arithmetic of a plot's inner size."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """A page's column for which a chart is laid out.

    Parameters
    ----------
    name
        ``wide`` or ``narrow``.
    width
        Whole width of the drawing in pixels, labels included.
    text
        Size of direct labels and values in pixels; nothing is drawn smaller than ``small``.
    small
        Size of axis labels, event words and units in pixels.
    height
        Usual height of a plot over time in pixels, without axis and labels.
    """

    name: str
    width: int
    text: float
    small: float
    height: int

    @property
    def is_narrow(self) -> bool:
        """Whether the drawing is for a phone."""
        return self.name == "narrow"

    def pick(self, wide: float, narrow: float) -> float:
        """Return the one of two sizes that belongs to this layout."""
        return narrow if self.is_narrow else wide


WIDE = Layout("wide", 760, 13.0, 12.5, 330)
NARROW = Layout("narrow", 340, 12.5, 12.0, 300)
LAYOUTS = (WIDE, NARROW)


@dataclass(frozen=True)
class Padding:
    """Room around a plot for labels, in pixels."""

    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    def inner(self, layout: Layout) -> float:
        """Return the plot's own width when the whole drawing fills the layout."""
        return layout.width - self.left - self.right

    def spec(self) -> dict[str, float]:
        """Return it as Vega-Lite wants it."""
        return {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
