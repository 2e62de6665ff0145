import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.labour import money


def test_the_balance_is_what_comes_in_less_what_goes_out(yearly):
    rows = money.both_ways(yearly({2000: 3e6, 2001: 5e6}), yearly({2000: 9e6}))
    assert money.at(rows, "balance", 2000) == -6
    assert money.at(rows, "paid", 2000) == 9
    with pytest.raises(ChapterError, match="2001"):
        money.at(rows, "paid", 2001)


def test_more_has_gone_out_in_every_year_but_the_flagged_one(ev):
    rows = money.both_ways(ev.series("remittances_received"), ev.series("remittances_paid"))
    balance = rows[rows["flow"] == "balance"].set_index("year")["value"]
    assert balance[balance > 0].index.tolist() == [1995]
    flags = ev.corrections.set_index("correction_id")
    assert flags.loc["wdi_remittances_1995", "action"] == "flag"


def test_the_share_of_payments_uses_the_output_behind_the_share_of_receipts(yearly):
    found = money.shares(yearly({2000: 2e6}), yearly({2000: 6e6}), yearly({2000: 0.5}))
    assert found[["received", "paid"]].values.tolist() == [[0.5, 1.5]]


def test_output_behind_the_shares_is_that_of_the_world_bank(ev):
    found = money.shares(
        ev.series("remittances_received"),
        ev.series("remittances_paid"),
        ev.series("remittances_received_share_gdp"),
    ).set_index("year")
    paid = ev.series("remittances_paid").set_index("year")["value"]
    people = ev.panel("wdi", geo="KAZ").set_index("year")["population"]
    per_person = ev.series("gdp_per_capita_currentusd").set_index("year")["value"]
    for year in (2000, 2007, 2020):
        output = people[year] * per_person[year]
        assert found.loc[year, "paid"] == pytest.approx(100 * paid[year] / output, rel=0.02)


def test_peers_are_ranked_and_a_missing_one_is_left_out(ev):
    assert money.peers(ev, 2022)["country"].tolist() == ["Tajikistan", "Kyrgyzstan", "Uzbekistan", "Kazakhstan"]
    assert "Kyrgyzstan" not in set(money.peers(ev, 2024)["country"])


def test_transfers_by_country_are_parts_of_the_total(ev):
    found = money.transfers(ev, "2022-01/2022-07")
    assert found["partner"].iloc[0] == "UZB"
    assert 50 < found["share"].sum() < 100
