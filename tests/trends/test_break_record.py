"""The record says what was found, what does about as well, and what is not known."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import Breaks, breaks
from kazmig.trends.errors import BadSetting

from .published import nile, real_interest_rate


@pytest.fixture(scope="module")
def found() -> Breaks:
    years = np.arange(1991, 2026)
    noise = np.random.default_rng(5).normal(scale=0.2, size=35)
    steps = np.select([years <= 2000, years <= 2020], [2.0, 1.0], 0.2)
    return breaks(pd.Series(steps + noise, index=years, name="steps"))


def test_dates_are_the_last_years_of_regimes(found: Breaks) -> None:
    assert found.dates == (2000, 2020)
    assert found.regimes["start"].tolist() == [1991, 2001, 2021]
    assert found.regimes["end"].tolist() == [2000, 2020, 2025]
    assert found.regimes["n"].tolist() == [10, 20, 5]
    assert found.regimes["level"].tolist() == pytest.approx(
        [found.y.loc[1991:2000].mean(), found.y.loc[2001:2020].mean(), found.y.loc[2021:].mean()]
    )
    assert found.regimes["slope"].isna().all()


def test_what_stands_beside_each_date(found: Breaks) -> None:
    assert (found.n, found.df) == (35, 35 - 3 - 2)
    assert found.looks > 1000
    assert 2020 in found.corner  # five years to the end, and no fewer were allowed
    assert 2 in found.near
    assert found.fallback.startswith("one error variance")
    assert "all regimes together" in found.variance
    table = found.date_table()
    assert table["date"].tolist() == [2000, 2020]
    assert (table[["n", "df"]].drop_duplicates().to_numpy() == [[35, 30]]).all()


def test_the_summary_has_every_number_of_breaks(found: Breaks) -> None:
    table = found.summary()
    assert table["breaks"].tolist() == [0, 1, 2, 3, 4, 5]
    assert table.loc[table["chosen"], "breaks"].tolist() == [2]
    assert table.loc[table["near"], "breaks"].tolist() == list(found.near)
    assert table.loc[0, "dates"] == "none"
    assert table["above_best"].min() == 0
    assert found.gain == table["above_best"].iloc[0] > 10


def test_a_chart_gets_the_series_its_fit_and_the_dates(found: Breaks) -> None:
    frame, marks = found.frame(), found.marks()
    assert frame["year"].tolist() == list(range(1991, 2026))
    assert frame.groupby("regime")["fit"].nunique().tolist() == [1, 1, 1]
    assert frame.loc[frame["year"] == 2000, "regime"].item() == 1
    assert frame.loc[frame["year"] == 2001, "regime"].item() == 2
    assert marks["year"].tolist() == [2000, 2020]
    assert marks["corner"].tolist() == [date in found.corner for date in (2000, 2020)]
    assert ((frame["value"] - frame["fit"]) ** 2).sum() == pytest.approx(found.partitions.ssr[0, 2])


def test_another_number_of_breaks_can_be_asked_for(found: Breaks) -> None:
    one = found.with_count(1)
    assert one.count == 1
    assert one.dates == found.dates_of(1)
    assert len(one.intervals) == 1
    with pytest.raises(BadSetting, match="from 0 to 5"):
        found.with_count(6)


def test_no_break_gives_empty_tables_with_their_columns() -> None:
    quiet = breaks(pd.Series(np.random.default_rng(3).normal(size=35), index=range(1991, 2026)))
    assert quiet.dates == ()
    assert quiet.corner == ()
    assert quiet.intervals.columns.tolist() == ["date", "low", "high", "available", "beyond", "why", "method"]
    assert len(quiet.date_table()) == len(quiet.marks()) == 0
    assert quiet.frame()["regime"].unique().tolist() == [1]
    assert len(quiet.regimes) == 1
    assert quiet.df == 34
    assert quiet.gain == 0


def test_an_interval_that_does_not_exist_is_printed_so() -> None:
    """A trend that turns without a jump: Bai's distribution has nothing to measure the date by."""
    years = np.arange(1991, 2026)
    noise = np.random.default_rng(2).normal(scale=0.3, size=35)
    turn = np.where(years <= 2008, 0.1, -0.1) * (years - 2008.5)
    candidates = [
        breaks(pd.Series(turn + np.roll(noise, shift), index=years), "trend", hac=False).with_count(1)
        for shift in range(35)
    ]
    lacking = [each for each in candidates if not each.intervals["available"].item()]
    assert lacking
    assert lacking[0].date_table()["interval"].item() == "not available"
    assert lacking[0].marks()["low"].isna().all()
    assert lacking[0].intervals["low"].isna().all()
    assert lacking[0].intervals["why"].item() in {"no date is excluded", "nothing changes at the date"}


def test_an_interval_that_leaves_the_series_is_cut_and_says_so() -> None:
    found = breaks(nile().iloc[18:60], min_segment=5, hac=False, confidence=0.999).with_count(1)
    row = found.intervals.iloc[0]
    assert row["available"]
    assert row["beyond"] == (row["low"] == 1889 or row["high"] == 1930)


def test_standard_errors_of_a_trend_are_those_of_least_squares() -> None:
    """One regime, plain variance: the textbook's formulas."""
    y = pd.Series(np.random.default_rng(8).normal(size=30), index=range(1991, 2021))
    row = breaks(y, "trend", hac=False).with_count(0).regimes.iloc[0]
    time = np.arange(30) - 14.5
    slope = float(time @ y / (time @ time))
    residuals = y - y.mean() - slope * time
    variance = float(residuals @ residuals) / 28
    assert row["slope"] == pytest.approx(slope)
    assert row["se_slope"] == pytest.approx(np.sqrt(variance / (time @ time)))
    assert row["se_level"] == pytest.approx(np.sqrt(variance / 30))


def test_quarters_keep_their_labels() -> None:
    found = breaks(real_interest_rate(), min_segment=15)
    assert isinstance(found.dates[0], pd.Period)
    assert found.date_table()["interval"].iloc[1] == "1980Q1–1981Q1"
    assert found.fallback == ""
    assert found.variance == "long-run variance of each regime"
