"""Quotas beside what came: the same months on both sides, and no permit above its ceiling by rounding alone."""

import pytest

from kazmig import evidence
from kazmig.chapters import policy
from kazmig.chapters.policy.quotas import SETTLED


def test_settled_and_all_kandas_are_of_the_same_months(ev):
    frame = policy.settled(ev)
    assert tuple(frame["period"]) == SETTLED
    assert (frame["under"] < frame["everybody"]).all()
    first = frame.iloc[0]
    assert first["share"] == pytest.approx(100 * 2337 / 21325)
    assert len(evidence.lineage_of(frame.iloc[[0]])) == 2


def test_ceilings_take_the_most_permits_known_in_the_year(ev):
    frame = policy.ceilings(ev).set_index("year")
    permits = ev.series("foreign_workers_permits", frequency=None)
    for year, row in frame.iterrows():
        known = permits.loc[permits["period"].str.startswith(str(year)), "value"]
        assert row["permits"] == known.max()
        assert row["share_low"] <= row["share"] <= row["share_high"]
    assert list(frame.index) == sorted(frame.index)
