"""Simulated series without breaks have the moments that they are said to have."""

import numpy as np
import pytest

from kazmig.trends.errors import BadSetting
from kazmig.trends.simulate import null_series


@pytest.mark.parametrize("phi", [0.4, 0.7, -0.5])
def test_an_autoregression_starts_from_its_stationary_law(phi: float) -> None:
    series = null_series("ar", 35, 20_000, seed=1, phi=phi)
    variance = 1 / (1 - phi**2)
    assert series[:, 0].var() == pytest.approx(variance, rel=0.04)
    assert series[:, -1].var() == pytest.approx(variance, rel=0.04)
    assert np.corrcoef(series[:, -1], series[:, -2])[0, 1] == pytest.approx(phi, abs=0.02)


def test_a_random_walk_adds_up_the_independent_series() -> None:
    steps = null_series("independent", 20, 50, seed=7)
    walk = null_series("random_walk", 20, 50, seed=7)
    assert np.allclose(np.diff(walk, axis=1), steps[:, 1:])
    assert steps.shape == (50, 20)


def test_the_seed_decides() -> None:
    assert np.array_equal(null_series("independent", 9, 4, seed=1), null_series("independent", 9, 4, seed=1))
    assert not np.array_equal(null_series("independent", 9, 4, seed=1), null_series("independent", 9, 4, seed=2))


@pytest.mark.parametrize(
    ("kind", "n", "size", "phi", "says"),
    [
        ("white", 5, 5, None, "choose one of"),
        ("ar", 5, 5, None, "phi belongs"),
        ("independent", 5, 5, 0.4, "phi belongs"),
        ("ar", 5, 5, 1.0, "between -1 and 1"),
        ("independent", 0, 5, None, "at least 1"),
    ],
)
def test_bad_settings_are_named(kind: str, n: int, size: int, phi: float | None, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        null_series(kind, n, size, seed=0, phi=phi)  # type: ignore[arg-type]
