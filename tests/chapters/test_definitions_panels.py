import pytest

from kazmig.chapters import definitions
from kazmig.chapters.common import ChapterError
from kazmig.chapters.definitions import panels


@pytest.fixture(scope="module")
def paths(ev):
    return definitions.paths(ev, ev.series("departures_registered"), 2019)


def test_only_reporters_without_a_gap_carry_the_change(ev):
    found = definitions.carried(ev, 2019).set_index("geo")
    assert {"LTU", "CZE", "HUN", "DEU"} <= set(found.index)
    assert not {"BEL", "EST", "ROU", "CHE"} & set(found.index)
    assert (found["change"] == found["latest"] - found["base"]).all()
    assert found.index[0] == "LTU"


def test_every_path_is_a_hundred_in_the_base_year(paths):
    base = paths[paths["year"] == 2019]
    assert len(base) == 2 * len(panels.PATHS)
    assert (base["value"] == 100).all()


def test_the_register_ends_with_the_count_of_its_panel(paths):
    ends = definitions.last_points(paths)
    assert len(ends) == len(panels.PATHS)
    assert not ends[["Destination", "Register"]].isna().any().any()
    assert ends.set_index("panel").loc["Russia: citizenship granted", "year"] == 2022


def test_a_base_year_that_a_shown_count_lacks_is_refused(ev):
    with pytest.raises(ChapterError, match="choose another base_year"):
        definitions.paths(ev, ev.series("departures_registered"), 2018)  # Russia has 2016, 2019, 2020 and 2022
