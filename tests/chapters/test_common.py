import math

import pytest

from kazmig import evidence
from kazmig.chapters import common
from kazmig.chapters.common import ChapterError


def test_a_missing_year_is_named_with_the_years_there_are(yearly):
    with pytest.raises(ChapterError, match=r"0 rows for 1999.*2000-2001, 2005"):
        common.at(yearly({2000: 1, 2001: 2, 2005: 3}), 1999)


def test_a_year_that_stands_twice_is_refused(yearly):
    frame = yearly({2000: 1})
    with pytest.raises(ChapterError, match="2 rows for 2000"):
        common.at(evidence_twice(frame), 2000)


def evidence_twice(frame):
    import pandas as pd

    return pd.concat([frame, frame])


def test_change_is_in_percent_of_the_first_year(yearly):
    assert common.change(yearly({2019: 40, 2024: 10}), 2019, 2024) == -75


def test_between_keeps_both_ends_and_refuses_an_empty_window(yearly):
    frame = yearly({1991: 1, 2000: 2, 2010: 3})
    assert common.between(frame, 1991, 2000)["year"].tolist() == [1991, 2000]
    with pytest.raises(ChapterError, match="no row from 2011 to 2025"):
        common.between(frame, 2011, 2025)


@pytest.mark.parametrize(
    ("values", "sign", "length"),
    [([5, 4, 3], -1, 2), ([5, 6, 3], -1, 1), ([5, 6, 7], -1, 0), ([1, 2, 3, 4], 1, 3), ([3, 2, 2], -1, 0)],
)
def test_run_length_counts_the_last_steps_of_one_sign(yearly, values, sign, length):
    assert common.run_length(yearly(dict(enumerate(values, start=2000))), sign) == length


def test_runs_are_stretches_of_one_sign_with_their_rows(yearly):
    found = common.runs(yearly({2000: -3, 2001: -2, 2002: 4, 2003: 5, 2004: -1}))
    assert found[["start", "end", "sign", "total"]].values.tolist() == [
        [2000, 2001, -1, -5],
        [2002, 2003, 1, 9],
        [2004, 2004, -1, -1],
    ]
    assert found["lineage"].tolist()[1] == "observations/flows.csv:4-5"


def test_windows_rank_the_steepest_fall_first_and_name_both_years(yearly):
    found = common.windows(yearly({2000: 8, 2001: 4, 2002: 2, 2003: 8}), 2)
    assert found[["start", "end", "rank"]].values.tolist() == [[2000, 2002, 1], [2001, 2003, 2]]
    assert found["log_change"].iloc[0] == pytest.approx(math.log(2 / 8))
    assert found["percent"].iloc[0] == pytest.approx(-75)
    assert set(evidence.lineage_of(found.head(1))) == {"observations/flows.csv:2", "observations/flows.csv:4"}


def test_windows_skip_missing_years(yearly):
    assert common.windows(yearly({2000: 8, 2001: 4, 2003: 2}), 2)["end"].tolist() == [2003]


def test_rates_divide_by_the_population_of_the_same_year(yearly):
    found = common.rates(yearly({2000: 50, 2001: 60}), yearly({2001: 20000, 2002: 1}))
    assert found[["year", "value", "count", "population"]].values.tolist() == [[2001, 3.0, 60.0, 20000.0]]


def test_a_rate_over_a_projected_population_says_so(yearly):
    found = common.rates(yearly({2025: 50}), yearly({2025: 1000}, status="projection"))
    assert found["status"].tolist() == ["projection"]


def test_stack_keeps_what_all_frames_share(yearly):
    found = common.stack({"out": yearly({2000: 1}, extra=1), "in": yearly({2000: 2})}, column="flow")
    assert found["flow"].tolist() == ["out", "in"]
    assert "extra" not in found


def test_mid_years_after_the_last_estimate_lie_between_it_and_the_projected_ends(ev):
    people = common.population(ev, "wpp2024").set_index("year")
    last = people[people["status"] != "projection"].index.max()
    ends = ev.series("population_endyear_wpp", vintage="WPP 2024").set_index("year")["value"]
    assert people.loc[last, "value"] < people.loc[last + 1, "value"] < ends[last + 1]
    assert people.loc[last + 2, "value"] == pytest.approx((ends[last + 1] + ends[last + 2]) / 2)
    assert people.loc[last + 1, "status"] == "projection"


def test_the_interpolated_mid_year_agrees_with_the_printed_one(ev):
    printed = ev.series("population_wdi", start=2024, end=2024)["value"].item()
    assert common.at(common.population(ev, "wpp2024"), 2024) == pytest.approx(printed, rel=2e-4)


def test_an_unknown_denominator_is_refused(ev):
    with pytest.raises(ChapterError, match="wpp2024 or register"):
        common.population(ev, "census")


def test_the_register_leaves_the_years_without_a_population_out(ev):
    years = common.population(ev, "register")["year"]
    assert 1995 not in set(years)
    assert {1992, 2000, 2025} <= set(years)


def test_events_carry_their_word_and_unknown_ones_are_refused(ev):
    assert common.events(ev, {"pandemic_2020": "Pandemic"})["word"].tolist() == ["Pandemic"]
    with pytest.raises(ChapterError, match="no event 'pandemic_1920'"):
        common.events(ev, {"pandemic_1920": "Pandemic"})


def test_handovers_are_the_years_of_a_new_source(yearly):
    frame = yearly({1999: 1, 2000: 2, 2001: 3}, source_id=["old", "new", "new"])
    assert common.handovers(frame, "New source")["year"].tolist() == [2000]
    assert common.handovers(yearly({1999: 1}, source_id="old"), "New source").empty
    assert common.marks(common.handovers(frame, "A"), common.handovers(frame, "B"))["date"].tolist() == ["2000", "2000"]
