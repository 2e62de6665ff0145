import pandas as pd
import pytest
from tests.charts import reading

from kazmig.chapters import trends
from kazmig.charts import NARROW, WIDE


@pytest.fixture
def dates():
    rows = [
        ("Departures, 1991–2025", 1995.0, 1995.0, 2000.0, 1),
        ("Departures, 1991–2025", 2018.0, 2017.0, 2020.0, 0),
        ("Departures, 1992–2025", 2002.0, 1998.0, 2003.0, 0),
        ("Net, 1992–2025", float("nan"), float("nan"), float("nan"), 0),
    ]
    frame = pd.DataFrame(rows, columns=["row", "date", "boot_low", "boot_high", "corner"])
    return frame.assign(lineage="observations/flows.csv:2")


def drawn(dates, layout):
    sets = trends.break_map(dates, 1991, 2025).specification(layout)["datasets"]
    return [row for name, rows in sets.items() if not name.startswith("annotation-") for row in rows]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_date_and_interval_is_drawn(dates, layout):
    points = {(row["row"], row["date"]) for row in drawn(dates, layout) if row.get("date") is not None}
    known = dates[dates["date"].notna()]
    assert points == set(zip(known["row"], known["date"], strict=True))


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_rows_without_a_break_keep_their_label_and_texts_do_not_overlap(dates, layout):
    found = reading.texts(reading.draw(trends.break_map(dates, 1991, 2025), layout))
    assert any("Net" in text.content for text in found)
    clashes = [(a.content, b.content) for a in found for b in found if a is not b and a.overlaps(b)]
    assert not clashes
    assert max(text.right for text in found) <= layout.width + 1


def test_a_corner_is_hollow(dates):
    rows = drawn(dates, WIDE)
    assert {row["flag"] for row in rows if row.get("date") == 1995} == {"corner solution"}
