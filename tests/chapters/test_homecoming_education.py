import pytest

from kazmig.chapters import homecoming
from kazmig.chapters.homecoming import education


@pytest.fixture(scope="module")
def frame(ev):
    return homecoming.schooling(ev)


def test_a_period_is_kept_only_with_all_levels(frame):
    kandas = frame[frame["group"] == education.KANDAS]
    assert kandas.groupby("year")["level"].nunique().eq(len(homecoming.LEVELS)).all()
    assert "2023-01/2023-08" not in set(frame["period"])  # it lacks people without education


def test_levels_of_a_period_add_to_about_100(frame):
    kandas = frame[frame["group"] == education.KANDAS]
    assert kandas.groupby("year")["value"].sum().between(99.5, 100.5).all()


def test_the_census_has_two_levels_and_one_year(frame):
    census = frame[frame["group"] == education.POPULATION]
    assert census["level"].tolist() == ["Higher", "Specialised secondary"]
    assert set(census["year"]) == {2021}
