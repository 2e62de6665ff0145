"""Series without an effect: made of the series' own innovations, in another order."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.nulls import nulls, persistence
from kazmig.trends.simulate import null_series


def frame(*columns):
    return pd.DataFrame(dict(zip("ab", columns, strict=False)), index=range(1991, 1991 + len(columns[0])))


def test_a_random_walk_is_made_of_the_centred_changes():
    walk = null_series("random_walk", 35, 1, seed=2)[0] + 0.3 * np.arange(35)
    made = nulls(frame(walk), innovations="own", size=50, seed=1)
    allowed = np.diff(walk) - np.diff(walk).mean()
    steps = np.diff(made.paths[:, :, 0], axis=1).ravel()
    assert np.abs(steps[:, None] - allowed[None]).min(axis=1).max() < 1e-9
    assert made.innovations["sd"].item() == pytest.approx(np.diff(walk).std(ddof=1))
    assert made.innovations["phi"].item() == 1


def test_several_series_draw_the_same_years():
    walk = null_series("random_walk", 35, 1, seed=2)[0]
    paths = nulls(frame(walk, -2 * walk), innovations="own", size=20).paths
    assert paths[:, :, 1] == pytest.approx(-2 * paths[:, :, 0])


def test_normal_innovations_keep_variances_and_correlation():
    walk, other = null_series("random_walk", 200, 2, seed=2)
    both = frame(walk, 0.8 * walk + 0.3 * other)
    steps = np.diff(nulls(both, size=400).paths, axis=1).reshape(-1, 2)
    assert np.cov(steps, rowvar=False) == pytest.approx(
        np.cov(np.diff(both.to_numpy(), axis=0), rowvar=False), rel=0.03
    )
    assert nulls(frame(walk, -2 * walk), size=3).paths.shape == (3, 200, 2)


def test_the_seed_fixes_the_paths():
    walk = frame(null_series("random_walk", 35, 1, seed=2)[0])
    assert (nulls(walk, size=5, seed=4).paths == nulls(walk, size=5, seed=4).paths).all()
    assert (nulls(walk, size=5, seed=4).paths != nulls(walk, size=5, seed=5).paths).any()


def test_the_bias_of_the_coefficient_is_mostly_corrected():
    """Without the correction the mean is near 0.55 at 35 points when the truth is 0.7."""
    found = np.mean([persistence(each) for each in null_series("ar", 35, 400, seed=6, phi=0.7)])
    assert found == pytest.approx(0.7, abs=0.05)
    steps = np.mean([persistence(each, line=False) for each in null_series("ar", 34, 400, seed=6, phi=0.4)])
    assert steps == pytest.approx(0.4, abs=0.05)


def test_an_autoregression_keeps_its_persistence_and_its_spread():
    one = null_series("ar", 400, 1, seed=6, phi=0.6)[0]
    made = nulls(frame(one), kind="ar", size=400, seed=1)
    paths = made.paths[:, :, 0]
    lagged = (paths[:, 1:] * paths[:, :-1]).sum() / (paths[:, :-1] ** 2).sum()
    assert lagged == pytest.approx(made.innovations["phi"].item(), abs=0.02)
    spread = paths.std(axis=0)
    assert spread[:20].mean() == pytest.approx(spread[-20:].mean(), rel=0.1)


def test_a_walk_with_autocorrelated_steps_keeps_the_autocorrelation_of_its_steps():
    one = np.cumsum(null_series("ar", 400, 1, seed=6, phi=0.5)[0])
    made = nulls(frame(one), kind="ar_steps", size=200, seed=1)
    steps = np.diff(made.paths[:, :, 0], axis=1)
    lagged = (steps[:, 1:] * steps[:, :-1]).sum() / (steps[:, :-1] ** 2).sum()
    assert made.paths.shape == (200, 400, 1)
    assert lagged == pytest.approx(made.innovations["phi"].item(), abs=0.02)
    assert made.innovations["phi"].item() == pytest.approx(0.5, abs=0.1)


def test_bad_settings_are_refused():
    walk = frame(np.arange(20.0) ** 2)
    with pytest.raises(BadSetting, match="random_walk"):
        nulls(walk, kind="fractional")
    with pytest.raises(BadSetting, match="own"):
        nulls(walk, innovations="stable")
    with pytest.raises(BadSetting, match="at least one"):
        nulls(walk, size=0)
    with pytest.raises(TooShort, match="eight"):
        nulls(walk.head(7))
