"""Rows of claims.csv become claims with readings; what cannot be tested is refused by name."""

import pandas as pd
import pytest

from kazmig.claims import ClaimError, Selection, claim

EMPTY = dict.fromkeys(
    (
        *("reading", "said_by", "concept", "series", "geo", "partner", "sex", "age", "breakdown", "category"),
        *("vintage", "frequency", "start", "end", "measure", "stated", "unit", "direction", "against", "event"),
        *("exclude", "note"),
    ),
    "",
)
HEAD = {
    "claim_id": "one",
    "source_id": "paper",
    "locator": "p. 1",
    "statement": "Many left.",
    "lineage": "claims.csv:2",
    "low": float("nan"),
    "high": float("nan"),
}


class Table:
    """An evidence that has nothing but claims."""

    def __init__(self, *rows):
        head = {
            "claim_id": "one",
            "source_id": "paper",
            "locator": "p. 1",
            "statement": "Many left.",
            "lineage": "claims.csv:2",
        }
        self.claims = pd.DataFrame(
            [{**EMPTY, **head, "low": float("nan"), "high": float("nan"), **row} for row in rows]
        )


def test_a_row_becomes_a_reading():
    [one] = claim.read(
        Table(
            {
                "test": "about",
                "concept": "emigration",
                "geo": "KAZ",
                "start": "1994",
                "stated": "480,000",
                "exclude": "a|b",
            }
        )
    )
    [reading] = one.readings
    assert reading.bounds == (480_000 * 0.96, 480_000 * 1.04)
    assert reading.exclude == {"paper", "a", "b"}
    assert reading.selection.measure == "at"
    assert reading.selection.frequency == "year"
    assert [each.text for each in reading.selection.window or ()] == ["1994", "1994"]


def test_bounds_given_win_over_the_tolerance_of_the_number():
    [one] = claim.read(
        Table({"test": "between", "concept": "x", "low": 2e6, "high": 2.5e6, "stated": "2 million", "start": "1991"})
    )
    assert one.readings[0].bounds == (2e6, 2.5e6)
    [two] = claim.read(Table({"test": "at_least", "concept": "x", "low": 5.0}))
    assert two.readings[0].bounds == (5.0, float("inf"))


def test_rows_with_one_id_are_readings_of_one_claim():
    rows = [{"test": "sign", "concept": "x", "low": 0.0, "reading": name} for name in ("net", "gross")]
    [one] = claim.read(Table(*rows))
    assert [reading.name for reading in one.readings] == ["net", "gross"]


def test_the_other_side_overrides_what_it_names():
    chosen = Selection(concept="emigration", partner="RUS", start="2019").varied("partner=;start=2020", "one")
    assert (chosen.partner, chosen.start, chosen.concept) == ("", "2020", "emigration")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"test": "about", "concept": "x"}, "stated"),
        ({"test": "about", "concept": "x", "stated": "very many"}, "stated"),
        ({"test": "share", "concept": "x", "low": 50.0}, "against"),
        ({"test": "order", "concept": "x"}, "against"),
        ({"test": "order", "concept": "x", "against": "country=RUS"}, "against"),
        ({"test": "between", "concept": "x", "low": 1.0, "measure": "rank"}, "against"),
        ({"test": "rises"}, "concept"),
        ({"test": "uncheckable"}, "note"),
        ({"test": "date", "event": "joined"}, "start"),
        ({"test": "date", "concept": "x", "measure": "peak_year"}, "low"),
        ({"test": "rises", "concept": "x", "measure": "sum"}, "measure"),
        ({"test": "guess", "concept": "x"}, "test"),
        ({"test": "sign", "concept": "x", "low": 0.0, "measure": "median"}, "measure"),
    ],
)
def test_a_row_that_cannot_be_tested_is_refused_by_claim_and_field(row, field):
    with pytest.raises(ClaimError, match=rf"claim one, field {field}: .*Remedy"):
        claim.read(Table(row))


def test_readings_must_agree_on_the_sentence():
    rows = [{"test": "sign", "concept": "x", "low": 0.0, "reading": name, "statement": name} for name in ("a", "b")]
    with pytest.raises(ClaimError, match="statement"):
        claim.read(Table(*rows))
