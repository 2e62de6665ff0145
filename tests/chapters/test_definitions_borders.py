import pytest

from kazmig.chapters import definitions
from kazmig.chapters.common import ChapterError
from kazmig.chapters.definitions import borders


@pytest.fixture(scope="module")
def border(ev):
    return definitions.russia(ev)


def test_ratios_carry_the_rounding_of_both_sides(border):
    grants = definitions.grants(border).set_index("year")
    assert grants.loc[2022, "ratio_low"] == pytest.approx(41500 / 19550)
    assert grants.loc[2022, "ratio_high"] == pytest.approx(42500 / 19450)
    assert (grants["ratio_low"] <= grants["ratio"]).all()


def test_only_years_known_from_both_sides_are_compared(border):
    assert definitions.grants(border)["year"].tolist() == [2016, 2019, 2020, 2022]
    own = border[border["count"] == borders.DEPARTURES]
    assert (own["ratio"] == 1).all()


def test_the_table_has_a_dash_where_russia_printed_nothing(border):
    found = definitions.table(border, (2016, 2019)).set_index("count")
    assert found.loc["First registrations, any purpose", "value_2016"] == 399516
    assert found.loc["First registrations, any purpose"].isna()["value_2019"]
    assert found.loc["Registrations, first and repeated", "ratio_2019"] > 15


def test_of_parts_of_a_year_the_longest_is_named(ev):
    years = definitions.german_years(definitions.germany(ev)).set_index("year")
    assert years.loc[2020, "register"] == "1,399 (January to September)"
    assert years.loc[2022, "register"] == "1,332 (first half)"
    assert years.loc[2017, "resettlers"] == "2,690"
    assert years.loc[2019, "register"] == "–"


def test_a_period_without_words_is_refused():
    with pytest.raises(ChapterError, match="no words"):
        borders.in_words("2022-Q4")
