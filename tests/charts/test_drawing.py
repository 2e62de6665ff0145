import altair as alt
import pandas as pd
import pytest

from kazmig.charts import NARROW, WIDE, ChartError, Drawing, rendering
from kazmig.charts.layout import LAYOUTS

FRAME = pd.DataFrame({"year": [2000, 2001], "value": [1.0, 2.0]})


def plain():
    return alt.Chart(FRAME).mark_line().encode(x="year:Q", y="value:Q")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_plain_chart_is_fitted_to_both_widths(layout):
    spec = Drawing.of(plain()).specification(layout)
    assert rendering.viewbox_of(rendering.raw_svg(spec, layout))[2] == pytest.approx(layout.width, abs=1)


def test_a_chart_with_a_width_of_its_own_keeps_it():
    drawing = Drawing.of(plain().properties(width=200))
    assert drawing.wide.width == drawing.narrow.width == 200


def test_the_theme_lies_beneath_the_charts_own_settings():
    config = Drawing.of(plain().configure_axisX(grid=True)).specification(WIDE)["config"]
    assert config["axisX"]["grid"] is True
    assert config["axisX"]["labelPadding"] == 6
    assert config["aria"] is False


def test_a_drawing_is_returned_as_it_is_and_others_are_refused():
    drawing = Drawing(lambda layout: plain())
    assert Drawing.of(drawing) is drawing
    with pytest.raises(ChartError, match="not from dict"):
        Drawing.of({"mark": "bar"})


def test_a_large_frame_is_drawn_whole_and_themes_of_the_session_stay_out():
    large = pd.DataFrame({"year": range(6000), "value": 1.0})
    chart = alt.Chart(large).mark_point().encode(x="year:Q")
    with alt.theme.enable("dark"):
        spec = Drawing.of(chart).specification(NARROW)
    assert len(next(iter(spec["datasets"].values()))) == 6000
    assert spec["config"]["background"] is None
