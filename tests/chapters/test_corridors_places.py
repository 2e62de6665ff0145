import pytest

from kazmig.chapters.corridors import places
from kazmig.chapters.years import ChapterError


def test_no_country_is_in_two_groups():
    assert not set(places.EUROPE) & {"RUS", "DEU", *places.CENTRAL_ASIA, *places.NORTH_AMERICA}
    assert len(set(places.EUROPE)) == len(places.EUROPE)
    assert len(places.SOVIET) == 15


def test_every_code_is_a_country_of_the_data(ev):
    countries = set(ev.geographies.loc[ev.geographies["group"] == "country", "code"])
    assert {*places.GROUPS, *places.SOVIET} <= countries


def test_a_country_without_a_place_keeps_its_row(ev, yearly):
    rows = yearly({2020: 5.0}).assign(partner="CHI")
    found = places.located(ev, rows)
    assert found["latitude"].isna().item()
    assert found["lineage"].item() == "observations/flows.csv:2"


def test_the_value_of_a_country_that_is_not_there_is_refused(yearly):
    frame = yearly({2020: 5.0}).assign(code="RUS")
    assert places.of(frame, "RUS") == 5.0
    with pytest.raises(ChapterError, match="0 rows for 'DEU'"):
        places.of(frame, "DEU")


def test_borders_are_the_same_from_both_sides(ev):
    towns = ev.panel("places").set_index("geo")["neighbours"].str.split()
    near = {geo: set(codes) for geo, codes in towns.items()}
    assert all(geo in near.get(other, {geo}) for geo, codes in near.items() for other in codes)
    assert near["KAZ"] == {"CHN", "KGZ", "RUS", "TKM", "UZB"}


def test_capitals_lie_where_they_lie(ev):
    towns = ev.panel("places").set_index("geo")
    assert towns.loc["KAZ", "town"] == "Astana"
    assert towns.loc["KAZ", ["latitude", "longitude"]].tolist() == pytest.approx([51.18, 71.45], abs=0.05)
    assert towns.loc["NZL", "latitude"] < 0 < towns.loc["NZL", "longitude"]
