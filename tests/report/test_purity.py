import functools
import types

import numpy as np
import pandas as pd
import pytest

from kazmig import evidence
from kazmig.report import ReportError, purity

FRAME = pd.DataFrame({"value": [1.0]})
ARRAY = np.array([1.0])
NESTED = {"frames": [FRAME]}
TOTAL = 477068.0
START = 2000
SELECTED = 12
WORD = "Russia"


def helper(d):
    return d["value"].max() + FRAME["value"].max()


def clean(d):
    return d["value"].max()


class Holder:
    frame = FRAME

    def value(self, d):
        return self.frame["value"].max()


def closure():
    frame = FRAME
    return lambda d: frame["value"].max()


def computed():
    total = FRAME["value"].sum() * 10
    return lambda d: d["value"].max() / total


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda d: FRAME["value"].max(), "FRAME"),
        (lambda d: ARRAY.max(), "ARRAY"),
        (lambda d: NESTED["frames"][0], "NESTED"),
        (lambda d: d["value"].max() / TOTAL, "TOTAL"),
        (lambda d, total=477068: total, "total"),
        (lambda d, *, total=1.5: total, "total"),
        (lambda d: helper(d), "FRAME"),
        (lambda d: sum(helper(x) for x in (d,)), "FRAME"),
        (lambda d: evidence.load(), "evidence"),
        (lambda d: open("x"), "open"),  # noqa: PTH123, SIM115 # the point of the test
        (lambda d: eval("1"), "eval"),
        (lambda d: undefined, "undefined"),  # noqa: F821 # the point of the test
        (closure(), "frame"),
        (computed(), "total"),
        (functools.partial(clean, FRAME), "argument 1"),
        (functools.partial(helper), "FRAME"),
        (FRAME["value"].max, "max"),
    ],
)
def test_a_function_that_reaches_past_its_data_is_refused(function, name):
    with pytest.raises(ReportError, match=f"here: value uses '{name}'"):
        purity.require(function, "value", "here", {})


def test_the_evidence_and_the_report_are_out_of_reach(report, departures):
    ev = evidence.load()
    with pytest.raises(ReportError, match="'ev'"):
        purity.require(lambda d: ev.series("departures_registered"), "value", "here", {})
    with pytest.raises(ReportError, match="'report'"):
        purity.require(lambda d: report.facts, "value", "here", {})
    load = evidence.load
    with pytest.raises(ReportError, match="'load'"):
        purity.require(lambda d: load(), "value", "here", {})


@pytest.mark.parametrize("function", [477068, "x", FRAME, None])
def test_what_is_no_function_is_refused(function):
    with pytest.raises(ReportError, match=r"here: value is .*typed in"):
        purity.require(function, "value", "here", {})


@pytest.mark.parametrize(
    "function",
    [
        lambda d: d["value"].max(),
        lambda d: clean(d),
        lambda d: np.log(d["value"]).sum() + len(pd.Series([1])),
        lambda d: d.loc[d["partner"] == WORD],
        lambda d: d.loc[d["year"] >= START],
        lambda d, year=1994: d.loc[d["year"] == year],
        lambda d: d["FRAME"].TOTAL,
        lambda d: sum(float(x) for x in d["value"]),
        functools.partial(clean),
        len,
    ],
)
def test_a_function_of_its_data_passes(function):
    assert purity.require(function, "value", "here", {}) is function


def test_a_number_may_be_a_parameter_of_the_run():
    function = lambda d: d["value"].iloc[SELECTED]  # noqa: E731 # a lambda is what notebooks give
    with pytest.raises(ReportError, match="SELECTED"):
        purity.require(function, "value", "here", {})
    assert purity.require(function, "value", "here", {"SELECTED": 12}) is function
    assert purity.settings(function, {"SELECTED": 12, "other": 1}) == {"SELECTED": 12}
    with pytest.raises(ReportError, match="SELECTED"):
        purity.require(function, "value", "here", {"SELECTED": 13})


def test_named_constants_of_the_package_are_allowed_but_not_its_closures():
    module = types.ModuleType("kazmig.chapters.invented")
    exec(
        "LEVEL = 0.95\ndef value(d):\n    return d['value'].quantile(LEVEL)\ndef of(n):\n    return lambda d: n",
        module.__dict__,
    )
    assert purity.require(module.value, "value", "here", {}) is module.value
    with pytest.raises(ReportError, match="'n'"):
        purity.require(module.of(0.5), "value", "here", {})


def test_a_bound_method_brings_its_object():
    with pytest.raises(ReportError):
        purity.require(FRAME.sum, "value", "here", {})
