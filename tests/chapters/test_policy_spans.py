"""Programmes for a span of years: planned end and real end, with both events behind them."""

import pytest

from kazmig import evidence
from kazmig.chapters import policy
from kazmig.chapters.common import ChapterError
from kazmig.chapters.policy.spans import ENDED_BY


def test_spans_read_the_last_year_from_the_name_and_the_end_from_the_ledger(ev):
    frame = policy.spans(ev).set_index("event_id")
    assert list(frame.index) == list(ENDED_BY)
    assert frame.loc["concept_2007", ["begun", "planned", "ended"]].tolist() == [2007, 2015, 2011]
    assert (frame["begun"] < frame["ended"]).all()
    lines = evidence.expand(frame.loc["concept_2007", "lineage"])
    assert len(lines) == 2


def test_a_name_without_years_is_refused(ev, monkeypatch):
    monkeypatch.setitem(ENDED_BY, "bolashak_founded", "concept_2025")
    with pytest.raises(ChapterError, match="bolashak_founded"):
        policy.spans(ev)
