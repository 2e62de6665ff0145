"""Education: shares with their intervals, beside the populations that they may be compared with."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain


def test_emigrants_are_the_four_levels_of_one_half_year_and_their_shares_add_up(ev):
    frame = brain_drain.emigrants(ev)
    assert sorted(frame["category"]) == ["basic_secondary", "general_secondary", "higher", "specialised_secondary"]
    assert frame["share"].sum() == pytest.approx(100)
    assert set(frame["total"]) == {frame["value"].sum()}
    assert len(evidence.expand(frame["lineage"])) == 4


def test_the_share_of_graduates_is_the_one_that_the_source_prints(ev):
    ours = brain_drain.pick(brain_drain.emigrants(ev), "share", category="higher")
    theirs = ev.series(
        "departures_registered_share", age="15+", breakdown="education", category="higher", frequency="half"
    )
    assert round(ours, 1) == theirs["value"].iloc[-1]


def test_a_higher_level_widens_the_interval_and_keeps_the_share(ev):
    narrow, wide = (brain_drain.emigrants(ev, level).set_index("category").loc["higher"] for level in (0.5, 0.99))
    assert wide["low"] < narrow["low"] < narrow["share"] < narrow["high"] < wide["high"]
    assert wide["share"] == narrow["share"]
    assert (narrow["level"], wide["level"]) == (50, 99)


def test_degrees_per_diploma_widen_with_the_level_about_the_plain_ratio(ev):
    frame = brain_drain.emigrants(ev, 0.5)
    plain = brain_drain.pick(frame, category="higher") / brain_drain.pick(frame, category="specialised_secondary")
    narrow, wide = (
        brain_drain.degrees_per_diploma(frame),
        brain_drain.degrees_per_diploma(brain_drain.emigrants(ev, 0.99)),
    )
    assert wide[0] < narrow[0] < plain < narrow[1] < wide[1]


def test_each_population_rests_on_its_own_row_and_on_the_emigrants(ev):
    frame = brain_drain.denominators(ev).set_index("group")
    leaving = set(evidence.expand(brain_drain.emigrants(ev)["lineage"]))
    census = set(evidence.expand(frame.loc["Everybody 15+ (2021)", "lineage"]))
    forties = set(evidence.expand(frame.loc["Aged 40 to 49 (2021)", "lineage"]))
    assert leaving < census
    assert leaving < forties
    assert len(census - leaving) == len(forties - leaving) == 1
    assert census != forties


def test_ratios_are_the_emigrants_share_over_the_groups(ev):
    frame = brain_drain.denominators(ev)
    ours = frame.loc[frame["kind"] == "emigrants", "share"].iloc[0]
    theirs = frame[frame["kind"] == "population"]
    assert len(theirs) == 4
    assert (theirs["ratio"] - ours / theirs["share"]).abs().max() < 1e-12
    assert (theirs["ratio_low"] < theirs["ratio"]).all()
    assert (theirs["ratio"] < theirs["ratio_high"]).all()
    assert frame.loc[frame["kind"] == "emigrants", "ratio"].isna().all()


def test_the_rounding_of_the_census_widens_the_ratio_beyond_the_emigrants_own_interval(ev):
    frame = brain_drain.denominators(ev)
    leaving, group = frame.iloc[0], frame[frame["group"] == "Everybody 15+ (2021)"].iloc[0]
    assert group["ratio_low"] < leaving["low"] / group["share"]
    assert group["ratio_high"] > leaving["high"] / group["share"]


def test_levels_make_a_whole_on_both_sides(ev):
    frame = brain_drain.levels(ev)
    assert frame["population"].sum() == pytest.approx(100)
    assert frame["emigrants"].sum() == pytest.approx(100)
    assert frame["education"].tolist() == ["higher", "specialised_secondary", "neither"]


def test_children_in_the_base_lower_the_share_and_not_the_count(ev):
    frame = brain_drain.bases(ev).set_index("base")
    assert frame.loc["all ages", "total"] > frame.loc["15+", "total"]
    assert frame.loc["all ages", "share"] < frame.loc["15+", "share"]
    assert frame["graduates"].nunique() == 1


def test_the_later_share_is_a_bound_in_words(ev):
    frame = brain_drain.later_share(ev)
    assert (frame["year"] > 2022).all()
    assert frame["high"].notna().all()


def test_the_remark_and_the_register_are_on_the_same_years(ev):
    frame = brain_drain.graduates_2010_2013(ev).set_index("group")
    assert frame.loc["graduates", "leaving"] == pytest.approx(1.65)
    out = ev.series("departures_registered", start=2010, end=2013)["value"].sum()
    into = ev.series("arrivals_registered", start=2010, end=2013)["value"].sum()
    assert frame.loc["everybody", "leaving"] == out / into
    assert len(evidence.expand(frame.loc["graduates", "lineage"])) == 1
    assert len(evidence.expand(frame.loc["everybody", "lineage"])) == 8


def test_arrivals_share_carries_the_bounds_of_its_rounding(ev):
    row = brain_drain.arrivals_share(ev).iloc[-1]
    assert row["low"] < row["value"] < row["high"]
