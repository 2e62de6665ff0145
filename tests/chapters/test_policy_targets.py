"""Targets: each verdict follows from its rows, and what cannot be judged says why."""

import pytest

from kazmig import evidence
from kazmig.chapters import policy
from kazmig.chapters.common import ChapterError
from kazmig.chapters.policy import targets


@pytest.fixture(scope="module")
def judged(ev):
    return policy.judged(ev).set_index("target_id")


def test_every_target_has_a_verdict_and_words_for_it(ev, judged):
    table = ev.table("targets")
    assert sorted(judged.index) == sorted(table["target_id"])
    assert (judged["what"] != "").all()
    needed = {"none": "reason", "said": "said", "at_least": "value", "falls": "base", "rises": "base"}
    for row in table.to_dict("records"):
        assert row[needed[row["test"]]] not in ("", None), row["target_id"]
        assert row["test"] != "said" or row["said_source_id"], row["target_id"]


def test_numbers_decide_where_there_are_numbers(judged):
    assert judged.loc["students_50k", "verdict"] == targets.MISSED
    assert judged.loc["students_50k", "wanted"] > judged.loc["students_50k", "after"]
    assert judged.loc["quota_2025_kandas", "verdict"] == targets.REACHED
    assert judged.loc["plan_2014_skilled", "verdict"] == targets.AGAINST
    assert judged.loc["plan_2014_skilled", "what"].startswith("17,400 in 2015, 20,400 in 2017. How many are too many")
    assert judged.loc["quota_2023_kandas", "what"] == "2,337 in 2023"


def test_a_verdict_rests_on_its_target_and_on_the_rows_that_judge_it(judged):
    assert len(evidence.expand(judged.loc["concept_2017_regions", "lineage"])) == 9
    assert len(evidence.expand(judged.loc["students_50k", "lineage"])) == 2
    assert len(evidence.expand(judged.loc["concept_2017_security", "lineage"])) == 1
    assert len(judged.loc["concept_2017_regions", "source_id"].split()) == 2


def test_those_judged_by_a_count_come_first(judged):
    counted = judged["verdict"].isin(policy.COUNTED).tolist()
    assert counted == sorted(counted, reverse=True)
    assert judged.loc[judged["after"].notna(), "verdict"].isin(policy.COUNTED).all()


@pytest.mark.parametrize(
    ("test", "before", "after", "verdict"),
    [
        ("falls", 2, 1, targets.TOWARDS),
        ("falls", 1, 2, targets.AGAINST),
        ("rises", 1, 2, targets.TOWARDS),
        ("rises", 2, 1, targets.AGAINST),
    ],
)
def test_a_direction_is_judged_by_base_and_outcome(ev, monkeypatch, test, before, after, verdict):
    counts = {"2015": (before, "a.csv:2", "x"), "2017": (after, "a.csv:3", "x")}
    monkeypatch.setattr(targets, "_count", lambda _ev, _row, period: counts[period])
    row = ev.table("targets").query("target_id == 'plan_2014_skilled'").iloc[0].to_dict() | {"test": test}
    assert targets._judge(ev, row)["verdict"] == verdict


def test_an_outcome_that_the_evidence_lacks_is_refused(ev):
    row = ev.table("targets").query("target_id == 'quota_2023_kandas'").iloc[0].to_dict() | {"outcome": "1999"}
    with pytest.raises(ChapterError, match="quota_2023_kandas: 0 rows"):
        targets._judge(ev, row)


def test_targets_name_events_that_were_there_before_they_were_due(ev):
    table = ev.table("targets").merge(ev.events[["event_id", "year"]], on="event_id")
    assert len(table) >= 10
    assert (table["year"] <= table["due"].str[:4].astype(int)).all()
