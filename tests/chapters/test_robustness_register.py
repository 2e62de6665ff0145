"""Claims about departures on readings whose answer is known, and on the register."""

import numpy as np
import pytest

from kazmig.chapters.robustness import register
from kazmig.chapters.robustness.claims import table
from kazmig.chapters.robustness.variants import LAST, LEAST, PERSONS, Variant, variants
from kazmig.evidence import Evidence

YEARS = np.arange(1991, 2026)


def reading(values: np.ndarray, low: np.ndarray | None = None, high: np.ndarray | None = None) -> Variant:
    rows = tuple(f"observations/flows.csv:{line}" for line in range(2, 2 + len(values)))
    release = LAST if low is None and high is None else LEAST
    return Variant(PERSONS, release, YEARS, values if low is None else low, values if high is None else high, rows)


def halving() -> np.ndarray:
    """A series that falls by a tenth a year, and by half from 2021."""
    return 1000 * 0.9 ** np.minimum(YEARS - 1991, 30) * 0.5 ** np.maximum(YEARS - 2021, 0)


def test_lowest_is_measured_against_the_lowest_before() -> None:
    values = np.full(35, 10.0)
    values[5], values[-1] = 8.0, 6.0
    found = table(register.lowest((reading(values),))).set_index("spec")["estimate"]
    assert found["lowest | Persons | Last release | From 1991 | Read in 2025"] == pytest.approx(-25)
    assert found["lowest | Persons | Last release | From 2000 | Read in 2025"] == pytest.approx(-40)
    assert found["lowest | Persons | Last release | From 1991 | Read in 2024"] == pytest.approx(25)


def test_lowest_is_tested_at_the_least_favourable_end() -> None:
    values = np.full(35, 10.0)
    values[-1] = 9.0
    wide = reading(values, low=values - 1, high=values + 0.5)
    frame = table(register.lowest((reading(values), wide)))
    read_last = frame[frame["setting"] == "Read in 2025"].groupby("release")["holds"].all()
    assert read_last.to_dict() == {LAST: True, LEAST: False}


def test_falling_takes_the_mildest_year() -> None:
    values = halving()
    values[-1] = values[-2] * 0.99
    frame = table(register.falling((reading(values),)))
    whole = frame[(frame["method"] == "As counted")].set_index("window")["estimate"]
    assert whole["To 2025"] == pytest.approx(-1)
    assert whole["To 2024"] == pytest.approx(-50)
    values[-1] = values[-2] * 1.01
    again = table(register.falling((reading(values),))).set_index(["window", "method"])["holds"]
    assert not again["To 2025", "As counted"]
    assert again["To 2025", "Two-year means"], "one small rise vanishes in means"


def test_steepest_compares_windows_of_one_length() -> None:
    frame = table(register.steepest((reading(halving()),)))
    book = frame[frame["book"]].iloc[0]
    # four halvings against the three and one tenth that the window before the last has
    assert book["estimate"] == pytest.approx(4 * np.log(2) / (3 * np.log(2) - np.log(0.9)))
    # the three years to 2025 fall as those to 2024 did: a tie is no record
    single = ~frame["setting"].isin(["2022 to 2025"])
    assert frame.loc[single & (frame["method"] != "Difference"), "holds"].all()
    assert not frame.loc[frame["method"] == "Difference", "holds"].any()


@pytest.mark.parametrize("method", [name for name in register.METHODS if name.startswith("Proportion")])
def test_a_steady_fall_is_measured_alike_by_every_method(method: str) -> None:
    steady = 0.8 ** np.arange(5.0)
    steps = {"Proportion, two-year means": 3}.get(method, 4)  # between the middles of the two pairs
    assert register.METHODS[method](steady, steady) == pytest.approx(steps * np.log(0.8))


def test_the_register_as_the_book_reads_it(ev: Evidence) -> None:
    readings = variants(ev)
    rows = [*register.lowest(readings), *register.falling(readings), *register.steepest(readings)]
    frame = table([*rows, *register.falling_halves(ev), *register.peak(readings, ev)])
    book = frame[frame["book"]].set_index("claim")
    assert set(book.index) == {"lowest", "falling", "steepest", "peak"}
    assert book["holds"].all()
    assert book.loc["peak", "estimate"] == pytest.approx(100 * (477068 / 330107 - 1))
    assert book.loc["falling", "estimate"] == pytest.approx(100 * (12732 / 16094 - 1))
    assert book.loc["steepest", "estimate"] == pytest.approx(np.log(7608 / 32256) / np.log(33690 / 120223))
    halves = frame[frame["definition"] == "First halves"].set_index("window")["estimate"]
    assert halves["To 2025"] == pytest.approx(100 * (6967 / 6996 - 1))
