"""Steps, the ledger, the timeline and the bodies: who is in, in which order, and what is counted."""

import pandas as pd

from kazmig import evidence
from kazmig.chapters import policy
from kazmig.chapters.policy.steps import IN_ORDER


def test_every_word_of_the_timeline_belongs_to_an_event_of_the_ledger(ev):
    assert set(policy.WORDS) == set(policy.timeline(ev)["event_id"])
    assert set(policy.TURNS) <= set(policy.WORDS)
    assert set(policy.COUNTS_ONLY) <= set(ev.events["event_id"])


def test_the_timeline_begins_where_it_is_told_and_keeps_the_order_of_subjects(ev):
    late = policy.timeline(ev, 2010)
    assert late["year"].min() >= 2010
    subjects = [policy.SUBJECTS[name] for name in IN_ORDER if policy.SUBJECTS[name] in set(late["subject"])]
    assert list(dict.fromkeys(late["subject"])) == subjects
    assert set(late["kind"]) <= set(policy.LANES.values())
    assert (late["aim"] != "").all()


def test_steps_leave_out_institutions_shocks_and_interim_counts(ev):
    steps = policy.steps(ev)
    assert set(steps["kind"]) == {"law", "programme", "quota", "agreement"}
    assert not set(policy.COUNTS_ONLY) & set(steps["event_id"])
    assert steps["subject"].notna().all()


def test_the_ledger_lists_every_event_once_by_date_with_its_source(ev):
    ledger = policy.ledger(ev)
    assert sorted(ledger["event_id"]) == sorted(ev.events["event_id"])
    assert ledger["start"].is_monotonic_increasing
    assert (ledger["source_id"] != "").all()
    assert set(ledger["sort"]) == {name.capitalize() for name in policy.LANES}
    assert all(text == text[:1].upper() + text[1:] for text in ledger["aim"])


def test_bodies_are_memberships_and_treaties_since_independence(ev):
    bodies = policy.bodies(ev)
    assert set(bodies["sort"]) == {"Institution", "Agreement"}
    assert bodies["year"].min() >= 1991
    asked = {"un_membership", "world_bank_law", "ilo_membership", "unhcr_office", "iom_membership", "almaty_process"}
    assert asked | {"refugee_convention", "eaeu_start"} <= set(bodies["event_id"])
    assert (bodies.set_index("event_id").loc[sorted(asked), "aim"] != "").all()


def test_counts_by_subject_add_to_the_steps_and_know_their_rows(ev):
    steps = policy.steps(ev)
    counts = policy.subjects(steps)
    assert counts["value"].sum() == len(steps)
    for row in counts.itertuples():
        assert len(evidence.expand(" ".join(evidence.lineage_of(counts.loc[[row.Index]])))) == row.value


def test_the_leading_subject_is_the_most_frequent():
    frame = pd.DataFrame({"subject": ["Labour", "Return of ethnic Kazakhs", "Labour"]})
    assert policy.leading(frame) == "labour"


def test_first_years_are_those_of_the_first_step_on_each_subject():
    frame = pd.DataFrame({"direction": ["labour", "return", "labour"], "year": [2009, 1997, 2006]})
    assert policy.first_years(frame, ["return", "labour"]) == [1997, 2006]
