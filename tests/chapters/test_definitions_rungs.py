import pytest

from kazmig.chapters import definitions
from kazmig.chapters.definitions.rungs import Plan
from kazmig.charts import NARROW, WIDE
from kazmig.report.drawn import datasets


@pytest.fixture(scope="module")
def apart(ev):
    return definitions.apart(ev, ev.series("departures_registered"), ev.series("net_registered"), "2015-2020")


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_number_is_drawn_with_its_value_and_its_factor(apart, layout):
    sets = dict(datasets(definitions.rungs(apart, "people").specification(layout)))
    rows = [row for name, each in sets.items() if not name.startswith("annotation-") for row in each]
    assert sorted(row["value"] for row in rows) == sorted(apart["value"])
    said = [row["text"] for row in sets["annotation-values"]]
    assert "29,088" in said  # the register needs no factor
    assert "4,203,899 (× 145)" in said


def test_each_kind_has_one_heading_above_its_rows():
    plan = Plan.over(["year", "year", "stock"], 20)
    assert list(plan.headings) == ["year", "stock"]
    assert plan.headings["year"] < plan.rows[0] < plan.rows[1] < plan.headings["stock"] < plan.rows[2] < plan.height
