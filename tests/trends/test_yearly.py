"""The gate to the models refuses what no model may silently mend."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import Gap, NotPositive, NoVariation, TooShort
from kazmig.trends.yearly import series_of, significant, yearly


def test_a_sound_series_passes_as_floats() -> None:
    kept = yearly(pd.Series([3, 4, 6], index=[2000, 2001, 2002]), need=3, positive=True)
    assert kept.dtype == float
    assert kept.index.tolist() == [2000, 2001, 2002]


@pytest.mark.parametrize(
    ("values", "years", "settings", "error", "says"),
    [
        ([1.0, 2.0], [2000, 2001], {"need": 3}, TooShort, "needs 3"),
        ([1.0, 2.0, 3.0], [2000, 2001, 2003], {}, Gap, "2003"),
        ([1.0, 2.0, 3.0], [2000, 2000, 2001], {}, Gap, "2000"),
        ([1.0, 2.0, 3.0], [2002, 2001, 2000], {}, Gap, "sort"),
        ([1.0, np.nan, 3.0], [2000, 2001, 2002], {}, Gap, "2001"),
        ([1.0, np.inf, 3.0], [2000, 2001, 2002], {}, Gap, "2001"),
        ([1.0, 0.0, 3.0], [2000, 2001, 2002], {"positive": True}, NotPositive, "2001"),
        ([2.0, 2.0, 2.0], [2000, 2001, 2002], {}, NoVariation, "2 in every period"),
    ],
)
def test_bad_input_is_named(
    values: list[float], years: list[int], settings: dict[str, int], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        yearly(pd.Series(values, index=years, name="departures"), **settings)  # type: ignore[arg-type]


def test_dates_as_index_are_refused_and_quarters_are_not() -> None:
    with pytest.raises(Gap, match="PeriodIndex"):
        yearly(pd.Series([1.0, 2.0], index=pd.to_datetime(["2000-01-01", "2001-01-01"])))
    quarters = pd.period_range("1961Q1", periods=3, freq="Q")
    assert len(yearly(pd.Series([1.0, 2.0, 3.0], index=quarters))) == 3


def test_a_frame_becomes_a_series_by_year() -> None:
    frame = pd.DataFrame({"year": [2001, 2000], "value": [2.0, 1.0]})
    assert series_of(frame, name="departures").to_dict() == {2000: 1.0, 2001: 2.0}


def test_rounding_keeps_significant_digits_and_leaves_the_rest_alone() -> None:
    frame = pd.DataFrame({"x": [1 / 3, -20000 / 3, 0.0, np.nan], "n": [1, 2, 3, 4], "t": list("abcd")})
    kept = significant(frame, 4)
    assert kept["x"].tolist()[:3] == [0.3333, -6667.0, 0.0]
    assert np.isnan(kept["x"].iloc[3])
    assert kept[["n", "t"]].equals(frame[["n", "t"]])
