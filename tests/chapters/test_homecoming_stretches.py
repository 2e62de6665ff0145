import pytest

from kazmig import evidence
from kazmig.chapters import homecoming
from kazmig.chapters.common import ChapterError


@pytest.fixture(scope="module")
def pace(ev):
    return homecoming.pace(ev)


def test_stretches_add_up_to_the_total(ev, pace):
    known = homecoming.known(ev).set_index("period")["value"]
    assert (pace["value"] * pace["years"]).sum() == pytest.approx(known["2026-01-01"], abs=300)


def test_stretches_cover_35_years_without_overlap(pace):
    assert pace["years"].sum() == 35


def test_only_what_a_source_prints_is_called_printed(pace):
    printed = pace.loc[pace["how"] == "printed", "label"].tolist()
    assert printed == ["2004 to 2008", "2020", "2022", "2023", "2025"]


def test_the_stretch_around_the_report_rests_on_it_and_on_two_totals(pace):
    row = pace[pace["label"].str.startswith("2003")]
    assert len(evidence.expand(evidence.lineage_of(row))) == 3
    assert homecoming.stretch(pace, row["label"].item()) == pytest.approx((860_400 - 228_000 - 439_430) / 3.75)


def test_an_unknown_stretch_is_refused(pace):
    with pytest.raises(ChapterError, match="0 stretches are called '1980s'"):
        homecoming.stretch(pace, "1980s")
