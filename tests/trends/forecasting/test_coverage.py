"""Bands are binomial, shares are counts, and the PIT's histogram adds up."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting import coverage


@pytest.fixture
def scores() -> pd.DataFrame:
    """Return twenty forecasts at two horizons by two models; drift has half the error of naive."""
    rows = [
        {
            "model": model,
            "origin": 2000 + i,
            "horizon": h,
            "absolute_error": part,
            "scaled_error": part,
            "crps": part,
            "crps_log": part,
            "winkler_80": part,
            "in_50": i < 8,
            "in_80": i < 15,
            "in_95": True,
            "width_80": 1.0,
            "pit": (i + 0.5) / 20,
            "fallback": "x" if i == 0 and model == "drift" else "",
        }
        for model, part in (("naive", 2.0), ("drift", 1.0))
        for i in range(20)
        for h in (1, 3)
    ]
    return pd.DataFrame(rows)


def test_summary_means_skill_and_fallbacks(scores: pd.DataFrame) -> None:
    table = coverage.summary(scores, ("naive", "drift"))
    assert list(zip(table["model"], table["horizon"], strict=True)) == [
        ("naive", 1),
        ("naive", 3),
        ("drift", 1),
        ("drift", 3),
    ]
    assert table["n"].tolist() == [20] * 4
    assert table["skill"].tolist() == [0, 0, 0.5, 0.5]
    assert table["cover_80"].tolist() == [0.75] * 4
    assert table["fallbacks"].tolist() == [0, 0, 1, 1]


def test_skill_is_missing_without_naive(scores: pd.DataFrame) -> None:
    alone = scores[scores["model"] == "drift"]
    assert coverage.summary(alone, ("drift",))["skill"].isna().all()


@pytest.mark.parametrize(("n", "share"), [(20, 0.8), (26, 0.5), (24, 0.95)])
def test_band_holds_the_binomial(n: int, share: float) -> None:
    low, high = coverage.band(n, share)
    law = stats.binom(n, share)
    assert law.cdf(round(high * n)) - law.cdf(round(low * n) - 1) >= 0.95
    assert law.cdf(round(low * n) - 1) <= 0.025


def test_coverage_counts_and_widens_the_band_for_overlap(scores: pd.DataFrame) -> None:
    table = coverage.coverage(scores, (50, 80, 95)).set_index(["model", "horizon", "level"])
    assert table.loc[("naive", 1, 80), "inside"] == 15
    assert table.loc[("naive", 1, 50), "share"] == pytest.approx(0.4)
    far = table.loc[("naive", 3, 80)]
    assert far["independent"] == 7
    assert far["overlap_low"] < far["low"]
    near = table.loc[("naive", 1, 80)]
    assert near["overlap_low"] == near["low"]


def test_pit_counts_every_forecast_once(scores: pd.DataFrame) -> None:
    table = coverage.pit(scores, 4)
    assert table.groupby(["model", "horizon"])["count"].sum().tolist() == [20] * 4
    assert table["share"].tolist() == [0.25] * 16
    assert np.allclose(table["bin_high"] - table["bin_low"], 0.25)
    assert (table["expected_low"] < 0.25).all()
    assert (table["expected_high"] > 0.25).all()


def test_one_bin_is_no_histogram(scores: pd.DataFrame) -> None:
    with pytest.raises(BadSetting, match="two"):
        coverage.pit(scores, 1)
