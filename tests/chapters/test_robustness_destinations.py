"""Destinations beside the register, on made-up counts and on ours."""

import pytest

from kazmig.chapters.robustness import destinations
from kazmig.chapters.robustness.claims import table
from kazmig.chapters.robustness.destinations import CLEAR, EVERY, OUTSIDE, TOTAL, TYPICAL, WHOLE, Count
from kazmig.evidence import Evidence


def count(first: float, second: float) -> Count:
    return Count("made up", "AUT", {2019: first, 2023: second}, {2019: "a.csv:2", 2023: "a.csv:3"})


def test_rules_take_the_worst_the_middle_or_the_sum() -> None:
    kept = [count(100, 50), count(100, 100), count(800, 1600)]
    assert destinations._ratio(kept, 2019, 2023, EVERY) == 0.5
    assert destinations._ratio(kept, 2019, 2023, TYPICAL) == 1.0
    assert destinations._ratio(kept, 2019, 2023, TOTAL) == 1.75
    assert destinations._ratio(kept, 2019, 2023, CLEAR) < 0.5, "the lower end of the interval of the worst"


def test_without_russia_is_the_difference(ev: Evidence) -> None:
    outside = destinations.registers(ev)[OUTSIDE]
    assert outside.people == {2019: 5425, 2020: 3962, 2022: 4647, 2024: 3932}
    assert outside.rows[2019].count("flows.csv") >= 1


def test_the_grid_compares_over_the_same_years(ev: Evidence) -> None:
    frame = table(destinations.destinations(ev))
    assert set(frame["measure"]) == {WHOLE, OUTSIDE}
    # the register without Russia is known for two pairs of years
    outside = frame[frame["measure"] == OUTSIDE]
    assert set(zip(outside["window"], outside["setting"], strict=True)) == {
        ("2019 to 2022", "Same years"),
        ("2020 to 2022", "Same years"),
        ("2020 to 2023", "Register a year earlier"),
        ("2021 to 2023", "Register a year earlier"),
    }
    assert frame.loc[frame["book"], ["holds", "n"]].to_numpy().tolist() == [[True, 15]]
    # no total over counts of different kinds
    assert set(frame.loc[frame["method"] == TOTAL, "definition"]) == {
        destinations.IMMIGRANTS,
        destinations.PERMITS,
    }


def test_an_estimate_is_the_ratio_of_the_two_changes(ev: Evidence) -> None:
    frame = table(destinations.destinations(ev)).set_index("spec")
    name = f"destinations | {destinations.GRANTS} | {OUTSIDE} | From 100 people | 2019 to 2022 | {EVERY} | Same years"
    cards = ev.series("us_green_cards", geo="USA", partner="KAZ").set_index("year")["value"]
    canada = ev.series("canada_permanent_residents", geo="CAN", partner="KAZ").set_index("year")["value"]
    least = min(cards[2022] / cards[2019], canada[2022] / canada[2019])
    assert frame.loc[name, "estimate"] == pytest.approx(100 * (least / (4647 / 5425) - 1))
    assert frame.loc[name, "n"] == 2, "Russia's grants stand beside the whole register only"
