import pytest

from kazmig import evidence
from kazmig.chapters import common
from kazmig.chapters.before_1991 import accounts


@pytest.fixture(scope="module")
def moves(ev):
    return accounts.net(ev)


def test_the_two_revisions_agree_until_1969_and_part_after(moves):
    gaps = accounts.widest(moves).set_index("year")["value"].abs()
    assert gaps.loc[:1969].max() < 2_000
    assert gaps.max() > 100_000


def test_the_first_year_of_loss_is_that_of_its_revision(yearly):
    frame = yearly({1970: 5, 1971: -1, 1972: 3, 1973: -2}, revision="WPP 2022")
    assert accounts.first_loss(frame, "WPP 2022") == 1971
    with pytest.raises(common.ChapterError, match="no year of net loss"):
        accounts.first_loss(frame, "WPP 2024")


def test_an_account_closes_growth_is_births_less_deaths_and_moves(ev):
    found = accounts.accounts(ev, "WPP 2024")
    assert found["interval"].tolist() == ["1959 to 1969", "1970 to 1978", "1979 to 1988"]
    assert (found["growth"] - found["natural"] - found["implied"]).abs().max() < 1e-6
    assert accounts.at(found, 1959, "growth") == 13_013_600 - 9_283_200


def test_an_account_takes_the_years_between_its_censuses(ev):
    births = ev.series("births_wpp", vintage="WPP 2022", start=1970, end=1978)["value"].sum()
    deaths = ev.series("deaths_wpp", vintage="WPP 2022", start=1970, end=1978)["value"].sum()
    assert accounts.at(accounts.accounts(ev, "WPP 2022"), 1970, "natural") == births - deaths


def test_the_account_knows_its_rows(ev):
    row = accounts.accounts(ev, "WPP 2024").iloc[0]
    assert len(evidence.expand(row["lineage"])) == 2 + 4 * 11  # two counts; births, deaths, two revisions of net


def test_the_first_count_of_1989_makes_the_loss_smaller_and_leaves_the_others(ev):
    first, recalculated = (accounts.accounts(ev, "WPP 2024", first) for first in (True, False))
    assert accounts.at(recalculated, 1979, "implied") < accounts.at(first, 1979, "implied") < 0
    assert accounts.at(first, 1970, "implied") == accounts.at(recalculated, 1970, "implied")


def test_even_the_highest_first_count_leaves_a_loss_with_either_revision(ev):
    late = accounts.every_way(ev).query("start == 1979")
    assert len(late) == 4
    room = ev.series("population_census", geo="KZ-SSR", start=1989, end=1989)
    assert late["implied"].max() + room["high"].item() - room["value"].item() < 0


def test_side_by_side_has_a_row_for_each_way(ev):
    found = accounts.accounts(ev, "WPP 2024")
    flat = accounts.side_by_side(found, "WPP 2024")
    assert len(flat) == 9
    assert not flat["label"].duplicated().any()
    assert flat["value"].sum() == pytest.approx(found[["implied", "wpp2022", "wpp2024"]].to_numpy().sum())
    assert (flat["thousand"] * 1000 - flat["value"]).abs().max() < 1e-6
