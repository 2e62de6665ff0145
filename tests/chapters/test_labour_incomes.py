import pandas as pd
import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.labour import incomes


@pytest.fixture(scope="module")
def panel(ev):
    return incomes.panel(ev)


def test_all_countries_come_from_one_release(ev, panel):
    assert set(panel["geo"]) == set(incomes.PLACES)
    assert ev.panel("wdi", geo=list(incomes.PLACES))["source_id"].nunique() == 1


def test_a_ratio_sets_the_first_country_over_the_second():
    rows = pd.DataFrame(
        {
            "geo": ["KAZ", "UZB", "RUS", "TJK", "KGZ"],
            "year": 2000,
            "gdp_per_capita_2015usd": [8.0, 2.0, 16.0, 1.0, 4.0],
            "unemployment_rate_ilo": 5.0,
            "lineage": [f"panels/wdi.csv.gz:{line}" for line in range(2, 7)],
        }
    )
    found = incomes.ratios(rows)
    assert incomes.at(found, "Kazakhstan over Uzbekistan", 2000) == 4
    assert incomes.at(found, "Russia over Kazakhstan", 2000) == 2
    with pytest.raises(ChapterError, match="1999"):
        incomes.at(found, "Russia over Kazakhstan", 1999)


def test_the_gaps_were_widest_in_the_boom(panel):
    found = incomes.ratios(panel)
    assert incomes.peak(found, "Kazakhstan over Uzbekistan") == 2006
    assert incomes.at(found, "Russia over Kazakhstan", 2000) > 1 > incomes.at(found, "Russia over Kazakhstan", 2024)


def test_unemployment_is_read_by_country_and_year(panel):
    assert incomes.unemployment(panel, "TJK", 2024) > incomes.unemployment(panel, "KAZ", 2024)
    with pytest.raises(ChapterError, match="1900"):
        incomes.unemployment(panel, "KAZ", 1900)
