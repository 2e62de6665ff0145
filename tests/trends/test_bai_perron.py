"""Breaks that are published are found; simulated ones at the rates that the theory promises.

Sources: strucchange's reference output (Zeileis, Leisch, Hornik and Kleiber 2002) for the Nile and, by the Bayesian
criterion, the real interest rate; Bai and Perron (2003), section 6.1, for its three breaks by sequential tests.
"""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import breaks
from kazmig.trends.bai_perron import choose
from kazmig.trends.break_dates import date_intervals
from kazmig.trends.break_settings import settings
from kazmig.trends.errors import BadSetting, Gap, NoVariation, TooShort
from kazmig.trends.long_run import error_variances
from kazmig.trends.segments import Array, bic, fitted, partitions, regressors
from kazmig.trends.simulate import null_series

from .published import nile, real_interest_rate


def test_the_nile_breaks_in_1898() -> None:
    found = breaks(nile(), min_segment=15, hac=False)
    assert found.dates == (1898,)
    (row,) = found.intervals.itertuples()
    assert (row.date, row.low, row.high, row.available) == (1898, 1895, 1902, True)
    assert found.near == (1,)
    assert found.corner == ()
    assert found.bic.loc[1] == pytest.approx(1270.084, abs=5e-4)


@pytest.mark.parametrize("h", [5, 10, 20])
def test_the_nile_breaks_in_1898_whatever_the_shortest_regime(h: int) -> None:
    assert 1898 in breaks(nile(), min_segment=h).dates


def test_the_real_interest_rate_has_two_breaks_by_the_criterion_and_three_by_tests() -> None:
    y = real_interest_rate()
    by_criterion = breaks(y, min_segment=15)
    by_tests = breaks(y, min_segment=15, criterion="sequential")
    assert [str(date) for date in by_criterion.dates] == ["1972Q3", "1980Q3"]
    assert [str(date) for date in by_tests.dates] == ["1966Q4", "1972Q3", "1980Q3"]
    intervals = by_tests.intervals
    assert [str(low) for low in intervals["low"]] == ["1965Q1", "1968Q4", "1980Q1"]
    assert [str(high) for high in intervals["high"]] == ["1969Q3", "1972Q4", "1981Q1"]
    assert by_tests.regimes["level"].tolist() == pytest.approx([1.8236, 0.8661, -1.7961, 5.6429], abs=6e-5)
    assert by_tests.regimes["se_level"].tolist() == pytest.approx([0.1899, 0.1535, 0.5110, 0.6029], abs=6e-5)


def test_plain_tests_find_two_breaks_in_the_real_interest_rate() -> None:
    """Without long-run variances by regime the break of 1966 is not significant: the statistic is 2.4."""
    found = breaks(real_interest_rate(), min_segment=15, criterion="sequential", hac=False)
    assert [str(date) for date in found.dates] == ["1972Q3", "1980Q3"]


def test_a_change_of_slope_is_found() -> None:
    years = np.arange(1991, 2026)
    noise = np.random.default_rng(4).normal(scale=0.05, size=35)
    y = pd.Series(np.where(years <= 2008, -0.1 * (years - 2008), 0.2 * (years - 2008)) + noise, index=years)
    found = breaks(y, "trend")
    assert found.count == 1
    assert abs(found.dates[0] - 2008) <= 1
    assert found.regimes["slope"].tolist() == pytest.approx([-0.1, 0.2], abs=0.02)


@pytest.mark.parametrize("kind", ["mean", "trend"])
@pytest.mark.parametrize("seed", range(4))
def test_the_search_does_not_depend_on_units_or_on_the_direction_of_time(kind: str, seed: int) -> None:
    y = pd.Series(np.random.default_rng(seed).normal(size=35).cumsum(), index=range(1991, 2026))
    found = breaks(y, kind)  # type: ignore[arg-type]
    scaled = breaks(5e4 - 300 * y, kind)  # type: ignore[arg-type]
    back = breaks(pd.Series(y.to_numpy()[::-1], index=y.index), kind)  # type: ignore[arg-type]
    assert scaled.dates == found.dates
    assert back.dates == tuple(sorted(1991 + 2025 - date - 1 for date in found.dates))
    assert scaled.corner == found.corner
    if kind == "trend":
        tilted = breaks(y + 3.0 * (y.index.to_numpy() - 1991), kind)
        assert tilted.dates == found.dates


