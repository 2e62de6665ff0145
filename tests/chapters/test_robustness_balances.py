"""The balance by every account, and the loss after 1991."""

import pytest

from kazmig.chapters.robustness import balances
from kazmig.chapters.robustness.claims import table
from kazmig.chapters.robustness.variants import LAST, LEAST, Variant
from kazmig.evidence import Evidence


@pytest.fixture(scope="module")
def accounts(ev: Evidence) -> dict[str, Variant]:
    return balances.readings(ev)


def test_the_register_is_arrivals_less_departures(ev: Evidence, accounts: dict[str, Variant]) -> None:
    printed = ev.series("net_registered").set_index("year")["value"]
    found = accounts[f"{balances.REGISTER} | {LAST}"]
    assert dict(zip(found.years.tolist(), found.low.tolist(), strict=True)) == printed.to_dict()
    wide = accounts[f"{balances.REGISTER} | {LEAST}"]
    assert (wide.low <= found.low).all()
    assert (wide.high >= found.high).all()


def test_projections_of_the_un_are_no_account(accounts: dict[str, Variant]) -> None:
    assert int(accounts[f"WPP 2022 | {LAST}"].years.max()) == 2021
    assert int(accounts[f"WPP 2024 | {LAST}"].years.max()) == 2023


def test_positive_by_the_register_and_not_by_the_un(accounts: dict[str, Variant]) -> None:
    frame = table(balances.positive(accounts))
    assert frame.groupby(frame["definition"].str.startswith("Register"))["holds"].all().to_dict() == {
        False: False,
        True: True,
    }
    book = frame[frame["book"]].iloc[0]
    assert (book["estimate"], book["n"]) == (pytest.approx(9.293), 3)


def test_first_gain_since_2011_hangs_on_the_account(accounts: dict[str, Variant]) -> None:
    frame = table(balances.first_since(accounts))
    assert set(frame.loc[frame["holds"], "definition"]) == {"Register"}
    assert set(frame.loc[~frame["holds"], "definition"]) == {"WPP 2022", "WPP 2024"}
    assert frame.loc[frame["book"], "estimate"].item() == pytest.approx(-0.279)


def test_the_loss_is_tested_at_the_end_further_from_the_round_figure(
    ev: Evidence, accounts: dict[str, Variant]
) -> None:
    frame = table(balances.two_million(accounts, ev))
    assert frame.loc[frame["book"], "estimate"].item() == pytest.approx(2.105736)
    register = frame[(frame["definition"] == "Register") & (frame["window"] == "1991 to 2004")].set_index("release")
    assert abs(register.loc[LEAST, "estimate"] - 2) >= abs(register.loc[LAST, "estimate"] - 2)
    assert (frame["definition"] == "Stock-based estimate").sum() == 6
