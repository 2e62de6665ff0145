import pytest

from kazmig.chapters import flows


@pytest.fixture(scope="module")
def stacked(ev):
    un = [ev.series("net_migrants_wpp", vintage=vintage, start=1991) for vintage in ("WPP 2024", "WPP 2022")]
    return flows.balances(ev.series("net_registered"), *un)


def test_projections_of_the_un_are_no_account_of_a_year(stacked):
    assert stacked.loc[stacked["source"] == "WPP 2022", "year"].max() == 2021
    assert stacked.loc[stacked["source"] == "WPP 2024", "year"].max() == 2023


def test_the_register_and_the_un_have_opposite_signs_in_known_years(stacked):
    found = flows.disagreement(stacked, "Register", "WPP 2024")
    opposite = set(found.loc[found["opposite"] == 1, "year"])
    assert set(range(2004, 2012)) <= opposite
    assert not {2003, 2012, 2013} & opposite


def test_the_gap_is_the_second_less_the_first(stacked):
    row = flows.disagreement(stacked, "Register", "WPP 2024").set_index("year").loc[2022]
    assert row["gap"] == row["second"] - row["first"]
    assert (row["first"], row["second"]) == (-6722, 45755)


def test_the_world_bank_prints_the_same_numbers_as_the_un(ev):
    found = flows.same_as_world_bank(ev.series("net_migrants_wpp", vintage="WPP 2024"), ev.series("net_migration_wdi"))
    assert len(found) > 60
    assert (found["un"] == found["world_bank"]).all()
