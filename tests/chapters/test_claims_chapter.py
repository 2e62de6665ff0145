import pandas as pd
import pytest

from kazmig import claims, evidence
from kazmig.chapters import claims_chapter


def test_every_claim_stands_in_the_table_of_exactly_one_document(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    tabled = [claim for name in claims_chapter.DOCUMENTS for claim in frame.loc[frame["source_id"] == name, "claim_id"]]
    assert sorted(tabled) == sorted({verdict.claim.claim_id for verdict in judged})
    assert set(frame["verdict"]) <= set(claims.VERDICTS)


def test_documents_are_numbered_through_in_the_order_of_verdicts(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    for _, part in frame.groupby("document"):
        assert part["number"].tolist() == list(range(1, len(part) + 1))
        grades = [claims_chapter.ORDER.index(word) for word in part["verdict"]]
        assert grades == sorted(grades)


def test_a_row_names_place_speaker_figure_gap_and_publisher(ev, judged):
    frame = claims_chapter.statements(ev, judged).set_index("claim_id")
    two = frame.loc["eurasianet_two_million_left"]
    assert two["said"] == f"{two['statement']} ({two['locator']})"
    assert two["stated"] == "2 million persons"
    assert two["off"] == "+5.3%"
    assert two["grounds"].startswith("Stated: 2 million persons; gap +5.3%. It holds for")
    assert "2,105,736 persons (1991/2004)" in two["grounds"]
    assert "UN DESA Population Division" in two["grounds"].rsplit("Sources: ", 1)[1]
    assert frame.loc["eurasianet_to_russia", "grounds"].startswith("Read as: at least 50 percent. ")
    assert frame.loc["eurasianet_motives", "grounds"].startswith("A survey")
    quoted = frame[frame["said_by"] != ""].iloc[0]
    assert f"quoting {quoted['said_by']}" in quoted["said"]


def test_gaps_stand_only_beside_printed_numbers(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    assert (frame.loc[~frame["numeric"], "off"] == "").all()
    assert (frame["off"] != "").any()


def test_minus_signs_replace_hyphens_before_numbers_and_not_those_in_dates(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    assert not frame["grounds"].str.contains(r"(?:: |against )-\d").any()
    assert frame["grounds"].str.contains("2006-08/2006-12").any()
    assert set(frame["stated"]).isdisjoint(claims_chapter.DIRECTIONS)
    assert not frame["grounds"].str.contains(r"\de\+").any()


def test_a_document_without_a_short_name_is_refused(ev, judged, monkeypatch):
    monkeypatch.setattr(claims_chapter, "DOCUMENTS", {"irin_2004": "IRIN"})
    with pytest.raises(claims_chapter.ChapterError, match="avim_manejero"):
        claims_chapter.statements(ev, judged)


def test_counts_by_document_add_to_the_statements_and_rest_on_their_rows(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    counts = claims_chapter.counts(frame)
    assert len(counts) == len(claims_chapter.DOCUMENTS) * len(claims.VERDICTS)
    assert counts["value"].sum() == len(frame)
    for word in claims.VERDICTS:
        assert claims_chapter.tally(counts, word) == claims_chapter.tally(frame, word)
    for document, part in counts.groupby("document"):
        whole = evidence.lineage_of(frame[frame["document"] == document])
        assert evidence.lineage_of(part) == whole


def test_tally_counts_what_can_be_checked_and_percent_is_of_that():
    frame = pd.DataFrame({"verdict": list(claims_chapter.ORDER), "value": [6, 3, 1, 90]})
    assert claims_chapter.tally(frame) == 10
    assert claims_chapter.percent(frame, claims.SUPPORTED) == 60


@pytest.mark.parametrize(
    ("why", "group"),
    [
        ("No series can speak: a survey of 2017 missing.", "A series exists, not for that time"),
        ("A cause; no series measures it.", "A cause or an effect"),
        ("Employment by industry would be needed; a cause cannot be read off a series.", "A cause or an effect"),
        ("The document counts crisis among the causes of forced migration.", "A count would be needed"),
        ("The document is the only record; a list of participants would be needed.", "Only the document records it"),
        ("A list of earlier surveys would be needed.", "A dated record would be needed"),
        ("A survey of emigrants would be needed.", "A survey of people would be needed"),
        ("Counts of people in transit would be needed.", "A count would be needed"),
    ],
)
def test_a_reason_belongs_to_the_first_group_that_it_meets(why, group):
    assert claims_chapter.reason(why) == group


def test_reasons_add_to_what_cannot_be_checked_and_every_group_is_used(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    reasons = claims_chapter.unchecked(frame)
    assert reasons["value"].sum() == claims_chapter.tally(frame, claims.UNCHECKED)
    assert set(reasons["reason"]) == {name for name, _ in claims_chapter.REASONS}
