import numpy as np
import pandas as pd
import pytest

from kazmig.chapters import common, effects
from kazmig.trends.interventions import interrupted
from kazmig.trends.yearly import series_of

SETTINGS = {"margin": 3, "noise": "random_walk", "simulations": 200, "seed": 1}


@pytest.fixture(scope="module")
def flows(ev):
    return ev.series("departures_registered"), ev.series("arrivals_registered")


@pytest.fixture(scope="module")
def events(ev):
    return effects.listed(ev, "first_full_year")


@pytest.fixture(scope="module")
def looks(flows, events):
    return effects.looks(*flows, events, confidence=0.95, **SETTINGS)


def test_only_years_of_both_flows_are_used(yearly):
    both = effects.flows(yearly({2000: 1, 2001: 2, 2002: 3}), yearly({2001: 5, 2002: 6, 2003: 7}))
    assert both.index.tolist() == [2001, 2002]
    assert both.loc[2001].tolist() == [2, 5]


def test_a_look_is_the_interrupted_time_series_of_its_year(flows, looks):
    row = effects.pictured(looks, "departures", "levels").query("year == 2018 and statistic == 'level'").iloc[0]
    one = interrupted(series_of(flows[0]), 2018)
    assert (row["percent"], row["t"], row["df"]) == pytest.approx((one.level.percent, one.level.t, one.df))
    assert row["factor"] == pytest.approx(1 + row["percent"] / 100)
    assert row["label"] == "Level: Concept of 2017"


def test_looks_are_corrected_within_each_flow_and_design(looks):
    assert looks.groupby(["flow", "design"])["looks"].first().tolist() == [10] * 4
    assert (looks["p_corrected"] >= looks["p_simulated"] - 1e-9).all()
    assert looks["floor"].round(6).eq(round(10 / 30, 6)).all()
    assert (looks["factor_low"] < looks["factor"]).all()
    assert (looks["percent_low_all"] <= looks["percent_low"]).mean() > 0.9


def test_nothing_rejects_among_departures(looks):
    departures = looks[looks["flow"] == "departures"]
    assert departures["p_corrected"].min() > 0.1
    assert (departures["p_naive"] < 0.01).sum() >= 4


def test_more_looks_make_the_correction_stronger(flows, events, looks):
    whole = effects.together(*flows, events, **SETTINGS)
    assert set(whole["looks"]) == {40}
    assert whole["p_corrected"].min() > looks["p_corrected"].min()


def test_most_dates_pass_the_usual_test(flows, events):
    dates = effects.dates(*flows, events, **SETTINGS)
    alarms = effects.false_alarms(dates).set_index(["flow", "statistic"])
    assert alarms.loc[("departures", "level"), "beyond"] == (
        dates.query("flow == 'departures' and statistic == 'level'").eval("abs(t) > usual").sum()
    )
    assert alarms["share"].min() > 40
    assert alarms["expected"].between(35, 75).all()
    assert set(dates.loc[dates["event"] != "", "year"]) == set(events["year"])


def test_the_peak_is_the_largest_spike_and_was_chosen_for_that(flows, events):
    found = effects.spikes(*flows, events, noise="random_walk", simulations=200, seed=1).set_index("year")
    assert found.index[found["rank"] == 1].tolist() == [1994] == found.index[found["peak"] == 1].tolist()
    assert found.loc[1994, "p_simulated"] < 0.1 < found.loc[1994, "p_any_date"]
    assert found.index[found["shock"] == 1].tolist() == [2014, 2020, 2022]


def test_arrivals_have_linked_steps_and_departures_have_not(flows):
    found = effects.restlessness(*flows, noise="random_walk").set_index("flow")
    steps = np.diff(np.log(flows[0]["value"]))
    assert found.loc["departures", "sd"] == pytest.approx(steps.std(ddof=1))
    assert abs(found.loc["departures", "autocorrelation"]) < 0.2
    assert found.loc["arrivals", "autocorrelation"] > 0.3


def test_a_planted_step_at_an_events_year_is_found(flows, events):
    departures = flows[0].assign(value=flows[0]["value"] * np.where(flows[0]["year"] >= 2012, 0.1, 1.0))
    found = effects.looks(departures, flows[1], events, confidence=0.95, **SETTINGS)
    least = effects.pictured(found, "departures", "growth").nsmallest(1, "p_corrected")
    assert least[["year", "statistic"]].to_numpy().tolist() == [[2012, "level"]]
    assert least["p_corrected"].item() < 0.05


def test_events_outside_of_the_window_are_an_error_with_a_remedy(flows, events):
    early = [frame[frame["year"] <= 2008] for frame in flows]
    with pytest.raises(common.ChapterError, match="later end_year"):
        effects.looks(*early, events, confidence=0.95, **SETTINGS)


def test_events_near_the_end_are_left_out(flows, events):
    short = [frame[frame["year"] <= 2022] for frame in flows]
    found = effects.looks(*short, events, confidence=0.95, **SETTINGS)
    assert sorted(found["year"].unique()) == [2012, 2015, 2018]


def test_published_frames_hold_rounded_numbers(looks):
    numbers = looks.select_dtypes("float")
    assert (numbers.map(lambda value: float(f"{value:.8g}")) == numbers).all(axis=None)
    assert isinstance(looks, pd.DataFrame)
