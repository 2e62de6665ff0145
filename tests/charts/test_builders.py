"""What is peculiar to each builder: what it draws, and what it refuses."""

import json

import numpy as np
import pandas as pd
import pytest

from kazmig import charts
from kazmig.charts import events, pieces, strands
from kazmig.charts.layout import NARROW, WIDE

from . import reading

FLOWS, LANDS = reading.flows(), reading.countries()
OUT = FLOWS[FLOWS["flow"] == "departures"]


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


def test_a_missing_year_is_a_gap_and_a_lone_year_a_point():
    frame = pd.DataFrame({"year": [2000, 2001, 2004, 2006, 2007], "value": [1.0, 2, 3, 4, 5]})
    rows = strands.prepared(frame, "year", "value", None, None, "status")
    assert rows["piece"].tolist() == ["value 0", "value 0", "value 1", "value 2", "value 2"]
    missing = strands.prepared(
        OUT.assign(value=OUT["value"].where(OUT["year"] != 2003)), "year", "value", None, None, "x"
    )
    pieces_of = missing.set_index("year")["piece"]
    assert pieces_of[2002] != pieces_of[2004]


def test_years_ten_apart_are_no_gap():
    frame = pd.DataFrame({"year": [1990, 2000, 2010], "value": [1.0, 2, 3]})
    assert strands.prepared(frame, "year", "value", None, None, "status")["piece"].nunique() == 1


def test_a_projection_begins_at_the_last_observation():
    rows = strands.prepared(OUT, "year", "value", None, None, "status")
    assert strands.projected(rows)["year"].tolist() == [2022, 2023, 2024, 2025]
    svg = reading.draw(charts.line_over_time(OUT), WIDE)
    assert f'stroke-dasharray="{pieces.PROJECTION[0]},{pieces.PROJECTION[1]}"' in svg


def test_lines_are_labelled_at_their_ends_and_units_written_once():
    shown = words(reading.GALLERY["lines"])
    assert shown.count("people a year") == 1
    assert {"departures", "arrivals"} <= set(shown)
    assert words(reading.GALLERY["lines"], NARROW).count("thousand people a year") == 1


def test_a_log_axis_says_so_and_a_count_begins_at_zero():
    assert "people, log scale" in words(reading.GALLERY["line on a log axis"])
    assert pieces.Scale.over([10.0, 20.0], "people").low == 0
    assert pieces.Scale.over([-5.0, 20.0], "people").low < -5 + 1e-9
    with pytest.raises(charts.ChartError, match="log axis"):
        pieces.Scale.over([0.0, 1.0], "people", log=True)
    with pytest.raises(charts.ChartError, match="no value"):
        pieces.Scale.over([float("nan")], "people")


def test_a_log_axis_from_small_to_large_gives_each_tick_its_own_decimals():
    scale = pieces.Scale.over([0.002, 900.0], "times", log=True)
    assert scale.labels[0] == "0.001"
    assert scale.labels[-1] == "1,000"
    small = LANDS.assign(value=[0.002, 0.4, 30.0, 55.0, 900.0])
    assert {"0.001", "1,000"} <= set(words(charts.dots(small, label="country", log=True, format=".3g")))


@pytest.mark.parametrize(
    ("high", "narrow", "expected"),
    [
        (3.2e6, False, (1e6, "million x")),
        (5e9, False, (1e9, "billion x")),
        (5e4, True, (1e3, "thousand x")),
        (5e4, False, (1, "x")),
    ],
)
def test_large_numbers_are_shortened_in_the_unit(high, narrow, expected):
    assert pieces.scaled(high, "x", narrow=narrow) == expected


def test_tooltips_name_value_unit_and_source():
    spec = json.dumps(reading.GALLERY["lines"].specification(WIDE))
    assert '"title": "people a year"' in spec
    assert '"field": "source"' in spec
    without = json.dumps(charts.line_over_time(FLOWS.drop(columns="lineage"), series="flow").specification(WIDE))
    assert '"field": "source"' not in without


def test_series_of_one_colour_have_different_strokes():
    colours = pieces.series_colours(["a", "b", "Russia"], None, "context")
    assert colours["a"] == colours["b"] != colours["Russia"]
    strokes = pieces.strokes(colours)
    assert strokes["a"] != strokes["b"]
    with pytest.raises(charts.ChartError, match="none of the series"):
        pieces.series_colours(["a"], {"b": "net"}, "context")


@pytest.mark.parametrize(
    ("time", "year"),
    [("1991", 1991), (2014, 2014), ("2014-07-02", 2014.5), ("2022-01", 2022), ("2012-12-31", 2012.997)],
)
def test_times_of_events_are_read(time, year):
    assert events.years(time) == pytest.approx(year, abs=0.003)


