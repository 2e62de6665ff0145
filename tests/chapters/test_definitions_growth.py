import pytest

from kazmig.chapters import definitions
from kazmig.chapters.definitions import growth


@pytest.fixture(scope="module")
def yearly_parts(ev):
    return definitions.parts(ev, ev.series("net_registered"))


def test_natural_increase_is_births_less_deaths(ev, yearly_parts):
    births = ev.series("births_wpp", vintage="WPP 2024", start=1999, end=1999)["value"].item()
    deaths = ev.series("deaths_wpp", vintage="WPP 2024", start=1999, end=1999)["value"].item()
    row = yearly_parts[(yearly_parts["part"] == growth.NATURAL) & (yearly_parts["year"] == 1999)]
    assert row["value"].item() == births - deaths


def test_projections_are_no_part_of_growth(yearly_parts):
    assert yearly_parts["year"].max() == 2023
    assert yearly_parts.groupby("part")["year"].nunique().nunique() == 1


def test_the_parts_add_up_to_the_growth_of_the_uns_population(ev, yearly_parts):
    decades = definitions.decades(yearly_parts).set_index("start")
    people = ev.series("population_midyear_wpp", vintage="WPP 2024").set_index("year")["value"]
    grown = people[2023] - people[2000]  # mid-year to mid-year, so that a half year at both ends is open
    summed = decades.loc[[2000, 2010, 2020], "growth_un"].sum()
    assert summed == pytest.approx(grown, rel=0.05)


def test_the_spans_cover_every_year_once(yearly_parts):
    decades = definitions.decades(yearly_parts)
    years = [year for row in decades.itertuples() for year in range(row.start, row.end + 1)]
    assert years == list(range(1991, 2024))
    assert decades["natural"].sum() == pytest.approx(
        yearly_parts.loc[yearly_parts["part"] == growth.NATURAL, "value"].sum()
    )
