import pytest

from kazmig.claims import wording


@pytest.mark.parametrize(
    ("value", "unit", "signed", "text"),
    [
        (-108_307.0, "persons", False, "-108,307 persons"),
        (35.51, "percent", False, "35.5 percent"),
        (3.6, "percent", True, "+3.60 percent"),
        (1994.0, "year", False, "1994"),
        (float("inf"), "year", False, "never"),
        (16.0, "rank", False, "place 16"),
        (0.841, "times", False, "0.84 times"),
        (109_219_187_131.0, "constant 2015 USD", True, "+109.2 billion constant 2015 USD"),
    ],
)
def test_amounts_read_as_people_write_them(value, unit, signed, text):
    assert wording.amount(value, unit, signed=signed) == text


@pytest.mark.parametrize(
    ("test", "given", "text"),
    [
        ("about", {"stated": "2 million"}, "2 million persons"),
        ("at_least", {"low": 50.0, "unit": "percent"}, "at least 50 percent"),
        ("at_most", {"high": 0.25, "unit": "times"}, "at most 0.25 times"),
        ("between", {"low": 1.0, "high": 3.0, "unit": "rank"}, "place 1 to 3"),
        ("between", {"low": 16.0, "high": 16.0, "unit": "rank"}, "place 16"),
        ("sign", {"low": 0.0}, "more than zero"),
        ("sign", {"high": 0.0}, "less than zero"),
        ("date", {"low": 1994, "high": 1994, "unit": "year"}, "1994"),
        ("date", {"event": "joined", "start": "1996", "end": "1999"}, "1996 to 1999"),
        ("rises", {}, "rises"),
    ],
)
def test_what_a_claim_states(reading, test, given, text):
    assert wording.stated(reading(test, **given)) == text
