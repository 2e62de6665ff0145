import numpy as np
import pandas as pd
import pytest

from kazmig.trends.twoway import TwoWay


@pytest.mark.parametrize("weights", ["equal", "from one to millions"])
def test_residuals_are_those_of_a_regression_on_dummies(weights):
    rng = np.random.default_rng(3)
    origins, destinations = rng.integers(0, 6, 60), rng.integers(0, 5, 60)
    w = np.ones(60) if weights == "equal" else np.exp(rng.uniform(0, 16, 60))
    columns = rng.normal(size=(60, 3))
    dummies = pd.get_dummies(pd.DataFrame({"o": origins, "d": destinations}).astype(str), dtype="float64").to_numpy()
    root = np.sqrt(w)[:, None]
    slopes, *_ = np.linalg.lstsq(dummies * root, columns * root, rcond=None)
    expected = columns - dummies @ slopes
    assert TwoWay(origins, destinations).residuals(columns, w) == pytest.approx(expected, abs=1e-6)


def test_one_group_on_each_side_takes_the_mean_out():
    zeros = np.zeros(4, dtype="int64")
    found = TwoWay(zeros, zeros).residuals(np.array([[1.0], [2.0], [3.0], [6.0]]), np.ones(4))
    assert found.ravel() == pytest.approx([-2, -1, 0, 3])
