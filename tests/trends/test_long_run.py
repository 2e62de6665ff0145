"""The long-run variance of known processes, and the standard errors of Bai and Perron's program."""

import numpy as np
import pytest

from kazmig.trends.long_run import error_variances, long_run_variance
from kazmig.trends.simulate import null_series

from .published import real_interest_rate


@pytest.mark.parametrize(("phi", "within"), [(0.4, 0.05), (0.7, 0.08), (-0.4, 0.05)])
def test_an_autoregression_has_the_variance_of_its_mean(phi: float, within: float) -> None:
    series = null_series("ar", 500, 400, seed=5, phi=phi)
    assert long_run_variance(series).mean() == pytest.approx(1 / (1 - phi) ** 2, rel=within)


def test_independent_errors_have_their_variance() -> None:
    assert long_run_variance(null_series("independent", 500, 400, seed=5)).mean() == pytest.approx(1, rel=0.03)


def test_it_scales_and_survives_nothing() -> None:
    series = null_series("ar", 40, 3, seed=2, phi=0.5)
    assert long_run_variance(10 * series) == pytest.approx(100 * long_run_variance(series))
    assert long_run_variance(np.zeros((1, 20))).tolist() == [0.0]


def test_published_standard_errors_of_four_regimes() -> None:
    """Bai and Perron (2003), table 1, three breaks, as their program prints them (version of October 2004)."""
    y = real_interest_rate().to_numpy()
    parts = np.split(y, [24, 47, 79])
    errors = np.concatenate([part - part.mean() for part in parts])
    variances = error_variances(errors, (23, 46, 78), 4, hac=True, by_regime=True)
    lengths = np.array([len(part) for part in parts])
    assert np.sqrt(variances / lengths) == pytest.approx([0.1899, 0.1535, 0.5110, 0.6029], abs=6e-5)


def test_one_variance_for_all_is_corrected_for_coefficients() -> None:
    errors = np.array([1.0, -1.0, 1.0, -1.0, 2.0, -2.0])
    common = error_variances(errors, (2,), 2, hac=False, by_regime=False)
    assert common.tolist() == [3.0, 3.0]
    assert error_variances(errors, (3,), 2, hac=False, by_regime=True).tolist() == [1.0, 4.0]
