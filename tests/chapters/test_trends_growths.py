import numpy as np
import pandas as pd
import pytest

from kazmig.chapters import trends
from kazmig.chapters.trends.growths import MODELS, REPEATED

YEARS = range(1991, 2021)


@pytest.fixture(scope="module")
def table():
    slope = np.where(np.arange(30) < 15, -0.1, 0.15)
    drop = np.where(np.arange(30) < 15, 0.0, -0.4)  # else the turn would lie on both lines
    logs = 10 + np.cumsum(slope) + drop + 0.03 * np.random.default_rng(4).standard_normal(30)
    counts = pd.DataFrame({"series": "Departures", "year": YEARS, "value": np.exp(logs).round(), "modelled": logs})
    people = pd.DataFrame({"year": YEARS, "value": 1.6e7})
    return trends.segments(counts, counts, people, min_segment=5, confidence=0.95, size=200, seed=1)


def test_every_phase_has_every_method(table):
    assert set(table["method"]) == {*MODELS.values(), REPEATED}
    assert table["phase"].value_counts().to_dict() == {"1991–2005": 4, "2006–2020": 4}
    assert table["label"].is_unique


def test_the_planted_growth_is_found_by_all(table):
    by = table.groupby("phase")["growth"]
    assert by.get_group("1991–2005").tolist() == pytest.approx([100 * np.expm1(-0.1)] * 4, abs=1.5)
    assert by.get_group("2006–2020").tolist() == pytest.approx([100 * np.expm1(0.15)] * 4, abs=1.5)


def test_widening_compares_intervals_of_the_same_phase(table):
    width = table["high"] - table["low"]
    plain = table["method"] == MODELS["log_linear"]
    assert table.loc[plain, "widening"].tolist() == pytest.approx([1.0, 1.0])
    expected = (width[table["method"] == REPEATED].to_numpy() / width[plain].to_numpy()).tolist()
    assert table.loc[table["method"] == REPEATED, "widening"].tolist() == pytest.approx(expected, rel=1e-6)


def test_the_repeated_search_counts_its_looks(table):
    looks = table.groupby("method")["looks"].first()
    assert looks[REPEATED] > 20
    assert looks[MODELS["poisson"]] == 2
