import pytest

from kazmig.chapters import corridors


@pytest.fixture(scope="module")
def arrivals(ev):
    return corridors.arrivals(ev)


def test_only_years_with_all_five_countries_are_kept(arrivals):
    assert sorted(set(arrivals["year"])) == [2020, 2024]  # 2023 lacks Kyrgyzstan and Tajikistan


def test_rounding_is_carried_along(arrivals):
    row = arrivals[(arrivals["year"] == 2024) & (arrivals["origin"] == "Central Asia")].iloc[0]
    assert row["value"] == 12_100 + 1_100 + 842 + 749
    assert row["high"] - row["low"] == 200  # two figures rounded to a hundred
    exact = arrivals[arrivals["year"] == 2020]
    assert (exact["low"] == exact["high"]).all()


def test_shares_are_of_all_arrivals(ev, arrivals):
    whole = ev.series("arrivals_registered", start=2020, end=2020)["value"].item()
    row = arrivals[(arrivals["year"] == 2020) & (arrivals["origin"] == "Russia")].iloc[0]
    assert row["share"] == pytest.approx(100 * 3599 / whole)
    assert len(row["lineage"].split()) == 2