def test_many_series_are_searched_as_one_is() -> None:
    y = null_series("ar", 35, 12, seed=1, phi=0.7)
    for criterion in ("bic", "sequential"):
        rules = settings(35, "trend", criterion=criterion)  # type: ignore[arg-type]
        found, counts = choose(y, rules)
        for row in range(12):
            alone = breaks(pd.Series(y[row], index=range(1991, 2026)), "trend", criterion=criterion)  # type: ignore[arg-type]
            assert alone.count == counts[row]
            assert alone.ends_of(alone.count) == tuple(found.ends[row, counts[row], : counts[row]])


@pytest.mark.parametrize(
    ("y", "options", "error", "says"),
    [
        (pd.Series(range(9), index=range(2001, 2010)), {}, TooShort, "need 10"),
        (pd.Series([1.0, 2.0] * 6, index=[*range(2001, 2012), 2013]), {}, Gap, "2013"),
        (pd.Series([1.0, np.nan] * 6, index=range(2001, 2013)), {}, Gap, "2002"),
        (pd.Series([5.0] * 12, index=range(2001, 2013)), {}, NoVariation, "5 in every period"),
        (pd.Series([1.0] * 6 + [2.0] * 6, index=range(2001, 2013)), {}, NoVariation, "without any residual"),
        (pd.Series(range(12), index=range(2001, 2013)), {"kind": "trend"}, NoVariation, "without any residual"),
        (pd.Series([1.0, 2.0, 4.0] * 4, index=range(2001, 2013)), {"max_breaks": 3}, BadSetting, "at most 1 fit"),
        (pd.Series([1.0, 2.0, 4.0] * 4, index=range(2001, 2013)), {"confidence": 1.2}, BadSetting, "between 0 and 1"),
    ],
)
def test_bad_input_is_named(y: pd.Series, options: dict[str, object], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        breaks(y, **options)  # type: ignore[arg-type]


def two_regimes(n: int, size: int, jump: float, turn: float, phi: float, seed: int) -> tuple[Array, int]:
    """Return series whose level jumps and slope turns in the middle, and the position of the last point before."""
    noise = null_series("ar", n, size, seed=seed, phi=phi) if phi else null_series("independent", n, size, seed=seed)
    last, time = n // 2 - 1, np.arange(n)
    return noise + np.where(time > last, jump + turn * (time - last - 0.5), 0.0), last


def coverage(y: Array, last: int, kind: str, h: int, *, hac: bool, by_regime: bool) -> tuple[float, float, float]:
    """Return the shares dated within two points, with an interval, and of those covered at 95 percent."""
    size, n = y.shape
    x = regressors(n, kind)  # type: ignore[arg-type]
    ends = partitions(y, x, h, 1).ends[:, 1]
    coefficients, fit = fitted(y, x, ends)
    covered = []
    for row in range(size):
        end = (int(ends[row, 0]),)
        variances = error_variances(y[row] - fit[row], end, 2 * x.shape[1], hac=hac, by_regime=by_regime)
        (at,) = date_intervals(x, coefficients[row], variances, end, 0.95, trending=kind == "trend")
        if at.available:
            covered.append(at.low <= last <= at.high)
    return float((np.abs(ends[:, 0] - last) <= 2).mean()), len(covered) / size, float(np.mean(covered))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "h", "kind", "jump", "turn", "phi", "hac", "dated", "least", "most"),
    [
        (100, 15, "mean", 2.0, 0.0, 0.0, False, 0.92, 0.93, 0.99),
        (100, 15, "mean", 1.0, 0.0, 0.0, False, 0.56, 0.89, 0.96),
        (100, 15, "mean", 2.0, 0.0, 0.4, True, 0.75, 0.89, 0.97),
        (100, 15, "trend", 2.0, 0.0, 0.0, False, 0.87, 0.92, 0.99),
        (100, 15, "trend", 3.0, 0.3, 0.0, False, 0.97, 0.94, 1.00),
        (35, 5, "mean", 2.0, 0.0, 0.0, False, 0.87, 0.92, 0.98),
        (35, 5, "mean", 3.0, 0.0, 0.0, True, 0.97, 0.95, 1.00),
        (35, 5, "trend", 3.0, 0.3, 0.0, False, 0.91, 0.92, 0.99),
        # where the theory does not hold: no jump, or little of it beside the noise, in a short series
        (35, 5, "mean", 1.0, 0.0, 0.4, True, 0.35, 0.70, 0.87),
        (35, 5, "trend", 0.0, 0.3, 0.0, False, 0.22, 0.45, 0.68),
        (100, 15, "trend", 0.0, 0.3, 0.0, False, 0.26, 0.70, 0.84),
    ],
)
def test_dates_are_recovered_and_covered(
    n: int, h: int, kind: str, jump: float, turn: float, phi: float, hac: bool, dated: float, least: float, most: float
) -> None:
    y, last = two_regimes(n, 1000, jump, turn, phi, seed=11)
    near, available, covered = coverage(y, last, kind, h, hac=hac, by_regime=False)
    print(
        f"n {n} {kind} jump {jump} turn {turn} phi {phi} hac {hac}: within two points {near:.2f}, "
        f"interval available {available:.2f}, covers {covered:.3f}"
    )
    assert near >= dated
    assert least <= covered <= most