def test_events_outside_of_the_axis_are_left_out_and_broken_ones_refused():
    assert [mark.word for mark in events.marks(reading.EVENTS, 2000, 2020)] == ["Crimea"]
    assert events.marks(None, 0, 1) == []
    with pytest.raises(charts.ChartError, match="word"):
        events.marks(pd.DataFrame({"date": ["2000"]}), 0, 1)
    with pytest.raises(charts.ChartError, match="no date"):
        events.marks(pd.DataFrame({"date": ["soon"], "word": ["x"]}), 0, 1)


def test_bars_rank_and_name_their_values():
    shown = words(reading.GALLERY["bars"])
    assert shown.index("25,123") >= 0
    heights = {text.content: text.top for text in reading.texts(reading.draw(reading.GALLERY["bars"], WIDE))}
    assert heights["Russia"] < heights["Germany"] < heights["Uzbekistan"]
    unsorted = charts.bars(LANDS.iloc[::-1], label="country", sort=False)
    heights = {text.content: text.top for text in reading.texts(reading.draw(unsorted, WIDE))}
    assert heights["Germany"] < heights["Russia"]


def test_negative_bars_print_a_real_minus():
    assert any(text.startswith("−") for text in words(reading.GALLERY["bars to both sides"]))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: charts.line_over_time(OUT.head(0)), "no row"),
        (lambda: charts.line_over_time(OUT, y="people"), "no column 'people'"),
        (lambda: charts.line_over_time(FLOWS), "several rows for 1991"),
        (lambda: charts.line_over_time(OUT.assign(value=np.nan)), "every value is missing"),
        (lambda: charts.line_over_time(OUT, colour="red"), "No colour means 'red'"),
        (lambda: charts.bars_over_time(FLOWS), "one a year"),
        (lambda: charts.bars(pd.concat([LANDS, LANDS]), label="country"), "labelled"),
        (lambda: charts.bars(LANDS.assign(value=np.nan), label="country"), "no row"),
        (lambda: charts.dots(LANDS, label="country", low="from"), "no column 'from'"),
        (lambda: charts.dumbbell(LANDS, label="country", start="before", end="after"), "no column 'after'"),
        (lambda: charts.slope(FLOWS, series="flow"), "two or three moments"),
        (lambda: charts.multiples(FLOWS, panel="region"), "no column 'region'"),
        (lambda: charts.timeline(reading.policy(), lane="type"), "no column 'type'"),
        (lambda: charts.tiles(pd.concat([LANDS, LANDS]), row="country", column="country"), "one cell"),
    ],
)
def test_what_cannot_be_drawn_is_refused(build, message):
    with pytest.raises((charts.ChartError, charts.palette.ColourError), match=message):
        build()


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_an_axis_under_printed_values_counts_as_they_do(layout):
    large = LANDS.assign(value=LANDS["value"] * 100, before=LANDS["before"] * 100)
    for drawing in (
        charts.dumbbell(large, label="country", start="before", end="value", unit="people"),
        charts.dots(large, label="country", unit="people"),
    ):
        shown = words(drawing, layout)
        assert "people" in shown
        assert "2,512,300" in shown
        assert any(text.endswith(",000,000") for text in shown)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_multiples_name_events_in_their_first_row_and_draw_them_in_every_panel(layout):
    drawing = reading.GALLERY["multiples"]
    shown = words(drawing, layout)
    side = 3 if layout is WIDE else 2
    assert all(shown.count(word) == side for word in reading.EVENTS["word"])
    spec = json.dumps(drawing.specification(layout))
    assert all(f"annotation-{number}-event-rules" in spec for number in range(3))
    assert "Crimea" not in words(reading.GALLERY["multiples apart"], layout)


def test_multiples_say_whether_they_share_their_scale():
    assert "people a year, all on one scale" in words(reading.GALLERY["multiples"])
    assert "each on its own scale" in words(reading.GALLERY["multiples apart"])


def test_a_timeline_names_every_event_in_both_layouts():
    for layout in (WIDE, NARROW):
        shown = " ".join(words(reading.GALLERY["timeline"], layout))
        assert all(name in shown for name in reading.policy()["name"])


def test_a_missing_tile_is_a_dash():
    frame = pd.DataFrame({"a": ["x", "y"], "b": ["u", "u"], "value": [1.0, np.nan]})
    assert "–" in words(charts.tiles(frame, row="a", column="b"))


def test_the_frame_given_is_left_as_it_is():
    before = FLOWS.copy()
    charts.line_over_time(FLOWS, series="flow").specification(WIDE)
    pd.testing.assert_frame_equal(FLOWS, before)
