import pytest

from kazmig.chapters import corridors, exodus_groups
from kazmig.chapters.years import ChapterError


@pytest.fixture(scope="module")
def remaining(ev):
    return corridors.left(ev)


def test_the_base_is_the_last_soviet_census(remaining):
    base = remaining[remaining["year"] == 1989]
    assert (base[["value", "low", "high"]] == 100).all(axis=None)
    assert len(base) == 3


def test_shares_are_of_the_groups_own_base(ev, remaining):
    germans = exodus_groups.people(ev, "german").set_index("year")["value"]
    found = corridors.latest(remaining, "Germans")
    assert found["value"].item() == pytest.approx(100 * 224_300 / germans[1989])
    assert found["status"].item() == "estimate"
    assert (remaining["low"] <= remaining["value"]).all()
    assert (remaining["value"] <= remaining["high"]).all()


def test_the_census_differs_from_the_estimate_that_it_replaced(ev):
    found = corridors.census_and_estimate(ev).set_index("group")
    assert list(found.index) == ["Russians", "Ukrainians"]
    assert found.loc["Ukrainians", "ratio"] == pytest.approx(387_000 / 247_400)
    assert found.loc["Russians", "ratio_high"] == pytest.approx(2_981_946 / 3_350_000)


def test_the_superseded_estimates_change_no_other_series(ev):
    """They have a series of their own, so that rates between censuses do not pass through them."""
    years = exodus_groups.people(ev, "russian")["year"].tolist()
    assert years == [1989, 1999, 2009, 2021, 2024]


def test_the_pace_is_per_thousand_of_the_group(ev, remaining):
    found = corridors.pace(ev, remaining).set_index("group")
    assert found.loc["Germans", "rate"] == pytest.approx(1000 * 2549 / 224_300)
    assert found.loc["Russians", "rate_low"] < found.loc["Russians", "rate"] < found.loc["Russians", "rate_high"]


def test_an_unknown_group_is_refused(remaining):
    with pytest.raises(ChapterError, match="no group 'Tatars'"):
        corridors.latest(remaining, "Tatars")
