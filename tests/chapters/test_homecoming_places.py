import pytest

from kazmig import evidence
from kazmig.chapters import homecoming
from kazmig.chapters.homecoming import places


@pytest.fixture(scope="module")
def settled(ev):
    return homecoming.settled(ev)


def test_places_and_the_rest_add_to_100_in_every_period(settled):
    assert settled.groupby("period")["value"].sum().tolist() == pytest.approx([100] * 5)


def test_places_that_a_release_does_not_print_are_absent_and_not_zero(settled):
    early = settled[settled["period"] == "2020"]
    assert not {"Zhambyl Region", "Almaty, the city"} & set(early["place"])
    assert (settled["value"] > 0).all()


def test_regions_of_2016_become_shares_of_the_total_printed_with_them(ev, settled):
    row = settled[(settled["period"] == "2016-H1") & (settled["place"] == "Almaty Region")]
    assert row["value"].item() == pytest.approx(100 * 4729 / 14_947)
    counts = ev.series("kandas_arrivals", geo=evidence.ANY, start="2016-H1", end="2016-H1", frequency=None)
    assert counts.loc[counts["geo"] != "KAZ", "value"].sum() == 14_947


def test_turkistan_and_shymkent_stand_together_because_they_were_one_region(settled):
    row = settled[(settled["period"] == "2021-Q1") & settled["place"].str.startswith("Turkistan")]
    assert row["value"].item() == pytest.approx(16.5 + 12.0)


def test_regional_quotas_add_to_the_national_one(ev):
    regions = homecoming.quotas(ev).groupby("year")["value"].sum()
    first = ev.series("kandas_quota", all_sources=True).sort_values("vintage").drop_duplicates("year")
    national = first.set_index("year")["value"]
    assert regions.to_dict() == {year: national[year] for year in (2023, 2024, 2026)}, "as first set for the year"


def test_quotas_begin_with_the_largest_of_the_last_year(ev):
    assert homecoming.quotas(ev)["region"].iloc[0] == "Pavlodar Region"


def test_people_under_the_quota_are_part_of_all(ev):
    under = homecoming.under_quota(ev)
    assert (under["under"] < under["all"]).all()
    assert under.set_index("period").loc["2025", "share"] == pytest.approx(100 * 2309 / 16_805)


def test_the_quota_regions_of_today_are_matched_to_borders_of_2016(ev):
    found = homecoming.in_quota_regions(ev)
    assert found["value"].item() == pytest.approx(100 * 2149 / 14_947)
    assert "KZ-VOS" in places.QUOTA_REGIONS
