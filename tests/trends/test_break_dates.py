"""Intervals of break dates: the limiting distribution, what is published, and what does not exist.

Published: strucchange's reference output for the Nile and for the road casualties, and the output of Bai and Perron's
program (version of October 2004, which has the correction of Zeileis and Kleiber 2005) for the real interest rate.
"""

import numpy as np
import pytest

from kazmig.trends.break_dates import argmax_cdf, date_intervals
from kazmig.trends.long_run import error_variances
from kazmig.trends.segments import fitted, partitions, regressors

from .published import nile, real_interest_rate, seat_belts


def found(
    y: np.ndarray, x: np.ndarray, h: int, breaks: int, confidence: float = 0.95, *, hac: bool = False
) -> list[tuple[float, float]]:
    """Return the intervals with regimes' own variances, in positions counted from one."""
    best = partitions(y[None], x, h, breaks).ends[:, breaks, :breaks]
    coefficients, fit = fitted(y[None], x, best)
    ends = tuple(int(end) for end in best[0])
    variances = error_variances(y - fit[0], ends, 0, hac=hac, by_regime=True)
    intervals = date_intervals(x, coefficients[0], variances, ends, confidence, trending=False)
    return [(interval.low + 1, interval.high + 1) for interval in intervals]


def test_the_nile_as_in_strucchange() -> None:
    assert found(nile().to_numpy(), regressors(100, "mean"), 15, 1) == [(25, 32)]  # 1895 to 1902


def test_the_real_interest_rate_as_bai_and_perron_print_it() -> None:
    y, x = real_interest_rate().to_numpy(), regressors(103, "mean")
    assert found(y, x, 15, 3, hac=True) == [(17, 35), (32, 48), (77, 81)]
    assert found(y, x, 15, 3, 0.90, hac=True) == [(19, 32), (36, 48), (77, 81)]
    assert found(y, x, 15, 2, hac=True) == [(36, 48), (77, 81)]
    assert found(y, x, 15, 2, 0.90, hac=True) == [(39, 48), (77, 81)]


def test_road_casualties_as_in_strucchange() -> None:
    assert found(*seat_belts(), 18, 2) == [(33, 56), (144, 171)]  # 1972(9)-1974(8), 1981(12)-1984(3)


@pytest.mark.parametrize(("probability", "bound"), [(0.95, 7.69), (0.975, 11.03), (0.995, 19.77)])
def test_quantiles_of_the_symmetric_case(probability: float, bound: float) -> None:
    """The interval of Bai (1997, page 553) takes the second, rounded to 11."""
    assert argmax_cdf(bound) == pytest.approx(probability, abs=5e-4)
    assert argmax_cdf(-bound) == pytest.approx(1 - probability, abs=5e-4)


@pytest.mark.parametrize(("xi", "phi"), [(1.0, 1.0), (0.7, 1.4), (2.0, 1.5)])
def test_the_distribution_is_that_of_the_simulated_process(xi: float, phi: float) -> None:
    """W(s) - |s|/2 to the left, sqrt(phi) W(s) - xi s/2 to the right (Bai 1997, equation 12)."""
    step, points, size = 0.02, 4000, 3000
    steps = np.arange(1, points + 1) * step
    generator = np.random.default_rng(1)
    sides = []
    for drift, noise in ((1.0, 1.0), (xi, phi)):
        walk = generator.standard_normal((size, points))
        walk *= np.sqrt(noise * step)
        np.cumsum(walk, axis=1, out=walk)
        walk -= drift * steps / 2
        # the maximum between two steps is higher by so much (Broadie, Glasserman and Kou 1997)
        highest = walk.max(axis=1) + 0.5826 * np.sqrt(noise * step)
        sides.append((highest, steps[walk.argmax(axis=1)]))
    (high_left, at_left), (high_right, at_right) = sides
    where = np.where(high_left > high_right, -at_left, at_right)
    # which side is higher is a race of two exponential variables
    assert argmax_cdf(0.0, xi, phi) == pytest.approx(xi / (xi + phi))
    for x in (-6.0, -2.0, 0.0, 2.0, 6.0):
        assert argmax_cdf(x, xi, phi) == pytest.approx(np.mean(where <= x), abs=0.03)


def test_the_distribution_does_not_overflow() -> None:
    for xi, phi in [(1.0, 1.0), (0.01, 100.0), (100.0, 0.01)]:
        values = [argmax_cdf(x, xi, phi) for x in (-1e9, -1e4, -50.0, -1.0, 0.0, 1.0, 50.0, 1e4, 1e9)]
        assert np.isfinite(values).all()
        assert np.all(np.diff(values) >= -1e-9)
        assert values[0] == pytest.approx(0, abs=1e-6)
        assert values[-1] == pytest.approx(1, abs=1e-6)


def test_the_trend_is_measured_at_the_date() -> None:
    """A slope that turns without a jump dates badly; the same turn with a jump dates well (Bai 1997)."""
    x = regressors(40, "trend")
    ones = np.ones(2)
    turn = np.array([[0.0, 0.5], [0.0, -0.5]])  # the lines meet at the date
    jump = turn + np.array([[0.0, 0.0], [6.0, 0.0]])
    (vague,) = date_intervals(x, turn, ones, (19,), 0.95, trending=True)
    (sharp,) = date_intervals(x, jump, ones, (19,), 0.95, trending=True)
    assert not vague.available
    assert sharp.available
    assert sharp.high - sharp.low <= 2


@pytest.mark.parametrize(
    ("coefficients", "variances", "why"),
    [
        ([[1.0], [1.0]], [1.0, 1.0], "nothing changes at the date"),
        ([[1.0], [3.0]], [0.0, 1.0], "the errors have no long-run variance"),
        ([[1.0], [1.05]], [1.0, 1.0], "no date is excluded"),
        ([[1.0], [3.0]], [1.0, 1e5], "the distribution lies on one side of the date"),
    ],
)
def test_an_interval_that_does_not_exist_is_not_available(
    coefficients: list[list[float]], variances: list[float], why: str
) -> None:
    x = regressors(30, "mean")
    (interval,) = date_intervals(x, np.array(coefficients), np.array(variances), (14,), 0.95, trending=False)
    assert not interval.available
    assert interval.why == why
    assert np.isnan([interval.low, interval.high]).all()
