"""The random numbers are the same for every model and horizon, and have the moments that they claim."""

import numpy as np
import pytest
from scipy import stats

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting.simulation import Noise, correlated, noise


def test_numbers_hang_on_seed_origin_and_stream_alone() -> None:
    short, long = noise(400, 1, seed=3, origin=2020), noise(400, 10, seed=3, origin=2020)
    assert np.array_equal(short.shocks, long.shocks)
    assert np.array_equal(short.scale, long.scale)
    for other in (noise(400, 1, seed=4, origin=2020), noise(400, 1, seed=3, origin=2021)):
        assert not np.array_equal(short.shocks, other.shocks)
    assert not np.array_equal(short.shocks, noise(400, 1, seed=3, origin=2020, stream=1).shocks)


def test_rows_come_in_pairs_of_opposite_sign_and_columns_are_standard_normal(random: Noise) -> None:
    assert np.array_equal(random.shocks[0::2], -random.shocks[1::2])
    assert random.shocks.std(axis=0) == pytest.approx(1, abs=0.002)
    assert np.quantile(random.shocks[:, 0], 0.9) == pytest.approx(stats.norm.ppf(0.9), abs=0.002)
    between = np.corrcoef(random.shocks.T)
    assert np.abs(between - np.eye(len(between))).max() < 0.1


def test_variance_is_scaled_inverse_chi_square(random: Noise) -> None:
    sigma = random.sigma(4.0, 10)
    assert np.median(10 * 4.0 / sigma**2) == pytest.approx(stats.chi2.median(10), rel=1e-3)


def test_one_step_of_a_gaussian_model_is_student_t(random: Noise) -> None:
    draws = random.sigma(1.0, 5) * random.shocks[:, 0]
    assert np.quantile(draws, 0.9) == pytest.approx(stats.t.ppf(0.9, 5), rel=0.03)


def test_an_odd_size_is_kept() -> None:
    assert noise(101, 2, seed=0, origin=0).size == 101


@pytest.mark.parametrize("correlation", [-0.6, 0.0, 0.9])
def test_second_noise_correlates_as_asked(random: Noise, correlation: float) -> None:
    second = noise(4000, 5, seed=1, origin=2024, stream=1)
    linked = correlated(random, second, correlation)
    found = np.corrcoef(random.shocks[:, 0], linked.shocks[:, 0])[0, 1]
    assert found == pytest.approx(correlation, abs=0.04)
    assert linked.shocks[:, 0].std() == pytest.approx(1, abs=0.04)


@pytest.mark.parametrize(
    ("size", "horizon", "says"), [(99, 5, "at least 100"), (200, 0, "1 to 20"), (200, 21, "1 to 20")]
)
def test_size_and_horizon_out_of_range_are_refused(size: int, horizon: int, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        noise(size, horizon, seed=0, origin=2020)
