import pytest

from kazmig.chapters import common
from kazmig.chapters.before_1991 import censuses


def test_the_total_of_1897_is_the_kazakhs_over_their_share_with_the_bounds_of_its_rounding(ev):
    row = censuses.total_1897(ev).iloc[0]
    assert row["value"] == pytest.approx(3_392_751 / 0.817)
    assert row["low"] == pytest.approx(3_392_751 / 0.8175)
    assert row["high"] == pytest.approx(3_392_751 / 0.8165)
    assert row["low"] > 3_392_751 + 454_402  # Kazakhs and Russians alone are fewer


def test_no_year_has_two_totals_for_the_borders_of_today(ev):
    now = censuses.population(ev).query("kind == 'borders of today'")
    assert not now["year"].duplicated().any()
    assert set(now["geo"]) == {"KAZ"}
    assert {1897, 1959, 1970, 1979, 1989, 1999} <= set(now["year"])


def test_other_territories_keep_a_kind_of_their_own(ev):
    found = censuses.population(ev)
    assert set(found.loc[found["geo"] != "KAZ", "kind"]) == {"borders of the time", "estimate"}
    assert set(found.loc[found["year"] == 1926, "geo"]) == {"KZ-A26", "KZ-K26", "KZ-SSR"}


def test_the_karakalpak_oblast_is_the_difference_between_two_totals_of_1926(ev):
    found = censuses.population(ev)
    oblast = censuses.of(found, 1926, "KZ-K26") - censuses.of(found, 1926, "KZ-A26")
    assert oblast == pytest.approx(304_541, abs=2_000)  # as counted there, by the same source


def test_a_later_start_drops_earlier_censuses(ev):
    assert censuses.population(ev, 1959)["year"].min() == 1959


def test_a_missing_census_is_refused(ev):
    with pytest.raises(common.ChapterError, match="0 values for 1937"):
        censuses.of(censuses.population(ev), 1937, "KZ-SSR")


def test_the_spread_compares_only_borders_of_the_time(yearly):
    frame = yearly({1926: 100, 1927: 1, 1928: 1}, kind="borders of the time").assign(year=1926)
    frame["value"] = [100.0, 110.0, 500.0]
    frame.loc[2, "kind"] = "borders of today"
    assert censuses.spread(frame, 1926) == pytest.approx(10)
