"""Past forecasts, their scores, and what the rule makes of them."""

import numpy as np
import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import forecast
from kazmig.chapters.common import ChapterError
from kazmig.trends import forecasting
from kazmig.trends.yearly import series_of

FEW = ("naive", "drift", "mean")


@pytest.fixture(scope="module")
def scores(ev):
    known = forecast.seen(ev, 1991, 2025)
    return forecast.contest(known.departures, known.people, FEW, first_origin=1999, size=200, seed=1)


@pytest.fixture(scope="module")
def rule(scores):
    return forecast.verdict(scores, confidence=0.95, seed=1)


def test_the_scores_are_those_of_the_backtest_and_rest_on_the_register(ev, scores):
    record = forecasting.backtest(series_of(ev.series("departures_registered")), FEW, size=200, seed=1)
    assert scores["crps_log"].to_numpy() == pytest.approx(record.scores["crps_log"].to_numpy(), rel=1e-6)
    assert scores["ratio"].to_numpy() == pytest.approx((scores["median"] / scores["outcome"]).to_numpy(), rel=1e-6)
    assert "taldau_departures" in evidence.sources_of(scores, ev)


def test_the_scoreboard_has_every_model_and_naive_first(scores):
    board = forecast.scoreboard(scores)
    assert list(dict.fromkeys(board["model"])) == list(FEW)
    naive = board[board["model"] == "naive"]
    assert (naive["skill"] == 0).all()
    assert board["cover_80"].between(0, 100).all()
    assert board["cover_80"].max() > 1, "in percent"


def test_without_a_year_it_is_neither_target_nor_origin(scores):
    board, less = forecast.scoreboard(scores), forecast.scoreboard(scores, without=(2020,))
    first = board[(board["model"] == "naive") & (board["horizon"] == 1)]["n"].item()
    assert less[(less["model"] == "naive") & (less["horizon"] == 1)]["n"].item() == first - 2


def test_the_rules_own_numbers_give_the_headline_back(rule):
    said = forecasting.MODELS[forecast.model_of(rule, "headline")].title
    assert forecast.ruled(rule) == (said, forecasting.MODELS[forecast.model_of(rule, "beside")].title)
    assert rule.loc[rule["model"] == "naive", "verdict"].str.startswith("the yardstick").all()
    assert set(rule["period"]) == {"all origins", "later origins"}


def test_a_model_that_beats_naive_by_the_margin_twice_is_the_headline(rule):
    drift = rule["model"] == "drift"
    better = rule.assign(improvement=np.where(drift, 6.0, rule["improvement"]), coverage=80.0)
    assert forecast.ruled(better) == ("Drift", "Naive")
    assert forecast.ruled(better.assign(improvement=np.where(drift, 4.9, rule["improvement"])))[0] == "Naive"
    vetoed = better.assign(coverage=np.where(drift, rule["least"] - 1, 80.0))
    assert forecast.ruled(vetoed) == ("Naive", "Drift")
    once = better.assign(improvement=np.where(drift & (rule["period"] == "later origins"), 1.0, better["improvement"]))
    assert forecast.ruled(once)[0] == "Naive"


def test_with_and_without_stand_side_by_side(scores, rule):
    pairs = forecast.beside(rule, forecast.verdict(scores, confidence=0.95, seed=1, without=(2020,)))
    assert len(pairs) == len(rule)
    assert (pairs["n_without"] < pairs["n"]).all()


def test_ratios_leave_naive_out_and_put_the_best_first(rule):
    rows = forecast.ratios(rule[rule["period"] == "later origins"])
    assert "naive" not in set(rows["model"])
    assert rows["ratio"].is_monotonic_increasing
    assert ((rows["ratio_low"] <= rows["ratio"]) & (rows["ratio"] <= rows["ratio_high"])).all()
    assert rows["ratio"].to_numpy() == pytest.approx(1 - rows["improvement"].to_numpy() / 100, abs=1e-6)


def test_calibration_counts_every_outcome_one_year_ahead(scores):
    bins = forecast.calibration(scores, ("naive", "drift"))
    assert set(bins["model"]) == {"naive", "drift"}
    counts = bins.groupby("model")["count"].sum()
    assert (counts == ((scores["model"] == "naive") & (scores["horizon"] == 1)).sum()).all()


def test_coverage_is_in_percent_with_its_band(scores):
    held = forecast.coverage(scores, ("naive",))
    row = held[(held["horizon"] == 1) & (held["level"] == 80)].iloc[0]
    inside = scores[(scores["model"] == "naive") & (scores["horizon"] == 1)]["in_80"].sum()
    assert row["inside"] == inside
    assert row["share"] == pytest.approx(100 * inside / row["n"])
    assert row["low"] < 80 < row["high"]


def test_errors_are_in_percent_of_what_came(scores):
    rows = forecast.errors(scores, ("naive",))
    one = rows[(rows["horizon"] == 3) & (rows["year"] == 2025)].iloc[0]
    assert one["value"] == pytest.approx(100 * (24147 / 7608 - 1), rel=0.01)
    assert one["ahead"] == "3 years ahead"
    with pytest.raises(ChapterError, match="no past forecast is left"):
        forecast.errors(scores, ("theta",))


def test_people_are_not_needed_where_the_series_is_a_rate(ev):
    rates = forecast.seen(ev, 1991, 2025, measure="rate").departures
    scores = forecast.contest(rates, None, ("naive",), first_origin=2010, size=100, seed=1)
    assert scores["outcome"].max() < 10
    assert isinstance(scores, pd.DataFrame)
