"""Searches for breaks over the grid, and the same searches in noise."""

import numpy as np
import pandas as pd
import pytest

from kazmig.chapters.robustness import breaks
from kazmig.chapters.robustness.claims import row
from kazmig.chapters.robustness.variants import LAST, PERSONS, Variant


def reading(values: np.ndarray) -> Variant:
    rows = tuple(f"observations/flows.csv:{line}" for line in range(2, 2 + len(values)))
    return Variant(PERSONS, LAST, np.arange(1991, 1991 + len(values)), values, values, rows)


@pytest.fixture(scope="module")
def stepped() -> Variant:
    noise = np.random.default_rng(3).normal(0, 0.05, 35)
    return reading(np.exp(noise + np.where(np.arange(35) < 29, 8.0, 6.0)))


def test_one_search_gives_two_claims(stepped: Variant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaks, "SIZE", 50)
    breaks.false_rates.cache_clear()
    shared = {
        "definition": "Logarithm",
        "measure": PERSONS,
        "window": "From 1991 to 2025",
        "method": "Steps, BIC",
        "setting": "At least 5 years",
    }
    wanted = {row(claim, 0, False, lineage="", **shared)["spec"] for claim in ("break_any", "break_recent")}
    found = list(breaks.found((stepped,), 1991, wanted))
    breaks.false_rates.cache_clear()
    assert [each["claim"] for each in found] == ["break_any", "break_recent"]
    assert {each["spec"] for each in found} == wanted
    assert [each["break_dates"] for each in found] == ["2019", "2019"]
    assert [each["estimate"] for each in found] == [1, 2019]
    assert all(each["holds"] for each in found)
    assert found[0]["false_rate"] > found[1]["false_rate"], "a recent last break is rarer than any break"


def test_false_finds_rise_with_persistence_and_repeat() -> None:
    rates = breaks.false_rates(35, "mean", 5, "bic", 1991, (27, 28, 29, 30, 31))["break_any"]
    assert rates["false_independent"] < rates["false_ar"] < rates["false_rate"]
    breaks.false_rates.cache_clear()
    assert breaks.false_rates(35, "mean", 5, "bic", 1991, (27, 28, 29, 30, 31))["break_any"] == rates


def test_recent_years_have_their_places_in_the_series(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}
    monkeypatch.setattr(breaks, "false_rates", lambda *given: seen.setdefault("places", given[-1]))
    breaks._false_of(pd.Series(0.0, index=range(2000, 2026)), "mean", 5, "bic", 1)
    assert seen["places"] == (18, 19, 20, 21, 22)
