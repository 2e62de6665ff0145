"""The dynamic programme finds the best partitions, by brute force and by what is published.

strucchange's figures are those of its reference output (tests/Examples, version 1.5): the Nile, the British road
casualties with lagged regressors, and the real interest rate, whose sums of squares Bai and Perron's own program prints
with four decimals.
"""

from itertools import combinations, pairwise

import numpy as np
import pytest

from kazmig.trends.errors import BadSetting
from kazmig.trends.segments import bic, considered, fitted, partitions, regressors, segment_ssr

from .published import nile, real_interest_rate, seat_belts


def residual_squares(y: np.ndarray, x: np.ndarray) -> float:
    return float(np.sum((y - x @ np.linalg.lstsq(x, y, rcond=None)[0]) ** 2))


@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_every_segment_has_the_residuals_of_least_squares(kind: str) -> None:
    y = np.random.default_rng(1).normal(size=(3, 12)) + 1e3
    x = regressors(12, kind)
    ssr = segment_ssr(y, x)
    for first in range(12):
        for last in range(12):
            if last - first + 1 < x.shape[1]:
                assert np.isinf(ssr[:, first, last]).all()
            else:
                part = slice(first, last + 1)
                expected = [residual_squares(row[part], x[part]) for row in y]
                assert ssr[:, first, last] == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(("kind", "h"), [("mean", 3), ("trend", 4)])
def test_no_partition_is_better(kind: str, h: int) -> None:
    n = 16
    y = np.random.default_rng(2).normal(size=(5, n)).cumsum(axis=1)
    x = regressors(n, kind)
    found = partitions(y, x, h, 3)
    for breaks in range(4):
        candidates = [ends for ends in combinations(range(n - 1), breaks) if min(np.diff([-1, *ends, n - 1])) >= h]
        for row in range(5):
            costs = [
                sum(residual_squares(y[row, a + 1 : b + 1], x[a + 1 : b + 1]) for a, b in pairwise([-1, *ends, n - 1]))
                for ends in candidates
            ]
            best = int(np.argmin(costs))
            assert found.ssr[row, breaks] == pytest.approx(costs[best])
            assert tuple(found.ends[row, breaks, :breaks]) == candidates[best]
    assert considered(n, h, 3) == sum(
        1 for breaks in range(4) for ends in combinations(range(n - 1), breaks) if min(np.diff([-1, *ends, n - 1])) >= h
    )


def test_many_series_at_once_are_the_same_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    y = np.random.default_rng(3).normal(size=(7, 20))
    x = regressors(20, "trend")
    whole = partitions(y, x, 4, 2)
    monkeypatch.setattr("kazmig.trends.segments.MOST_NUMBERS", 800)  # two series a portion
    portions = partitions(y, x, 4, 2)
    assert np.array_equal(whole.ends, portions.ends)
    assert np.allclose(whole.ssr, portions.ssr)


@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_fitted_values_leave_the_residuals_that_were_minimised(kind: str) -> None:
    y = np.random.default_rng(4).normal(size=(4, 30)).cumsum(axis=1) + 500
    x = regressors(30, kind)
    found = partitions(y, x, 5, 3)
    coefficients, fit = fitted(y, x, found.ends[:, 3, :3])
    assert coefficients.shape == (4, 4, x.shape[1])
    assert ((y - fit) ** 2).sum(axis=1) == pytest.approx(found.ssr[:, 3])


def test_the_nile_as_in_strucchange() -> None:
    found = partitions(nile().to_numpy()[None], regressors(100, "mean"), 15, 5)
    assert found.ssr[0].round().tolist() == [2835157, 1597457, 1552924, 1538097, 1507888, 1659994]
    assert bic(found)[0].round().tolist() == [1318, 1270, 1276, 1285, 1292, 1311]
    assert bic(found)[0, 1] == pytest.approx(1270.084, abs=5e-4)  # its AIC with k = log n
    assert [(found.ends[0, m, :m] + 1).tolist() for m in range(1, 6)] == [
        [28],
        [28, 83],
        [28, 68, 83],
        [28, 45, 68, 83],
        [15, 30, 45, 68, 83],
    ]


def test_the_real_interest_rate_as_bai_and_perron_print_it() -> None:
    found = partitions(real_interest_rate().to_numpy()[None], regressors(103, "mean"), 15, 5)
    assert found.ssr[0, 1:] == pytest.approx([644.9955, 455.9502, 445.1819, 444.8797, 449.6395], abs=6e-5)
    assert bic(found)[0] == pytest.approx([555.7, 499.8, 473.3, 480.1, 489.3, 499.7], abs=0.06)  # strucchange's
    assert (found.ends[0, 3, :3] + 1).tolist() == [24, 47, 79]
    assert (found.ends[0, 5] + 1).tolist() == [16, 31, 47, 64, 79]


def test_road_casualties_with_lagged_regressors_as_in_strucchange() -> None:
    y, x = seat_belts()
    found = partitions(y[None], x, 18, 8)
    assert found.ssr[0] == pytest.approx(
        [0.3297, 0.2967, 0.2676, 0.2438, 0.2395, 0.2317, 0.2258, 0.2244, 0.2231], abs=6e-5
    )
    assert bic(found)[0] == pytest.approx(
        [-602.8611, -601.0539, -598.9042, -594.8774, -577.2905, -562.4880, -546.3632, -526.7295, -506.9886], abs=1e-4
    )
    assert (found.ends[0, 2, :2] + 1).tolist() == [46, 157]  # October 1973 and January 1983
    assert (found.ends[0, 5, :5] + 1).tolist() == [46, 70, 120, 141, 160]


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadSetting, match="not in 'slope'"):
        regressors(10, "slope")  # type: ignore[arg-type]
