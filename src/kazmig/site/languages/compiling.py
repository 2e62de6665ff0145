"""From catalogues to what a build reads: checked, compiled, and with how much of each page is translated."""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from kazmig.site.languages import catalogues
from kazmig.site.languages.switching import STATUS
from kazmig.site.languages.tongues import TRANSLATIONS, folder
from kazmig.site.languages.voice import FORMS
from kazmig.site.published import SiteError

ROLE = re.compile(r"\{(?:fact|finding|given|cite|cite:p|cite:t|math|doc|ref|treated)\}`[^`]*`")
HOLE = re.compile(r"\{[A-Za-z0-9][\w.\-]*\}(?!`)")
LINK = re.compile(r"\]\(([^)\s]*)")
DIGITS = re.compile(r"\d+(?:[,.\s\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")
MARKS = re.compile(r"[,.\s\u00a0\u202f]")
LETTER = re.compile(r"[^\W\d_]")
ALSO = re.compile(r"\{(?:also|matched)\}`[^`]*`")


TITLES = "title"
"""The part of a catalogue that holds the titles of figures."""

SHOWN = ("published", "cells", "charts")
"""The catalogues of what pages of chapters show beside their prose."""

CHAPTERS = "notebooks/"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Fault(NamedTuple):
    """A translation that breaks a rule."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def compiled(root: Path, out: Path, code: str) -> Path:
    """Check and compile a language's catalogues; a file that would not change keeps its time.

    Raises
    ------
    SiteError
        Naming every translation that lost or gained something that must stay.
    """
    source, target = folder(root, code), out / code / "LC_MESSAGES"
    faults: list[Fault] = []
    status: dict[str, dict[str, Any]] = {}
    signed, written = reviews(root, code), set()
    beside: list[Message] = []
    for path in sorted(source.rglob("*.po")):
        domain = path.relative_to(source).with_suffix("").as_posix()
        catalog = catalogues.read(path, code)
        faults += faults_of(path, catalog)
        status[domain] = {**counts(catalog), "reviewed": signed.get((domain, digest(catalog)), "")}
        beside += [message for message in catalog if message.id] if domain in SHOWN else []
        for suffix, content in ((".po", path.read_bytes()), (".mo", mo_of(catalog))):
            place = target / f"{domain}{suffix}"
            written.add(place)
            if not place.is_file() or place.read_bytes() != content:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
    for domain in status:
        if domain.startswith(CHAPTERS):
            more = counts([each for each in beside if within(each, domain.removeprefix(CHAPTERS))])
            status[domain] |= {name: status[domain][name] + more[name] for name in more}
    if faults:
        shown = sorted(faults)
        raise SiteError("\n".join(["translations lost something that must stay:", *(f"- {each}" for each in shown)]))
    for stale in sorted(target.rglob("*.?o")):
        if stale not in written:
            stale.unlink()
    text = json.dumps(status, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    place = out / code / STATUS
    if not place.is_file() or place.read_text(encoding="utf-8") != text:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return target


def mo_of(catalog: Catalog) -> bytes:
    """Return a compiled catalogue; on pages, what needs no words counts as translated."""
    for message in catalog:
        if isinstance(message.id, str) and message.id and not message.string and not needs_words(message.id):
            message.string = message.id
    catalog.creation_date = catalog.revision_date = NEVER  # Babel would take the clock
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def needs_words(text: str) -> bool:
    """Say whether a text has words of its own, beside what the site fills in.

    Examples
    --------
    >>> needs_words("{finding}`flows.low`"), needs_words("Since {fact}`flows.year`.")
    (False, True)
    """
    return bool(LETTER.search(HOLE.sub("", ROLE.sub("", text))))


def counts(catalog: Iterable[Message]) -> dict[str, int]:
    """Return how many messages there are that need words, and how many are translated."""
    wanted = [message for message in catalog if message.id and needs_words(first(message))]
    return {"done": sum(catalogues.done(message) for message in wanted), "all": len(wanted)}


def within(message: Message, part: str) -> bool:
    """Say whether a message belongs to a part of its catalogue, as its comments tell."""
    if part == TITLES:
        return any(note.startswith("figure ") and ": " not in note for note in message.auto_comments)
    return any(word.startswith(f"{part}.") for note in message.auto_comments for word in note.split())


def first(message: Message) -> str:
    """Return the English of a message, the singular where it counts."""
    return message.id if isinstance(message.id, str) else message.id[0]


def digest(catalog: Catalog) -> str:
    """Return a digest of a catalogue's translations, which a signature of a review names."""
    said = [(message.context, message.id, message.string) for message in catalog if message.id]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:12]


def reviews(root: Path, code: str) -> dict[tuple[str, str], str]:
    """Return who reviewed which page, by page and digest, from ``locale/reviews.csv``."""
    path = root / "locale" / "reviews.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["language"] == code]
    return {(row["page"], row["digest"]): row["editor"] for row in rows}


def faults_of(path: Path, catalog: Catalog) -> list[Fault]:
    """Return the translations of a catalogue that lost or gained what must stay."""
    found = []
    for message in catalog:
        if not message.id or not catalogues.done(message):
            continue
        english = first(message)
        texts = catalogues.strings(message)
        if message.context == "unit":
            texts = [part for text in texts for part in text.split(FORMS)]
        for text in texts:
            found += [Fault(path, message.lineno or 0, fault) for fault in broken(english, text, path.stem)]
    return found


def broken(english: str, text: str, domain: str = "") -> list[str]:
    """Return what a translation lost or gained.

    Examples
    --------
    >>> broken("Down to {fact}`flows.low` in 2021.", "До {fact}`flows.lo` в 2021.")
    ['{fact}`flows.low` is missing', '{fact}`flows.lo` is not in the English']
    >>> broken("It fell.", "Упало на 5.")
    ["the number '5' is not in the English"]
    """
    said = []
    for rule in (ROLE, HOLE, LINK):
        wanted, given = Counter(rule.findall(english)), Counter(rule.findall(text))
        said += [f"{shown(each)} is missing" for each in (wanted - given)]
        said += [f"{shown(each)} is not in the English" for each in (given - wanted)]
    bare = [numbers_of(each) for each in (english, text)]
    said += [f"the number {each!r} is not in the English" for each in Counter(bare[1]) - Counter(bare[0])]
    if text.count("`") % 2:
        said.append("a backtick stands alone")
    return said


def numbers_of(text: str) -> list[str]:
    """Return the numbers of a text, however they are written.

    Examples
    --------
    >>> numbers_of("per 1,000 in 2021"), numbers_of("на 1 000 в 2021 году; 1,5")
    (['1000', '2021'], ['1000', '2021', '15'])
    """
    for rule in (LINK, ROLE, ALSO, HOLE):
        text = rule.sub("", text)
    return [MARKS.sub("", number) for number in DIGITS.findall(text)]


def shown(piece: str) -> str:
    """Return a piece of a text as a message names it."""
    return piece if piece.startswith("{") else f"the address {piece!r}"


def compile_all(root: Path, out: Path, codes: tuple[str, ...] = TRANSLATIONS) -> None:
    """Check and compile the catalogues of every language."""
    for code in codes:
        compiled(root, out, code)
