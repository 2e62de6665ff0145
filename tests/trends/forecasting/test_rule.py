"""The rule asks for 5 percent on both periods and for coverage; on a random walk it rarely leaves naive."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.forecasting.backtest import Backtest, backtest
from kazmig.trends.forecasting.models import MODELS
from kazmig.trends.forecasting.rule import Verdict, blocks, rule


def made(early: dict[str, float], late: dict[str, float], inside: float = 0.8) -> Backtest:
    """Return a record with given losses (naive's is one) at origins before and from 2005."""
    names = ("naive", *early)
    rows = [
        {
            "model": name,
            "origin": origin,
            "horizon": h,
            "year": origin + h,
            "crps_log": {"naive": 1.0, **(late if origin >= 2005 else early)}[name],
            "in_80": name == "naive" or (origin * 3 + h) % 100 / 100 < inside or inside == 1,
            "fallback": "",
        }
        for name in names
        for origin in range(1999, 2025)
        for h in (1, 2, 3)
        if origin + h <= 2025
    ]
    return Backtest(pd.DataFrame(rows), names, (1, 2, 3), 1999, 2025, (), 100, 0)


def told(early: dict[str, float], late: dict[str, float], inside: float = 1.0) -> Verdict:
    return rule(made(early, late, inside), resamples=50)


def test_a_model_better_on_both_periods_is_the_headline_and_naive_is_beside_it() -> None:
    verdict = told({"drift": 0.9}, {"drift": 0.9})
    assert (verdict.headline, verdict.runner_up, verdict.passes) == ("drift", "naive", ("drift",))
    assert verdict.table.query("model == 'drift'")["improvement"].tolist() == pytest.approx([0.1, 0.1])


@pytest.mark.parametrize(("early", "late"), [(0.8, 0.97), (1.5, 0.9), (0.96, 0.96)])
def test_five_percent_on_one_period_or_less_on_both_is_not_enough(early: float, late: float) -> None:
    verdict = told({"drift": early}, {"drift": late})
    assert (verdict.headline, verdict.runner_up, verdict.passes) == ("naive", "drift", ())
    assert verdict.better == ("drift",)


def test_exactly_the_threshold_is_enough() -> None:
    record = made({"drift": 0.5}, {"drift": 0.5}, 1.0)
    assert rule(record, threshold=0.5, resamples=50).headline == "drift"


def test_the_best_of_several_is_the_headline() -> None:
    verdict = told({"drift": 0.9, "theta": 0.8}, {"drift": 0.9, "theta": 0.85})
    assert (verdict.headline, verdict.passes) == ("theta", ("theta", "drift"))
    assert verdict.looks == 2


def test_poor_coverage_is_a_veto() -> None:
    verdict = told({"drift": 0.5}, {"drift": 0.5}, inside=0.0)
    assert verdict.headline == "naive"
    drift = verdict.table.query("model == 'drift'")
    assert drift["vetoed"].all()
    assert drift["enough"].all()
    assert not drift["passes"].any()


def test_the_veto_begins_below_the_binomial_quantile() -> None:
    table = told({"drift": 0.5}, {"drift": 0.5}).table.query("model == 'drift'")
    # 24 and 18 origins: fewer than 15 and 11 hits have a chance below 2.5 percent at a true 80
    assert table["n"].tolist() == [24, 18]
    assert table["least"].tolist() == pytest.approx([15 / 24, 11 / 18])
    assert table["origins_to"].tolist() == [2022, 2022]


def test_a_peer_is_a_yardstick_and_no_candidate() -> None:
    verdict = told({"auto_ets": 0.5}, {"auto_ets": 0.5})
    assert (verdict.headline, verdict.passes, verdict.peers_passing) == ("naive", (), ("auto_ets",))
    assert verdict.looks == 0


def test_the_interval_is_shown_and_decides_nothing() -> None:
    record = made({"drift": 0.9}, {"drift": 0.9}, 1.0)
    wild = record.scores["model"].eq("drift") & record.scores["origin"].mod(6).lt(3)
    record.scores.loc[wild, "crps_log"] = 1.7
    record.scores.loc[~wild & record.scores["model"].eq("drift"), "crps_log"] = 0.1
    verdict = rule(record, resamples=400)
    drift = verdict.table.query("model == 'drift'")
    assert (drift["low"] < 0).all()
    assert (drift["high"] > drift["improvement"]).all()
    assert verdict.headline == "drift"


def test_table_says_n_block_and_df() -> None:
    verdict = told({"drift": 0.9}, {"drift": 0.9})
    assert set(verdict.table["block"]) == {3}
    assert (verdict.n, verdict.df) == (24, 23)
    assert verdict.summary() is verdict.table
    assert verdict.frame() is verdict.table


def test_a_record_that_begins_late_says_so() -> None:
    record = made({"drift": 0.9}, {"drift": 0.9})
    assert rule(record, resamples=20).complete
    late = rule(record.since(2008), resamples=20)
    assert not late.complete
    assert late.table["asked_from"].tolist() == [1999, 2005] * 2
    assert set(late.table["origins_from"]) == {2008}


def test_blocks_are_runs_of_neighbours() -> None:
    picks = blocks(10, 4, 200, 0)
    assert picks.shape == (200, 10)
    assert (np.diff(picks[:, :4], axis=1) == 1).all()
    assert set(np.unique(picks)) == set(range(10))
    with pytest.raises(BadSetting, match="block of 5"):
        blocks(4, 5, 10, 0)


def test_bad_settings_are_named() -> None:
    record = made({"drift": 1.0}, {"drift": 1.0})
    with pytest.raises(TooShort, match="rule needs 6"):
        rule(record, origins=(2018,))
    with pytest.raises(BadSetting, match="score both"):
        rule(record, horizons=(1, 5))
    alone = Backtest(record.scores.query("model == 'drift'"), ("drift",), (1, 2, 3), 1999, 2025, (), 100, 0)
    with pytest.raises(BadSetting, match="compares with naive"):
        rule(alone)


@pytest.mark.slow
def test_on_a_random_walk_the_rule_rarely_leaves_naive(capsys: pytest.CaptureFixture[str]) -> None:
    quick = [name for name, model in MODELS.items() if not model.peer and name not in ("arima", "pool")]
    promoted, tempted, size = 0, 0, 60
    for seed in range(size):
        steps = 0.25 * np.random.default_rng([2025, seed]).standard_normal(35)
        walk = pd.Series(np.exp(10 + np.cumsum(steps)), index=range(1991, 2026))
        verdict = rule(backtest(walk, quick, (1, 2, 3), size=200, seed=seed), resamples=20)
        promoted += verdict.headline != "naive"
        tempted += bool(verdict.better)
    with capsys.disabled():
        print(f"\n{size} random walks of 35: a model promoted in {promoted}, ahead of naive somewhere in {tempted}")
    assert promoted / size <= 0.25
    assert tempted / size >= 0.5
