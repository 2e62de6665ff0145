import pytest

from kazmig.chapters import common, effects


def test_years_before_the_last_gap_are_dropped(yearly):
    assert effects.unbroken(yearly({1991: 1, 1993: 2, 1994: 3, 1996: 4, 1997: 5}))["year"].tolist() == [1996, 1997]
    assert effects.unbroken(yearly({1992: 1, 1991: 2}))["year"].tolist() == [1991, 1992]


def test_events_near_the_ends_are_left_out(ev, yearly):
    events = effects.listed(ev, "first_full_year")
    series = yearly(dict.fromkeys(range(2008, 2024), 1))
    assert effects.within(events, series, 3)["year"].unique().tolist() == [2012, 2015, 2018, 2021]
    assert effects.within(events, series, 5)["year"].unique().tolist() == [2015, 2018]


def test_a_window_without_events_is_an_error_with_a_remedy(ev, yearly):
    events = effects.listed(ev, "first_full_year")
    with pytest.raises(common.ChapterError, match="later end_year"):
        effects.within(events, yearly(dict.fromkeys(range(1991, 2010), 1)), 3)
