import pytest

from kazmig.chapters import students
from kazmig.chapters.common import ChapterError


def test_the_list_has_ten_hosts_and_a_remainder_at_most(ev):
    found = students.listed(ev, 2019)
    assert found["host"].iloc[0] == "Russia"
    assert len(found) <= 11
    assert found["value"].is_monotonic_decreasing
    assert "China" not in set(found["host"])


@pytest.mark.parametrize("year", [2010, 2013, 2020])
def test_a_year_without_russia_is_no_list(ev, year):
    with pytest.raises(ChapterError, match="lack Russia"):
        students.listed(ev, year)


def test_the_share_of_russia_skips_years_without_it_and_the_press(ev):
    found = students.russia_share(ev)
    assert not {2010, 2013, 2020} & set(found["year"])
    assert found.set_index("year").loc[2018, "russia"] == 69_836
    assert (found["value"] < 100).all()


def test_academic_years_stand_at_their_end(ev):
    found = students.counts(ev)
    usa = found[found["host"].str.startswith("United States")]
    assert usa["year"].max() == 2025
    assert not found.duplicated(["host", "year"]).any()


def test_counts_of_hosts_begin_where_asked(ev):
    assert students.counts(ev, 2012)["year"].min() == 2012
