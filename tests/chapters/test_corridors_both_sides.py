import pytest

from kazmig import evidence
from kazmig.chapters import corridors
from kazmig.chapters.corridors import both_sides
from kazmig.chapters.years import ChapterError


def test_each_count_is_one_row_a_year(ev):
    found = corridors.russia(ev)
    assert not found.duplicated(["what", "year"]).any()
    assert found.groupby("year").size().tolist() == [6, 6]
    assert (found["side"] == "Kazakhstan").sum() == 2


def test_the_ends_keep_both_years_and_their_rows(ev):
    found = corridors.ends(corridors.russia(ev), 2016, 2019).set_index("what")
    assert found.loc["Russia: citizenship granted", ["first", "last"]].tolist() == [37_837, 50_492]
    for row in range(len(found)):
        addresses = evidence.expand(evidence.lineage_of(found.iloc[[row]]))
        assert sum(address.startswith("observations/") for address in addresses) == 2


def test_years_without_a_count_are_refused(ev):
    with pytest.raises(ChapterError, match="no count for"):
        corridors.russia(ev, (1993,))


def test_grants_over_departures_carry_what_rounding_leaves(ev):
    found = corridors.to_russia(ev).set_index("year")
    assert found.loc[2022, "ratio_low"] == pytest.approx(41_500 / 19_550)
    assert found.loc[2022, "ratio_high"] == pytest.approx(42_500 / 19_450)
    assert list(found.index) == [2016, 2019, 2020, 2022]


def test_german_counts_leave_gaps_open(ev):
    found = corridors.germany(ev)
    eurostat = found[found["count"].str.contains("Eurostat")].set_index("year")["value"]
    assert eurostat.loc[2009:2013].isna().all()
    assert found[found["count"] == "Resettlers and relatives"]["value"].notna().sum() == 2
    oecd = found[found["count"].str.contains("OECD")]
    assert oecd["year"].min() == 2002  # the zeros of 2000 and 2001 stand for missing values
    assert found["lineage"].ne("").all()


def test_output_per_person_is_relative_to_kazakhstan(ev):
    found = corridors.pull(ev, 2000, 2025)
    wealth = ev.panel("wdi", geo=["RUS", "KAZ"], year=2013).set_index("geo")["gdp_per_capita_2015usd"]
    ratio = found[(found["panel"] == both_sides.RATIO) & (found["year"] == 2013)]
    assert ratio["value"].item() == pytest.approx(100 * wealth["RUS"] / wealth["KAZ"])
    left = found[(found["panel"] == both_sides.DEPARTURES) & (found["year"] == 2019)]
    assert left["value"].item() == pytest.approx(45.225)
