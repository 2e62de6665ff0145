import pandas as pd
import pytest

from kazmig.claims import measures, places
from kazmig.claims.claim import Selection

YEARS = {"2000": 10.0, "2001": 30.0, "2002": 20.0, "2003": 5.0}


def chosen(measure: str, start: object = 2000, end: object = 2003, **more: str) -> Selection:
    return Selection(measure=measure, start=str(start), end=str(end), **more)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("sum", (65.0,)),
        ("mean", (16.25,)),
        ("last", (5.0,)),
        ("each", (10.0, 30.0, 20.0, 5.0)),
        ("seen", (10.0, 30.0, 20.0, 5.0)),
        ("span", (10.0, 30.0, 20.0, 5.0)),
        ("change", (-5.0,)),
        ("steps", (20.0, -10.0, -15.0)),
        ("ratio", (0.5,)),
        ("max", (30.0,)),
        ("min", (5.0,)),
        ("peak_year", (2001.0,)),
        ("trough_year", (2003.0,)),
        ("first_year", (2000.0,)),
    ],
)
def test_every_measure(rows, measure, values):
    figure = measures.measure(rows(YEARS), chosen(measure))
    assert figure.speaks
    assert figure.values == pytest.approx(values)
    assert figure.lineage


@pytest.mark.parametrize("measure", ["sum", "mean", "each", "steps", "max", "min", "peak_year", "first_year"])
def test_a_gap_in_the_years_silences_what_needs_every_year(rows, measure):
    figure = measures.measure(rows({"2000": 1, "2001": 2, "2003": 3}), chosen(measure))
    assert not figure.speaks
    assert figure.missing == "2002 missing"
    assert figure.values == ()


@pytest.mark.parametrize("measure", ["change", "ratio"])
def test_a_change_needs_both_ends_and_nothing_between(rows, measure):
    assert measures.measure(rows({"2000": 1, "2003": 3}), chosen(measure)).speaks
    late = measures.measure(rows({"2001": 1, "2003": 3}), chosen(measure))
    assert late.missing == "2000 missing"


def test_a_sum_takes_a_figure_of_the_very_window_where_there_is_one(rows):
    figure = measures.measure(rows({"2000/2003": 70.0, "2001": 30.0}), chosen("sum"))
    assert figure.values == (70.0,)


def test_a_sum_never_adds_parts_of_a_year(rows):
    figure = measures.measure(rows({**YEARS, "2001-H1": 12.0}), chosen("sum", frequency="any"))
    assert figure.values == (65.0,)


def test_at_takes_the_period_asked_for(rows):
    some = rows({"2015-06-01": 36.0, "2015": 32.0, "2016": 30.0})
    assert measures.measure(some, chosen("at", 2015, 2015)).values == (32.0,)
    assert measures.measure(some, chosen("at", "2015-06-01", "2015-06-01")).values == (36.0,)


def test_at_does_not_choose_between_parts(rows):
    some = rows({"2015-06-01": 36.0, "2015-07": 38.0})
    assert "2 observations" in measures.measure(some, chosen("at", 2015, 2015)).missing


def test_what_lies_outside_is_shown_as_nearest_and_not_used(rows):
    figure = measures.measure(rows({"1990": 1, "2010": 7, "2024": 9}), chosen("at", 2017, 2017))
    assert not figure.speaks
    assert figure.nearest in (("2010", 7.0), ("2024", 9.0))
    assert figure.missing == "no observation within 2017"


def test_first_year_is_never_when_nothing_is_above_zero(rows):
    figure = measures.measure(rows({"2000": -1, "2001": -2}), chosen("first_year", 2000, 2001))
    assert figure.values == (float("inf"),)


def test_rank_counts_the_larger_ones_in_each_period(rows):
    field = rows({"2015": 5.0, "2020": 9.0})
    for geo, values in {"USA": {"2015": 50, "2020": 50}, "RUS": {"2015": 7, "2020": 7}, "LIE": {"2015": 1}}.items():
        field = pd.concat([field, rows(values, geo=geo)], ignore_index=True)
    figure = places.rank(field, chosen("rank", 2015, 2020))
    assert figure.values == (3.0, 2.0)
    assert figure.spans


def test_rank_prefers_the_very_period(rows):
    field = pd.concat([rows({"2022-H1": 5, "2022-Q1": 1}), rows({"2022-H1": 3, "2022-Q1": 3}, geo="RUS")])
    figure = places.rank(field.reset_index(drop=True), chosen("rank", "2022-H1", "2022-H1"))
    assert figure.values == (1.0,)


def test_rank_is_silent_alone_or_absent(rows):
    assert not places.rank(rows({"2015": 5}), chosen("rank", 2015, 2015)).speaks
    assert not places.rank(rows({"2015": 5}, geo="RUS"), chosen("rank", 2015, 2015)).speaks
