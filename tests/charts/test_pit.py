import pandas as pd
import pytest

from kazmig import charts
from kazmig.charts.layout import NARROW, WIDE
from kazmig.report import drawn

from . import reading

FRAME = reading.bins()


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_panel_has_its_name_and_a_bar_a_bin(layout):
    drawing = reading.GALLERY["pit"]
    assert {"naive", "drift", "pool"} <= set(words(drawing, layout))
    svg = reading.draw(drawing, layout)
    assert svg.count('fill="#c8501e"') == len(FRAME) + 1  # and its sign in the key
    assert "Naive" in words(reading.GALLERY["pit of one"], layout)


def test_the_band_is_drawn_bin_by_bin():
    narrower = FRAME.assign(expected_high=0.4 - FRAME["bin_low"] / 10)
    spec = charts.pit(narrower).specification(WIDE)
    drawn_tops = {row["expected_high"] for part in spec["datasets"].values() for row in part if "expected_high" in row}
    assert drawn_tops == set(narrower["expected_high"])


def test_it_draws_only_what_is_in_its_frame():
    for spec in charts.pit(FRAME).specifications().values():
        drawn.require_published(spec, FRAME, "test")
        with pytest.raises(Exception, match="not in data"):
            drawn.require_published(spec, FRAME.assign(share=0.123), "test")


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (FRAME.drop(columns="share"), "no column 'share'"),
        (pd.concat([FRAME, FRAME]), "one bin"),
        (FRAME.head(0), "no row"),
    ],
)
def test_what_cannot_be_drawn_is_refused(frame, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.pit(frame)
