"""Catalogues in gettext's form: read, brought up to date without losing a translation, written the same each time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from kazmig.site.languages.tongues import TONGUES
from kazmig.site.published import SiteError

WIDTH = 100
HEAD = """\
msgid ""
msgstr ""
"Project-Id-Version: Kazakhstan in motion\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"""


@dataclass
class Entry:
    """A message to translate.

    Attributes
    ----------
    text : str
        The English.
    context : str
        What sort of text it is, where the English alone does not tell.
    plural : str
        The English plural, for messages that count.
    comments : list of str
        For the translator: where it stands.
    """

    text: str
    context: str = ""
    plural: str = ""
    comments: list[str] = field(default_factory=list)


def template_of(entries: Iterable[Entry]) -> Catalog:
    """Return messages as a catalogue without translations, each once, in the order given."""
    found = Catalog(fuzzy=False)
    for entry in entries:
        found.add(
            (entry.text, entry.plural) if entry.plural else entry.text,
            context=entry.context or None,
            auto_comments=entry.comments,
        )
    return found


def read(path: Path, code: str) -> Catalog:
    """Return a catalogue, or an empty one if there is no such file.

    Raises
    ------
    SiteError
        If the file is no catalogue.
    """
    if not path.is_file():
        return Catalog(locale=code, fuzzy=False)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=code, abort_invalid=True)
    except Exception as error:
        raise SiteError(f"{path}: no catalogue of messages ({error}). Remedy: mend the line it names.") from error


def updated(known: Catalog, template: Catalog) -> Catalog:
    """Return a catalogue with the template's messages and the translations known; a near one comes over as fuzzy."""
    had_any = any(message.string for message in known if message.id)
    known.update(template, no_fuzzy_matching=not had_any, update_header_comment=False, keep_user_comments=True)
    for key in [key for key, message in known.obsolete.items() if not any(strings(message))]:
        del known.obsolete[key]
    return known


def text_of(catalog: Catalog, code: str) -> str:
    """Return a catalogue as the text of its file: no dates, no places, the same for the same messages."""
    for message in [*catalog, *catalog.obsolete.values()]:
        message.flags -= {"python-format", "python-brace-format"}
        message.locations = []
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, no_location=True, omit_header=True, ignore_obsolete=False)
    body = out.getvalue().decode("utf-8").strip("\n")
    return f"{HEAD.format(code=code, plural=TONGUES[code].plural)}\n{body}\n"


def bring_up_to_date(path: Path, code: str, entries: Iterable[Entry]) -> bool:
    """Write a catalogue with these messages, keeping what is translated, and say whether its file changed."""
    template = template_of(entries)
    catalog = updated(read(path, code), template)
    text = text_of(catalog, code)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def done(message: Message) -> bool:
    """Say whether a message is translated: wholly, and not merely guessed from a near one."""
    return all(strings(message)) and not message.fuzzy


def strings(message: Message) -> list[str]:
    """Return the translation of a message: one text, or one for each plural form."""
    text = message.string
    return [text] if isinstance(text, str) else list(text or [""])
