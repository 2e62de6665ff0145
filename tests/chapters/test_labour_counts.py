import pytest

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.labour import counts


def test_the_counts_stand_in_order_and_only_ioms_are_estimates(ev):
    found = counts.counts(ev)
    assert len(found) == len(counts.COUNTS)
    assert found["label"].is_unique
    assert found["value"].is_monotonic_increasing
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    assert set(found.loc[found["status"] == "estimate", "series_id"]) == {"migrant_workers_iom"}
    assert counts.named(found, "Permits for work in households") == 295_261


def test_a_count_is_named_by_one_beginning(ev):
    with pytest.raises(ChapterError, match="2 labels"):
        counts.named(counts.counts(ev), "Migrant workers")


def test_one_row_is_wanted(yearly):
    frame = yearly({2023: 5}).assign(period="2023")
    assert counts.one(frame, "2023")["value"].item() == 5
    with pytest.raises(ChapterError, match="0 rows for '2024'"):
        counts.one(frame, "2024")


def test_permits_issued_and_in_force_are_different_series(ev):
    in_force = ev.series("foreign_workers_permits", frequency=None)
    assert counts.one(in_force, "2015-06-01")["value"].item() > counts.one(in_force, "2015")["value"].item()
    assert 2015 not in set(ev.series("foreign_labour_permits_issued")["year"])


def test_each_origin_stands_at_each_moment_within_the_total(ev):
    found = counts.origins(ev)
    assert len(found) == len(counts.ORIGINS) * len(counts.MOMENTS)
    assert found.groupby("moment")["share"].sum().lt(100).all()
    assert counts.of(found, "China", "2025-12") == 5604
    assert counts.of(found, "China", "2025-12", "share") == pytest.approx(100 * 5604 / 14103)
    with pytest.raises(ChapterError, match="Serbia"):
        counts.of(found, "Serbia", "2025-12")


def test_categories_add_to_the_total_of_the_first_date_and_nearly_to_that_of_the_last(ev):
    found = counts.categories(ev)
    assert found["label"].tolist() == list(counts.CATEGORIES.values())
    assert found["first"].sum() == 16_378
    assert found["last"].sum() == 14_105  # the total printed beside them is 14,103: corrections.csv says so
    flagged = ev.corrections.set_index("correction_id").loc["permits_2025_december_parts"]
    assert flagged["action"] == "flag"
    assert len(evidence.expand(evidence.lineage_of(found))) >= 2 * len(found)
