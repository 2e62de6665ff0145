import pytest

from kazmig import claims
from kazmig.chapters import claims_hearings


def by_id(judged):
    return {verdict.claim.claim_id: verdict for verdict in judged}


def test_hearing_all_changes_nothing(judged):
    assert claims_hearings.heard(judged, lambda result: True) == tuple(judged)
    assert claims_hearings.revisions(judged, "both") == tuple(judged)


def test_without_witnesses_nothing_can_be_checked(judged):
    silent = claims_hearings.heard(judged, lambda result: False)
    assert {verdict.verdict for verdict in silent} == {claims.UNCHECKED}
    assert all(verdict.why for verdict in silent)


def test_the_rule_is_that_of_the_judge(judged):
    """Hearing half of the witnesses twice gives what the judge's rule says of those that are left."""
    for side, word in (("yes", claims.SUPPORTED), ("no", claims.CONTRADICTED)):
        wanted = side == "yes"
        for verdict in claims_hearings.heard(judged, lambda result, wanted=wanted: result.supports is wanted):
            assert verdict.verdict == (word if verdict.results else claims.UNCHECKED)


def test_one_revision_turns_a_verdict_and_its_grounds(judged):
    before = by_id(judged)["irin_positive_after_2003"]
    after = by_id(claims_hearings.revisions(judged, "wpp2022"))["irin_positive_after_2003"]
    assert (before.verdict, after.verdict) == (claims.DEPENDS, claims.SUPPORTED)
    assert "WPP 2024" in before.why
    assert "WPP 2024" not in after.why
    assert all(result.vintage != "WPP 2024" for result in after.results)


def test_an_unknown_choice_of_revisions_is_refused(judged):
    with pytest.raises(claims_hearings.ChapterError, match="wpp2022, wpp2024, neither"):
        claims_hearings.revisions(judged, "wpp2019")


def test_every_hearing_holds_every_claim_and_the_counts_add_up(ev, judged):
    frame = claims_hearings.hearings(ev, judged)
    assert len(frame) == len(judged) * len(claims_hearings.HEARINGS)
    counts = claims_hearings.by_hearing(frame)
    sums = counts[counts["verdict"] != "changed"].groupby("hearing")["value"].sum()
    assert (sums == len(judged)).all()
    changed = counts[counts["verdict"] == "changed"].set_index("hearing")["value"]
    assert changed["All witnesses"] == 0
    assert changed["Without the national register"] > 0
    assert changed["Without both of these"] >= changed["Without WPP 2024"]
