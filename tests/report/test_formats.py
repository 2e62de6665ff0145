import numpy as np
import pandas as pd
import pytest

from kazmig.report import ReportError, formats


@pytest.mark.parametrize(
    ("value", "spec", "scale", "printed"),
    [
        (477068, ",.0f", 1, "477,068"),
        (-406679.0, ",.0f", 1, "−406,679"),
        (477068, ",.1f", 1000, "477.1"),
        (12.345, "+.1f", 1, "+12.3"),
        (-0.01, ".0f", 1, "0"),
        (-0.01, "+.1f", 1, "0.0"),
        (1994.0, "d", 1, "1994"),
        (4, "words", 1, "four"),
        ("Germany", ",.0f", 1, "Germany"),
        (0.254, ".0%", 1, "25%"),
    ],
)
def test_values_are_printed_alike(value, spec, scale, printed):
    assert formats.text(value, spec, scale, "here") == printed


@pytest.mark.parametrize(("value", "spec"), [(1.5, "words"), (-2, "words"), (1.5, "d"), (1.0, ",.0q")])
def test_a_format_that_cannot_print_is_named(value, spec):
    with pytest.raises(ReportError, match=r"here: format"):
        formats.text(value, spec, 1, "here")


@pytest.mark.parametrize(
    ("value", "plain"), [(np.int64(3), 3), (np.float64(2.5), 2.5), (np.bool_(True), True), ("a", "a")]
)
def test_values_become_plain(value, plain):
    result = formats.plain(value, "here")
    assert result == plain
    assert type(result) is type(plain)


@pytest.mark.parametrize(
    "value", [None, pd.NA, float("nan"), float("inf"), pd.Series([1]), np.array([1]), [1], "", object()]
)
def test_what_is_no_value_is_refused(value):
    with pytest.raises(ReportError, match="here: value gave"):
        formats.plain(value, "here")
