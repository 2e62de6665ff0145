import pytest

from kazmig import evidence
from kazmig.chapters import flows
from kazmig.charts import NARROW, WIDE


@pytest.fixture(scope="module")
def five(ev):
    estimates = ev.series("outflow_five_year", breakdown="method", category=evidence.ANY, frequency=None)
    return flows.five_year(ev.series("departures_registered"), estimates)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_estimate_and_every_count_of_the_register_is_drawn(five, layout):
    sets = flows.estimates_and_register(five).specification(layout)["datasets"]
    drawn = [row for name, rows in sets.items() if not name.startswith("annotation-") for row in rows]
    assert sorted(row["value"] for row in drawn if "value" in row) == sorted(five["value"])
    assert {row["registered"] for row in drawn if "registered" in row} == set(five["registered"])
