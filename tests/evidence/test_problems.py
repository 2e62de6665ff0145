from kazmig.errors import KazmigError
from kazmig.evidence import EvidenceError, Problem

WHOLE = Problem("observations/flows.csv", 3, "value", "104", "a share lies in 0..100.", "check the source.")


def test_a_problem_is_one_readable_line() -> None:
    assert str(WHOLE) == 'observations/flows.csv:3: value "104": a share lies in 0..100. Remedy: check the source.'


def test_parts_that_do_not_apply_are_left_out() -> None:
    assert (
        str(Problem("a.csv", 0, "", "", "a table exists", "restore it")) == "a.csv: a table exists. Remedy: restore it."
    )
    assert str(Problem("a.csv", 1, "", "\\r", "rule", "remedy")).startswith('a.csv:1: "\\r": rule')


def test_the_error_lists_them_and_belongs_to_the_family() -> None:
    error = EvidenceError.of([WHOLE])
    assert isinstance(error, KazmigError)
    assert str(error) == f"The evidence has 1 problem:\n  {WHOLE}"
    assert error.problems == (WHOLE,)
    assert "2 problems:" in str(EvidenceError.of([WHOLE, WHOLE]))
    assert EvidenceError("asked wrongly").problems == ()
