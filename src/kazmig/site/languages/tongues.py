"""Which languages the report is published in, and where their catalogues lie."""

from dataclasses import dataclass
from pathlib import Path

SOURCE = "en"
"""The language that the report is written in."""


@dataclass(frozen=True)
class Tongue:
    """A language of the report.

    Attributes
    ----------
    code : str
        As in ``lang`` attributes, and the name of the folder of its pages.
    name : str
        In the language itself.
    plural : str
        The rule of the plural forms, as gettext writes it.
    """

    code: str
    name: str
    plural: str


TONGUES = {
    "en": Tongue("en", "English", "nplurals=2; plural=(n != 1);"),
    "ru": Tongue(
        "ru",
        "Русский",
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    ),
    "kk": Tongue("kk", "Қазақша", "nplurals=2; plural=(n != 1);"),
}
TRANSLATIONS = tuple(code for code in TONGUES if code != SOURCE)


def folder(root: Path, code: str) -> Path:
    """Return the folder of a language's catalogues."""
    return root / "locale" / code / "LC_MESSAGES"
