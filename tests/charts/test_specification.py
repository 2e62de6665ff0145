import pytest

from kazmig import charts
from kazmig.charts.layout import NARROW, WIDE
from kazmig.report import drawn

from . import reading

FRAME = reading.specifications()
CHOICES = ["definition", "first_year", "kind"]


def words(drawing, layout=WIDE):
    return [text.content for text in reading.texts(reading.draw(drawing, layout))]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_level_has_its_tally(layout):
    shown = words(reading.GALLERY["specifications"], layout)
    for choice in CHOICES:
        for _, part in FRAME.groupby(choice):
            assert f"{part['holds'].sum()} of {len(part)}" in shown
    assert "holds in" in shown
    other = words(charts.specification_curve(FRAME, choices=CHOICES, tally="nothing seen in"), layout)
    assert "nothing seen in" in other
    assert "holds in" not in other


def test_specifications_stand_in_order_of_their_estimates():
    spec = charts.specification_curve(FRAME.sample(frac=1, random_state=0), choices=CHOICES).specification(WIDE)
    rows = [row for part in spec["datasets"].values() for row in part if "estimate" in row]
    rows = sorted({(row["specification"], row["estimate"]) for row in rows})
    assert [estimate for _, estimate in rows] == sorted(FRAME["estimate"])


def test_numbers_are_sorted_and_words_keep_their_order():
    frame = FRAME.iloc[::-1]
    spots = {text.content: text.top for text in reading.texts(reading.draw(_curve(frame), WIDE))}
    assert spots["1991"] < spots["1992"] < spots["2000"]
    assert spots["trend"] < spots["mean"]


def test_what_fails_is_hollow_and_its_strokes_are_short():
    svg = reading.draw(_curve(FRAME), WIDE)
    assert svg.count('fill="#fdfcfe" stroke="#8a8f98"') >= (~FRAME["holds"]).sum()
    none = reading.draw(_curve(FRAME.assign(holds=True)), WIDE)
    assert 'stroke="#8a8f98" stroke-width="1.4"' not in none


def test_a_phone_has_one_bar_a_level_and_verdict():
    svg = reading.draw(_curve(FRAME), NARROW)
    bars = sum(part.split("</g>")[0].count("<path ") for part in svg.split('class="mark-rect')[1:])
    held = sum(part["holds"].nunique() for choice in CHOICES for _, part in FRAME.groupby(choice))
    assert bars == held


def test_it_draws_only_what_is_in_its_frame():
    drawing = charts.specification_curve(FRAME, low="low", high="high", choices=CHOICES)
    for spec in drawing.specifications().values():
        drawn.require_published(spec, FRAME, "test")
        with pytest.raises(Exception, match="not in data"):
            drawn.require_published(spec, FRAME.assign(high=0.25), "test")


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (FRAME, {"choices": ["window"]}, "no column 'window'"),
        (FRAME, {"choices": []}, "columns of the choices"),
        (FRAME.assign(holds=None), {"choices": CHOICES}, "missing in a row"),
        (FRAME.head(0), {"choices": CHOICES}, "no row"),
    ],
)
def test_what_cannot_be_drawn_is_refused(frame, arguments, message):
    with pytest.raises(charts.ChartError, match=message):
        charts.specification_curve(frame, **arguments)


def _curve(frame):
    return charts.specification_curve(frame, choices=CHOICES)
