"""What a page of each language says of the others: links that keep the place, and how far it is translated."""

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from kazmig.site.fragments import escape, render, up
from kazmig.site.languages.gathering import script_texts
from kazmig.site.languages.tongues import SOURCE, TONGUES, TRANSLATIONS
from kazmig.site.languages.voice import Voice, gettext, ngettext, speak, voice

STATUS = "status.json"
"""Beside the compiled catalogues: how much of each page is translated, and who reviewed it."""

SHARED = re.compile(r'(src|href)="((?:\.\./)*)(_static/)([^"?]*)')
OWN = {"documentation_options.js", "language_data.js", "translations.js", "text.js"}
"""The files of ``_static`` that each language has for itself; all others are those of the English pages."""

UNTRANSLATED = re.compile(r'(<[a-z][a-z0-9]*\b[^>]*?)\sclass="((?:[^"]*\s)?)untranslated((?:\s[^"]*)?)"')
TEXTS = "text.js"
CAPTION = re.compile(r'(<span class="caption-text">)(.*?)(</span>)')
FOUND = "Search finished, found ${resultCount} page(s) matching the search query."
MISSED = (
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've "
    "selected enough categories."
)
"""Texts of Sphinx's search, word for word."""

AT_THE_ROOT = r"feed\.xml|lineage\.json|languages\.json|(?:data|tables|facts|findings|cite|social)/"
"""What lies at the root for all languages, as a page may link to it."""

SCRIPTS = Path(__file__).parents[1] / "static"


def register(app: Sphinx) -> None:
    """Add what a build is told of languages: which are built."""
    app.add_config_value("kazmig_languages", [], "html", list)


def configure(config: Config) -> None:
    """Let the build speak its language."""
    code = config.language if config.language in TRANSLATIONS else SOURCE
    if code == SOURCE:
        speak(Voice())
        return
    config.gettext_compact = False
    config.gettext_auto_build = False
    config.smartquotes = False  # they would be those of one language, and pages hold two
    config.translation_progress_classes = "untranslated"
    speak(Voice(code, Path(config.locale_dirs[0]) / code / "LC_MESSAGES"))


def note_catalogues(app: Sphinx) -> None:
    """Read a chapter again when the words change that stand on its cells."""
    folder = voice().folder
    if folder and app.env.docname.startswith("notebooks/"):
        for domain in ("kazmig", "published"):
            if (folder / f"{domain}.mo").is_file():
                app.env.note_dependency(str(folder / f"{domain}.mo"))


def shared(root: str) -> str:
    """Return the way to what all languages share, by the way to the pages' own root."""
    return f"../{root}" if voice().translates else root


def marked(body: str, pagename: str) -> str:
    """Return a page with its English paragraphs marked as English, its links leading to what all languages share."""
    if not voice().translates:
        return body

    def mark(match: re.Match[str]) -> str:
        classes = f"{match[2]}{match[3]}".strip()
        return f'{match[1]}{f" class={chr(34)}{classes}{chr(34)}" if classes else ""} lang="{SOURCE}"'

    files = re.compile(rf'href="{re.escape(up(pagename))}({AT_THE_ROOT})')
    return files.sub(rf'href="{shared(up(pagename))}\1', UNTRANSLATED.sub(mark, body))


def to_shared(markup: str) -> str:
    """Return a tag whose address leads to what all languages share."""

    def lead(match: re.Match[str]) -> str:
        return match[0] if match[4] in OWN else f'{match[1]}="../{match[2]}{match[3]}{match[4]}'

    return SHARED.sub(lead, markup)


