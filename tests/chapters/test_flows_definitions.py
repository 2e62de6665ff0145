import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import flows
from kazmig.chapters.common import ChapterError


@pytest.fixture(scope="module")
def five(ev):
    estimates = ev.series("outflow_five_year", breakdown="method", category=evidence.ANY, frequency=None)
    return flows.five_year(ev.series("departures_registered"), estimates)


def test_a_five_year_window_takes_half_of_its_first_and_last_year(yearly):
    frame = yearly({2015: 30, 2016: 1, 2017: 2, 2018: 3, 2019: 4, 2020: 50})
    assert flows.registered_between(frame, 2015) == 15 + 10 + 25


def test_every_window_has_the_six_methods_and_windows_before_the_register_are_left_out(five):
    assert five.groupby("window")["method"].nunique().eq(len(flows.METHODS)).all()
    assert five["start"].min() == 1995
    assert not five["factor"].isna().any()


def test_a_register_of_two_years_covers_no_window(ev, yearly):
    estimates = ev.series("outflow_five_year", breakdown="method", category=evidence.ANY, frequency=None)
    with pytest.raises(ChapterError, match="no whole five-year window"):
        flows.five_year(yearly({2019: 1, 2020: 2}), estimates)


def test_an_estimate_rests_on_its_own_window_of_the_register(five):
    row = five[five["start"] == 2015].head(1)
    addresses = evidence.expand(evidence.lineage_of(row))
    assert sum(address.startswith("observations/flows.csv") for address in addresses) == 6


def test_the_ladder_runs_upwards_from_the_register(ev, five):
    found = flows.ladder(ev, ev.series("departures_registered"), five, 2020)
    assert found["value"].is_monotonic_increasing
    assert flows.rung(found, "Registered departures, 2020", "factor") == 1
    stocks = found[found["what"] == "stock"]
    assert (stocks["factor"] > 100).all()
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()


def test_a_rung_is_named_by_a_beginning_that_only_it_has():
    rows = pd.DataFrame({"label": ["Living abroad, a", "Living abroad, b"], "value": [1.0, 2.0]})
    with pytest.raises(ChapterError, match="2 labels begin"):
        flows.rung(rows, "Living abroad")
    assert flows.rung(rows, "Living abroad, b") == 2


def test_ranges_count_the_methods_above_and_below_the_register(five):
    found = flows.ranges(five).set_index("start")
    assert (found["above"] + found["below"]).eq(len(flows.METHODS)).all()
    assert found.loc[2015, ["above", "below"]].tolist() == [6, 0]
    assert (found["lowest"] < found["highest"]).all()
