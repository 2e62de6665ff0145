import pandas as pd
import pytest

from kazmig import charts
from kazmig.charts.layout import NARROW, WIDE
from kazmig.report import drawn

from . import reading

FITTED, BREAKS = reading.fitted(), reading.BREAKS


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_each_break_says_its_interval_or_that_there_is_none(layout):
    shown = words(reading.GALLERY["regimes"], layout)
    assert "1999 (1998 to 2001)" in shown
    assert "2012 (interval not available)" in shown
    assert "2019 (1993 to 2025), a corner" in shown


def test_a_break_without_an_interval_has_a_point_and_no_bar():
    with_bars = reading.draw(charts.regimes(FITTED, dates=BREAKS.head(1)), WIDE)
    without = reading.draw(charts.regimes(FITTED, dates=BREAKS.iloc[1:2]), WIDE)
    assert 'stroke-width="6"' in with_bars
    assert 'stroke-width="6"' not in without


def test_a_corner_is_hollow_and_the_key_explains_it_only_where_there_is_one():
    shown = words(charts.regimes(FITTED, dates=BREAKS))
    assert any(text.startswith("a corner:") for text in shown)
    plain = words(charts.regimes(FITTED, dates=BREAKS.drop(columns="corner")))
    assert not any("corner" in text for text in plain)
    assert "last year of a regime, with its interval" not in words(charts.regimes(FITTED))


def test_an_interval_beyond_the_years_shown_keeps_within_the_plot():
    wide = pd.DataFrame({"year": [2010], "low": [1980.0], "high": [2040.0]})
    drawing = charts.regimes(FITTED, dates=wide)
    assert "2010 (1980 to 2040)" in words(drawing)
    svg = reading.draw(drawing, WIDE)
    length = float(svg.split('stroke="#010203" stroke-width="6"')[0].rsplit('x2="', 1)[1].split('"')[0])
    assert length < WIDE.width


def test_the_fitted_line_is_broken_between_regimes():
    svg = reading.draw(charts.regimes(FITTED), WIDE)
    lines = [part for part in svg.split("<path ") if 'stroke-width="3.2"' in part.split(">")[0]]
    assert len(lines) == FITTED["regime"].nunique()


def test_it_draws_only_what_is_in_its_frames():
    for name in ("wide", "narrow"):
        spec = charts.regimes(FITTED, dates=BREAKS, log=True).specifications()[name]
        lined = BREAKS.assign(lineage="observations/flows.csv:2")
        drawn.require_published(spec, {"series": FITTED, "dates": lined}, "test")
        with pytest.raises(Exception, match="not in data"):
            drawn.require_published(spec, {"series": FITTED.assign(value=1.5), "dates": lined}, "test")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"fit": "trend"}, "no column 'trend'"),
        ({"dates": pd.DataFrame({"year": [1999]})}, "no column 'low'"),
        ({"dates": pd.concat([BREAKS, BREAKS])}, "two breaks in 1999"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.regimes(FITTED, **arguments)
    with pytest.raises(charts.ChartError, match="several rows for 1991"):
        charts.regimes(pd.concat([FITTED, FITTED]))
