import pandas as pd
import pytest

from kazmig.chapters import trends
from kazmig.chapters.trends.inferences import COLUMNS


@pytest.fixture
def table():
    common = {"n": 35, "df": 24, "looks": 11}
    numbers = pd.DataFrame(
        [{"series": "Net", "window": "1991–2025", "kind": "mean", "dates": "2000", "near": "1, 2", **common}]
    )
    models = pd.DataFrame(
        [
            {"series": "Arrivals", "model": "Random walk", "percent": float("nan"), "bic_above": 0.0, **common},
            {"series": "Arrivals", "model": "Smooth trend", "percent": -8.6, "bic_above": 3.8, **common},
        ]
    ).assign(percent_low=-33.3, percent_high=25.3)
    dummies = pd.DataFrame(
        [
            {"label": "None", "bic_change": 0.0, "aicc_change": 0.0, **common},
            {"label": "Outlier 1994", "bic_change": -2.04, "aicc_change": -3.15, **common},
        ]
    )
    growth = pd.DataFrame(
        [{"phase": "1991–1995", "method": "Poisson", "growth": 11.2, "low": 0.2, "high": 23.3, **common}]
    )
    fall = pd.DataFrame([{"start": 2021, "end": 2025, "fixed": 1.6, "some": 23.4, **common}])
    sure = pd.DataFrame([{"share": 2.4, "n": 35, "size": 1000}])
    return trends.inferences(numbers, models, dummies, growth, fall, sure)


def test_every_inference_has_its_n_df_and_looks(table):
    assert table.columns.tolist() == COLUMNS
    assert len(table) == 7  # the model without dummies is no inference
    assert table[["n", "df", "looks"]].notna().all(axis=None)


def test_results_are_in_words(table):
    results = table.set_index("question")["result"].tolist()
    assert results[0] == "2000 (near the best: 1, 2)"
    assert results[1] == "no slope; BIC 0.0 above the best"
    assert results[2] == "−8.6% a year (−33.3 to +25.3); BIC 3.8 above the best"
    assert results[3] == "BIC −2.0, AICc −3.1" or results[3] == "BIC −2.0, AICc −3.2"
    assert results[4] == "+11.2% a year (+0.2 to +23.3)"
    assert results[5] == "1.6% fixed beforehand, 23% some window"
