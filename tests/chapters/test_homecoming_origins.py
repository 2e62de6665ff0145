import pytest

from kazmig.chapters import homecoming


@pytest.fixture(scope="module")
def periods(ev):
    return homecoming.of_periods(ev)


def test_each_year_has_one_window_and_it_is_the_longest(periods):
    assert periods.groupby("year")["period"].nunique().eq(1).all()
    windows = periods.drop_duplicates("year").set_index("year")["period"]
    assert windows[2016] == "2016"
    assert windows[2023] == "2023-01/2023-08"


def test_shares_of_a_period_never_pass_100(periods):
    assert (periods.groupby("year")["value"].sum() <= 100.05).all()


@pytest.mark.parametrize(
    ("year", "origin"), [(2016, "Uzbekistan"), (2020, "China"), (2024, "China"), (2025, "Uzbekistan")]
)
def test_the_leader_of_a_year(periods, year, origin):
    assert homecoming.leader(periods, year) == origin


def test_the_two_bases_stay_apart(ev, periods):
    since = homecoming.since_1991(ev)
    assert set(since["year"]) == {2000, 2011, 2014}
    assert not periods["period"].str.startswith("1991").any()
    addresses = set(" ".join(since["lineage"]).split())
    assert not addresses & set(" ".join(periods["lineage"]).split())


def test_shares_of_2000_are_computed_from_the_printed_total(ev):
    since = homecoming.since_1991(ev).set_index(["origin", "year"])["value"]
    assert since["Mongolia", 2000] == pytest.approx(100 * 65_202 / 183_652)
