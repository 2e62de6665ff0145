"""What the lines and dots of the chapter mean, by their names."""

from collections.abc import Iterable
from typing import Final

TONES: Final = {
    "UNESCO, release of 2025": "departures",
    "UNESCO, older figures": "context",
    "UNESCO, a researcher’s copy": "net",
    "Russia": "Russia",
    "Germany": "Germany",
    "Kyrgyzstan": "Central Asia",
    "Tajikistan": "Central Asia",
    "Uzbekistan": "Central Asia",
    "Canada": "North America",
    "United States": "North America",
    "Czechia": "Europe",
    "France": "Europe",
    "Poland": "Europe",
    "United Kingdom": "Europe",
}
"""Name of a release or a host -> meaning of its colour; names that are not here take the chart's own."""


def tones(names: Iterable[str]) -> dict[str, str]:
    """Return the meanings of the names that have one.

    Examples
    --------
    >>> tones(["Russia", "Malaysia"])
    {'Russia': 'Russia'}
    """
    return {name: TONES[name] for name in dict.fromkeys(names) if name in TONES}
