"""The record of net is that of the joint forecasts, seen from each origin alone."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting, Gap, TooShort
from kazmig.trends.forecasting import scores
from kazmig.trends.forecasting.balances import backtest_net
from kazmig.trends.forecasting.joint import joint
from kazmig.trends.forecasting.rule import rule


@pytest.fixture(scope="module")
def flows() -> tuple[pd.Series, pd.Series]:
    logs = 10 + np.cumsum(0.2 * np.random.default_rng(8).standard_normal((2, 24)), axis=1)
    years = range(2000, 2024)
    return pd.Series(np.exp(logs[0]), index=years), pd.Series(np.exp(logs[1]), index=years)


def test_net_is_scored_in_persons_against_the_balance(flows: tuple[pd.Series, pd.Series]) -> None:
    record = backtest_net(*flows, ("naive",), (1, 2), size=300)
    assert record.summary()["n"].tolist() == [16, 15]
    row = record.scores.query("origin == 2015 and horizon == 2").iloc[0]
    told = joint(flows[0].loc[:2015], flows[1].loc[:2015], "naive", 2, size=300).net
    assert row["outcome"] == pytest.approx(flows[1].loc[2017] - flows[0].loc[2017])
    assert row["crps"] == pytest.approx(scores.crps(told.draws[:, [1]], row["outcome"])[0])
    assert record.scores["crps_log"].isna().all()


def test_the_future_is_not_seen(flows: tuple[pd.Series, pd.Series]) -> None:
    changed = [flow.where(flow.index <= 2012, flow * 9) for flow in flows]
    told = [
        backtest_net(*both, ("naive", "drift"), (1,), 2008, size=100).scores.query("origin <= 2012")["median"]
        for both in (flows, changed)
    ]
    assert told[0].tolist() == told[1].tolist()


def test_exclusion_is_that_of_the_backtest(flows: tuple[pd.Series, pd.Series]) -> None:
    record = backtest_net(*flows, ("naive",), (1,), exclude=(2020,), size=100)
    assert 2020 not in set(record.scores["year"]) | set(record.scores["origin"])


def test_bad_input_is_named(flows: tuple[pd.Series, pd.Series]) -> None:
    with pytest.raises(Gap, match="different years"):
        backtest_net(flows[0], flows[1].iloc[1:])
    with pytest.raises(BadSetting, match="no forecasting model"):
        backtest_net(*flows, ("oracle",))
    with pytest.raises(BadSetting, match="horizons of 1"):
        backtest_net(*flows, horizons=())
    with pytest.raises(TooShort, match="2023"):
        backtest_net(*flows, first_origin=2023)
    with pytest.raises(BadSetting, match="not to net"):
        rule(backtest_net(*flows, ("naive",), (1, 2, 3), size=100))
