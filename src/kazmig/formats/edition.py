"""What an edition of the book is: its title, version and date, and its pages in the order of the table of contents."""

import json
import os
import re
import uuid
from pathlib import Path
from typing import NamedTuple

import yaml

import kazmig
from kazmig.errors import KazmigError
from kazmig.site.build import pages_of
from kazmig.site.extension import SITE
from kazmig.site.quoting import record_of

SCREEN_ONLY = ("book/explore",)
"""Pages that do nothing without a browser: the book to keep leaves them out, and links lead to the web."""
CHAPTERS = "notebooks/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
UNSAFE = re.compile(r"[^A-Za-z0-9]+")


class FormatsError(KazmigError):
    """The book to keep cannot be made."""


class Part(NamedTuple):
    """A part of the book: its caption, empty for pages outside of parts, and its pages."""

    caption: str
    pages: tuple[str, ...]


class Edition(NamedTuple):
    """What stands on the title page, and what follows it.

    Attributes
    ----------
    title, author, version, date : str
        As ``CITATION.cff`` says, the date of the data's release.
    site : str
        Where the site is published, with a slash at its end.
    language : str
        Of the text.
    parts : tuple of Part
        The pages in order.
    """

    title: str
    author: str
    version: str
    date: str
    site: str
    language: str
    parts: tuple[Part, ...]

    @property
    def pages(self) -> list[str]:
        """All pages in order."""
        return [page for part in self.parts for page in part.pages]

    @property
    def chapters(self) -> list[str]:
        """The pages that are chapters."""
        return [page for page in self.pages if page.startswith(CHAPTERS)]

    @property
    def name(self) -> str:
        """The title without what explains it."""
        return self.title.partition(": ")[0]

    @property
    def identifier(self) -> str:
        """A name for this version, the same wherever and whenever it is made.

        Examples
        --------
        >>> Edition("t", "a", "0.1.0", "2026-01-01", "", "en", ()).identifier
        'urn:uuid:d9d2e7d0-388a-5a82-b24e-d346e0afcd37'
        """
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'kazakhstan-in-motion:{self.version}')}"

    @property
    def stated(self) -> str:
        """Version and date in words."""
        return f"Version {self.version}, data of {self.date}"


def slug(page: str) -> str:
    """Return a page's name as it stands in ids and file names.

    Examples
    --------
    >>> slug("notebooks/brain-drain"), slug("book/how-to-read")
    ('notebooks-brain-drain', 'book-how-to-read')
    """
    return UNSAFE.sub("-", page)


def read_edition(root: Path) -> Edition:
    """Read what the repository says of its edition.

    Raises
    ------
    FormatsError
        If its configuration or the data's package cannot be read.
    """
    record = record_of(root)
    try:
        config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
        package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
        contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
        first = pages_of(root / "_toc.yml")[0]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise FormatsError(
            f"{root}: _config.yml, _toc.yml or data/datapackage.json cannot be read ({error!r}). "
            "Remedy: restore them from the repository."
        ) from error
    found = [Part("", (first,))]
    for part in contents.get("parts") or [{"chapters": contents.get("chapters", [])}]:
        pages = (str(entry["file"]).removesuffix(".md").removesuffix(".ipynb") for entry in part["chapters"])
        found.append(Part(str(part.get("caption", "")), tuple(page for page in pages if page not in SCREEN_ONLY)))
    site = os.environ.get("KAZMIG_SITE_URL") or str(config.get("kazmig_site") or SITE)
    return Edition(
        title=str(record["title"]),
        author=str(record["author"]),
        version=kazmig.__version__,
        date=str(package.get("created", record["date"]))[:10],
        site=f"{site.rstrip('/')}/",
        language=str(config.get("language", "en")),
        parts=tuple(found),
    )
