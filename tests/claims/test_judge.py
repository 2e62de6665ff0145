"""What the witnesses say is put together into one verdict, with a reason made from the results."""

from importlib import import_module

import pytest

from kazmig.claims import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, Claim, judge
from kazmig.claims.witnesses import Witness

judging = import_module("kazmig.claims.judge")  # the package offers the function of the same name


@pytest.fixture
def verdict(monkeypatch, rows, reading):
    """Return a judge of "about 100 in 2000" before witnesses with the values given."""

    def given(*values, units=(), **more):
        units = units or ("persons",) * len(values)
        found = [
            Witness(f"s{place}", f"Series {place}", unit, "", rows({} if value is None else {"2000": value, "1990": 7}))
            for place, (value, unit) in enumerate(zip(values, units, strict=True))
        ]
        found = [each for each in found if len(each.rows)]
        monkeypatch.setattr(judging, "find", lambda *_: found)
        monkeypatch.setattr(judging, "_sources", lambda *_: ("paper",))
        one = reading(more.pop("test", "about"), stated="100", start=2000, **more)
        return judge(Claim("one", "document", "p. 1", "", "About a hundred.", (one,)), evidence=None)

    return given


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((100, 101), SUPPORTED),
        ((300,), CONTRADICTED),
        ((100, 300), DEPENDS),
        ((), UNCHECKED),
    ],
)
def test_the_verdict_follows_from_what_is_said(verdict, values, expected):
    found = verdict(*values)
    assert found.verdict == expected
    assert len(found.results) == len(values)


def test_a_witness_in_another_unit_is_not_heard(verdict):
    found = verdict(100, 300, units=("persons", "families"))
    assert found.verdict == SUPPORTED
    assert [result.series_id for result in found.results] == ["s0"]


def test_a_silent_witness_changes_nothing(verdict, monkeypatch, rows):
    found = verdict(100)
    silent = Witness("s9", "Silent", "persons", "", rows({"1990": 100}))
    heard = judging.find()
    monkeypatch.setattr(judging, "find", lambda *_: [*heard, silent])
    again = judge(found.claim, evidence=None)
    assert again.verdict == SUPPORTED
    assert [result.supports for result in again.results] == [True, None]
    assert "1 more witness does not cover the time" in again.why


def test_the_reason_names_both_sides_with_their_figures(verdict):
    found = verdict(100, 300)
    assert found.why.startswith("It holds for Series 0: 100 persons (2000). It does not hold for Series 1: 300 persons")
    assert "+200.0 percent from what is stated" in found.why


def test_the_reason_of_what_nobody_can_test_is_the_note(reading):
    one = reading("uncheckable", note="Nobody counts it")
    found = judge(Claim("one", "document", "p. 1", "", "Much.", (one,)), evidence=None)
    assert (found.verdict, found.why) == (UNCHECKED, "Nobody counts it.")
    assert found.lineage == "claims.csv:2"


def test_lineage_holds_the_rows_used_and_the_claim(verdict):
    assert verdict(100).lineage == "claims.csv:2 observations/small.csv:2"
