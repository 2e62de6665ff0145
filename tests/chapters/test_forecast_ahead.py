"""The years ahead: three flows, every model, and the frames that fans are drawn from."""

import numpy as np
import pytest

from kazmig import charts
from kazmig.chapters import forecast
from kazmig.trends import forecasting
from kazmig.trends.yearly import series_of

MODELS = ("naive", "drift")


@pytest.fixture(scope="module")
def known(ev):
    return forecast.seen(ev, 1991, 2025)


@pytest.fixture(scope="module")
def told(known):
    return forecast.ahead(known, MODELS, horizon=3, size=2000, seed=5)


def test_every_flow_model_and_year_is_there(told):
    assert len(told) == 3 * 2 * 3
    assert set(told["flow"]) == {"departures", "arrivals", "net"}
    assert told["year"].unique().tolist() == [2026, 2027, 2028]
    assert (told["n"] == 35).all()


def test_departures_are_what_the_model_alone_gives(known, told):
    alone = forecasting.forecast(series_of(known.departures), "drift", 3, size=2000, seed=5).frame()
    rows = told[(told["flow"] == "departures") & (told["model"] == "drift")]
    assert rows["median"].to_numpy() == pytest.approx(alone["median"].to_numpy(), rel=1e-6)


def test_net_is_simulated_with_both_flows(told):
    net = told[(told["flow"] == "net") & (told["model"] == "naive")].iloc[-1]
    out, into = (
        told[(told["flow"] == flow) & (told["model"] == "naive")].iloc[-1] for flow in ("departures", "arrivals")
    )
    assert net["median"] == pytest.approx(into["median"] - out["median"], rel=0.1)
    spread = net["high_95"] - net["low_95"]
    assert spread > into["high_95"] - into["low_95"], "errors that run against each other widen net"
    assert 50 < net["positive"] < 100
    assert net["correlation"] < 0
    assert abs(net["correlation"]) < abs(net["correlation_raw"]), "drawn towards zero"


def test_half_of_the_naive_paths_lie_above_the_last_year(told):
    rows = told[(told["flow"] == "departures") & (told["model"] == "naive")]
    assert rows["above"].to_numpy() == pytest.approx(50, abs=2)


def test_a_fan_joins_the_past_and_the_years_ahead(known, told):
    frame = forecast.fan(known, told, "departures", "naive", "drift", first=2015)
    past, ahead = frame[frame["value"].notna()], frame[frame["median"].notna()]
    assert past["year"].tolist() == list(range(2015, 2026))
    assert ahead["year"].tolist() == [2026, 2027, 2028]
    assert (ahead["other"] < ahead["median"]).all(), "drift goes down"
    assert frame["lineage"].ne("").all()
    assert charts.fan(frame, model="other").specifications()


def test_looking_back_sees_nothing_after_its_origin(ev):
    flow = ev.series("departures_registered")
    back = forecast.looking_back(flow, "drift", 2021, size=500, seed=5)
    cut = forecasting.forecast(series_of(flow).loc[:2021], "drift", 4, size=500, seed=5).frame()
    ahead = back[back["came"].notna()]
    assert ahead["median"].to_numpy() == pytest.approx(cut["median"].to_numpy(), rel=1e-6)
    assert ahead["came"].tolist() == [24147, 16094, 12732, 7608]
    assert back.loc[back["value"].notna(), "year"].max() == 2021
    assert (ahead["n"] == 31).all()


def test_tables_of_years_and_of_models_are_in_order(ev, known, told):
    table = forecast.years_ahead(told, "drift", "naive")
    assert list(dict.fromkeys(zip(table["flow"], table["model"], strict=True))) == [
        (flow, model) for flow in ("departures", "arrivals", "net") for model in ("drift", "naive")
    ]
    scores = forecast.contest(known.departures, known.people, MODELS, first_origin=1999, size=100, seed=1)
    plain = forecast.plain_words(told, forecast.verdict(scores, confidence=0.9, seed=1))
    assert plain["model"].tolist() == list(MODELS)
    assert plain["changes"].ne("").all()
    assert np.isclose(plain.loc[plain["model"] == "naive", "improvement"].item(), 0)
