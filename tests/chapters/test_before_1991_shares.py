import pandas as pd
import pytest

from kazmig.chapters.before_1991 import shares


@pytest.fixture(scope="module")
def found(ev):
    return shares.shares(ev)


def test_figures_that_a_correction_drops_are_absent(found):
    assert "rusnauka2013" not in set(found["source_id"])  # the shares of another territory
    assert "storymap_1959" not in set(found["source_id"])


def test_both_sources_of_1939_are_shown_and_one_is_used(found):
    assert shares.printed(found, "Kazakhs", 1939, "KZ-SSR") == 38
    assert shares.rival(found, "Kazakhs", 1939, "KZ-SSR") == 36.4


def test_the_russians_counted_in_1939_agree_with_the_share_used(ev, found):
    part = ev.series("population_census", geo="KZ-SSR", breakdown="ethnicity", category="russian", start=1939, end=1939)
    whole = ev.series("population_census", geo="KZ-SSR", start=1939, end=1939)
    share = 100 * part["value"].item() / whole["value"].item()
    assert share == pytest.approx(shares.printed(found, "Russians", 1939, "KZ-SSR"), abs=0.05)
    assert share != pytest.approx(shares.rival(found, "Russians", 1939, "KZ-SSR"), abs=0.5)


def test_the_kazakhs_of_1939_in_millions_fit_the_share_used_and_not_the_other(ev, found):
    part = ev.series("population_census", geo="KZ-SSR", breakdown="ethnicity", category="kazakh", start=1939, end=1939)
    whole = ev.series("population_census", geo="KZ-SSR", start=1939, end=1939)["value"].item()
    low, high = (100 * (part["value"].item() + side * part["precision"].item()) / whole for side in (-1, 1))
    assert low < shares.printed(found, "Kazakhs", 1939, "KZ-SSR") < high
    assert not low < shares.rival(found, "Kazakhs", 1939, "KZ-SSR") < high


def test_one_share_a_census_is_used_on_the_territory_of_today(found):
    own = shares.used(found, "Kazakhs")
    assert own["year"].tolist() == [1897, 1959, 1970, 1979, 1989, 1999, 2009]
    assert own.loc[own["year"] == 1959, "value"].item() == own["value"].min()


def test_telling_shares_keep_what_differs_and_drop_what_repeats(found):
    kept = shares.telling(found)
    pairs = kept.groupby(["group", "year"])["value"].agg(list)
    assert pairs["Kazakhs", 1959] == [30.0]
    assert sorted(pairs["Kazakhs", 1989]) == [39.7, 40.1]
    assert sorted(pairs["Russians", 1970]) == [42.4, 42.8]


def test_telling_shares_prefer_the_borders_of_today():
    frame = pd.DataFrame(
        {
            "group": "Kazakhs",
            "year": 1959,
            "value": [30.05, 30.0],
            "geo": ["KZ-SSR", "KAZ"],
            "rank": 1,
            "lineage": "a:2",
        }
    )
    assert shares.telling(frame)["geo"].tolist() == ["KAZ"]


def test_people_are_the_share_of_the_total_with_bounds_around_them(ev):
    both = shares.people(ev, 1989, 1999).set_index("group")
    assert both.loc["Germans", "start"] == pytest.approx(0.058 * 16_199_100)
    assert both.loc["Germans", "end"] == pytest.approx(0.024 * 14_953_100)
    assert (both["start_low"] < both["start"]).all()
    assert (both["end"] < both["end_high"]).all()
    assert both["start"].is_monotonic_decreasing
    assert set(shares.STATES) <= set(both.index)


def test_the_germans_of_1989_as_counted_are_near_the_share_times_the_total(ev):
    counted = ev.series(
        "population_census", geo="KZ-SSR", breakdown="ethnicity", category="german", start=1989, end=1989
    )
    computed = shares.people(ev, 1989, 1999).set_index("group").loc["Germans", "start"]
    assert counted["value"].item() == pytest.approx(computed, rel=0.03)
