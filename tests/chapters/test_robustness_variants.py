"""Readings of the register: what a release and a measure change, and what counts as the same."""

import numpy as np
import pytest

from kazmig.chapters import common
from kazmig.chapters.robustness import variants
from kazmig.chapters.robustness.variants import LAST, LEAST, NATIONAL_RATE, PERSONS, SUPERSEDED, UN_RATE, Variant
from kazmig.evidence import Evidence


def reading(values: list[float], high: list[float] | None = None, release: str = LAST) -> Variant:
    years = np.arange(2020, 2020 + len(values))
    rows = tuple(f"observations/flows.csv:{line}" for line in range(2, 2 + len(values)))
    return Variant(PERSONS, release, years, np.array(values), np.array(high or values), rows)


@pytest.fixture(scope="module")
def readings(ev: Evidence) -> dict[tuple[str, str], Variant]:
    return {(each.measure, each.release): each for each in variants.variants(ev)}


def test_the_last_release_is_the_evidence(ev: Evidence, readings: dict[tuple[str, str], Variant]) -> None:
    found = readings[PERSONS, LAST]
    frame = ev.series("departures_registered")
    assert found.years.tolist() == frame["year"].tolist()
    assert found.low.tolist() == found.high.tolist() == frame["value"].tolist()
    assert found.lineage == tuple(frame["lineage"])


def test_a_superseded_figure_takes_the_place_of_the_last(readings: dict[tuple[str, str], Variant]) -> None:
    last, before = readings[PERSONS, LAST], readings[PERSONS, SUPERSEDED]
    changed = {
        int(year): float(value)
        for year, value in zip(before.years[last.low != before.low], before.low[last.low != before.low], strict=True)
    }
    assert changed == {2008: 45287, 2017: 37704, 2018: 41894, 2024: 12784}


def test_the_least_favourable_reading_spans_all_that_was_printed(readings: dict[tuple[str, str], Variant]) -> None:
    last, span = readings[PERSONS, LAST], readings[PERSONS, LEAST]
    assert (span.low <= last.low).all()
    assert (span.high >= last.high).all()
    year = int(np.flatnonzero(span.years == 2016)[0])
    assert (span.low[year], span.high[year]) == (32500, 34900)  # "33 thousand", half a thousand either way


def test_rates_divide_by_the_population(ev: Evidence, readings: dict[tuple[str, str], Variant]) -> None:
    people = common.population(ev, "wpp2024")
    rate = readings[UN_RATE, LAST]
    assert rate.low[-1] == pytest.approx(1000 * 7608 / common.at(people, 2025))
    assert set(range(1993, 2000)).isdisjoint(readings[NATIONAL_RATE, LAST].years.tolist())


def test_a_release_that_changes_nothing_in_the_window_is_left_out() -> None:
    one, same = reading([3, 2, 1]), reading([9, 2, 1], release=SUPERSEDED)
    assert [part.release for part in variants.windows([one, same], 2021, 2022)] == [LAST]
    assert [part.release for part in variants.windows([one, same], 2020, 2022)] == [LAST, SUPERSEDED]


def test_trailing_means_need_all_of_their_years() -> None:
    smooth = reading([4, 2, 6, 1], high=[4, 2, 8, 1]).smoothed(2)
    assert smooth.years.tolist() == [2021, 2022, 2023]
    assert smooth.low.tolist() == [3, 4, 3.5]
    assert smooth.high.tolist() == [3, 5, 4.5]
    assert smooth.lineage[0] == "observations/flows.csv:2-3"
    assert reading([1.0]).smoothed(1).low.tolist() == [1]
