"""The same rule with one choice changed at a time."""

import pytest

from kazmig.chapters import forecast
from kazmig.chapters.forecast.sensitivity import quick
from kazmig.trends import forecasting

RUN = forecast.Settings(1991, 2025, "count", "wpp2024", 1999, 0.9, 100, 1)
FEW = ("naive", "drift", "mean", "theta")


@pytest.fixture(scope="module")
def variants(ev):
    known = forecast.seen(ev, 1991, 2025)
    scores = forecast.contest(known.departures, known.people, FEW, first_origin=1999, size=100, seed=1)
    rule = forecast.verdict(scores, confidence=0.9, seed=1)
    return forecast.sensitivity(ev, rule, FEW, RUN), rule


def test_one_choice_is_changed_at_a_time(variants):
    table, rule = variants
    assert table["variant"].tolist() == [
        "as in the chapter",
        "per 1,000 people",
        "without the year 2020",
        "arrivals",
        "years from 1992 alone",
    ]
    first = table.iloc[0]
    assert first["changed"] == 0
    assert first["headline"] == forecast.ruled(rule)[0]
    assert (table["changed"] == (table["headline"] != first["headline"])).all()


def test_the_nearest_is_the_candidate_whose_worse_period_is_best(variants):
    table, rule = variants
    worst = rule[rule["candidate"]].groupby("title")["improvement"].min()
    assert table["nearest"].iloc[0] == worst.idxmax()
    assert min(table["improvement_all"].iloc[0], table["improvement_later"].iloc[0]) == pytest.approx(worst.max())
    without = table.set_index("variant")["n"]
    assert without["without the year 2020"] < without["as in the chapter"]


def test_slow_models_and_peers_are_left_out():
    names = quick(tuple(forecasting.MODELS))
    assert "naive" in names
    assert not {"arima", "pool"} & set(names)
    assert not any(forecasting.MODELS[name].peer for name in names)
