"""The counts that the text of the chapter names: which specifications of which claim."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from kazmig.chapters.robustness.balances import REGISTER
from kazmig.chapters.robustness.destinations import EVERY, OUTSIDE, SELECTION, TYPICAL, WHOLE
from kazmig.chapters.robustness.register import METHODS
from kazmig.chapters.robustness.summary import tally

PROPORTIONS: Final = tuple(name for name in METHODS if name.startswith("Proportion"))
"""Ways to measure steepness in proportion to the number that left."""

FOUR: Final = "2021 to 2025"
"""The fall that the book calls the steepest."""

BAYESIAN: Final = ("Steps, BIC", "Trends, BIC")
SEQUENTIAL: Final = ("Steps, sequential test", "Trends, sequential test")

WHERE: Final[Mapping[str, tuple[str, Mapping[str, str | Sequence[str]]]]] = {
    "lowest": ("lowest", {}),
    "falling": ("falling", {}),
    "falling_first_halves": ("falling", {"definition": "First halves"}),
    "exceeds": ("exceeds", {}),
    "steepest": ("steepest", {}),
    "steepest_book": ("steepest", {"setting": FOUR, "method": PROPORTIONS}),
    "steepest_other": (
        "steepest",
        {"setting": ("2019 to 2025", "2020 to 2025", "2021 to 2024", "2022 to 2025"), "method": PROPORTIONS},
    ),
    "steepest_early": ("steepest", {"setting": ("2019 to 2024", "2020 to 2024"), "method": PROPORTIONS}),
    "steepest_people": ("steepest", {"method": "Difference"}),
    "positive": ("positive", {}),
    "positive_register": ("positive", {"definition": (REGISTER, f"{REGISTER}, first halves")}),
    "positive_un": ("positive", {"definition": ("WPP 2022", "WPP 2024")}),
    "first_since_register": ("first_since", {"definition": REGISTER}),
    "first_since_un": ("first_since", {"definition": ("WPP 2022", "WPP 2024")}),
    "two_million_register": ("two_million", {"definition": REGISTER}),
    "two_million_un": ("two_million", {"definition": ("WPP 2022", "WPP 2024")}),
    "two_million_stocks": ("two_million", {"definition": "Stock-based estimate"}),
    "destinations": ("destinations", {}),
    "destinations_book": ("destinations", {"definition": SELECTION}),
    "destinations_every": ("destinations", {"method": EVERY}),
    "destinations_typical": ("destinations", {"method": TYPICAL}),
    "destinations_whole": ("destinations", {"measure": WHOLE}),
    "destinations_outside": ("destinations", {"measure": OUTSIDE}),
    "destinations_outside_every": ("destinations", {"measure": OUTSIDE, "method": EVERY}),
    "destinations_outside_typical": ("destinations", {"measure": OUTSIDE, "method": TYPICAL}),
    "peak_counted": ("peak", {"method": "As counted"}),
    "peak_smoothed": ("peak", {"method": "Three-year means, centred"}),
    "hundredfold": ("hundredfold", {}),
    "hundredfold_single": ("hundredfold", {"method": "That year's departures"}),
    "graduates": ("graduates", {}),
    "graduates_ages": ("graduates", {"definition": "Aged 40 to 49 (2021)"}),
    "graduates_adults": (
        "graduates",
        {"definition": ("Everybody 15+ (2021)", "Adults 25+ (2018)", "Adults 25+ (2024)")},
    ),
    "break_any": ("break_any", {}),
    "break_any_bic": ("break_any", {"method": BAYESIAN}),
    "break_any_tests": ("break_any", {"method": SEQUENTIAL}),
    "break_recent": ("break_recent", {}),
    "break_recent_bic": ("break_recent", {"method": BAYESIAN}),
    "break_recent_tests": ("break_recent", {"method": SEQUENTIAL}),
    "break_growth": ("break_growth", {}),
}
"""Name in the chapter -> claim, and the levels of its choices that are counted."""


def tallies(grid: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return every count of `WHERE`, one frame of one row each."""
    return {name: tally(grid, claim, **where) for name, (claim, where) in WHERE.items()}
