"""What there is to translate beside the prose of the pages: interface, published records, words in drawings."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2.ext import babel_extract

from kazmig.site.languages import pictures
from kazmig.site.languages.catalogues import Entry
from kazmig.site.languages.patterns import LETTER, pattern, texts_of
from kazmig.site.published import Published, files_of

SITE = Path(__file__).parents[1]
TEXTS = re.compile(
    r"const TEXT = Object\.assign\(\{(?P<body>.*?)\},\s*"
    r"window\.kazmigText(?:\?\.| && window\.kazmigText\.)(?P<part>\w+)",
    re.DOTALL,
)
PAIR = re.compile(r'(?:^|[,{\s])(?P<key>\w+):\s*(?P<text>"(?:[^"\\]|\\.)*")')
LETTERS = re.compile(r"[^\W\d_]{2}")
WHERE = 3  # comments of a message, beside those that name a chapter for the first time
KEY = re.compile(r"([a-z][a-z0-9-]*)\.")
Found = Iterator[tuple[str, str, str, str]]  # context, text, plural, comment


def merged(found: Iterable[tuple[str, str, str, str]]) -> list[Entry]:
    """Return messages, each once; the comments of one are joined."""
    entries: dict[tuple[str, str], Entry] = {}
    for context, text, plural, comment in found:
        entry = entries.setdefault((context, text), Entry(text, context, plural))
        known = {chapter_of(each) for each in entry.comments}
        if (
            comment
            and comment not in entry.comments
            and (len(entry.comments) < WHERE or chapter_of(comment) not in known)
        ):
            entry.comments.append(comment)
    return list(entries.values())


def chapter_of(comment: str) -> str:
    """Return the chapter that a comment names by a key.

    Examples
    --------
    >>> chapter_of("figure flows.net: alt"), chapter_of("cards.js: close")
    ('flows', 'cards')
    """
    found = KEY.search(comment)
    return found[1] if found else comment


def templates() -> Found:
    """Yield the texts of the templates, which stand in ``_("...")`` or ``{% trans %}``."""
    options = {"trimmed": "true", "trim_blocks": "true", "silent": "false", "extensions": "jinja2.ext.i18n"}
    for path in sorted([*(SITE / "theme").glob("*.html"), *(SITE / "templates").glob("*.html")]):
        calls = babel_extract(
            BytesIO(path.read_bytes()), ("_", "gettext", "ngettext", "counted", "pgettext"), [], options
        )
        for _, name, message, _ in calls:
            yield from called(name, message, path.name)


def called(name: str, message: Any, comment: str) -> Found:
    """Yield what a call of a gettext function asks for."""
    parts = [part for part in message if isinstance(part, str)] if isinstance(message, tuple) else [str(message)]
    if name == "pgettext":
        yield parts[0], parts[1], "", comment
    elif name in ("ngettext", "counted"):
        yield "", parts[0], parts[1], comment
    else:
        yield "", parts[0], "", comment


def modules() -> Found:
    """Yield the texts that modules of the site write to pages: those in ``_("...")`` and ``ngettext(...)``."""
    for path in sorted(SITE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = tuple(
                part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            if texts and node.func.id in ("gettext", "said", "ngettext", "counted", "pgettext"):
                yield from called(node.func.id, texts, path.name)


def scripts() -> Found:
    """Yield the texts of the scripts."""
    for path in sorted((SITE / "static").glob("*.js")):
        for part, key, text in script_texts(path.read_text(encoding="utf-8")):
            yield f"js {part}", text, "", f"{path.name}: {key}"


def script_texts(script: str) -> Iterator[tuple[str, str, str]]:
    """Yield part, key and text of what a script's object ``TEXT`` holds.

    Examples
    --------
    >>> list(script_texts('const TEXT = Object.assign({ copy: "Copy" }, window.kazmigText?.copying);'))
    [('copying', 'copy', 'Copy')]
    """
    for found in TEXTS.finditer(script):
        for pair in PAIR.finditer(found["body"]):
            yield found["part"], pair["key"], str(json.loads(pair["text"]))


def chrome() -> list[Entry]:
    """Return the texts of the interface."""
    return merged([*templates(), *modules(), *scripts()])


RECORDS = (
    ("figure", ("title", "caption", "alt")),
    ("table", ("title", "caption")),
    ("finding", ("statement",)),
)


def sentences(shelf: Published) -> Found:
    """Yield the templates of titles, captions, alternative texts and tested sentences."""
    for kind, fields in RECORDS:
        for key, record in shelf.items(kind):
            for name in fields:
                text = str(record.get(f"{name}_template") or "")
                if text:
                    yield "", text, "", f"{kind} {key}" if name in ("title", "statement") else f"{kind} {key}: {name}"


def words(shelf: Published) -> Found:
    """Yield units, facts that are words, and the headings of tables."""
    for key, record in shelf.items("fact"):
        if record["unit"] not in ("", "year"):
            yield "unit", str(record["unit"]), "", key
        if LETTERS.search(str(record["text"])):
            text, _ = pattern(str(record["text"]))
            yield "fact", text, "", f"{key} ({record['unit']})" if record["unit"] else key
    for key, record in shelf.items("table"):
        for column in record.get("columns", []):
            if LETTERS.search(str(column["label"])):
                yield "column", str(column["label"]), "", key


def parameters(shelf: Published) -> Found:
    """Yield what the parameters of chapters change."""
    from kazmig.report.parameters import declared  # papermill reads the cell, and takes long to import

    for chapter, run in shelf.runs.items():
        notebook = run.folder / "notebook.ipynb"
        for each in declared(notebook) if notebook.is_file() else ():
            yield "parameter", each.meaning, "", f"{chapter}: {each.name}"


def published(shelf: Published) -> list[Entry]:
    """Return the texts of everything published."""
    return merged([*sentences(shelf), *words(shelf), *parameters(shelf)])


def cells(shelf: Published) -> list[Entry]:
    """Return the words in the cells of published tables, by table."""

    def found() -> Found:
        for key, record in shelf.items("table"):
            path = shelf.run_of(key).folder / str(record["files"]["json"])
            printed = json.loads(path.read_text(encoding="utf-8"))
            texts = [place for place, column in enumerate(printed["columns"]) if not column["numeric"]]
            for row in printed["rows"]:
                for place in texts:
                    text = str(row[place])
                    if LETTERS.search(text):
                        yield "", pattern(text)[0], "", key

    return merged(found())


def drawings(shelf: Published) -> list[Entry]:
    """Return the words in drawings as patterns, by figure; of the values', those that no table has in its cells."""
    elsewhere = {entry.text for entry in cells(shelf)}

    def found() -> Found:
        for key, record in shelf.items("figure"):
            files, folder = files_of("figure", record), shelf.run_of(key).folder
            for name in ("page.svg" if "page.svg" in files else "svg", "narrow.svg"):
                if name in files:
                    for text in texts_of((folder / files[name]).read_text(encoding="utf-8")):
                        yield "", pattern(text)[0], "", key
            if "points.json" in files:
                values = json.loads((folder / files["points.json"]).read_text(encoding="utf-8"))
                for text in pictures.words_of_values(values):
                    found, _ = pattern(text)
                    if LETTER.search(text) and found not in elsewhere:
                        yield "", found, "", key

    return sorted(merged(found()), key=lambda entry: (entry.text.casefold(), entry.text))
