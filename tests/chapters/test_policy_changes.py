"""Yearly changes around laws and concepts."""

import pandas as pd
import pytest

from kazmig.chapters import common, policy


@pytest.mark.parametrize(
    ("date", "year"), [("2011-07-22", 2012), ("2021-01-01", 2021), ("2014", 2015), ("2013-12", 2014)]
)
def test_the_first_full_year_lies_wholly_after_the_date(date, year):
    assert policy.first_full_year(date) == year


def test_turns_are_dated_by_their_first_full_year(ev):
    turns = policy.turns(ev).set_index("event_id")
    assert set(turns.index) == set(policy.TURNS)
    assert turns.loc["concept_2023", "year"] == 2023


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
