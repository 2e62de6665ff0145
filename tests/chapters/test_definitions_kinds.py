import pytest

from kazmig import evidence
from kazmig.chapters import definitions
from kazmig.chapters.common import ChapterError
from kazmig.chapters.definitions import kinds


@pytest.fixture(scope="module")
def frames(ev):
    return ev.series("departures_registered"), ev.series("net_registered")


@pytest.fixture(scope="module")
def apart(ev, frames):
    return definitions.apart(ev, *frames, "2015-2020")


def test_the_register_is_once_itself_in_a_year_and_once_in_five(apart):
    own = apart[apart["label"] == "Registered departures"]
    assert own["kind"].tolist() == [kinds.YEARLY, kinds.FIVE]
    assert (own["factor"] == 1).all()


def test_five_year_numbers_are_set_beside_five_years_of_the_register(apart):
    five = definitions.value_of(apart, kinds.FIVE, "Registered departures")
    highest = definitions.estimates(apart).iloc[-1]
    assert highest["factor"] == pytest.approx(highest["value"] / five)
    year = definitions.value_of(apart, kinds.YEARLY, "Registered departures")
    stock = apart[apart["label"] == "In 2020 by IMS 2020"].iloc[0]
    assert stock["factor"] == pytest.approx(stock["value"] / year)


def test_balances_keep_their_sign_in_the_name(apart):
    assert definitions.value_of(apart, kinds.FIVE, "Net gain by WPP 2024", "signed") > 0
    assert definitions.value_of(apart, kinds.FIVE, "Net loss by WPP 2022", "signed") < 0
    assert (apart["value"] > 0).all()
    assert (apart["low"] <= apart["value"]).all()
    assert (apart["value"] <= apart["high"]).all()


@pytest.mark.parametrize("window", ["1995-2000", "2000-2005", "2005-2010", "2010-2015"])
def test_every_window_has_the_register_six_estimates_three_balances_and_both_stocks(ev, frames, window):
    found = definitions.apart(ev, *frames, window)
    assert len(definitions.estimates(found)) == 6
    assert found["label"].str.startswith("Net ").sum() == 3
    assert (found["kind"] == kinds.STOCK).sum() == 2
    assert not found.duplicated(["kind", "label"]).any()


def test_a_count_that_the_window_lacks_is_left_out(ev, frames, apart):
    early = definitions.apart(ev, *frames, "1995-2000")
    assert "Departure papers issued" in set(apart["label"])
    assert "Departure papers issued" not in set(early["label"])


def test_a_window_is_five_years_long():
    with pytest.raises(ChapterError, match="not five years long"):
        kinds.window_years("2015-2021")


def test_a_number_is_asked_for_by_words_that_only_it_has(apart):
    with pytest.raises(ChapterError, match="6 labels"):
        definitions.value_of(apart, kinds.FIVE, "Estimate")


def test_an_estimate_rests_on_its_own_row_and_the_registers_window(apart):
    row = definitions.estimates(apart).head(1)
    files = [address.partition(":")[0] for address in evidence.expand(evidence.lineage_of(row))]
    assert files.count("observations/intl_flows.csv") == 1
    assert files.count("observations/flows.csv") == 6
