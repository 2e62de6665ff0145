import pytest

from kazmig.chapters import corridors
from kazmig.chapters.flows import METHODS
from kazmig.chapters.years import ChapterError


@pytest.fixture(scope="module")
def moves(ev):
    return corridors.moves(ev, 2015, ("RUS", "DEU"))


def test_every_method_speaks_for_every_corridor(moves):
    assert moves.groupby("label")["method"].agg(set).map(lambda found: found == set(METHODS)).all()
    assert list(dict.fromkeys(moves["label"])) == ["To Russia", "From Russia", "To Germany", "From Germany"]


def test_a_pair_that_a_method_does_not_list_is_none(ev, moves):
    """By the definition of the series a method that lists no flow for a pair has none in it."""
    rows = ev.series("outflow_five_year", partner="RUS", breakdown="method", category="sd_drop_neg", frequency=None)
    assert "2015-07/2020-06" not in set(rows["period"])
    found = moves[(moves["label"] == "To Russia") & (moves["method"] == "sd_drop_neg")]
    assert found["value"].item() == 0


def test_the_spread_holds_the_chosen_method(moves):
    for method in METHODS:
        found = corridors.spread(moves, method)
        assert (found["low"] <= found["value"]).all()
        assert (found["value"] <= found["high"]).all()
    chosen = corridors.spread(moves, "da_pb_closed").set_index("label")
    assert chosen.loc["To Russia", "value"] == 783_568
    assert chosen.loc["To Russia", "listed"] == 4


def test_nets_are_arrivals_less_departures(moves):
    found = corridors.nets(moves, "RUS").set_index("method")
    assert found.loc["da_pb_closed", "value"] == 525_610 - 783_568
    assert (found["value"] > 0).sum() == 3


def test_a_window_that_does_not_exist_is_refused(ev):
    with pytest.raises(ChapterError, match="no five-year flows from 2016"):
        corridors.moves(ev, 2016, ("RUS",))
