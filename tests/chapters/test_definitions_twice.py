import pytest

from kazmig.chapters import definitions


@pytest.fixture(scope="module")
def pairs(ev):
    return definitions.pairs(ev)


def test_czechia_rises_by_one_definition_and_falls_by_the_other(pairs):
    czechia = pairs[pairs["geo"] == "CZE"].set_index("year")
    assert czechia.loc[[2014, 2018], "eurostat"].tolist() == [201, 649]
    assert czechia.loc[[2014, 2018], "oecd"].tolist() == [1018, 804]


def test_the_national_definition_of_germany_before_2009_is_not_compared(pairs):
    assert pairs["year"].min() == 2009
    assert pairs.loc[pairs["geo"] == "DEU", "year"].min() == 2014


def test_same_means_equal_and_a_factor_needs_somebody(pairs):
    assert ((pairs["same"] == 1) == (pairs["eurostat"] == pairs["oecd"])).all()
    assert pairs.loc[pairs["eurostat"] == 0, "factor"].isna().all()


def test_the_two_counts_stay_two_lines(ev):
    lines = definitions.lines(ev, ("DEU", "CZE"), 2009)
    assert not lines.duplicated(["place", "count", "year"]).any()
    assert set(lines["count"]) == {"Eurostat", "OECD"}
