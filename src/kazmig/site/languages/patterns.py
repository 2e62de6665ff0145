"""Texts of drawings as patterns: numbers taken out, so that one translation serves every year and value."""

import html
import re
from collections.abc import Iterator

NUMBER = re.compile(r"(?<![A-Za-z\d])\d[\d,]*(?:\.\d+)?")
HOLE = re.compile(r"\{(\d+)\}")
TEXT = re.compile(r"(<text\b[^>]*(?<!/)>)(.*?)(</text>)", re.DOTALL)
LINE = re.compile(r"(<tspan\b[^>]*>)(.*?)(</tspan>)", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")


def pattern(text: str) -> tuple[str, list[str]]:
    """Return a text with its numbers as numbered holes, and the numbers.

    Examples
    --------
    >>> pattern("12.3 thousand in 2021")
    ('{0} thousand in {1}', ['12.3', '2021'])
    """
    numbers = NUMBER.findall(text)
    place = iter(range(len(numbers)))
    return NUMBER.sub(lambda _: f"{{{next(place)}}}", " ".join(text.split())), numbers


def fill(template: str, numbers: list[str]) -> str:
    """Return a pattern with its numbers in place.

    A number that brings the comma after it gives it up where the pattern has a mark of its own.

    Examples
    --------
    >>> fill("в {1}: {0} тыс.", ["12,3", "2021"])
    'в 2021: 12,3 тыс.'
    >>> fill("{0}, {1} и {2}", ["1995,", "2009", "2018"])
    '1995, 2009 и 2018'
    """

    def number(hole: re.Match[str]) -> str:
        if int(hole[1]) >= len(numbers):
            return hole[0]
        found = numbers[int(hole[1])]
        return found.rstrip(",") if template[hole.end() : hole.end() + 1] in set(",.;:)") | {""} else found

    return HOLE.sub(number, template)


def lines_of(body: str) -> list[str]:
    """Return the lines of a ``<text>`` element's content as plain text."""
    found = [line[2] for line in LINE.finditer(body)] or [body]
    return [html.unescape(line).strip() for line in found]


def texts_of(svg: str) -> Iterator[str]:
    """Yield the texts of a drawing that have letters, the lines of one text joined."""
    for match in TEXT.finditer(svg):
        text = " ".join(lines_of(match[2]))
        if LETTER.search(text):
            yield text
