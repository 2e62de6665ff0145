import pytest

from kazmig import charts
from kazmig.charts.layout import NARROW, WIDE
from kazmig.charts.placebo import DOT, _piled
from kazmig.report import drawn

from . import reading

FRAME = reading.dates()
LEVEL = FRAME[FRAME["kind"] == "Change of level"]
NAMES = {name for name in FRAME["event"] if name}


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_event_is_named_in_every_strip(layout):
    shown = words(reading.GALLERY["placebo"], layout)
    assert {"Change of level", "Change of slope"} <= set(shown)
    assert all(shown.count(name) == 2 for name in NAMES)


def test_an_event_is_filled_and_a_placebo_is_hollow():
    svg = reading.draw(charts.placebo(LEVEL), WIDE)
    events = (LEVEL["event"] != "").sum()
    assert svg.count('fill="#c8501e" stroke="#c8501e"') == events + 1  # and its sign in the key
    assert svg.count('fill="#fdfcfe" stroke="#8a8f98"') == len(LEVEL) - events + 1


def test_the_threshold_stands_on_both_sides_of_signed_values_only():
    def limits(frame):
        spec = charts.placebo(frame, threshold="limit").specification(WIDE)
        return next(part for part in spec["layer"] if part["data"].get("name") == "annotation-limits")["data"]["values"]

    assert len(limits(LEVEL)) == 2
    assert len(limits(LEVEL.assign(statistic=LEVEL["statistic"].abs()))) == 1


def test_events_may_be_flags_with_their_names_beside():
    frame = LEVEL.assign(name=LEVEL["event"], event=LEVEL["event"] != "")
    assert set(words(charts.placebo(frame, label="name"))) >= NAMES
    with pytest.raises(charts.ChartError, match="give label="):
        charts.placebo(frame)


def test_dots_are_piled_where_they_would_lie_on_each_other():
    pixels, marked = [0.0, 1.0, 2.0, 2 * DOT, 30.0], [False, False, True, False, False]
    levels = _piled(pixels, marked)
    assert levels[2] == 0
    assert len(set(levels[:3])) == 3
    assert levels[3] == levels[4] == 0


def test_it_draws_only_what_is_in_its_frame():
    for spec in charts.placebo(FRAME, facet="kind", threshold="limit").specifications().values():
        drawn.require_published(spec, FRAME, "test")
        with pytest.raises(Exception, match="not in data"):
            drawn.require_published(spec, FRAME.assign(statistic=0.123), "test")


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (FRAME, {"statistic": "t"}, "no column 't'"),
        (FRAME.assign(statistic=FRAME["statistic"].where(FRAME["year"] != 2000)), {}, "missing in a row"),
        (FRAME.head(0), {}, "no row"),
    ],
)
def test_what_cannot_be_drawn_is_refused(frame, arguments, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.placebo(frame, **arguments)
