"""How to cite the report and its chapters: APA, BibTeX, and the box in which both can be copied."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kazmig.site.fragments import render
from kazmig.site.published import SiteError

FOLDER = "cite"
REPORT = "report"
"""Name of the file that cites the whole; no chapter has it."""

SPECIAL = re.compile(r"[&%$#_{}]")


class Citation(NamedTuple):
    """A citation in both forms.

    Attributes
    ----------
    name : str
        The chapter, or ``report``.
    before, italic, after : str
        The sentence in APA style, divided at the title that stands in italics.
    bibtex : str
        The entry for BibTeX.
    """

    name: str
    before: str
    italic: str
    after: str
    bibtex: str

    @property
    def apa(self) -> str:
        """The sentence as plain text."""
        return f"{self.before}{self.italic}{self.after}"


def record_of(root: Path) -> Mapping[str, Any]:
    """Return what ``CITATION.cff`` says of the report.

    Raises
    ------
    SiteError
        If the file is missing, or names no title, author, version or date.
    """
    path = root / "CITATION.cff"
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            "title": str(found["title"]),
            "author": " and ".join(str(author["name"]) for author in found["authors"]),
            "version": str(found["version"]),
            "date": str(found["date-released"]),
        }
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SiteError(
            f"{path}: no citation can be read ({error!r}). Remedy: restore it from the repository."
        ) from None


def tex(text: str) -> str:
    """Return a text as BibTeX takes it.

    Examples
    --------
    >>> tex("Losses & gains of 5%")
    'Losses \\\\& gains of 5\\\\%'
    """
    return SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return a BibTeX entry."""
    width = max(len(name) for name in fields)
    lines = [f"  {name.ljust(width)} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def of_report(record: Mapping[str, Any], address: str) -> Citation:
    """Return the citation of the whole report."""
    return Citation(
        REPORT,
        f"{record['author']}. ({record['date'][:4]}). ",
        record["title"],
        f" (Version {record['version']}). {address}",
        entry("misc", f"kazakhstan-in-motion-{record['version']}", fields(record, record["title"], "", address)),
    )


def of_chapter(record: Mapping[str, Any], chapter: str, title: str, address: str) -> Citation:
    """Return the citation of a chapter."""
    stop = "" if title.endswith(("?", "!")) else "."
    return Citation(
        chapter,
        f"{record['author']}. ({record['date'][:4]}). {title}{stop} In ",
        record["title"],
        f" (Version {record['version']}). {address}",
        entry(
            "incollection",
            f"kazakhstan-in-motion-{chapter}-{record['version']}",
            fields(record, title, record["title"], address),
        ),
    )


def fields(record: Mapping[str, Any], title: str, book: str, address: str) -> dict[str, str]:
    """Return the fields of an entry."""
    return {
        "author": f"{{{tex(record['author'])}}}",
        "title": f"{{{tex(title)}}}",
        "booktitle": f"{{{tex(book)}}}" if book else "",
        "year": record["date"][:4],
        "date": record["date"],
        "version": record["version"],
        "note": f"Version {record['version']}, {record['date']}",
        "url": address,
    }


def box(citation: Citation, root: str) -> str:
    """Return the box that stands on a page.

    Parameters
    ----------
    citation : Citation
        What it offers.
    root : str
        The relative way to the site's root.
    """
    return render(
        "cite.html", citation=citation, whole=citation.name == REPORT, file=f"{root}{FOLDER}/{citation.name}.bib"
    )
