import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import common, policy


@pytest.mark.parametrize(
    ("date", "year"), [("2011-07-22", 2012), ("2021-01-01", 2021), ("2014", 2015), ("2013-12", 2014)]
)
def test_the_first_full_year_lies_wholly_after_the_date(date, year):
    assert policy.first_full_year(date) == year


def test_every_word_of_the_timeline_belongs_to_an_event_of_the_ledger(ev):
    assert set(policy.WORDS) == set(policy.timeline(ev)["event_id"])
    assert set(policy.TURNS) <= set(policy.WORDS)


def test_the_timeline_begins_where_it_is_told_and_keeps_the_order_of_lanes(ev):
    late = policy.timeline(ev, 2010)
    assert late["year"].min() >= 2010
    lanes = [lane for lane in policy.LANES.values() if lane in set(late["lane"])]
    assert list(dict.fromkeys(late["lane"])) == lanes


def test_steps_leave_out_institutions_shocks_and_interim_counts(ev):
    steps = policy.steps(ev)
    assert set(steps["kind"]) == {"law", "programme", "quota", "agreement"}
    assert not set(policy.COUNTS_ONLY) & set(steps["event_id"])
    assert steps["subject"].notna().all()


def test_counts_by_subject_add_to_the_steps_and_know_their_rows(ev):
    steps = policy.steps(ev)
    counts = policy.subjects(steps)
    assert counts["value"].sum() == len(steps)
    for row in counts.itertuples():
        assert len(evidence.expand(" ".join(evidence.lineage_of(counts.loc[[row.Index]])))) == row.value


def test_the_leading_subject_is_the_most_frequent():
    frame = pd.DataFrame({"subject": ["Labour", "Return of ethnic Kazakhs", "Labour"]})
    assert policy.leading(frame) == "labour"


def test_legalised_parts_add_to_the_printed_total(ev):
    parts = policy.legalised(ev)
    assert parts["value"].sum() == 138_302
    assert (parts["value"] > 0).all()
    rest = parts[parts["label"] == "Other CIS"]
    assert len(evidence.expand(" ".join(evidence.lineage_of(rest)))) == 5


def test_yearly_changes_mark_only_the_years_after_steps(yearly):
    flow = yearly({2000: 100, 2001: 200, 2002: 100, 2003: 100})
    chosen = pd.DataFrame({"year": [2002], "lineage": ["events.csv:9"]})
    changes = policy.yearly_changes(flow, chosen)
    assert changes["year"].tolist() == [2001, 2002, 2003]
    assert changes["value"].round(6).tolist() == [100, -50, 0]
    assert changes["after"].tolist() == [False, True, False]
    assert "events.csv:9" in changes["lineage"].iloc[1]
    assert "events.csv:9" not in changes["lineage"].iloc[0]


def test_typical_changes_treat_halving_and_doubling_alike(yearly):
    flow = yearly({2000: 100, 2001: 200, 2002: 100})
    none = pd.DataFrame({"year": pd.Series([], dtype=int), "lineage": pd.Series([], dtype=str)})
    changes = policy.yearly_changes(flow, none)
    assert policy.typical(changes, after=False) == pytest.approx(100)
    with pytest.raises(common.ChapterError, match="earlier start_year"):
        policy.typical(changes, after=True)


def test_resettlement_puts_the_programme_beside_all_moves(ev):
    frame = policy.resettlement(ev)
    assert frame["kind"].tolist() == ["programme"] + ["moves"] * (len(frame) - 1)
    assert frame.loc[frame["kind"] == "programme", "value"].item() == 66_200
    assert frame.loc[frame["year"] == 2024, "value"].max() == 689_497
