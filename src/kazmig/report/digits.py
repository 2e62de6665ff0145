"""The digit lint's engine: finds numbers in a text that are neither a traced fact nor of an allowed kind.

It reads plain text. Whoever calls it turns every traced number into the sign `FACT` (and an invented number of
an exercise into `GIVEN`) and leaves out what is no prose: code, citations, tables made by the report, marks in
charts. What is allowed: years, dates and periods; numbers that Sphinx generates ("Figure 3"); declared names
("COVID-19") and bands ("15+"); notation between dollar signs; one to twelve as words for things on the page.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kazmig.report import numerals

FACT = "\ufffc"
"""Stands for a traced number."""

GIVEN = "\ufffd"
"""Stands for an invented number of an exercise."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_DASH = r"\s?[-–—/]\s?"
_MAGNITUDE = r"(?:million|thousand|billion|trillion|hundred|percent|per\s+cent|%)"

ALLOWED = (
    r"https?://\S+|\b10\.\d{4,}/\S+",  # addresses
    rf"\b{_YEAR}-\d\d-\d\d\b|\b{_YEAR}-(?:0[1-9]|1[0-2])\b|\b{_YEAR}-[QH][1-4]\b|\b[QH][1-4]\s{_YEAR}\b",  # ISO-like
    rf"\b{_DAY}(?:{_DASH}{_DAY})?\s{_MONTH}\b\.?(?:,?\s{_YEAR}\b)?",  # 24 February 2022
    rf"\b{_MONTH}\.?\s{_DAY}\b(?:,\s{_YEAR}\b)?",  # February 24, 2022
    rf"(?<![\d.,$€₸£]){_YEAR}{_DASH}(?:{_YEAR}|\d\d)\b(?![.,]?\d)",  # 2004-11, 2023/24
    rf"(?<![\d.,$€₸£])(?:mid-|pre-|post-|early-|late-)?{_YEAR}s?\b(?![.,]\d|%|\s?(?:{_MAGNITUDE})\b)",  # 1994, 1990s
    r"\b(?:1\d|2[01]|[1-9])(?:st|nd|rd|th)(?:\s|-)century\b",
    r"\b(?:Figures?|Fig\.|Tables?|Sections?|Chapters?|Equations?|Exercises?|Solutions?|Footnotes?|Pages?|pp?\.)\s"
    r"\d+(?:\.\d+)*(?:[-–]\d+)?\b",  # what Sphinx generates, and places in a source
)

