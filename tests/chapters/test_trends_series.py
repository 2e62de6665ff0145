import numpy as np
import pytest

from kazmig.chapters import common, trends
from kazmig.chapters.trends.series import NET


@pytest.fixture(scope="module")
def frame(ev):
    flows = [ev.series(name) for name in ("departures_registered", "arrivals_registered", "net_registered")]
    return trends.assembled(*flows, common.population(ev, "wpp2024"), 1991, 2025)


def test_five_series_cover_all_years(frame):
    assert frame.groupby("series")["year"].count().to_dict() == {
        "Departures": 35,
        "Departures per 1,000": 35,
        "Arrivals": 35,
        "Arrivals per 1,000": 35,
        "Net": 35,
    }


def test_flows_are_modelled_in_logs_and_the_balance_as_it_is(frame):
    net = frame[frame["series"] == NET]
    assert (net["modelled"] == net["value"]).all()
    assert (net["value"] < 0).any()
    flows = frame[frame["series"] != NET]
    assert np.exp(flows["modelled"]).to_numpy() == pytest.approx(flows["value"].to_numpy())


def test_rates_are_per_thousand_and_rest_on_count_and_population(frame, ev):
    row = frame[(frame["series"] == "Departures per 1,000") & (frame["year"] == 2019)].iloc[0]
    people = common.population(ev, "wpp2024").set_index("year").loc[2019, "value"]
    assert row["value"] == pytest.approx(1000 * 45225 / people)
    assert len(row["lineage"].split()) >= 2


def test_every_series_comes_with_and_without_its_first_year(frame):
    both = trends.windowed(frame)
    assert set(both["window"]) == {"1991–2025", "1992–2025"}
    assert both[both["whole"] == 0]["year"].min() == 1992
    assert len(trends.one(both, "Departures")) == 35


def test_a_series_with_gaps_begins_after_the_last_of_them(ev):
    flows = [ev.series(name) for name in ("departures_registered", "arrivals_registered", "net_registered")]
    frame = trends.unbroken(trends.assembled(*flows, common.population(ev, "register"), 1991, 2025))
    assert trends.one(frame, "Departures per 1,000")["year"].min() == 2000
    assert trends.one(frame, "Departures")["year"].min() == 1991


@pytest.mark.parametrize(("measure", "label"), [("count", "Arrivals"), ("rate", "Arrivals per 1,000")])
def test_the_measure_names_the_series(measure, label):
    assert trends.measured("Arrivals", measure) == label
