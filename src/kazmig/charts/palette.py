"""Colours by meaning: each keeps its meaning on every page, and none is ever the only sign of it.

Every colour reaches 3:1 against the white page and against the dark one, so one drawing serves both themes.
Text takes the page's own colour: charts draw it in the sentinel ``TEXT``, which inline SVG turns into
``currentColor``; ``PAGE`` becomes the page's background (hollow points, halos).
"""

from dataclasses import dataclass

from kazmig.errors import KazmigError

TEXT = "#010203"
"""Sentinel for text and strong lines; ``currentColor`` in inline SVG."""

PAGE = "#fdfcfe"
"""Sentinel for the page's background; ``var(--kazmig-page, #fff)`` in inline SVG."""

WHITE = "#ffffff"
DARK = "#14181f"
"""The two pages that a drawing must suit."""

MEANINGS: dict[str, str] = {
    "departures": "#c8501e",
    "arrivals": "#1a8ca3",
    "net": "#6b6f76",
    "Russia": "#3f6fb5",
    "Germany": "#a8741a",
    "Europe": "#7d5fb2",
    "Central Asia": "#2f8a4e",
    "North America": "#b3487f",
    "kandas": "#7a8a1e",
    "context": "#8a8f98",
    "text": TEXT,
}
"""Meaning -> colour. ``Europe`` is the rest of Europe beside Russia and Germany; ``text`` is the page's ink."""

SYNONYMS: dict[str, str] = {
    "departed": "departures",
    "emigration": "departures",
    "outflow": "departures",
    "left": "departures",
    "arrived": "arrivals",
    "immigration": "arrivals",
    "inflow": "arrivals",
    "balance": "net",
    "net migration": "net",
    "rest of europe": "Europe",
    "united states": "North America",
    "canada": "North America",
    "rus": "Russia",
    "deu": "Germany",
    "others": "context",
    "other": "context",
    "events": "context",
    "guides": "context",
}


class ColourError(KazmigError):
    """A colour was asked for that has no meaning in this book."""


def colour(meaning: str) -> str:
    """Return the colour of a meaning, such as ``departures`` or ``Central Asia``.

    Raises
    ------
    ColourError
        If the book gives no colour to that meaning; free colours would let one colour mean two things.
    """
    wanted = meaning.strip().lower()
    wanted = SYNONYMS.get(wanted, wanted)
    for name, value in MEANINGS.items():
        if name.lower() == wanted.lower():
            return value
    raise ColourError(
        f"No colour means {meaning!r} in this book. Choose one of: {', '.join(MEANINGS)} "
        "(src/kazmig/charts/palette.py), and tell series apart by label, dash or shape."
    )


def is_meaning(text: str) -> bool:
    """Say whether a text names a meaning that has a colour."""
    wanted = text.strip().lower()
    return wanted in SYNONYMS or wanted in {name.lower() for name in MEANINGS}


@dataclass(frozen=True)
class Rgb:
    """A colour in linear light, each channel in 0..1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse(cls, text: str) -> "Rgb":
        """Read ``#rrggbb`` into linear light (IEC 61966-2-1)."""
        channels = [int(text[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return cls(*linear)

    @property
    def luminance(self) -> float:
        """Relative luminance (WCAG 2.2)."""
        return 0.2126 * self.red + 0.7152 * self.green + 0.0722 * self.blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((Rgb.parse(first).luminance, Rgb.parse(second).luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def simulate(text: str, deficiency: str) -> Rgb:
    """Return how a colour looks to a reader with ``deuteranopia`` or ``protanopia``.

    Viénot, Brettel and Mollon (1999), "Digital video colourmaps for checking the legibility of displays by
    dichromats": a projection in linear RGB.
    """
    rgb = Rgb.parse(text)
    if deficiency == "protanopia":
        mixed = 0.11238 * rgb.red + 0.88762 * rgb.green
        blue = 0.00401 * rgb.red - 0.00401 * rgb.green + rgb.blue
    elif deficiency == "deuteranopia":
        mixed = 0.29275 * rgb.red + 0.70725 * rgb.green
        blue = -0.02234 * rgb.red + 0.02234 * rgb.green + rgb.blue
    else:
        raise ColourError(f"Unknown colour deficiency {deficiency!r}: deuteranopia or protanopia.")
    return Rgb(mixed, mixed, min(max(blue, 0.0), 1.0))


def lab(rgb: Rgb) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of a linear colour."""
    x = (0.4124564 * rgb.red + 0.3575761 * rgb.green + 0.1804375 * rgb.blue) / 0.95047
    y = 0.2126729 * rgb.red + 0.7151522 * rgb.green + 0.0721750 * rgb.blue
    z = (0.0193339 * rgb.red + 0.1191920 * rgb.green + 0.9503041 * rgb.blue) / 1.08883

    def f(value: float) -> float:
        return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def distance(first: Rgb, second: Rgb) -> float:
    """Return the CIE 1976 colour difference of two linear colours (about 2.3 is just noticeable)."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(first), lab(second), strict=True)) ** 0.5)


def confusable(first: str, second: str) -> bool:
    """Say whether two colours are hard to tell apart, for a reader with full or with dichromatic colour vision."""
    seen = [(Rgb.parse(first), Rgb.parse(second))]
    seen += [(simulate(first, kind), simulate(second, kind)) for kind in ("deuteranopia", "protanopia")]
    return any(distance(*pair) < TELLING for pair in seen)


TELLING = 10.0
"""Least colour difference at which lines side by side are told apart."""