_WORDS = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|many|several)-?fold|twofold|threefold"
    r"|tenfold|hundredfold|twice|thrice|doubl(?:ed|es|e|ing)|tripl(?:ed|es|e|ing)|trebl(?:ed|es|e|ing)"
    r"|quadrupl(?:ed|es|e|ing)|halv(?:ed|es|e|ing)|halves|dozens?)\b",
    re.IGNORECASE,
)
_MAGNITUDES = re.compile(r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?)\b", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b(?!-(?:way|hearted))", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:a|one|three|the|last|over|under|than|nearly|almost|about|some)[\s-]quarters?\b", re.I)
_THIRD = re.compile(
    r"\b(?:a|one|two|half|over|than|nearly|almost|about|some)[\s-](?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|twentieth|hundredth)s?\b(?=\s(?:of|more|less|fewer|higher|lower|as|above|below)\b|\W*$|[.,;:)])"
    r"|\b(?:two|three|four|five)[\s-](?:thirds|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)\b"
    r"|\b(?:one|a)-(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
    r"|\b(?:third|quarter|fifth|tenth)s?\sof\s(?:all|the\s(?:people|population|departures|arrivals|emigrants))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Offence:
    """A number in prose that is neither traced nor allowed.

    Parameters
    ----------
    found
        The digits or words.
    start
        Where they stand in the text, counted from 0.
    excerpt
        The words around them.
    remedy
        What to do.
    """

    found: str
    start: int
    excerpt: str
    remedy: str

    def __str__(self) -> str:
        return f'{self.found!r} in "{self.excerpt}": {self.remedy}'


def find_offences(text: str, names: Iterable[str] = (), bands: Iterable[str] = ()) -> list[Offence]:
    """Return the numbers in ``text`` that are neither traced nor allowed, in reading order.

    Parameters
    ----------
    text
        Plain text, traced numbers replaced by `FACT`, invented ones by `GIVEN`.
    names
        Names that hold digits or number words, from ``book/names.csv``: ``WPP 2024``, ``H-1B``.
    bands
        Units and age bands declared in ``series.csv``: ``per 1,000``, ``15+``.

    Examples
    --------
    >>> [offence.found for offence in find_offences("In 1994 some 477,068 people left.")]
    ['477,068']
    >>> find_offences(f"In 1994 some {FACT} people left.")
    []
    """
    prose = _blank(text, names, bands)
    found = {**_digits(prose), **_quantity_words(prose)}
    return [
        Offence(prose_part, start, _excerpt(text, start, start + len(prose_part)), remedy)
        for start, (prose_part, remedy) in sorted(found.items())
    ]


def _blank(text: str, names: Iterable[str], bands: Iterable[str]) -> str:
    """Return the text with everything allowed blanked out, positions kept."""
    prose = re.sub(r"\$[^$\n]+\$(?!\s?(?:percent|people|persons|%))", _spaces, text)
    listed = sorted({*names, *bands}, key=lambda entry: (-len(entry), entry))
    for entry in listed:
        if re.search(r"\d", entry) or numerals.mentions(entry):
            prose = re.sub(rf"(?<![\w.,]){re.escape(entry)}(?!\w|[.,]\d)", _spaces, prose)
    for pattern in ALLOWED:
        prose = re.sub(pattern, _year_of_people, prose)
    return prose


def _spaces(match: re.Match[str]) -> str:
    return "\u2003" * len(match[0])


def _year_of_people(match: re.Match[str]) -> str:
    """Blank a date, unless it counts something: "2000 people" is a quantity that looks like a year."""
    after = match.string[match.end() : match.end() + 40]
    if re.fullmatch(r"\d{4}", match[0]) and re.match(rf"\s(?:{numerals.COUNTED})\b", after, re.IGNORECASE):
        return match[0]
    return _spaces(match)


def _digits(prose: str) -> dict[int, tuple[str, str]]:
    """Find digits, fractions and circled numbers, each number whole."""
    remedy = "no traced number; write it as a fact ({fact}`key` on a page, {key} in a title, caption or alt text)"
    found: dict[int, tuple[str, str]] = {}
    for match in re.finditer(r"[$€₸£]?\d+(?:[.,\u00a0\u202f\u2009]\d+)*\+?%?", prose):
        found[match.start()] = (match[0], remedy)
    for start, sign in enumerate(prose):
        if not sign.isascii() and unicodedata.category(sign) in ("No", "Nl", "Nd") and not re.match(r"\d", sign):
            found[start] = (sign, remedy)
    return found


def _quantity_words(prose: str) -> dict[int, tuple[str, str]]:
    """Find words that state a quantity."""
    remedy = "states a quantity in words; make it a fact or a finding, or say it without the number"
    found: dict[int, tuple[str, str]] = {}
    for pattern in (_WORDS, _QUARTER, _THIRD):
        for match in pattern.finditer(prose):
            if not re.search(r"(?:first|second|third|fourth|last)\s$", prose[: match.start()], re.IGNORECASE):
                found[match.start()] = (match[0], remedy)
    for match in _MAGNITUDES.finditer(prose):
        before = prose[: match.start()].rstrip(" \u00a0\u2009\u202f-")
        traced = before.endswith((FACT, GIVEN)) or re.search(r"\b(?:per|in|each|every)$", before, re.IGNORECASE)
        if not traced:
            found[match.start()] = (match[0], remedy)
    for match in _HALF.finditer(prose):
        before, after = prose[: match.start()], prose[match.end() :]
        dated = re.search(r"\b(?:first|second|latter|former|last|other|each|every|one)\s$", before, re.IGNORECASE)
        if not dated and not re.match(r"-year", after):
            found[match.start()] = (match[0], remedy)
    for start, words in numerals.quantities(prose):
        found[start] = (words, remedy)
    return found


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the words around an offence."""
    left, right = max(0, start - 40), min(len(text), end + 40)
    inner = re.sub(r"\s+", " ", text[left:right]).strip().replace(FACT, "{fact}").replace(GIVEN, "{given}")
    return f"{'…' if left else ''}{inner}{'…' if right < len(text) else ''}"
