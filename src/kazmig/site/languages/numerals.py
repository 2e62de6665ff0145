"""How a language writes numbers, percent and dates: the marks of CLDR, which Babel carries."""

import datetime
import re
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol

NARROW = "\N{NARROW NO-BREAK SPACE}"
"""Between groups of three digits: CLDR has the wide no-break space, which tears numbers apart in a text."""

NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w]|,\d)|(?<![\w.,])\d+\.\d+(?![\w]|\.\d)")
PERCENT = re.compile(r"(?<=\d)%")


@cache
def marks(code: str) -> tuple[str, str]:
    """Return a language's decimal mark, and what stands between a number and its percent sign."""
    suffix = str(Locale(code).percent_formats[None].suffix[0])
    return get_decimal_symbol(code), "\N{NO-BREAK SPACE}" if suffix.strip() != suffix else ""


def number(text: str, code: str) -> str:
    """Return a text with its numbers written as the language does; years stay.

    Examples
    --------
    >>> number("1,234.5", "ru") == "1\\u202f234,5", number("1994", "ru"), number("\\u22123.5%", "ru")
    (True, '1994', '\u22123,5\\xa0%')
    """
    decimal, before = marks(code)
    written = NUMBER.sub(lambda found: found[0].replace(",", NARROW).replace(".", decimal), text)
    return PERCENT.sub(f"{before}%", written)


def date(iso: str, code: str) -> str:
    r"""Return a date in words.

    Examples
    --------
    >>> date("2026-07-20", "ru")
    '20 июля 2026\u202fг.'
    """
    try:
        return format_date(datetime.date.fromisoformat(iso), "long", locale=code)
    except ValueError:
        return iso
