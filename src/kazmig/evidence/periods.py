"""Periods of time as the tables write them: one meaning, one spelling.

Forms: ``YYYY``, ``YYYY-Hn``, ``YYYY-Qn``, ``YYYY-MM``, ``YYYY-MM-DD``, or ``start/end`` with both ends included.
Whatever has a shorter form is written in it: ``2018-01/2018-06`` is ``2018-H1``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kazmig.evidence.problems import EvidenceError

FORMS = "YYYY, YYYY-Hn, YYYY-Qn, YYYY-MM, YYYY-MM-DD, or start/end with both ends included"

_YEAR = re.compile(r"[12]\d{3}")
_PART = re.compile(r"([12]\d{3})-([HQ])([1-4])")
_MONTH = re.compile(r"([12]\d{3})-(\d{2})")
_DAY = re.compile(r"([12]\d{3})-(\d{2})-(\d{2})")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included, with its one spelling.

    Parameters
    ----------
    start, end
        First and last day.
    text
        The canonical spelling.
    frequency
        ``year``, ``half``, ``quarter``, ``month``, ``date``, or ``span`` for anything written as ``start/end``.

    Examples
    --------
    >>> Period.parse("2018-H1").end
    datetime.date(2018, 6, 30)
    >>> Period.parse("1990-07/1995-06").months
    60
    """

    start: date
    end: date
    text: str
    frequency: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that ``text`` spells.

        Raises
        ------
        EvidenceError
            If the text is no period, ends before it starts, or has a shorter spelling.
        """
        start, end = _bounds(text)
        period = _spelt(start, end)
        if period.text != text:
            raise EvidenceError(f'period "{text}" has a shorter form. Remedy: write {period.text}.')
        return period

    @property
    def months(self) -> int:
        """Number of calendar months that the period touches."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def year(self) -> int | None:
        """The calendar year in which the whole period lies, or None."""
        return self.start.year if self.start.year == self.end.year else None

    def fits(self, frequency: str) -> bool:
        """Say whether a row of a series with this frequency (a value of ``series.csv``) may carry the period."""
        match frequency:
            case "irregular":
                return True
            case "five_year":
                return self.frequency == "span" and self.months == 60
            case "academic_year":
                return self.frequency == "span" and self.text == f"{self.start.year}/{self.start.year + 1}"
            case "fiscal_year":
                return self.frequency == "year" or (self.frequency == "span" and self.months == 12)
            case _:
                return self.frequency == frequency


def normalise(text: str) -> str:
    """Return the one spelling of a period written in any of the accepted forms.

    Examples
    --------
    >>> normalise("2018-01/2018-12"), normalise("2023-Q1/2023-Q3")
    ('2018', '2023-01/2023-09')
    """
    return _spelt(*_bounds(text)).text


def is_year(text: str) -> bool:
    """Say whether the text is a plain calendar year."""
    return _YEAR.fullmatch(text) is not None


@cache
def _bounds(text: str) -> tuple[date, date]:
    first, slash, last = text.partition("/")
    start, end = _simple(first, text)
    if slash:
        end = _simple(last, text)[1]
    if end < start:
        raise EvidenceError(f'period "{text}" ends before it starts. Remedy: write the earlier end first.')
    return start, end


def _simple(part: str, text: str) -> tuple[date, date]:
    try:
        if _YEAR.fullmatch(part):
            return date(int(part), 1, 1), date(int(part), 12, 31)
        if match := _PART.fullmatch(part):
            year, letter, number = int(match[1]), match[2], int(match[3])
            size = 6 if letter == "H" else 3
            if number * size > 12:
                raise ValueError
            return date(year, (number - 1) * size + 1, 1), _last(year, number * size)
        if match := _MONTH.fullmatch(part):
            year, month = int(match[1]), int(match[2])
            return date(year, month, 1), _last(year, month)
        if match := _DAY.fullmatch(part):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return day, day
    except ValueError:
        pass
    raise EvidenceError(f'"{text}" is no period. Remedy: write {FORMS}.')


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@cache
def _spelt(start: date, end: date) -> Period:
    opens = start.day == 1
    closes = (end + timedelta(days=1)).day == 1
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if opens and closes:
        year, month = start.year, start.month
        if months == 12 and month == 1:
            return Period(start, end, f"{year}", "year")
        if months == 6 and month in (1, 7):
            return Period(start, end, f"{year}-H{(month + 5) // 6}", "half")
        if months == 3 and month % 3 == 1:
            return Period(start, end, f"{year}-Q{(month + 2) // 3}", "quarter")
        if months == 1:
            return Period(start, end, f"{year}-{month:02d}", "month")
        if month == 1 and end.month == 12:
            return Period(start, end, f"{year}/{end.year}", "span")
        return Period(start, end, f"{year}-{month:02d}/{end.year}-{end.month:02d}", "span")
    if start == end:
        return Period(start, end, start.isoformat(), "date")
    return Period(start, end, f"{start.isoformat()}/{end.isoformat()}", "span")
