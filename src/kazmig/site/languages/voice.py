"""The language that a build speaks: looks texts up in the catalogues and writes numbers its way.

One process builds one language; modules and templates of the site ask :func:`gettext` and its like, which speak the
language of the build.
"""

import gettext as standard
import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from kazmig.site.languages import numerals
from kazmig.site.languages.patterns import LETTER, fill, pattern
from kazmig.site.languages.tongues import SOURCE, TONGUES

FORMS = " | "
"""Between the plural forms of a unit."""

DOMAINS = ("kazmig", "published", "cells", "charts")
CLDR_FRACTION = {"ru": 1}
"""The form that goes with a number that is not whole: Russian takes that of two to four."""


class Voice:
    """Speaks one language.

    Parameters
    ----------
    code : str
        The language.
    folder : Path or None
        Where the compiled catalogues lie; without it every text stays as it is.
    """

    def __init__(self, code: str = SOURCE, folder: Path | None = None) -> None:
        self.code, self.folder = code, folder
        self.pages: dict[str, standard.NullTranslations] = {}
        self._plural: Callable[[int], int] = standard.c2py(TONGUES[code].plural.rpartition("plural=")[2].rstrip(";"))

    @property
    def translates(self) -> bool:
        """Whether the language is another than the one written."""
        return self.code != SOURCE

    @cached_property
    def catalogues(self) -> dict[str, standard.NullTranslations]:
        """The catalogues beside those of pages."""
        found: dict[str, standard.NullTranslations] = {}
        for domain in DOMAINS:
            path = self.folder / f"{domain}.mo" if self.folder else None
            if path is not None and path.is_file():
                with path.open("rb") as file:
                    found[domain] = standard.GNUTranslations(file)
            else:
                found[domain] = standard.NullTranslations()
        return found

    def page(self, docname: str, message: str) -> str:
        """Return a text of a page, word for word as its catalogue has it."""
        path = self.folder / f"{docname}.mo" if self.folder else None
        if docname not in self.pages:
            self.pages[docname] = standard.NullTranslations()
            if path is not None and path.is_file():
                with path.open("rb") as file:
                    self.pages[docname] = standard.GNUTranslations(file)
        return self.pages[docname].gettext(message)

    @cached_property
    def digest(self) -> str:
        """A digest of these catalogues; empty for English."""
        text = hashlib.sha256()
        for domain in DOMAINS if self.folder else ():
            path = self.folder / f"{domain}.mo" if self.folder else Path()
            text.update(path.read_bytes() if path.is_file() else b"none")
        return text.hexdigest()[:16] if self.folder else ""

    def gettext(self, message: str) -> str:
        """Return a text of the interface."""
        return self.catalogues["kazmig"].gettext(message) if message else ""

    def pgettext(self, context: str, message: str) -> str:
        """Return a text of the interface that has a context."""
        return self.catalogues["kazmig"].pgettext(context, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return a text of the interface in the form that goes with a number."""
        return self.catalogues["kazmig"].ngettext(one, many, count)

    def sentence(self, template: str) -> str:
        """Return the template of a published text."""
        return self.catalogues["published"].gettext(template) if template else ""

    def column(self, label: str) -> str:
        """Return the heading of a column."""
        return self.catalogues["published"].pgettext("column", label) if label else ""

    def parameter(self, meaning: str) -> str:
        """Return what a chapter's parameter changes."""
        return self.catalogues["published"].pgettext("parameter", meaning) if meaning else ""

    def unit(self, unit: str, value: object = None) -> str:
        """Return a unit in the form that goes with a value."""
        if not self.translates or unit in ("", "year"):
            return unit
        said = self.catalogues["published"].pgettext("unit", unit)
        forms = said.split(FORMS)
        if len(forms) == 1:
            return said
        return forms[min(self.form(value), len(forms) - 1)]

    def form(self, value: object) -> int:
        """Return which plural form goes with a value."""
        if not isinstance(value, int | float):
            return 9  # the last there is
        if value != int(value):
            return CLDR_FRACTION.get(self.code, 9)
        return int(self._plural(abs(int(value))))

    def fact(self, text: str) -> str:
        """Return a fact as the language prints it."""
        return self._by_pattern(text, lambda found: self.catalogues["published"].pgettext("fact", found))

    def cell(self, text: str) -> str:
        """Return the cell of a table."""
        return self._by_pattern(text, self.catalogues["cells"].gettext)

    def word(self, text: str) -> str:
        """Return a text of a drawing; of its values, some are those of a table."""

        def look_up(found: str) -> str:
            said = self.catalogues["charts"].gettext(found)
            return said if said != found else self.catalogues["cells"].gettext(found)

        return self._by_pattern(text, look_up)

    def _by_pattern(self, text: str, look_up: Callable[[str], str]) -> str:
        if not self.translates:
            return text
        if not LETTER.search(text):
            return self.number(text)
        found, numbers = pattern(text)
        said = look_up(found)
        return text if said == found else fill(said, [self.number(each) for each in numbers])

    def number(self, text: str) -> str:
        """Return a text with its numbers as the language writes them."""
        return numerals.number(text, self.code) if self.translates else text

    def date(self, iso: str) -> str:
        """Return a date: in words, but in English as the data have it."""
        return numerals.date(iso, self.code) if self.translates else iso


_speaking = [Voice()]


def speak(voice: Voice) -> None:
    """Make a voice that of the build."""
    _speaking[0] = voice


def voice() -> Voice:
    """Return the voice of the build."""
    return _speaking[0]


def gettext(message: str) -> str:
    """Return a text of the interface in the language of the build."""
    return _speaking[0].gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return a text of the interface in the form that goes with a number."""
    return _speaking[0].ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a text of the interface that has a context."""
    return _speaking[0].pgettext(context, message)
