import pytest

from kazmig import evidence
from kazmig.chapters import flows
from kazmig.chapters.common import ChapterError


def test_the_fall_is_split_with_what_the_rounding_leaves(yearly):
    total = yearly({2019: 1000, 2024: 400})
    russia = yearly({2019: 800, 2024: 300}, precision=50.0)
    found = flows.fall_by_destination(total, russia, 2019, 2024).set_index("destination")
    assert found.loc["Russia", ["change_low", "change", "change_high"]].tolist() == [-600, -500, -400]
    assert found.loc["Russia", "share"] == pytest.approx(100 * 500 / 600)
    assert found.loc["Russia", "share_high"] == pytest.approx(100)
    assert found.loc["All other countries", ["base", "latest"]].tolist() == [200, 100]
    assert found.loc["All", "percent"] == pytest.approx(-60)


def test_no_change_cannot_be_split(yearly):
    same = yearly({2019: 10, 2024: 10})
    with pytest.raises(ChapterError, match="did not change"):
        flows.fall_by_destination(same, same, 2019, 2024)


def test_most_of_the_last_fall_is_departures_to_russia(ev):
    total, russia = ev.series("departures_registered"), ev.series("departures_registered", partner="RUS")
    found = flows.fall_by_destination(total, russia, 2019, 2024).set_index("destination")
    assert 95 < found.loc["Russia", "share_low"] < found.loc["Russia", "share_high"] < 96
    assert found.loc["All other countries", "latest"] == 3932


def test_growth_leaves_gaps_open(yearly):
    found = flows.growth(yearly({1991: 100, 1992: 110, 2000: 90}))
    assert found["year"].tolist() == [1992]
    assert found["percent"].item() == pytest.approx(10)
    assert len(evidence.expand(evidence.lineage_of(found))) == 2


def test_origins_are_shares_of_the_same_year_and_leave_bounds_and_groups_out(ev):
    arrivals = ev.series("arrivals_registered")
    by_origin = ev.series("arrivals_registered", partner=evidence.ANY, start=2017)
    found = flows.origins(arrivals, by_origin, ev.geographies)
    assert (found["share"] < 100).all()
    assert not {"CIS", "Non-CIS"} & set(found["origin"])
    assert 2022 not in set(found["year"])  # Russia 2022 is printed as "almost 6 thousand"
    assert found.groupby("year")["value"].sum().le(found.groupby("year")["all"].first()).all()


def test_revisions_show_the_most_distant_exact_value(yearly):
    rows = yearly({2017: 15595}, rank=1)
    import pandas as pd

    others = pd.concat(
        [yearly({2017: 16081}, rank=2), yearly({2017: 15600}, rank=3), yearly({2017: 20000}, rank=4, precision=500.0)]
    )
    found = flows.revisions(pd.concat([rows, others], ignore_index=True))
    assert found[["used", "other"]].values.tolist() == [[15595, 16081]]
    assert found["percent"].item() == pytest.approx(3.116, abs=1e-3)


def test_rates_over_two_populations_are_compared_year_by_year(yearly):
    found = flows.rate_gap(yearly({2000: 2, 2001: 4}), yearly({2001: 5, 2002: 1}))
    assert found[["year", "first", "second", "percent"]].values.tolist() == [[2001, 4, 5, 25]]
