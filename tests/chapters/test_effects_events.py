import pytest

from kazmig import evidence
from kazmig.chapters import common, effects


@pytest.fixture(scope="module")
def events(ev):
    return effects.listed(ev, "first_full_year")


def test_every_event_tested_is_in_the_ledger_with_its_first_full_year(events):
    assert set(events["event_id"]) == set(effects.TESTED)
    assert events["date"].is_monotonic_increasing
    years = events.set_index("event_id")["year"]
    assert (years["law_migration_2011"], years["concept_2017"], years["pandemic_2020"]) == (2012, 2018, 2021)


def test_the_year_of_the_event_is_the_other_dating(ev, events):
    own = effects.listed(ev, "year_of_event")
    assert (own["year"] == events["own"]).all()
    with pytest.raises(common.ChapterError, match="first_full_year"):
        effects.place("2014-02-01", "nearest_year")


def test_a_decision_and_a_shock_share_two_years(events):
    found = effects.calendar(events).set_index("year")
    assert found.index[found["mixed"] == 1].tolist() == [2015, 2023]
    assert found["events"].sum() == len(events)
    assert found.loc[2018, ["decisions", "shocks"]].tolist() == [1, 0]


def test_a_year_of_the_calendar_rests_on_its_own_events(events):
    found = effects.calendar(events)
    for row in found.itertuples():
        assert len(evidence.expand(" ".join(evidence.lineage_of(found.loc[[row.Index]])))) == row.events


def test_company_leaves_out_the_events_tested_and_institutions(ev, events):
    others = effects.company(ev, events)
    assert not set(others["name"]) & set(events["name"])
    assert "institution" not in set(others["kind"])
    assert set(others["year"]) <= set(events["year"])
    assert others["name"].str.contains("south to north").sum() == 2
