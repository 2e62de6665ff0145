import pandas as pd
import pytest

from kazmig.claims import checks, measures
from kazmig.evidence import Period


def say(rows, reading, values, *, precision=0.0):
    figure = measures.measure(rows(values, precision=precision), reading.selection)
    return checks.number(figure, reading)


@pytest.mark.parametrize(("value", "supports"), [(108_307, True), (103_681, True), (103_000, False), (8_754, False)])
def test_about(rows, reading, value, supports):
    outcome = say(rows, reading("about", stated="108,000", start=2000), {"2000": value})
    assert outcome.supports is supports
    assert outcome.gap == value - 108_000
    assert outcome.relative == pytest.approx((value - 108_000) / 108_000)


@pytest.mark.parametrize(("value", "supports"), [(2_108_525, True), (1_999_999, False), (3_161_053, False)])
def test_between_measures_its_gap_from_what_is_stated(rows, reading, value, supports):
    claim = reading("between", low=2e6, high=2.5e6, stated="2 million", start=1991, end=1991, measure="sum")
    outcome = say(rows, claim, {"1991": value})
    assert (outcome.supports, outcome.gap) == (supports, value - 2e6)


@pytest.mark.parametrize(
    ("value", "precision", "supports"), [(477_068, 0, False), (480_000, 0, True), (479_800, 500, True)]
)
def test_at_least_gives_a_witness_its_own_rounding(rows, reading, value, precision, supports):
    claim = reading("at_least", low=480_000, start=1994)
    assert say(rows, claim, {"1994": value}, precision=precision).supports is supports


@pytest.mark.parametrize(("value", "supports"), [(0.2, True), (0.3, False)])
def test_at_most(rows, reading, value, supports):
    assert say(rows, reading("at_most", high=0.25, start=1994), {"1994": value}).supports is supports


def test_sign_in_every_year_is_strict(rows, reading):
    claim = reading("sign", high=0.0, start=1991, end=1993, measure="each")
    good = say(rows, claim, {"1991": -3, "1992": -1, "1993": -2})
    assert (good.supports, good.passed, good.tried, good.value, good.period) == (True, 3, 3, -1.0, "1992")
    assert say(rows, claim, {"1991": -3, "1992": 0, "1993": -2}).supports is False
    assert say(rows, claim, {"1991": -3, "1993": -2}).supports is None
    assert say(rows, reading("sign", low=0.0, start=1991), {"1991": 4}).supports is True


@pytest.mark.parametrize(("test", "supports"), [("rises", False), ("falls", True)])
def test_rises_and_falls_look_at_the_change(rows, reading, test, supports):
    claim = reading(test, start=2000, end=2002, measure="change")
    figure = measures.measure(rows({"2000": 9, "2001": 20, "2002": 3}), claim.selection)
    assert checks.direction(figure, claim).supports is supports


def test_steps_must_all_go_the_same_way(rows, reading):
    claim = reading("falls", start=2000, end=2002, measure="steps")
    falling = measures.measure(rows({"2000": 9, "2001": 6, "2002": 3}), claim.selection)
    mixed = measures.measure(rows({"2000": 9, "2001": 20, "2002": 3}), claim.selection)
    assert checks.direction(falling, claim).supports is True
    outcome = checks.direction(mixed, claim)
    assert (outcome.supports, outcome.passed, outcome.tried, outcome.period) == (False, 1, 2, "2001")


def test_a_standstill_neither_rises_nor_falls(rows, reading):
    for test in ("rises", "falls"):
        claim = reading(test, start=2000, end=2001, measure="change")
        assert (
            checks.direction(measures.measure(rows({"2000": 5, "2001": 5}), claim.selection), claim).supports is False
        )


def test_a_span_supports_what_lies_between_its_ends(rows, reading):
    claim = reading("about", stated="289,000", start=2015, end=2020, measure="span")
    assert say(rows, claim, {"2015": 250_000, "2020": 320_000}).supports is True
    assert say(rows, claim, {"2015": 320_000, "2020": 350_000}).supports is False
    assert say(rows, claim, {"2024": 289_000}).supports is None


