"""How much is translated: by catalogue, and of the parts that a first full translation holds."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kazmig.site.languages import catalogues
from kazmig.site.languages.compiling import digest, first, needs_words, within
from kazmig.site.languages.tongues import TRANSLATIONS, folder


class Share(NamedTuple):
    """How much of a part is translated.

    Attributes
    ----------
    language, domain : str
        The language, and the catalogue, with its part after a colon: ``published:title`` for the titles of figures,
        ``cells:claims`` for what a chapter shows.
    done, all : int
        Messages.
    digest : str
        The digest that the signature of a review names; empty for a part.
    """

    language: str
    domain: str
    done: int
    all: int
    digest: str = ""

    @property
    def percent(self) -> int:
        """Percent translated, rounded down: what is not whole is not a hundred."""
        return 100 * self.done // self.all if self.all else 100


def share(root: Path, language: str, domain: str) -> Share:
    """Return how much of a catalogue, or of a part of it, is translated."""
    name, _, part = domain.partition(":")
    catalog = catalogues.read(folder(root, language) / f"{name}.po", language)
    wanted = [each for each in catalog if each.id and needs_words(first(each)) and (not part or within(each, part))]
    done = sum(catalogues.done(each) for each in wanted)
    return Share(language, domain, done, len(wanted), "" if part else digest(catalog))


def floors(root: Path) -> dict[tuple[str, str], int]:
    """Return the least percent of each part, by language and part, from ``locale/coverage.csv``."""
    path = root / "locale" / "coverage.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["language"], row["domain"]): int(row["least"]) for row in csv.DictReader(stream)}


def shares(root: Path) -> Iterator[Share]:
    """Yield how much of each catalogue is translated, and then of the parts that ``locale/coverage.csv`` names."""
    for language in TRANSLATIONS:
        place = folder(root, language)
        for path in sorted(place.rglob("*.po")):
            yield share(root, language, path.relative_to(place).with_suffix("").as_posix())
    for language, domain in floors(root):
        if ":" in domain:
            yield share(root, language, domain)


def too_little(root: Path) -> list[str]:
    """Return the parts that are translated less than they must be."""
    found = []
    for (language, domain), least in floors(root).items():
        each = share(root, language, domain)
        if each.percent < least:
            found.append(
                f"{language} {domain}: {each.percent} percent ({each.done} of {each.all}), and {least} are set"
            )
    return found
