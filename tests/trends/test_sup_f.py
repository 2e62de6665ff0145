"""The tests' statistics are Bai and Perron's own on the real interest rate, and strucchange's on the Nile."""

import numpy as np
import pytest

from kazmig.trends.segments import partitions, regressors
from kazmig.trends.sup_f import many_breaks, one_more, wald

from .published import nile, real_interest_rate


def test_the_nile_as_in_strucchange() -> None:
    found = partitions(nile().to_numpy()[None], regressors(100, "mean"), 15, 1)
    assert many_breaks(found)[0, 0] == pytest.approx(75.93, abs=5e-3)  # sctest(Fstats(Nile ~ 1))


def test_breaks_against_none_as_bai_and_perron_print_them() -> None:
    """Bai and Perron (2003), table 1: quadratic spectral kernel, prewhitened, variances by regime."""
    y, x = real_interest_rate().to_numpy(), regressors(103, "mean")
    found = partitions(y[None], x, 15, 5)
    statistics = [wald(y, x, tuple(found.ends[0, m, :m]), by_regime=True) for m in range(1, 6)]
    assert statistics == pytest.approx([57.9058, 43.0143, 33.3228, 24.7706, 18.3259], abs=6e-5)


def test_one_break_more_as_bai_and_perron_print_them() -> None:
    y, x = real_interest_rate().to_numpy(), regressors(103, "mean")
    found = partitions(y[None], x, 15, 5)
    statistics = one_more(y[None], x, found, 15, hac=True)[0]
    assert statistics == pytest.approx([57.9058, 33.9275, 14.7246, 0.0330, 0.0], abs=6e-5)


@pytest.mark.parametrize("hac", [False, True])
@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_statistics_do_not_depend_on_level_and_scale(kind: str, hac: bool) -> None:
    y = np.random.default_rng(1).normal(size=(4, 35))
    x = regressors(35, kind)
    moved = 1e4 + 250 * y
    first, second = (one_more(z, x, partitions(z, x, 5, 3), 5, hac=hac) for z in (y, moved))
    assert first == pytest.approx(second, rel=1e-5, abs=1e-6)


def test_the_first_test_is_that_of_one_break() -> None:
    y = np.random.default_rng(2).normal(size=(6, 35))
    x = regressors(35, "trend")
    found = partitions(y, x, 5, 3)
    assert one_more(y, x, found, 5, hac=False)[:, 0] == pytest.approx(many_breaks(found)[:, 0])


def test_one_more_break_is_looked_for_within_regimes() -> None:
    """By hand: two regimes, the second has a step left in it."""
    y = np.array([0.0, 1, 0, 1, 0, 1, 20, 21, 20, 24, 25, 24])[None]
    x = regressors(12, "mean")
    found = partitions(y, x, 3, 2)
    assert found.ends[0, 1, 0] == 5
    steps = [y[0, :6], y[0, 6:9], y[0, 9:]]
    left = sum(float(((part - part.mean()) ** 2).sum()) for part in steps)
    second = y[0, 6:]
    gain = float(((second - second.mean()) ** 2).sum() + ((steps[0] - 0.5) ** 2).sum()) - left
    assert one_more(y, x, found, 3, hac=False)[0, 1] == pytest.approx((12 - 3) * gain / left)


def test_no_room_is_no_evidence() -> None:
    y = np.random.default_rng(3).normal(size=(2, 12))
    x = regressors(12, "mean")
    assert (one_more(y, x, partitions(y, x, 4, 2), 4, hac=False)[:, 1] >= 0).all()
    tight = partitions(y, x, 6, 1)
    assert one_more(y, x, tight, 6, hac=False).shape == (2, 1)


def test_with_one_variance_for_all_both_robust_forms_agree() -> None:
    y = np.random.default_rng(4).normal(size=35)
    x = regressors(35, "trend")
    found = partitions(y[None], x, 5, 1)
    ends = tuple(int(end) for end in found.ends[0, 1])
    assert wald(y, x, ends, by_regime=False) == pytest.approx(one_more(y[None], x, found, 5, hac=True)[0, 0])