def test_the_rounding_of_one_row_does_not_spread_to_another(rows, reading):
    claim = reading("about", stated="71.3 thousand", start=2018, end=2020, measure="span")
    some = pd.concat([rows({"2018": 65_700}), rows({"2020": 60_000}, precision=5_000)], ignore_index=True)
    assert checks.number(measures.measure(some, claim.selection), claim).supports is False


def test_share_is_taken_period_by_period(rows, reading):
    claim = reading("share", low=50.0, unit="percent", start=1994, end=1996, measure="seen", against="category=")
    part = measures.measure(rows({"1994": 60, "1996": 55}), claim.selection)
    whole = measures.measure(rows({"1994": 100, "1995": 80, "1996": 100}), claim.selection)
    outcome = checks.share(part, whole, claim)
    assert (outcome.supports, outcome.value, outcome.period, outcome.tried) == (True, pytest.approx(55), "1996", 2)
    short = measures.measure(rows({"1994": 100, "1996": 200}), claim.selection)
    assert checks.share(part, short, claim).supports is False


def test_share_of_nothing_is_silent(rows, reading):
    claim = reading("share", low=50.0, unit="percent", start=1994, against="category=")
    part = measures.measure(rows({"1994": 60}), claim.selection)
    assert checks.share(part, measures.measure(rows({"1994": 0}), claim.selection), claim).supports is None
    assert checks.share(part, measures.measure(rows({"1999": 9}), claim.selection), claim).supports is None


def test_order_needs_the_first_to_be_larger_everywhere(rows, reading):
    claim = reading("order", start=2019, end=2020, measure="seen", against="category=")
    one = measures.measure(rows({"2019": 9, "2020": 4}), claim.selection)
    other = measures.measure(rows({"2019": 3, "2020": 5}), claim.selection)
    outcome = checks.order(one, other)
    assert (outcome.supports, outcome.value, outcome.other, outcome.period) == (False, 4.0, 5.0, "2020")
    assert checks.order(other, other).supports is False
    low = measures.measure(rows({"2019": 3, "2020": 3}), claim.selection)
    assert checks.order(one, low).supports is True


def test_a_peak_year_is_dated(rows, reading):
    claim = reading("date", low=1994, high=1994, unit="year", start=1993, end=1995, measure="peak_year")
    assert say(rows, claim, {"1993": 3, "1994": 9, "1995": 4}).supports is True
    wrong = say(rows, claim, {"1993": 9, "1994": 3, "1995": 4})
    assert (wrong.supports, wrong.gap) == (False, -1.0)


class Events:
    """The only part of the evidence that a dated event needs."""

    def __init__(self, *events):
        self.events = pd.DataFrame(
            [
                {
                    "event_id": name,
                    "date": date,
                    "name": name,
                    "source_id": source,
                    "start": pd.Timestamp(Period.parse(date).start),
                    "end": pd.Timestamp(Period.parse(date).end),
                    "lineage": "events.csv:2",
                }
                for name, date, source in events
            ]
        )


@pytest.mark.parametrize(
    ("date", "start", "end", "supports", "days"),
    [
        ("2002-12-02", "2002-12-02", "", True, 0),
        ("2002-12-03", "2002-12-02", "", False, 1),
        ("1995-08", "1995", "", True, 0),
        ("1994", "1996", "1999", False, -366),
        ("2000", "1996", "1999", False, 1),
        ("2014", "2014-03", "", None, 0),
    ],
)
def test_an_event_lies_in_the_time_stated_or_not(reading, date, start, end, supports, days):
    claim = reading("date", event="joined", start=start, end=end)
    outcome, name, sources = checks.dated(Events(("joined", date, "iom")), claim)
    assert (outcome.supports, outcome.gap, name, sources) == (supports, days, "joined", ("iom",))
    assert (outcome.missing == "") is (supports is not None)


def test_an_unknown_event_and_one_known_from_the_document_alone_are_silent(reading):
    claim = reading("date", event="joined", start="2002", exclude=("avim",))
    assert checks.dated(Events(("other", "2002", "iom")), claim)[0].supports is None
    own = checks.dated(Events(("joined", "2002", "avim")), claim)[0]
    assert own.supports is None
    assert "only source" in own.missing
