"""The resampled search: shares add up, intervals cover, and growth keeps its own uncertainty."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import BootstrapBreaks, bootstrap_breaks, breaks
from kazmig.trends.errors import BadSetting
from kazmig.trends.simulate import null_series


def turning(seed: int, jump: float = 0.0, noise: float = 0.15, turn: float = -0.25) -> pd.Series:
    """Return the log of a series that grows by ten percent a year to 2008 and changes its course then."""
    years = np.arange(1991, 2026)
    after = years > 2008
    trend = 0.1 * (years - 2008.5) + np.where(after, jump + turn * (years - 2008.5), 0.0)
    return pd.Series(trend + np.random.default_rng(seed).normal(scale=noise, size=35), index=years, name="log")


@pytest.fixture(scope="module")
def resampled() -> BootstrapBreaks:
    return bootstrap_breaks(turning(5, jump=1.0), "trend", size=400, seed=1)


def test_shares_add_up(resampled: BootstrapBreaks) -> None:
    assert resampled.number["share"].sum() == pytest.approx(1)
    assert resampled.number.loc[resampled.number["original"], "breaks"].item() == resampled.original.count
    expected = (resampled.number["breaks"] * resampled.number["share"]).sum()
    assert resampled.dates["share"].sum() == pytest.approx(expected)
    assert resampled.dates["year"].tolist() == list(range(1991, 2026))


def test_a_clear_break_is_found_again(resampled: BootstrapBreaks) -> None:
    row = resampled.intervals.iloc[0]
    assert resampled.original.dates == (2008,)
    assert row["low"] <= 2008 <= row["high"]
    assert row["high"] - row["low"] <= 4
    assert row["found_again"] > 0.9
    table = resampled.summary()
    assert table[["n", "df", "size", "block"]].iloc[0].tolist() == [35, 30, 400, 3]


def test_growth_has_an_interval_round_its_estimate(resampled: BootstrapBreaks) -> None:
    growth = resampled.growth()
    assert growth["growth"].tolist() == pytest.approx([10.5, -13.9], abs=3.5)
    assert (growth["low"] < growth["growth"]).all()
    assert (growth["growth"] < growth["high"]).all()
    slopes = resampled.original.regimes["slope"]
    assert growth["growth"].tolist() == pytest.approx((100 * np.expm1(slopes)).tolist())


def test_a_mean_has_levels_and_no_growth() -> None:
    y = turning(6, jump=-5.0, turn=-0.1)
    of_mean = bootstrap_breaks(y - 0.1 * (y.index.to_numpy() - 2008.5), "mean", size=100)
    assert of_mean.regimes["slope_low"].isna().all()
    assert (of_mean.regimes["level_low"] < of_mean.regimes["level"]).all()
    with pytest.raises(BadSetting, match="no growth"):
        of_mean.growth()


def test_the_band_holds_the_fit(resampled: BootstrapBreaks) -> None:
    band = resampled.frame()
    assert ((band["low"] <= band["fit"]) & (band["fit"] <= band["high"])).mean() > 0.9


def test_without_a_break_there_are_no_intervals() -> None:
    y = pd.Series(np.random.default_rng(3).normal(size=35), index=range(1991, 2026))
    quiet = bootstrap_breaks(y, size=50)
    assert len(quiet.intervals) == 0
    assert len(quiet.regimes) == 1
    assert quiet.number["share"].iloc[0] > 0.5


def test_seed_and_block_decide() -> None:
    y = turning(7)
    one, same, other = (bootstrap_breaks(y, "trend", size=50, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.fits, same.fits)
    assert not np.array_equal(one.fits, other.fits)
    assert bootstrap_breaks(y, "trend", size=20, block=1).block == 1
    for options in ({"block": 35}, {"block": 0}, {"size": 0}):
        with pytest.raises(BadSetting, match="at least one series"):
            bootstrap_breaks(y, "trend", **options)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "jump", "turn", "least", "most"),
    [
        ("mean", 1.0, 0.0, 0.91, 1.0),
        ("mean", 2.0, 0.0, 0.90, 0.99),
        ("trend", 0.0, 0.3, 0.91, 1.0),
        ("trend", 1.5, 0.3, 0.87, 0.98),
        ("trend", 3.0, 0.3, 0.90, 0.99),
    ],
)
def test_date_intervals_cover_where_the_limit_does_not(
    kind: str, jump: float, turn: float, least: float, most: float
) -> None:
    n, last, size = 35, 16, 300
    time = np.arange(n)
    series = null_series("independent", n, size, seed=3)
    series = series + np.where(time > last, jump + turn * (time - last - 0.5), 0.0)
    hits = []
    for row in series:
        y = pd.Series(row, index=range(1991, 2026))
        once = bootstrap_breaks(y, kind, max_breaks=1, size=200, seed=1)  # type: ignore[arg-type]
        found = breaks(y, kind, max_breaks=1)  # type: ignore[arg-type]
        if found.count == 1:
            interval = once.intervals.iloc[0]
            hits.append(interval["low"] <= 1991 + last <= interval["high"])
    print(f"{kind} jump {jump} turn {turn}: found {len(hits) / size:.2f}, bootstrap covers {np.mean(hits):.3f}")
    assert least <= np.mean(hits) <= most


@pytest.mark.slow
def test_growth_is_covered_after_selection() -> None:
    """Growth before and after a turn, whatever breaks are chosen: naive intervals on the dates found are too short."""
    size, covered, naive = 200, [], []
    true = (0.1, 0.1 - 0.25)
    for seed in range(size):
        once = bootstrap_breaks(turning(1000 + seed, noise=0.2), "trend", size=200, seed=seed)
        table, own = once.regimes, once.original.regimes
        ends = [(0, true[0]), (len(table) - 1, true[1])]
        covered.append([table["slope_low"][at] <= slope <= table["slope_high"][at] for at, slope in ends])
        naive.append([abs(own["slope"][at] - slope) <= 1.96 * own["se_slope"][at] for at, slope in ends])
    rates, plain = np.mean(covered, axis=0), np.mean(naive, axis=0)
    print(f"growth in the first and the last regime: bootstrap covers {rates}, dates taken as known {plain}")
    assert (rates >= 0.85).all()
    assert (plain <= rates).all()
