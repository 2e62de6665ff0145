import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import flows, mirror
from kazmig.chapters.common import ChapterError


def test_a_count_stands_beside_the_register_over_its_own_years(yearly):
    count = yearly({2019: 100, 2020: 1, 2022: 150})
    register = yearly({2019: 1000, 2022: 500, 2024: 250})
    row = mirror.beside(count, register, 2019, {"place": "Here"}).iloc[0]
    assert (row["place"], row["base_year"], row["latest_year"]) == ("Here", 2019, 2022)
    assert (row["change"], row["register_change"]) == (pytest.approx(50), pytest.approx(-50))
    assert row["ratio_low"] < 1.5 < row["ratio_high"]


@pytest.mark.parametrize("values", [{2020: 1, 2022: 2}, {2018: 1, 2019: 2}, {2019: 3}])
def test_a_count_without_the_base_year_or_a_later_one_is_no_pair(yearly, values):
    register = yearly(dict.fromkeys(range(2018, 2025), 10))
    assert mirror.beside(yearly(values), register, 2019, {}) is None


def test_nobody_in_both_years_has_no_ratio(yearly):
    row = mirror.beside(yearly({2019: 0, 2020: 0}), yearly({2019: 5, 2020: 4}), 2019, {}).iloc[0]
    assert row[["index", "change", "ratio_low"]].isna().all()


def test_directions_and_what_chance_could_turn(yearly):
    register = yearly({2019: 10, 2020: 10})
    pairs = [
        mirror.beside(yearly({2019: first, 2020: last}), register, 2019, {})
        for first, last in ((10, 11), (1000, 500), (7, 7))
    ]
    found = mirror.reporters(pd.concat(pairs, ignore_index=True))
    assert found["direction"].tolist() == ["rose", "fell", "level"]
    assert found["clear"].tolist() == [0, 1, 0]


def test_a_reporter_that_starts_or_stops_moves_nothing_in_a_fixed_panel(ev):
    whole = ev.series("residence_permits_valid", geo=evidence.ANY, partner="KAZ", start=2014)
    kept = mirror.fixed(whole)
    assert kept.groupby("year")["geo"].nunique().nunique() == 1
    assert "GBR" in set(whole["geo"])
    assert not {"GBR", "DNK"} & set(kept["geo"])


def test_a_base_year_after_all_reports_is_refused(ev):
    with pytest.raises(ChapterError, match="choose another base_year"):
        mirror.europe(ev, ev.series("departures_registered"), 2023)


def test_flows_hands_out_the_shared_functions():
    assert flows.europe is mirror.europe
    assert flows.permits is mirror.permits
