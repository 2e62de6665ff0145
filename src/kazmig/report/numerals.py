"""Number words of English: what they count, when they state a quantity, and how a small number is written."""

import re
from collections.abc import Iterator

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

COUNTED = "|".join(
    (
        r"people|persons?|men|women|children|famil(?:y|ies)|households?|inhabitants|residents|citizens|nationals",
        r"e?migrants?|immigrants?|migrants|returnees|repatriates|refugees|kandas|oralmans?|students?|pupils|graduates",
        r"workers?|specialists?|engineers|doctors|teachers|scholars|applicants|victims|soldiers|Russians|Germans",
        r"Kazakhs|Ukrainians|Koreans|Poles|departures?|arrivals?|leavers|departed|moves|births|deaths|permits?|visas?",
        r"grants|crossings|countr(?:y|ies)|nations?|states|republics|cit(?:y|ies)|villages|regions?|oblasts|districts",
        r"provinces|percent|per\s+cent|percentage|points?|%|years?|months?|weeks?|days|decades?|generations?|times",
        r"dollars?|tenge|euros?|roubles?|rubles?|million|thousand|billion|trillion|hundred|kilomet(?:re|er)s|km",
    )
)
"""Nouns before which a number word states a quantity that could be wrong."""

_SMALL = "|".join(sorted(UNITS[1:10], key=len, reverse=True))
_NUMBER = rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{_SMALL}))?|{'|'.join(sorted(UNITS[1:], key=len, reverse=True))})"
_WORD = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_ON_THE_PAGE = {word: number for number, word in enumerate(UNITS[:13])}
_AFTER = re.compile(rf"[\s-]+(?:(?:[A-Za-z]+[\s-]){{0,2}})(?:{COUNTED})\b", re.IGNORECASE)
_NEXT = re.compile(rf"[\s-]+(?:{COUNTED})\b", re.IGNORECASE)
_STOP = re.compile(r"\b(?:of|in|for|from|and|or|to|by|with|that|which|is|are|was|were|than|on|at|as|not|whose)\b", re.I)


def words(number: int) -> str:
    """Return a number from zero to twelve as a word, any other in digits with commas.

    Examples
    --------
    >>> words(4), words(13)
    ('four', '13')
    """
    return UNITS[number] if 0 <= number <= 12 else f"{number:,}"


def mentions(text: str) -> bool:
    """Say whether a text holds a number word."""
    return _WORD.search(text) is not None or re.search(r"\b(?:thousand|million|half|third|quarter)\b", text) is not None


def quantities(text: str) -> Iterator[tuple[int, str]]:
    """Yield start and words of each number word that states a quantity.

    One to twelve may count things on the page ("three regimes"); before people, countries, percent and the like,
    and from thirteen on, they state a quantity.

    Examples
    --------
    >>> list(quantities("three regimes, two sources"))
    []
    >>> list(quantities("some twenty countries"))
    [(5, 'twenty countries')]
    """
    for match in _WORD.finditer(text):
        rest = text[match.end() :]
        one = match[0].lower() == "one"
        following = (_NEXT if one else _AFTER).match(rest)
        if following and _STOP.search(following[0]):
            following = _NEXT.match(rest)
        if one and (
            re.search(r"\b(?:no|any|every|each|this|that|the|which)[\s-]$", text[: match.start()], re.IGNORECASE)
            or re.match(r"\s\w+\s(?:to|after|or)\s(?:the\s(?:next|other)|another)\b", rest)
        ):
            continue
        if following:
            yield match.start(), match[0] + re.sub(r"\s+", " ", following[0])
        elif match[0].lower() not in _ON_THE_PAGE:
            yield match.start(), match[0]