@pytest.mark.slow
def test_the_number_of_breaks_is_recovered() -> None:
    """Power: two steps of three standard deviations in the mean, a jump and turn of the trend, none.

    A step up and back is seen worse by the sequence, whose first test is of one step against none: the reason for
    Bai and Perron's (2003) test against any number, which stands in the table of tests.
    """
    n, size = 35, 1000
    noise = null_series("independent", n, size, seed=12)
    time = np.arange(n)
    stairs = noise + np.select([time < 12, time < 24], [0.0, 3.0], 6.0)
    back = noise + np.select([time < 12, time < 24], [0.0, 3.0], 0.0)
    turned, _ = two_regimes(n, size, 2.0, 0.4, 0.0, seed=12)
    for name, kind, y, true, bic_least, tests_least in (
        ("none", "mean", noise, 0, 0.86, 0.93),
        ("none", "trend", noise, 0, 0.85, 0.93),
        ("two steps up", "mean", stairs, 2, 0.85, 0.90),
        ("a step up and back", "mean", back, 2, 0.85, 0.60),
        ("jump and turn", "trend", turned, 1, 0.80, 0.85),
    ):
        by_bic = choose(y, settings(n, kind))[1]  # type: ignore[arg-type]
        by_tests = choose(y, settings(n, kind, criterion="sequential", hac=False))[1]  # type: ignore[arg-type]
        shares = float((by_bic == true).mean()), float((by_tests == true).mean())
        print(f"{name}, {kind}: right number by BIC {shares[0]:.3f}, by plain sequential tests {shares[1]:.3f}")
        assert shares[0] >= bic_least
        assert shares[1] >= tests_least


@pytest.mark.slow
def test_long_series_tell_the_right_number() -> None:
    y, last = two_regimes(200, 400, 1.0, 0.0, 0.0, seed=13)
    found = partitions(y, regressors(200, "mean"), 20, 3)
    right = bic(found).argmin(axis=1) == 1
    print(f"n 200, step of one standard deviation: BIC finds one break in {right.mean():.3f}")
    assert right.mean() >= 0.93
    assert np.median(np.abs(found.ends[right, 1, 0] - last)) <= 2
