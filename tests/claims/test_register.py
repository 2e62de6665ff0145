"""data/claims.csv itself: complete, resolvable, in our own words, and never its own witness."""

import re

import pandas as pd
import pytest

from kazmig import evidence
from kazmig.claims import VERDICTS, claim, count_frame, results_frame, verdict_frame
from kazmig.claims.claim import ANYTHING

DOCUMENTS = {"irin_2004": 20, "unesco_2009": 20, "eurasianet_2018": 40, "avim_manejero": 80, "wikipedia_draft": 45}
"""At least so many claims each document was read to make."""

MEMBERS = {"unesco_size_of_europe": {"27"}, "eurasianet_thirteen_percent": {"1"}}
"""Numbers in notes that are names: the European Union of 27, the first of January."""


@pytest.fixture(scope="module")
def table(ev):
    return ev.claims


def test_there_are_more_than_a_hundred_claims_and_some_fifty_with_a_number(ev):
    read = claim.read(ev)
    assert len(read) > 200
    assert sum(any(reading.stated for reading in one.readings) for one in read) >= 45


@pytest.mark.parametrize("source_id", sorted(DOCUMENTS))
def test_every_document_was_gone_through(table, source_id):
    assert table.loc[table["source_id"] == source_id, "claim_id"].nunique() >= DOCUMENTS[source_id]


def test_only_the_five_documents_make_claims(table):
    assert set(table["source_id"]) == set(DOCUMENTS)


def test_ids_begin_with_their_document(table):
    for row in table.itertuples():
        assert row.claim_id.split("_")[0] == row.source_id.split("_")[0]


def test_concepts_series_and_events_exist(ev, table):
    info = ev.series_info
    by_concept = info.groupby("concept")["series_id"].agg(set).to_dict()
    events = set(ev.events["event_id"])
    for one in claim.read(ev):
        for reading in one.readings:
            for chosen in filter(None, (reading.selection, reading.against)):
                concepts = [each for each in chosen.concept.split("|") if each]
                assert set(concepts) <= set(by_concept), one.claim_id
                known = set().union(*(by_concept[each] for each in concepts)) if concepts else set()
                assert {each for each in chosen.series.split("|") if each} <= known, one.claim_id
            assert not reading.event or reading.event in events, one.claim_id


def test_filters_name_places_and_categories_that_exist(ev):
    places = set(ev.geographies["code"]) | {"", ANYTHING}
    kinds = ev.categories
    for one in claim.read(ev):
        for reading in one.readings:
            for chosen in filter(None, (reading.selection, reading.against)):
                assert set(chosen.geo.split("|")) <= places, one.claim_id
                assert set(chosen.partner.split("|")) <= places, one.claim_id
                if chosen.breakdown:
                    known = set(kinds.loc[kinds["breakdown"] == chosen.breakdown, "category"])
                    assert set(chosen.category.split("|")) <= known | {ANYTHING}, one.claim_id


def test_a_narrowed_concept_gives_its_reason(table):
    """Leaving out a series that could speak is a decision, and a decision has a reason."""
    narrowed = table[(table["series"] != "") & (table["note"] == "")]
    assert narrowed["claim_id"].tolist() == []


def test_words_read_as_numbers_say_how(table):
    """Most, vast majority, large: the bound that a word is read as is ours, and the note says so."""
    ours = table[(table["stated"] == "") & table["test"].isin(["at_least", "at_most", "share", "between"])]
    assert ours.loc[ours["note"] == "", "claim_id"].tolist() == []


def test_claims_that_nothing_can_test_say_what_it_would_take(table):
    idle = table[table["test"] == "uncheckable"]
    assert (idle["note"].str.len() > 20).all()


def test_reasons_carry_no_figures_of_ours(table):
    """A note may name years and repeat the document's own numbers, never a result: results come from the data."""
    for row in table.itertuples():
        said = set(re.findall(r"\d[\d,.]*\d|\d", f"{row.statement} {row.stated}"))
        found = set(re.findall(r"\d[\d,.]*\d|\d", row.note))
        rest = {number for number in found - said if not re.fullmatch(r"(19|20)\d\d", number)}
        assert rest <= MEMBERS.get(row.claim_id, set()), row.claim_id


def test_no_document_is_its_own_witness(judged):
    for verdict in judged:
        assert verdict.claim.source_id not in verdict.sources, verdict.claim.claim_id
        for result in verdict.results:
            assert verdict.claim.source_id not in result.sources


def test_every_witness_that_speaks_names_rows_and_sources(ev, judged):
    known = set(ev.sources["source_id"])
    for verdict in judged:
        for result in verdict.results:
            if result.supports is not None:
                assert result.sources, verdict.claim.claim_id
                assert set(result.sources) <= known
                assert result.lineage


def test_no_sentence_of_a_document_is_copied(table):
    """Statements are ours: short, and without the documents' quotation marks and links."""
    assert table["statement"].str.len().max() < 200
    assert not table["statement"].str.contains('[“”"]|http').any()


def test_table_is_sorted_and_has_no_double(table):
    keys = list(zip(table["claim_id"], table["reading"], strict=True))
    assert keys == sorted(set(keys))


def test_frames_have_one_row_a_claim_and_one_a_witness(ev, judged):
    frame, results = verdict_frame(ev, judged), results_frame(ev, judged)
    assert frame["claim_id"].is_unique
    assert len(frame) == len(judged)
    assert len(results) == sum(len(verdict.results) for verdict in judged)
    for each in (frame, results):
        assert evidence.lineage_of(each)
        assert not (each["lineage"] == "").any()
    assert set(frame.loc[frame["verdict"] == "supported", "contradicting"]) == {0}
    assert set(frame.loc[frame["verdict"] == "contradicted", "supporting"]) == {0}
    assert pd.api.types.is_float_dtype(frame["gap"])


def test_counts_add_up_by_document(ev, judged):
    frame = verdict_frame(ev, judged)
    counts = count_frame(frame)
    assert counts["claims"].sum() == len(frame)
    assert len(counts) == len(DOCUMENTS) * len(VERDICTS)
    assert evidence.lineage_of(counts)
