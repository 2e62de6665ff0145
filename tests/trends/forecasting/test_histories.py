"""A model knows the years up to the origin and no other; the exposure goes on as stated."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting, Gap, NotPositive, NoVariation, TooShort
from kazmig.trends.forecasting.histories import history


def test_logs_and_years(falling: pd.Series) -> None:
    past = history(falling, 3, need=4)
    assert past.logs == pytest.approx(np.log(falling.to_numpy()))
    assert past.years.tolist() == list(range(1995, 2025))
    assert past.exposure is None
    assert past.later is None


def test_exposure_goes_on_at_its_last_growth_where_its_future_is_unknown(falling: pd.Series) -> None:
    people = pd.Series(1e6 * 1.02 ** np.arange(30), index=falling.index)
    past = history(falling, 3, need=4, exposure=people)
    assert past.later == pytest.approx(np.log(1e6) + np.log(1.02) * np.arange(30, 33))


def test_a_given_future_exposure_is_used_first(falling: pd.Series) -> None:
    people = pd.Series(np.r_[1e6 * 1.02 ** np.arange(30), 7e6], index=range(1995, 2026))
    past = history(falling, 2, need=4, exposure=people)
    assert past.later == pytest.approx([np.log(7e6), np.log(7e6) + np.log(1.02)])


def test_years_as_periods_are_taken_and_quarters_refused(falling: pd.Series) -> None:
    periods = falling.set_axis(pd.period_range("1995", periods=30, freq="Y"))
    assert history(periods, 1, need=4).years.tolist() == list(range(1995, 2025))
    with pytest.raises(BadSetting, match="whole years"):
        history(falling.set_axis(pd.period_range("1995Q1", periods=30, freq="Q")), 1, need=4)


def test_bad_input_is_named(falling: pd.Series) -> None:
    with pytest.raises(TooShort, match="needs 31"):
        history(falling, 1, need=31)
    with pytest.raises(Gap, match="2010"):
        history(falling.drop(2009), 1, need=4)
    with pytest.raises(Gap, match="2009"):
        history(falling.where(falling.index != 2009), 1, need=4)
    with pytest.raises(NotPositive, match="2009"):
        history(falling.where(falling.index != 2009, 0.0), 1, need=4)
    with pytest.raises(NoVariation):
        history(falling * 0 + 3, 1, need=4)
    with pytest.raises(Gap, match=r"exposure .* 1995"):
        history(falling, 1, need=4, exposure=falling.loc[1996:])
