import pandas as pd
import pytest

from kazmig import claims
from kazmig.chapters import claims_numbers


@pytest.fixture(scope="module")
def results(ev, judged):
    return claims.results_frame(ev, judged)


def test_a_witness_is_found_by_claim_series_and_revision(results):
    net = claims_numbers.witness(results, "eurasianet_two_million_left", "net_registered")
    assert net["value"].iloc[0] == 2_105_736
    with pytest.raises(claims_numbers.ChapterError, match="0 results of net_migrants_wpp WPP 2019"):
        claims_numbers.witness(results, "eurasianet_two_million_left", "net_migrants_wpp", "WPP 2019")


def test_gaps_are_percentages_of_what_is_stated(results):
    rows = claims_numbers.gaps(results, claims.DEPENDS)
    gross = rows[(rows["claim_id"] == "eurasianet_two_million_left") & rows["name"].str.startswith("Registered dep")]
    assert gross["gap"].iloc[0] == pytest.approx(100 * (3_157_619 / 2e6 - 1))
    assert set(rows["verdict"]) == {claims.DEPENDS}
    assert not rows.duplicated(["claim_id", "name", "value"]).any()


def test_claims_come_by_the_size_of_their_largest_gap(results):
    rows = claims_numbers.gaps(results, claims.SUPPORTED, claims.CONTRADICTED)
    largest = rows["gap"].abs().groupby(rows["claim_id"], sort=False).max()
    assert largest.is_monotonic_increasing


def test_every_printed_quantity_with_a_witness_is_drawn(ev, judged, results):
    """Places in a ranking are no quantities; every other printed number that a witness speaks to has its words."""
    frame = claims.verdict_frame(ev, judged)
    spoken = results[results["relative"].notna() & (results["unit"] != "rank")]
    numeric = set(frame.loc[frame["numeric"] & (frame["verdict"] != claims.UNCHECKED), "claim_id"])
    assert numeric & set(spoken["claim_id"]) == set(claims_numbers.NUMBERS)
    assert len(set(claims_numbers.NUMBERS.values())) == len(claims_numbers.NUMBERS)


def test_kinds_tell_the_register_from_the_un(results):
    rows = claims_numbers.gaps(results, *claims.VERDICTS)
    for name, kind in zip(rows["name"], rows["kind"], strict=True):
        assert ("Registered" in name) <= (kind == claims_numbers.KINDS[0])
        assert ("WPP" in name or "IMS" in name) <= (kind == claims_numbers.KINDS[1])


def test_balances_hold_three_series_without_projections_and_turn_where_they_say(ev):
    frame = claims_numbers.balances(ev, 1999, 2018)
    assert frame.groupby("series").size().to_dict() == {"Register": 20, "WPP 2022": 20, "WPP 2024": 20}
    register = ev.series("net_registered", start=1999, end=2018)
    assert claims_numbers.first_gain(frame, "Register") == register.loc[register["value"] > 0, "year"].min() == 2004
    late = claims_numbers.balances(ev, 2020, 2030)
    assert late.loc[late["series"] == "WPP 2022", "year"].max() < 2023


def test_a_series_that_never_gains_is_said_so():
    frame = pd.DataFrame({"series": "Register", "year": [2000], "value": [-1.0]})
    with pytest.raises(claims_numbers.ChapterError, match="Register has no year above zero"):
        claims_numbers.first_gain(frame, "Register")
