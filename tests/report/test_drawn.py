import pandas as pd
import pytest

from kazmig import evidence
from kazmig.report import ReportError, drawn
from kazmig.report.provenance import Provenance

DATA = pd.DataFrame({"year": [1994, 1995], "value": [0.1 + 0.2, float("nan")]}, index=pd.Index([7, 8], name="place"))


def spec(*rows: dict[str, object], name: str = "data-1") -> dict[str, object]:
    return {"datasets": {name: list(rows)}}


@pytest.mark.parametrize(
    "row",
    [
        {"year": 1994, "value": 0.30000000000000004},
        {"value": 0.3},
        {"place": 7},
        {"value": None},
        {"a": "477068"},
        {"a": True},
    ],
)
def test_numbers_of_the_frame_may_be_drawn(row):
    drawn.require_published(spec(row), DATA, "here")


@pytest.mark.parametrize("row", [{"value": 0.31}, {"value": 1996}, {"value": -0.3}])
def test_other_numbers_may_not(row):
    with pytest.raises(ReportError, match=r"here: the chart draws value = .*\(row 1\)"):
        drawn.require_published(spec(row), DATA, "here")


def test_guides_are_exempt_but_do_not_make_a_chart():
    guide = spec({"px": 3.5}, name="annotation-rules")
    with pytest.raises(ReportError, match="draws no row"):
        drawn.require_published(guide, DATA, "here")
    both = {"datasets": {**spec({"px": 3.5}, name="annotation-rules")["datasets"], **spec({"year": 1994})["datasets"]}}
    drawn.require_published(both, DATA, "here")


def test_inline_data_of_layers_are_looked_at():
    layered = {"layer": [{"data": {"values": [{"value": 5}]}}], **spec({"year": 1994})}
    with pytest.raises(ReportError, match="value = 5"):
        drawn.require_published(layered, DATA, "here")


def test_lineage_becomes_the_name_of_the_source(repository, departures):
    known = Provenance(evidence.load())
    given = spec(
        {"year": 1994, "lineage": departures["lineage"].iloc[0]},
        {"year": 2000, "lineage_x": departures["lineage"].iloc[-1]},
        {"a": 1},
    )
    rows = drawn.with_sources(given, known)["datasets"]["data-1"]
    assert rows == [{"year": 1994, "source": "Bureau"}, {"year": 2000, "source": "Bureau"}, {"a": 1}]
    assert "lineage" in given["datasets"]["data-1"][0]
