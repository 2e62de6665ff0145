"""Places of values: from Vega's own drawing, in the drawing's own pixels."""

import altair as alt
import pandas as pd

from kazmig.charts import points

FRAME = pd.DataFrame(
    {"series": ["in", "in", "out", "out"], "year": [2000, 2001, 2000, 2001], "value": [1000, 3000, 2000, None]}
)


def spec(mark: str, **encoding: object) -> dict:
    people = alt.Tooltip("value:Q", format=",.0f", title="people")
    told = [alt.Tooltip("series:N"), alt.Tooltip("year:Q", format="d"), people]
    chart = alt.Chart(FRAME, width=200, height=100)
    drawn = getattr(chart, f"mark_{mark}")().encode(x="year:Q", y="value:Q", tooltip=told, **encoding)
    return drawn.to_dict()


def test_values_are_told_along_a_series_one_after_the_other():
    found = points.points(spec("point"))
    assert found["titles"] == [["series", "year", "people"]]
    told = [row[5:] for row in found["points"]]
    assert told[:3] == [["in", "2000", "1,000"], ["in", "2001", "3,000"], ["out", "2000", "2,000"]]
    first, second, third = found["points"][:3]
    assert first[1] > third[1] > second[1], "larger values stand higher"
    assert first[0] == third[0] < second[0], "the same year stands at the same place"


def test_a_bar_has_a_size_and_a_point_has_none():
    assert points.points(spec("point"))["points"][0][2:4] == [0.0, 0.0]
    wide, tall = points.points(spec("bar"))["points"][0][2:4]
    assert wide > 0
    assert tall > 0


def test_layers_without_tooltips_are_silent():
    rule = alt.Chart(pd.DataFrame({"value": [1500]})).mark_rule().encode(y="value:Q")
    dots = alt.Chart(FRAME).mark_point().encode(x="year:Q", y="value:Q", tooltip=[alt.Tooltip("series:N")])
    chart = alt.layer(rule, dots)
    assert {row[5] for row in points.points(chart.to_dict())["points"]} == {"in", "out"}


def test_panels_are_shifted_as_they_stand():
    one = spec("point")
    both = {"hconcat": [one, one], "spacing": 10, "datasets": one["datasets"], "$schema": one["$schema"]}
    found = [row for row in points.points(both)["points"] if row[5:] == ["in", "2001", "3,000"]]
    assert len(found) == 2
    assert found[1][0] - found[0][0] > 200


def test_colours_are_told_by_name():
    scale = alt.Scale(domain=["in", "out"], range=["#1a8ca3", "#c8501e"])
    drawn = spec("line", color=alt.Color("series:N", scale=scale))
    assert points.colours(drawn) == [{"name": "in", "colour": "#1a8ca3"}, {"name": "out", "colour": "#c8501e"}]
    assert points.colours(spec("line")) == []
