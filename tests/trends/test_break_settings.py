"""Settings that do not fit the series are named, with what would."""

from typing import Any

import pytest

from kazmig.trends.break_settings import settings
from kazmig.trends.errors import BadSetting, TooShort


@pytest.mark.parametrize(
    ("n", "h", "most"), [(35, 5, 5), (35, 10, 2), (34, 3, 5), (10, 5, 1), (100, 15, 5), (12, 5, 1)]
)
def test_as_many_breaks_as_strucchange_but_five_at_most(n: int, h: int, most: int) -> None:
    assert settings(n, "mean", h).max_breaks == most


@pytest.mark.parametrize(
    ("n", "given", "error", "says"),
    [
        (9, {}, TooShort, "9 points.*need 10"),
        (35, {"min_segment": 18}, TooShort, "need 36"),
        (35, {"min_segment": 2, "kind": "trend"}, BadSetting, "fewer than 3"),
        (35, {"min_segment": 1}, BadSetting, "fewer than 2"),
        (35, {"max_breaks": 7}, BadSetting, "at most 6 fit"),
        (35, {"max_breaks": 0}, BadSetting, "at least one"),
        (35, {"kind": "slope"}, BadSetting, "'slope'"),
        (35, {"criterion": "aic"}, BadSetting, "'aic'"),
        (35, {"level": 0.0}, BadSetting, "between 0 and 1"),
        (35, {"level": 1.0}, BadSetting, "between 0 and 1"),
    ],
)
def test_what_does_not_fit_is_named(n: int, given: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        settings(n, **given)
