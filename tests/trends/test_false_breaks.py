"""Breaks are found where there are none, at the rates that a first trial of these models met with.

That trial (thirty-five points, trend, at least one break by the Bayesian criterion) had 11, 55, 93 and 97 percent for
independent errors, autoregressions of 0.4 and 0.7, and the random walk.
"""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import breaks, false_breaks
from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.simulate import null_series

ERRORS = ["independent", "AR 0.4", "AR 0.7", "random walk"]


@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_rates_rise_with_autocorrelation(kind: str) -> None:
    table = false_breaks(35, kind, size=400, seed=1)  # type: ignore[arg-type]
    assert table["errors"].tolist() == ERRORS
    assert table["rate"].tolist() == pytest.approx([0.11, 0.57, 0.92, 0.985], abs=0.07)
    assert (table["low"] < table["rate"]).all()
    assert (table["rate"] < table["high"]).all()
    assert (table["high"] - table["low"] < 0.11).all()
    assert table["sup_f_rate"].iloc[0] == pytest.approx(0.05, abs=0.035)  # exact there
    assert table["sup_f_rate"].iloc[3] > 0.85


def test_a_rate_is_the_share_of_searches_that_find_something() -> None:
    table = false_breaks(25, "mean", 4, size=60, seed=3, found=2, gain=3.0, phis=(0.5,))
    y = null_series("ar", 25, 60, seed=3, phi=0.5)
    searches = [breaks(pd.Series(row, index=range(2001, 2026)), "mean", 4) for row in y]
    counts = np.array([search.count for search in searches])
    row = table[table["errors"] == "AR 0.5"].iloc[0]
    assert row["rate"] == pytest.approx(np.mean(counts >= 1))
    assert row["as_many"] == pytest.approx(np.mean(counts >= 2))
    assert row["as_much"] == pytest.approx(np.mean([search.gain >= 3 for search in searches]))
    assert row["mean_breaks"] == pytest.approx(counts.mean())
    assert (row["n"], row["size"], row["kind"], row["min_segment"], row["criterion"]) == (25, 60, "mean", 4, "bic")


def test_plain_sequential_tests_keep_their_level_when_errors_are_independent() -> None:
    table = false_breaks(35, "trend", criterion="sequential", hac=False, size=1000, seed=2)
    assert table["rate"].iloc[0] == pytest.approx(0.05, abs=0.025)
    assert table["rate"].tolist() == table["sup_f_rate"].tolist()


def test_a_drift_is_steps_to_a_mean_and_nothing_to_a_trend() -> None:
    still, moving = (false_breaks(35, "trend", size=200, drift=drift) for drift in (0.0, -0.4))
    assert still["rate"].tolist() == moving["rate"].tolist()
    assert (false_breaks(35, "mean", size=200, drift=-0.4)["as_many"] > 0.98).all()


def test_seeds_decide_and_bad_settings_are_named() -> None:
    assert false_breaks(30, size=50, seed=5).equals(false_breaks(30, size=50, seed=5))
    with pytest.raises(TooShort, match="need 10"):
        false_breaks(9)
    with pytest.raises(BadSetting, match="at least 1"):
        false_breaks(35, size=0)
    with pytest.raises(BadSetting, match="at least 1"):
        false_breaks(35, found=0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "rates", "tests"),
    [
        ("trend", [0.12, 0.60, 0.92, 0.985], [0.05, 0.38, 0.78, 0.94]),
        ("mean", [0.10, 0.55, 0.90, 0.99], [0.05, 0.31, 0.67, 0.94]),
    ],
)
def test_rates_of_five_thousand_series(kind: str, rates: list[float], tests: list[float]) -> None:
    table = false_breaks(35, kind, size=5000, seed=1991, found=3)  # type: ignore[arg-type]
    print(table.round(3).to_string())
    assert table["rate"].tolist() == pytest.approx(rates, abs=0.03)
    assert table["sup_f_rate"].tolist() == pytest.approx(tests, abs=0.03)
    assert table["as_many"].iloc[3] > 0.5
    if kind == "trend":
        assert table["rate"].tolist() == pytest.approx([0.11, 0.55, 0.93, 0.97], abs=0.06)  # the first trial's
