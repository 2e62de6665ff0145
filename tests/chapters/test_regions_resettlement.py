import pandas as pd
import pytest

from kazmig.chapters import regions
from kazmig.chapters.common import ChapterError


@pytest.fixture(scope="module")
def matrix(ev):
    return regions.pairs(ev)


def test_the_receiving_regions_are_those_of_the_quota_in_both_years(ev):
    quota = ev.series("resettler_quota", geo=list(regions.NAMES))
    assert quota.groupby("year")["geo"].agg(set).map(sorted).map(tuple).nunique() == 1
    assert regions.receiving(ev) == tuple(sorted(set(quota["geo"])))
    assert quota[quota["year"] == 2023]["value"].sum() == 6_727
    assert quota[quota["year"] == 2026]["value"].sum() == 5_997


def test_no_region_is_south_and_north(ev):
    for name in ("six", "eight"):
        assert not set(regions.south(name)) & set(regions.receiving(ev))
    with pytest.raises(ChapterError, match="six or eight"):
        regions.south("all")


def test_exchange_counts_both_ways_and_nothing_else():
    rows = pd.DataFrame(
        {
            "origin": ["KZ-61", "KZ-59", "KZ-61", "KZ-59", "KZ-27"],
            "destination": ["KZ-59", "KZ-61", "KZ-71", "KZ-71", "KZ-15"],
            "value": [10.0, 4.0, 100.0, 50.0, 7.0],
            "year": 2024,
            "lineage": [f"observations/internal.csv:{number}" for number in range(2, 7)],
        }
    )
    found = regions.exchange(rows, ("KZ-61",), ("KZ-59",)).iloc[0]
    assert (found["north"], found["south"], found["net"]) == (10, 4, 6)
    assert (found["south_to_cities"], found["north_to_cities"]) == (100, 50)
    assert (found["south_net"], found["north_net"]) == (-106, -44)
    assert "internal.csv:6" not in found["lineage"]


def test_balances_of_the_groups_are_sums_of_the_balances_of_their_regions(matrix, ev):
    southern, northern = regions.south("six"), regions.receiving(ev)
    found = regions.exchange(matrix, southern, northern).set_index("year")
    balances = regions.internal(ev)
    for year in (2010, 2024):
        rows = balances[balances["year"] == year]
        assert found.loc[year, "south_net"] == rows.loc[rows["geo"].isin(southern), "value"].sum()
        assert found.loc[year, "north_net"] == rows.loc[rows["geo"].isin(northern), "value"].sum()


def test_the_quota_stands_beside_moves_from_the_south(matrix, ev):
    found = regions.quota_and_moves(ev, matrix, regions.south("six"), 2023).set_index("region")
    assert len(found) == 7
    assert found.loc["North Kazakhstan", ["quota", "moves", "net"]].tolist() == [2_660, 1_662, -3_473]


def test_results_of_turkistan_add_to_their_total(ev):
    parts = ev.series("resettlers_south_north_year", geo="KZ-61", partner=list(regions.NAMES))
    assert parts["value"].sum() == ev.series("resettlers_south_north_year", geo="KZ-61")["value"].item() == 1_634
