"""Every model answers, deterministically and alike whatever is asked beside it; each covers what it simulates."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kazmig.trends.errors import BadSetting, Gap, NotPositive, NoVariation, TooShort
from kazmig.trends.forecasting.models import MODELS, forecast
from kazmig.trends.forecasting.simulation import Floats, History, noise


def test_the_models_of_the_plan_are_there_in_order() -> None:
    assert list(MODELS) == [
        *("naive", "drift", "mean", "damped", "theta", "arima", "ar1_rate", "local_level", "pool"),
        *("auto_arima", "auto_ets", "auto_theta"),
    ]
    assert [name for name, model in MODELS.items() if model.peer] == ["auto_arima", "auto_ets", "auto_theta"]


@pytest.mark.parametrize("name", list(MODELS))
def test_each_model_gives_finite_positive_draws_and_the_same_twice(name: str, falling: pd.Series) -> None:
    told = forecast(falling, name, 3, size=300, seed=2)
    assert told.draws.shape == (300, 3)
    assert np.isfinite(told.draws).all()
    assert (told.draws > 0).all()
    assert (told.model, told.origin, told.n) == (name, 2024, 30)
    assert 0 < told.df < 30
    assert np.array_equal(told.draws, forecast(falling, name, 3, size=300, seed=2).draws)


@pytest.mark.parametrize("name", ["naive", "drift", "damped", "theta", "arima", "ar1_rate", "local_level", "pool"])
def test_a_longer_horizon_leaves_the_nearer_years_alone(name: str, falling: pd.Series) -> None:
    near, far = forecast(falling, name, 2, size=300), forecast(falling, name, 6, size=300)
    assert far.draws[:, :2] == pytest.approx(near.draws, rel=1e-9)


@pytest.mark.parametrize("name", list(MODELS))
def test_the_unit_does_not_matter(name: str, falling: pd.Series) -> None:
    told, thousands = forecast(falling, name, 2, size=300), forecast(falling / 1000, name, 2, size=300)
    # the optimisers start elsewhere: a hundredth of a yearly standard deviation at the median
    ratio = np.median(told.draws, axis=0) / np.median(thousands.draws, axis=0) / 1000
    assert np.log(ratio) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("name", list(MODELS))
def test_the_shortest_series_is_enough_and_one_year_less_is_not(name: str, falling: pd.Series) -> None:
    needs = MODELS[name].needs
    assert np.isfinite(forecast(falling.iloc[:needs], name, 5, size=200).draws).all()
    with pytest.raises(TooShort, match=f"needs {needs}"):
        forecast(falling.iloc[: needs - 1], name, 5)


def test_bad_input_is_named(falling: pd.Series) -> None:
    with pytest.raises(BadSetting, match="choose one of naive, drift"):
        forecast(falling, "prophet")
    with pytest.raises(BadSetting, match="1 to 20"):
        forecast(falling, "naive", 21)
    with pytest.raises(BadSetting, match="1 to 20"):
        forecast(falling, "naive", 0)
    with pytest.raises(BadSetting, match="100 draws"):
        forecast(falling, "naive", size=10)
    with pytest.raises(Gap, match="2001"):
        forecast(falling.drop(2000), "naive")
    with pytest.raises(Gap, match="2000"):
        forecast(falling.where(falling.index != 2000), "naive")
    with pytest.raises(NotPositive, match="2000"):
        forecast(falling.where(falling.index != 2000, 0.0), "naive")
    with pytest.raises(NoVariation):
        forecast(falling * 0 + 5, "naive")


def walk(rng: np.random.Generator, shocks: Floats) -> Floats:
    return np.cumsum(shocks)


def trend(rng: np.random.Generator, shocks: Floats) -> Floats:
    return np.cumsum(shocks - 0.1)


def still(rng: np.random.Generator, shocks: Floats) -> Floats:
    return shocks


def fading(rng: np.random.Generator, shocks: Floats) -> Floats:
    level, slope, values = 0.0, -0.1, []
    for shock in shocks:
        values.append(level + 0.9 * slope + shock)
        level, slope = level + 0.9 * slope + 0.7 * shock, 0.9 * slope + 0.3 * shock
    return np.array(values)


def smooth(rng: np.random.Generator, shocks: Floats) -> Floats:
    level = np.concatenate([[0.0], 0.6 * np.cumsum(shocks)[:-1]])
    return np.asarray(level + shocks)


def persistent(rng: np.random.Generator, shocks: Floats) -> Floats:
    changes = np.zeros(len(shocks))
    for t in range(1, len(shocks)):
        changes[t] = 0.5 * changes[t - 1] + shocks[t]
    return np.cumsum(changes)


def from_prior(rng: np.random.Generator, shocks: Floats) -> Floats:
    rho = float(np.clip(1 + 0.2 * rng.standard_normal(), -1, 1))
    values = np.zeros(len(shocks))
    for t in range(1, len(shocks)):
        values[t] = rho * values[t - 1] + shocks[t]
    return values


def noisy(rng: np.random.Generator, shocks: Floats) -> Floats:
    return np.asarray(np.cumsum(shocks) + 0.25 * rng.standard_normal(len(shocks)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "world", "size", "least_80", "least_95"),
    [
        ("naive", walk, 1000, 0.77, 0.93),
        ("drift", trend, 1000, 0.77, 0.93),
        ("mean", still, 1000, 0.77, 0.93),
        ("damped", fading, 600, 0.73, 0.91),
        ("theta", smooth, 600, 0.73, 0.91),
        # order chosen on the same years, and the choice not drawn: it knows too much
        ("arima", persistent, 150, 0.62, 0.80),
        # measured .953, .944, .928 at 95 percent: a little narrow five years ahead, where the rate's return is guessed
        ("ar1_rate", from_prior, 1000, 0.76, 0.92),
        ("local_level", noisy, 600, 0.75, 0.91),
    ],
)
def test_each_model_covers_series_simulated_from_itself(
    name: str,
    world: object,
    size: int,
    least_80: float,
    least_95: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert callable(world)
    rng, n, ahead = np.random.default_rng(7), 35, (1, 3, 5)
    ranks = np.empty((size, 5))
    for i in range(size):
        logs = 10 + world(rng, 0.25 * rng.standard_normal(n + 5))
        paths = MODELS[name].simulate(History(logs[:n], np.arange(1900, 1900 + n)), noise(500, 5, seed=i, origin=0))
        ranks[i] = (paths.logs < logs[n:]).mean(axis=0)
    inside = {
        level: [float(np.mean(np.abs(ranks[:, h - 1] - 0.5) < level / 200)) for h in ahead] for level in (50, 80, 95)
    }
    uniform = stats.kstest(ranks[:, 0], "uniform")
    with capsys.disabled():
        shares = "; ".join(f"{level}: " + ", ".join(f"{s:.3f}" for s in inside[level]) for level in inside)
        print(f"\n{name}: {size} series of {n}; coverage at h = 1, 3, 5: {shares}; PIT KS p {uniform.pvalue:.2f}")
    assert all(least_80 <= share <= 0.84 for share in inside[80])
    assert all(least_95 <= share <= 0.98 for share in inside[95])
    assert uniform.statistic < 1.63 / np.sqrt(size) + 0.02  # one percent critical value, and the grain of the draws
