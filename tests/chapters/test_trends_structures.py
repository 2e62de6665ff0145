import numpy as np
import pandas as pd
import pytest

from kazmig.chapters import trends


def walk(label="Departures", n=30, seed=2):
    logs = 10 + np.cumsum(-0.1 + 0.2 * np.random.default_rng(seed).standard_normal(n))
    rows = pd.DataFrame({"series": label, "year": range(1991, 1991 + n), "value": np.exp(logs), "modelled": logs})
    return rows.assign(lineage=[f"observations/flows.csv:{number}" for number in range(2, n + 2)])


def test_models_are_compared_for_each_logged_series_and_not_for_the_balance():
    net = walk("Net").assign(value=lambda d: d["modelled"] - 9)
    table = trends.models(pd.concat([walk(), walk("Arrivals", seed=5), net]), confidence=0.9)
    assert table.groupby("series")["kind"].nunique().to_dict() == {"Arrivals": 5, "Departures": 5}
    assert table.groupby("series")["bic_above"].min().tolist() == [0, 0]
    assert set(table["looks"]) == {5}


def test_confidence_reaches_the_slopes():
    narrow, wide = (trends.models(walk(), confidence=level).set_index("kind") for level in (0.5, 0.99))
    kind = "random_walk_drift"
    assert wide.loc[kind, "percent_high"] > narrow.loc[kind, "percent_high"]
    assert wide.loc[kind, "percent"] == narrow.loc[kind, "percent"]


def test_the_trend_of_a_random_walk_is_the_series_and_is_not_drawn_again():
    assert trends.trend(walk(), kind="random_walk_drift", confidence=0.95)["trend"].isna().all()
    smooth = trends.trend(walk(), kind="smooth_trend", confidence=0.95)
    assert (smooth["low"] < smooth["trend"]).all()
    assert (smooth["trend"] < smooth["high"]).all()


def test_each_model_has_three_tests_of_its_innovations():
    table = trends.checks(walk(), kinds=("random_walk_drift", "local_level"), confidence=0.95)
    assert len(table) == 6
    assert table["p"].between(0, 1).all()


def test_dummies_are_tried_in_the_years_that_the_series_has():
    labels = trends.dummies(walk(), kind="random_walk_drift", confidence=0.95)["label"].tolist()
    assert {"Outlier 1994", "Level shift 2014", "Outlier 2020"} <= set(labels)
    assert not any("2022" in label for label in labels)


def test_certainty_is_measured_on_series_without_a_slope():
    row = trends.assurance(walk(), size=200, seed=7).iloc[0]
    assert row["low"] <= row["share"] <= row["high"]
    assert 0 <= row["nominal"] < 50
    assert row["n"] == 30
    pd.testing.assert_series_equal(row, trends.assurance(walk(), size=200, seed=7).iloc[0])


@pytest.mark.parametrize("kind", ["random_walk_drift", "local_linear_trend"])
def test_probabilities_of_a_fall_are_probabilities(kind):
    assert trends.trend(walk(), kind=kind, confidence=0.95)["p_negative"].between(0, 1).all()
