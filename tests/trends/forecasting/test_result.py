"""A forecast's frame is read from its draws."""

import numpy as np
import pytest

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting.result import Forecast


@pytest.fixture
def told() -> Forecast:
    draws = np.column_stack([np.arange(1.0, 1002.0), 2 * np.arange(1.0, 1002.0)])
    return Forecast("naive", 2025, 35, 34, draws)


def test_frame_holds_quantiles_of_the_draws(told: Forecast) -> None:
    frame = told.frame((50, 80))
    assert frame["year"].tolist() == [2026, 2027]
    assert frame["horizon"].tolist() == [1, 2]
    assert frame["median"].tolist() == [501.0, 1002.0]
    assert frame.loc[0, ["low_50", "high_50", "low_80", "high_80"]].tolist() == pytest.approx([251, 751, 101, 901])


def test_intervals_are_nested(told: Forecast) -> None:
    frame = told.frame()
    order = ["low_95", "low_80", "low_50", "median", "high_50", "high_80", "high_95"]
    assert (np.diff(frame[order].to_numpy(), axis=1) > 0).all()


def test_summary_says_n_and_df_beside_each_row(told: Forecast) -> None:
    summary = told.summary()
    assert summary["n"].tolist() == [35, 35]
    assert summary["df"].tolist() == [34, 34]
    assert summary["fallback"].tolist() == ["", ""]


@pytest.mark.parametrize("level", [0, 100, 120])
def test_a_level_that_is_no_percentage_is_refused(told: Forecast, level: int) -> None:
    with pytest.raises(BadSetting, match="between 1 and 99"):
        told.frame((level,))
