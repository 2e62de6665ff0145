import pytest

from kazmig import charts
from kazmig.charts import cone, pieces
from kazmig.charts.layout import NARROW, WIDE
from kazmig.report import drawn

from . import reading

AHEAD = reading.ahead()


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_levels_and_medians_are_labelled_at_their_ends(layout):
    shown = words(reading.GALLERY["fan"], layout)
    assert {"50%", "80%", "95%", "drift 40,000", "naive"} <= set(shown)
    shown = words(reading.GALLERY["fan with outcomes"], layout)
    assert {"50%", "80%", "median 40,000", "what came"} <= set(shown)
    assert "95%" not in shown


def test_bands_open_at_the_last_observation():
    named = cone.Columns("year", "value", "median", (50, 80, 95), None, None)
    rows = cone.joined(AHEAD, named)
    last = AHEAD.loc[AHEAD["value"].notna(), "value"].iloc[-1]
    assert rows["year"].tolist() == [2020, 2021, 2022, 2023, 2024, 2025]
    assert rows.loc[0, ["median", "low_95", "high_50"]].tolist() == [last] * 3


def test_the_forecast_is_dashed_and_what_was_observed_is_not():
    svg = reading.draw(charts.fan(AHEAD), WIDE)
    dash = f'stroke-dasharray="{pieces.PROJECTION[0]},{pieces.PROJECTION[1]}"'
    paths = [part.split(">")[0] for part in svg.split("<path ")]
    paths = [path for path in paths if 'stroke="#c8501e"' in path]
    assert [dash in path for path in paths] == [False, True]


def test_the_bands_get_darker_towards_the_median():
    svg = reading.draw(charts.fan(AHEAD), WIDE)
    assert svg.count(f'opacity="{cone.SHADE}"') == 3


def test_a_phone_sees_the_whole_series_and_the_last_years_enlarged():
    shown = words(reading.GALLERY["fan"], NARROW)
    assert "2012 to 2025, enlarged" in shown
    assert {"1991", "2012"} <= set(shown)
    short = words(reading.GALLERY["fan of a short series"], NARROW)
    assert not any("enlarged" in text for text in short)


def test_it_draws_only_what_is_in_its_frame():
    drawing = charts.fan(AHEAD, model="naive", outcomes="outcome")
    for spec in drawing.specifications().values():
        drawn.require_published(spec, AHEAD, "test")
        with pytest.raises(Exception, match="not in data"):
            drawn.require_published(spec, AHEAD.assign(high_80=1.5), "test")


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (AHEAD, {"levels": (90,)}, "no column 'low_90'"),
        (AHEAD, {"observed": "count"}, "no column 'count'"),
        (AHEAD.assign(median=None), {}, "years with a forecast"),
        (AHEAD.assign(value=1.0), {}, "begins in 2021 and observations end in 2025"),
        (AHEAD.assign(low_95=-1.0), {"log": True}, "log axis"),
    ],
)
def test_what_cannot_be_drawn_is_refused(frame, arguments, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.fan(frame, **arguments).specification(WIDE)
