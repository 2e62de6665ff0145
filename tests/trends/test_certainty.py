import numpy as np
import pytest

from kazmig.trends import state_space
from kazmig.trends.certainty import certainty, slopes
from kazmig.trends.errors import BadSetting


def walks(size=40, n=35, seed=0):
    return np.cumsum(np.random.default_rng(seed).standard_normal((size, n)), axis=1)


def test_the_batch_agrees_with_statsmodels_series_by_series():
    many = walks(12)
    slope, error = slopes(many)
    for number, y in enumerate(many):
        fit = state_space.diffuse(y, "smooth_trend")
        assert slope[number] == pytest.approx(fit.slope[-1], abs=0.05 * fit.slope_se[-1] + 1e-3)
        # the batch divides by what it uses, as maximum likelihood does; the grid of ratios costs a little
        assert error[number] == pytest.approx(fit.slope_se[-1], rel=0.05)


def test_units_do_not_matter():
    slope, error = slopes(walks())
    large, wide = slopes(1000 * walks())
    assert large / wide == pytest.approx(slope / error)


def test_a_surer_claim_is_rarer():
    shares = [certainty(walks(400), level)["share"].item() for level in (0.9, 0.99, 0.999)]
    assert shares == sorted(shares, reverse=True)
    assert certainty(walks(400), 0.01)["share"].item() == certainty(walks(400), 0.99)["share"].item()


def test_on_pure_noise_about_a_line_certainty_keeps_its_word():
    """Where the model is right (a line, no slope, independent noise), 95 percent sure is wrong in about 10 percent."""
    noise = np.random.default_rng(3).standard_normal((2000, 35))
    assert certainty(noise, 0.95)["share"].item() == pytest.approx(0.1, abs=0.06)


def test_a_single_series_must_be_a_row():
    with pytest.raises(BadSetting, match="array of series"):
        slopes(np.arange(10.0))
