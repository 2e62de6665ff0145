"""What the models see: the window, counts or rates, and which models are compared."""

import pytest

from kazmig.chapters import common, forecast
from kazmig.evidence import lineage_of
from kazmig.trends import forecasting


def test_the_window_is_what_was_asked_for_and_net_is_the_difference(ev):
    known = forecast.seen(ev, 2000, 2020)
    assert known.departures["year"].tolist() == list(range(2000, 2021))
    assert common.at(known.net, 2020) == common.at(known.arrivals, 2020) - common.at(known.departures, 2020)
    assert common.at(known.net, 2020) == common.at(ev.series("net_registered"), 2020)
    assert set(known.history["flow"]) == {"departures", "arrivals", "net"}
    assert known.people["year"].max() == 2020, "no model sees people of later years"


def test_rates_rest_on_counts_and_people(ev):
    known = forecast.seen(ev, 2010, 2020, measure="rate")
    counts, people = forecast.seen(ev, 2010, 2020), common.population(ev, "wpp2024")
    expected = 1000 * common.at(counts.departures, 2015) / common.at(people, 2015)
    assert common.at(known.departures, 2015) == pytest.approx(expected)
    row = known.departures[known.departures["year"] == 2015]
    assert len(lineage_of(row)) == 2


@pytest.mark.parametrize(
    ("kwargs", "said"),
    [
        ({"measure": "share"}, "measure is 'share'"),
        ({"measure": "rate", "population": "register"}, "no population of 1993 from register"),
    ],
)
def test_what_cannot_be_seen_is_named(ev, kwargs, said):
    with pytest.raises(common.ChapterError, match=said):
        forecast.seen(ev, 1991, 2020, **kwargs)


def test_naive_and_drift_are_in_every_comparison():
    assert forecast.compared("theta,mean") == ("naive", "drift", "mean", "theta")
    assert forecast.compared("all") == tuple(forecasting.MODELS)
    with pytest.raises(common.ChapterError, match=r"names 'oracle'.*write all"):
        forecast.compared("naive, oracle")


def test_every_model_is_explained(ev):
    listed = forecast.models_table(ev.series("departures_registered"), forecast.compared("all"))
    assert listed["model"].tolist() == list(forecasting.MODELS)
    assert (listed["assumes"].str.len() > 10).all()
    assert set(listed.loc[listed["peer"] == "yes", "title"]) == set(forecast.peers(forecast.compared("all")))
