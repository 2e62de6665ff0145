"""The record knows at each origin only what was known then, and its scores are those of the forecasts."""

import numpy as np
import pandas as pd
import pytest
from statsforecast import StatsForecast
from statsforecast import models as peers

from kazmig.trends.errors import BadSetting, Gap, NotPositive, TooShort
from kazmig.trends.forecasting import scores
from kazmig.trends.forecasting.backtest import LEAST, Backtest, backtest
from kazmig.trends.forecasting.models import MODELS, forecast

FAST = ("naive", "drift", "mean", "ar1_rate")


@pytest.fixture(scope="module")
def series() -> pd.Series:
    rng = np.random.default_rng(4)
    return pd.Series(np.exp(12 + np.cumsum(-0.05 + 0.2 * rng.standard_normal(30))), index=range(1995, 2025))


@pytest.fixture(scope="module")
def record(series: pd.Series) -> Backtest:
    return backtest(series, FAST, size=500)


def test_every_origin_with_an_outcome_is_scored(record: Backtest) -> None:
    counts = record.scores.groupby(["model", "horizon"]).size().unstack()
    # from 2002, when eight years are known
    assert counts.loc["naive"].tolist() == [22, 21, 20, 18]
    assert (record.first_origin, record.last_year, record.n, record.looks) == (2002, 2024, 22, 4)
    assert record.scores["n"].min() == LEAST
    assert (record.scores["year"] == record.scores["origin"] + record.scores["horizon"]).all()


def test_scores_are_those_of_the_forecast(record: Backtest, series: pd.Series) -> None:
    row = record.scores.query("model == 'drift' and origin == 2010 and horizon == 3").iloc[0]
    told = forecast(series.loc[:2010], "drift", 5, size=500)
    draws, outcome = told.draws[:, [2]], series.loc[2013]
    interval = told.frame().set_index("horizon").loc[3]
    assert row["outcome"] == outcome
    assert row["crps"] == pytest.approx(scores.crps(draws, outcome)[0])
    assert row["crps_log"] == pytest.approx(scores.crps(np.log(draws), np.log(outcome))[0])
    assert row["absolute_error"] == pytest.approx(abs(np.median(draws) - outcome))
    assert row["scaled_error"] == pytest.approx(row["absolute_error"] / series.loc[2000:2010].diff().abs().mean())
    assert row["width_80"] == pytest.approx(interval["high_80"] - interval["low_80"])
    assert row["in_80"] == (interval["low_80"] <= outcome <= interval["high_80"])
    assert row["pit"] == pytest.approx((draws < outcome).mean())


def test_the_future_is_not_seen(series: pd.Series) -> None:
    changed = series.where(series.index <= 2012, series * 7)
    names = [name for name in MODELS if name not in ("arima", "pool", "auto_arima")]
    people = pd.Series(1e6, index=series.index)
    later = people.where(people.index <= 2012, 9e6)
    told = [
        backtest(y, names, (1,), 2012, size=100, exposure=exposed).scores.query("origin <= 2012")["median"]
        for y, exposed in ((series, people), (changed, later))
    ]
    assert told[0].to_numpy() == pytest.approx(told[1].to_numpy(), rel=1e-12)


def test_a_models_scores_do_not_hang_on_its_companions(record: Backtest, series: pd.Series) -> None:
    alone = backtest(series, ("ar1_rate",), (1, 3), size=500)
    together = record.scores.query("model == 'ar1_rate' and horizon in (1, 3)").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.scores, together)


def test_an_excluded_year_is_neither_target_nor_last_observation(record: Backtest, series: pd.Series) -> None:
    without = backtest(series, FAST, exclude=(2020,), size=500)
    assert 2020 not in set(without.scores["year"]) | set(without.scores["origin"])
    assert 2021 in set(without.scores["origin"])
    pd.testing.assert_frame_equal(without.scores, record.without((2020,)).scores)
    assert without.excluded == (2020,)
    assert without.n == 20


def test_a_later_start_keeps_the_scores(record: Backtest) -> None:
    later = record.since(2010)
    assert later.first_origin == 2010
    assert later.scores["origin"].min() == 2010
    with pytest.raises(TooShort, match="2024"):
        record.since(2024)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("naive", peers.Naive()),
        ("drift", peers.RandomWalkWithDrift()),
        ("mean", peers.HistoricAverage()),
    ],
)
def test_medians_are_statsforecasts_on_the_same_folds(
    name: str, theirs: peers.Naive, record: Backtest, series: pd.Series
) -> None:
    frame = pd.DataFrame({"unique_id": "y", "ds": series.index, "y": np.log(series.to_numpy())})
    folds = StatsForecast([theirs], freq=1).cross_validation(df=frame, h=5, n_windows=18, step_size=1)
    folds["horizon"] = folds["ds"] - folds["cutoff"]
    ours = record.scores[record.scores["model"] == name]
    joined = ours.merge(folds, left_on=["origin", "horizon"], right_on=["cutoff", "horizon"])
    assert len(joined) == 18 * 4
    assert np.log(joined["median"]).to_numpy() == pytest.approx(
        joined[repr(theirs)].to_numpy(), abs=1e-4
    )  # the middle of 500 draws


def test_tables_come_with_n(record: Backtest) -> None:
    assert record.summary()["n"].tolist() == [22, 21, 20, 18] * 4
    assert set(record.coverage()["level"]) == {50, 80, 95}
    assert record.pit(5).groupby(["model", "horizon"])["count"].sum().tolist() == record.summary()["n"].tolist()
    assert record.frame() is record.scores


def test_bad_input_is_named(series: pd.Series) -> None:
    with pytest.raises(BadSetting, match="no forecasting model"):
        backtest(series, ("naive", "oracle"))
    with pytest.raises(BadSetting, match="at least one model"):
        backtest(series, ())
    with pytest.raises(BadSetting, match="horizons of 1"):
        backtest(series, FAST, (0, 1))
    with pytest.raises(BadSetting, match="1 to 20"):
        backtest(series, FAST, (30,))
    with pytest.raises(TooShort, match="2024"):
        backtest(series, FAST, first_origin=2024)
    with pytest.raises(TooShort, match="needs 9"):
        backtest(series.iloc[:8], FAST)
    with pytest.raises(TooShort, match="no forecast is left"):
        backtest(series, FAST, (1,), exclude=tuple(range(1990, 2030)), size=100)
    with pytest.raises(NotPositive):
        backtest(series - series.max(), FAST)
    with pytest.raises(Gap):
        backtest(series.drop(2004), FAST)