def share(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Let a page's frame speak the language, and load what all languages share from where the English pages are."""
    context["_"] = context["gettext"] = gettext
    context["ngettext"] = ngettext
    context["kazmig_project"] = gettext(str(app.config.project))
    context["kazmig_date"] = voice().date(str(context.get("kazmig_data_date", "")))
    context["kazmig_shared"] = shared(up(pagename)) or "./"
    if not voice().translates:
        return
    pathto: Callable[..., str] = context["pathto"]
    js_tag: Callable[..., str] = context["js_tag"]

    def path(target: str, resource: bool = False) -> str:
        own = target.removeprefix("_static/") in OWN or not target.startswith("_static/")
        return pathto(target, resource) if own or not resource else f"../{pathto(target, resource)}"

    context["pathto"] = path
    context["js_tag"] = lambda script: to_shared(js_tag(script))
    context["kazmig_text"] = path(f"_static/{TEXTS}", True)


def links(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    """Return the languages of a page: code, name, relative address, and whether it is the one at hand."""
    codes = list(app.config.kazmig_languages)
    if len(codes) < 2:
        return []
    home, uri = shared(up(pagename)), app.builder.get_target_uri(pagename)
    return [
        {
            "code": code,
            "name": TONGUES[code].name,
            "href": f"{home}{folder_of(code)}{uri}",
            "current": code == voice().code,
        }
        for code in codes
    ]


def folder_of(code: str) -> str:
    """Return the folder of a language's pages, with a slash; nothing for English, which is at the root."""
    return "" if code == SOURCE else f"{code}/"


def captioned(menu: str, root_doc: str) -> str:
    """Return the menu of all pages with the captions of its parts in the language of the build."""
    if not voice().translates:
        return menu
    return CAPTION.sub(
        lambda match: f"{match[1]}{escape(voice().page(root_doc, html.unescape(match[2])))}{match[3]}", menu
    )


def alternates(app: Sphinx, pagename: str) -> str:
    """Return the tags that tell search engines of a page's other languages."""
    codes, uri = list(app.config.kazmig_languages), app.builder.get_target_uri(pagename)
    if len(codes) < 2:
        return ""
    site = app.config.kazmig_site
    tags = [(code, f"{site}{folder_of(code)}{uri}") for code in codes] + [("x-default", f"{site}{uri}")]
    return "".join(f'\n  <link rel="alternate" hreflang="{code}" href="{escape(href)}">' for code, href in tags)


def status_of(app: Sphinx) -> Mapping[str, Any]:
    """Return what is known of the translation of each page."""
    if not voice().translates:
        return {}
    kept = vars(app).get("kazmig_status")
    if kept is None:
        path = Path(app.config.locale_dirs[0]) / voice().code / STATUS
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        vars(app)["kazmig_status"] = kept
    found: Mapping[str, Any] = kept
    return found


def speak_up(app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give a page its links to the other languages, and say at its top how far it is translated."""
    context["kazmig_languages"] = links(app, pagename)
    if pagename not in ("search", "genindex"):
        context["metatags"] += alternates(app, pagename)
    if not voice().translates or pagename == "search":
        return
    status = status_of(app)
    source = pagename
    for folder in ("records/", "summaries/"):
        if pagename.startswith(folder):
            source = f"notebooks/{pagename.removeprefix(folder)}"
    page = status.get(source, {"done": 0, "all": 1})
    percent = 100 * page["done"] // max(page["all"], 1)
    from_data = pagename.startswith("records/") or page.get("from_data", False)
    context["body"] = (
        render(
            "translation.html",
            percent=percent,
            whole=percent == 100 and not from_data,
            from_data=from_data and percent == 100,
            reviewed=page.get("reviewed", ""),
            english=next((each["href"] for each in context["kazmig_languages"] if each["code"] == SOURCE), ""),
        )
        + context["body"]
    )


def texts() -> bytes:
    """Return the texts of the scripts in the language of the build, as a classic script."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(SCRIPTS.glob("*.js")):
        for part, key, text in script_texts(path.read_text(encoding="utf-8")):
            said = voice().pgettext(f"js {part}", text)
            if said != text:
                found.setdefault(part, {})[key] = said
    return f"window.kazmigText={json.dumps(found, ensure_ascii=False, sort_keys=True)};\n".encode()


def search_texts() -> bytes:
    """Return what Sphinx's search says, in the language of the build: its own file would be evaluated as code."""
    said = {
        "Search Results": gettext("Search Results"),
        "Searching": gettext("Searching"),
        "Preparing search...": gettext("Preparing search..."),
        ", in ": gettext(", in "),
        MISSED: gettext(
            "Your search did not match any documents. Please make sure that all words are spelled correctly and that "
            "you've selected enough categories."
        ),
        FOUND: gettext("Search finished, found ${resultCount} page(s) matching the search query."),
    }
    return (
        f"Object.assign(Documentation.TRANSLATIONS,{json.dumps(said, ensure_ascii=False, sort_keys=True)});\n".encode()
    )
