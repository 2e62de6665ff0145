import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazmig.evidence.periods import Period, is_year, normalise
from kazmig.evidence.problems import EvidenceError

DAYS = st.dates(date(1850, 1, 1), date(2105, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "frequency"),
    [
        ("1994", date(1994, 1, 1), date(1994, 12, 31), "year"),
        ("2018-H2", date(2018, 7, 1), date(2018, 12, 31), "half"),
        ("2018-Q3", date(2018, 7, 1), date(2018, 9, 30), "quarter"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2022-10-04", date(2022, 10, 4), date(2022, 10, 4), "date"),
        ("2023-01/2023-09", date(2023, 1, 1), date(2023, 9, 30), "span"),
        ("1990-07/1995-06", date(1990, 7, 1), date(1995, 6, 30), "span"),
        ("2023/2024", date(2023, 1, 1), date(2024, 12, 31), "span"),
        ("2022-02-24/2022-10-04", date(2022, 2, 24), date(2022, 10, 4), "span"),
    ],
)
def test_every_form_has_its_bounds(text: str, start: date, end: date, frequency: str) -> None:
    assert Period.parse(text) == Period(start, end, text, frequency)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2018-01/2018-06", "2018-H1"),
        ("2018-01/2018-03", "2018-Q1"),
        ("2018-01/2018-12", "2018"),
        ("2018-01-01/2018-12-31", "2018"),
        ("2018-Q1/2018-Q3", "2018-01/2018-09"),
        ("2018/2018", "2018"),
        ("2020-01/2024-12", "2020/2024"),
        ("2020-02-01/2020-02-29", "2020-02"),
        ("2020-05-05/2020-05-05", "2020-05-05"),
    ],
)
def test_the_long_form_is_refused_and_normalised(text: str, canonical: str) -> None:
    with pytest.raises(EvidenceError, match=f"write {canonical}"):
        Period.parse(text)
    assert normalise(text) == canonical


@pytest.mark.parametrize(
    "text", ["", "94", "1994-13", "1994-00", "2018-H3", "2018-Q5", "2023-02-29", "FY2005", "1994/", "/1994", "1994 "]
)
def test_what_is_no_period_is_named_with_the_forms(text: str) -> None:
    with pytest.raises(EvidenceError, match=r"is no period\. Remedy: write YYYY"):
        Period.parse(text)


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(EvidenceError, match='"1996/1994" ends before it starts'):
        normalise("1996/1994")


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("1994", {"year", "fiscal_year", "irregular"}),
        ("1990-07/1995-06", {"five_year", "irregular"}),
        ("2023/2024", {"academic_year", "irregular"}),
        ("2004-10/2005-09", {"fiscal_year", "irregular"}),
        ("2024-02", {"month", "irregular"}),
        ("2022-10-04", {"date", "irregular"}),
        ("2018-H1", {"irregular"}),
        ("2020/2024", {"five_year", "irregular"}),
        ("2019/2024", {"irregular"}),
    ],
)
def test_a_period_fits_the_frequencies_it_can_carry(text: str, fitting: set[str]) -> None:
    known = ("year", "irregular", "five_year", "academic_year", "fiscal_year", "month", "date")
    assert {frequency for frequency in known if Period.parse(text).fits(frequency)} == fitting


def test_the_year_of_a_period_that_crosses_years_is_none() -> None:
    assert Period.parse("2018-H1").year == 2018
    assert Period.parse("2023/2024").year is None
    assert is_year("1994")
    assert not is_year("1994-H1")


@given(DAYS, DAYS)
def test_any_two_days_have_one_spelling_that_means_them(one: date, other: date) -> None:
    start, end = sorted((one, other))
    text = normalise(f"{start}/{end}")
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)
    assert normalise(text) == text


@given(st.integers(1850, 2105), st.integers(1, 12), st.integers(0, 70))
def test_whole_months_never_need_days(year: int, month: int, more: int) -> None:
    start = date(year, month, 1)
    last = year * 12 + month - 1 + more
    end = date(last // 12 + (last % 12 == 11), (last + 1) % 12 + 1, 1) - timedelta(days=1)
    period = Period.parse(normalise(f"{start}/{end}"))
    assert (period.start, period.end, period.months) == (start, end, more + 1)
    assert max(len(part) for part in period.text.split("/")) <= len("2018-12")


@given(st.text(max_size=12))
def test_no_text_breaks_the_parser(text: str) -> None:
    canonical = None
    with contextlib.suppress(EvidenceError):
        canonical = normalise(text)
    if canonical is not None:
        assert Period.parse(canonical).text == canonical
