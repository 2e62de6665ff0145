import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.labour import estimates
from kazmig.evidence import ANY


@pytest.fixture(scope="module")
def found(ev):
    return estimates.estimates(ev)


def test_every_estimate_of_the_evidence_is_there_once_and_in_order_of_time(ev, found):
    held = sum(len(ev.series(name, breakdown=ANY, category=ANY, frequency=None)) for name in estimates.SERIES)
    assert (~found["counted"]).sum() == held
    assert found["counted"].sum() == 1
    assert found["label"].is_unique
    early = found["year"].tolist()
    assert early[0] == min(early)
    assert early[-1] == max(early)


def test_a_printed_range_has_no_single_value(found):
    unesco = found[found["label"].str.contains("UNESCO")]
    assert unesco["value"].isna().item()
    assert unesco[["low", "high"]].values.tolist() == [[300_000, 1_000_000]]
    assert found["value"].isna().sum() == 1


def test_rounded_numbers_carry_what_they_can_stand_for(found):
    loud = found[found["value"] == 2_000_000]
    assert loud[["low", "high"]].values.tolist() == [[1_500_000, 2_500_000]]
    assert loud["said"].item() == "2,000,000"


def test_an_estimate_without_words_is_refused(ev, monkeypatch):
    known = {key: words for key, words in estimates.WORDS.items() if key[0] != "unesco_2009"}
    monkeypatch.setattr(estimates, "WORDS", known)
    with pytest.raises(ChapterError, match="unesco_2009"):
        estimates.estimates(ev)


def test_no_claim_is_judged_by_the_document_that_makes_it(ev):
    concepts = ev.series_info.set_index("series_id")["concept"]
    alone = concepts["labour_migrants_estimates"]
    assert (concepts == alone).sum() == 1
    assert alone not in set(ev.claims["concept"])


def test_the_amnesty_is_counted_up(ev):
    steps = estimates.pace(ev)
    assert steps["end"].tolist() == ["2006-10", "2006-12-04", "2006-12"]
    assert steps["value"].is_monotonic_increasing
    assert steps["added"].iloc[-1] == 164_586 - 138_302
