"""``kazmig messages``: gathers every text to translate and brings the catalogues up to date."""

import shutil
from pathlib import Path

from babel.messages.pofile import read_po

from kazmig import paths
from kazmig.site.languages import catalogues, gathering
from kazmig.site.languages.catalogues import Entry
from kazmig.site.languages.tongues import TRANSLATIONS, folder
from kazmig.site.library import Library
from kazmig.site.published import read

BUILDER = "gettext"
NAMES = {"ru": "name_ru", "kk": "name_kk"}


def page_messages(root: Path) -> dict[str, list[Entry]]:
    """Return the texts of every page of the book, read by Sphinx itself.

    Raises
    ------
    SiteError
        With what Sphinx said.
    """
    from kazmig.site.build import sphinx, stage

    source, _ = stage(root)
    out = root / "_build" / ".gettext"
    shutil.rmtree(out, ignore_errors=True)
    sphinx(source, out / "pot", out / "doctrees", {"gettext_compact": False, "gettext_location": False}, BUILDER)
    found = {}
    for path in sorted((out / "pot").rglob("*.pot")):
        domain = path.relative_to(out / "pot").with_suffix("").as_posix()
        if domain == "sphinx":
            continue  # the templates of the theme, which the interface's catalogue holds
        with path.open("rb") as file:
            found[domain] = [Entry(str(message.id)) for message in read_po(file) if message.id]
    shutil.rmtree(out, ignore_errors=True)
    return found


def all_messages(root: Path) -> dict[str, list[Entry]]:
    """Return every text to translate, by catalogue."""
    shelf = read(paths.runs())
    return {
        **page_messages(root),
        "kazmig": gathering.chrome(),
        "published": gathering.published(shelf),
        "cells": gathering.cells(shelf),
        "charts": gathering.drawings(shelf),
    }


def known_names(code: str) -> dict[str, str]:
    """Return the names of places in a language, which ``data/geographies.csv`` holds."""
    rows = Library(paths.data()).table("geographies")
    return {row["name_en"]: row[NAMES[code]] for row in rows if row.get(NAMES[code])}


def fill_in_names(path: Path, code: str) -> None:
    """Translate the messages that are nothing but the name of a place, unless somebody did already."""
    catalog, names = catalogues.read(path, code), known_names(code)
    for message in catalog:
        if isinstance(message.id, str) and message.id in names and not message.string:
            message.string = names[message.id]
    path.write_text(catalogues.text_of(catalog, code), encoding="utf-8")


def update(root: Path) -> list[Path]:
    """Bring every catalogue up to date, remove those of pages that are gone, and return what changed."""
    messages = all_messages(root)
    changed = []
    for code in TRANSLATIONS:
        place = folder(root, code)
        for domain, entries in sorted(messages.items()):
            path = place / f"{domain}.po"
            before = path.read_bytes() if path.is_file() else b""
            catalogues.bring_up_to_date(path, code, entries)
            if domain in ("charts", "cells", "published"):
                fill_in_names(path, code)
            if path.read_bytes() != before:
                changed.append(path)
        for path in sorted(place.rglob("*.po")):
            if path.relative_to(place).with_suffix("").as_posix() not in messages:
                path.unlink()
                changed.append(path)
    return changed
