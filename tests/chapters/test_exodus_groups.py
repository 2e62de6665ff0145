import pandas as pd
import pytest

from kazmig.chapters import exodus_groups as groups
from kazmig.chapters.common import ChapterError


def test_a_share_that_no_source_prints_is_the_quotient_of_counts(ev):
    found = groups.composition(ev)
    germans = found[found["group"] == "Germans"].set_index("year")
    assert germans.loc[1989, "value"] == 5.8
    assert germans.loc[2009, "value"] == pytest.approx(100 * 178_400 / 16_004_800)
    assert len(germans.loc[2009, "lineage"].split()) >= 2
    assert not found.duplicated(["group", "year"]).any()


def test_the_territory_of_1999_is_used_for_1989_and_the_other_kept(ev):
    found = groups.census_versions(ev, "kazakh", 1989)
    assert found["value"].tolist() == [40.1, 39.7]


def test_people_of_a_group_carry_the_rounding_of_share_and_total(ev):
    found = groups.people(ev, "russian").set_index("year")
    assert found.loc[1989, "value"] == pytest.approx(0.374 * 16_199_100)
    assert found.loc[1989, "low"] < found.loc[1989, "value"] < found.loc[1989, "high"]
    assert found.loc[2021, ["low", "high"]].tolist() == [2_981_946, 2_981_946]
    assert found["how"].tolist()[-2:] == ["census count", "estimate"]


def test_of_overlapping_periods_the_longest_is_kept(ev):
    found = groups.share_of_departures(ev, "russian")
    assert found["year"].is_unique
    assert found.loc[found["year"] == 2022, "period"].item() == "2022"
    assert found.loc[found["year"] == 2017, "period"].item() == "2017-01/2017-09"
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()


def test_moments_have_words_or_a_remedy():
    assert groups.moment("2012-01/2012-07") == "2012, Jan-Jul"
    with pytest.raises(ChapterError, match="add '03/07'"):
        groups.moment("2012-03/2012-07")


def test_a_rate_lies_between_those_of_the_counts_around_it(yearly):
    left = yearly({1994: 1000}, precision=10.0)
    people = yearly({1989: 20_000, 1999: 10_000}, low=float("nan"), high=float("nan"))
    found = groups.rates(left, people.assign(low=people["value"], high=people["value"])).iloc[0]
    assert found["low"] == pytest.approx(990 / 20)
    assert found["high"] == pytest.approx(1010 / 10)
    assert found["low"] < found["value"] < found["high"]
    assert 14_000 < found["people"] < 15_000  # mid-1994 is a little past the middle of the two censuses


def test_a_year_without_a_count_after_it_is_refused(yearly):
    people = yearly({1989: 20_000, 1999: 10_000})
    with pytest.raises(ChapterError, match="both sides of 2005"):
        groups.rates(yearly({2005: 10}), people.assign(low=people["value"], high=people["value"]))


def test_the_fall_of_a_rate_takes_the_worst_case_at_both_ends(ev):
    left = ev.series("departures_registered", breakdown="ethnicity", category="russian")
    found = groups.fall_of_rate(groups.rates(left, groups.people(ev, "russian"))).iloc[0]
    assert (found["start"], found["end"]) == (1994, 2023)
    assert 13 < found["low"] < found["value"] < found["high"] < 19
    assert found["would_low"] == pytest.approx(282_500 / 6_066_582 * 2_981_946, rel=1e-4)
    assert found["would_low"] > 10 * found["departures"]


def test_pace_is_per_year_and_fastest_sees_falls():
    shares = pd.DataFrame(
        {"group": "A", "year": [1970, 1979, 1989], "value": [30.0, 36.0, 20.0], "lineage": ["a:2", "a:3", "a:4"]}
    )
    steps = groups.pace(shares)
    assert steps["yearly"].tolist() == pytest.approx([6 / 9, -1.6])
    assert steps["lineage"].tolist() == ["a:2 a:3", "a:3 a:4"]
    assert groups.fastest(steps, "A") == 1979


def test_the_two_revisions_of_stocks_are_never_one_series(ev):
    found = groups.stocks(ev)
    assert (found.groupby("series")["vintage"].nunique() == 1).all()
    assert found.loc[found["vintage"] == "IMS 2024", "year"].unique().tolist() == [2024]


def test_a_rise_is_within_one_series(ev):
    found = groups.stocks(ev)
    assert groups.rise(found, "Russia, IMS 2020", 1990, 2005) == 2_568_446 - 2_349_697
    with pytest.raises(ChapterError, match="0 rows for 2024"):
        groups.rise(found, "Russia, IMS 2020", 1990, 2024)


def test_five_year_nets_are_summed_within_a_method(ev):
    found = groups.five_year_nets(ev, ("1990-07/1995-06", "1995-07/2000-06")).set_index("method")
    assert (found["count"] == 2).all()
    assert found.loc["da_pb_closed", "value"] == -1399094 - 1707087
