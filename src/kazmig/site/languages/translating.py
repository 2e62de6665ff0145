"""What the runs have published, in another language: every text translated, every number written its way."""

from collections.abc import Mapping
from typing import Any

from kazmig.site.languages.voice import Voice
from kazmig.site.published import PLACEHOLDER, Published

TEXTS = ("title", "caption", "alt", "statement")


def translated(shelf: Published, voice: Voice) -> Published:
    """Return the published records as a voice says them; files, ids and values stay."""
    if not voice.translates:
        return shelf
    facts = {key: said_fact(record, voice) for key, record in shelf.items("fact")}
    texts = {key: str(record["text"]) for key, record in facts.items()}
    records: dict[tuple[str, str], Mapping[str, Any]] = {}
    for (kind, key), record in shelf.records.items():
        if kind == "fact":
            records[kind, key] = facts[key]
        else:
            records[kind, key] = said(record, key.partition(".")[0], texts, voice)
    return Published(shelf.runs, records)


def said_fact(record: Mapping[str, Any], voice: Voice) -> dict[str, Any]:
    """Return the record of a fact as a voice says it."""
    value = record.get("value")
    shown = value / record.get("scale", 1) if isinstance(value, int | float) else value
    text = voice.fact(str(record["text"]))
    if record["text"] == record.get("period") == text:
        return {**record, "text": text}
    return {**record, "text": text, "unit": voice.unit(str(record["unit"]), shown)}


def said(record: Mapping[str, Any], chapter: str, texts: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    """Return the record of a figure, table or finding as a voice says it."""
    found = dict(record)
    for name in TEXTS:
        template = str(record.get(f"{name}_template") or "")
        if template:
            found[f"{name}_template"] = voice.sentence(template)
            found[name] = filled(found[f"{name}_template"], chapter, texts)
    if "columns" in record:
        found["columns"] = [{**column, "label": voice.column(column["label"])} for column in record["columns"]]
    return found


def filled(template: str, chapter: str, texts: Mapping[str, str]) -> str:
    """Return a template with its facts in place; one that is not there stays a placeholder, which the build names."""

    def text(match: Any) -> str:
        key = match[1] if "." in match[1] else f"{chapter}.{match[1]}"
        return texts.get(key, match[0])

    return PLACEHOLDER.sub(text, template)
