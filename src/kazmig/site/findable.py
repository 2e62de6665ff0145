"""What search engines and those who share a page read: description, address, picture, and data about the page."""

import html
import re
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from kazmig.site import schema, vocabulary
from kazmig.site.feed import FEED
from kazmig.site.fragments import up
from kazmig.site.languages.switching import folder_of, shared
from kazmig.site.languages.voice import gettext, voice
from kazmig.site.published import Published
from kazmig.site.social import HEIGHT, WIDTH, picture_of
from kazmig.site.stock import stock

LONGEST, SHORTEST = 300, 60
"""Characters of a description: cut at the end of a sentence where one ends in time; a shorter one takes more."""

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])")
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
UNLISTED = ("search", "genindex")
"""Pages that no search engine should list."""


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text up to the end of the last sentence that fits, or else of the last word.

    Examples
    --------
    >>> cut("They left. They came back.", 12), cut("They left in 1994", 12), cut("They left.", 12)
    ('They left.', 'They left…', 'They left.')
    """
    text = " ".join(text.split())
    taken = ""
    for sentence in SENTENCE.split(text):
        longer = f"{taken} {sentence}".strip()
        if len(longer) > longest:
            break
        taken = longer
    if taken:
        return taken
    return f"{text[:longest].rpartition(' ')[0].rstrip(',;:')}\N{HORIZONTAL ELLIPSIS}" if len(text) > longest else text


def described(paragraphs: list[str], longest: int = LONGEST) -> str:
    """Return what the first paragraphs say, as far as it fits."""
    said = ""
    for paragraph in paragraphs:
        said = f"{said} {paragraph}".strip()
        if len(said) >= SHORTEST:
            break
    return cut(said, longest)


def paragraphs_of(doctree: nodes.document) -> list[str]:
    """Return the paragraphs of prose at a page's beginning; captions, lists and notes are none."""
    inside = (nodes.section, nodes.document, nodes.container)
    return [
        node.astext().replace("\n", " ") for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, inside)
    ]


def plain(markup: str) -> str:
    """Return the text of a piece of HTML."""
    return " ".join(html.unescape(TAG.sub("", markup)).split())


def description_of(pagename: str, context: Mapping[str, Any], doctree: nodes.document | None, shelf: Published) -> str:
    """Return the description of a page: what it was given, its figure's, or its first paragraph."""
    given = str(context.get("kazmig_description", ""))
    figure = shelf.records.get(("figure", pagename.removeprefix("figures/")))
    if given:
        return cut(given)
    if pagename in UNLISTED:
        return gettext("Search every page of the report: its chapters, the sources, the glossary and the methods.")
    if figure:
        return described([f"{gettext('Figure:')} {figure['title']}.", str(figure["alt"])])
    if doctree is not None:
        paragraphs = paragraphs_of(doctree)
    else:
        paragraphs = [plain(text) for text in PARAGRAPH.findall(str(context.get("body", "")))]
    opening = f"{gettext('On one page, to print:')} " if pagename.startswith("summaries/") else ""
    said = described(paragraphs, LONGEST - len(opening))
    named = f"{plain(str(context.get('title', '')))}: a page of the report {context.get('project', '')}"
    return f"{opening}{said}" if said else f"{named}, on who left, who came, and how we know."


def tag(name: str, /, **attributes: str) -> str:
    """Return an element of a page's head on a line of its own.

    Examples
    --------
    >>> tag("meta", property="og:title", content='A "b"')
    '\\n  <meta property="og:title" content="A &quot;b&quot;">'
    """
    said = "".join(f' {key}="{html.escape(value, quote=True)}"' for key, value in attributes.items())
    return f"\n  <{name}{said}>"


def described_page(
    app: Sphinx, pagename: str, context: Mapping[str, Any], doctree: nodes.document | None
) -> schema.Page:
    """Return a page as search engines are to see it."""
    shelf = stock(app).shelf
    title = plain(str(context.get("title", "")))
    return schema.Page(
        pagename,
        app.config.project if pagename == app.config.root_doc or not title else title,
        description_of(pagename, context, doctree, shelf),
        f"{app.config.kazmig_site}{folder_of(voice().code)}{app.builder.get_target_uri(pagename)}",
        f"{app.config.kazmig_site}{picture_of(chapter_of(pagename, shelf), app).path}",
    )


def head(app: Sphinx, page: schema.Page) -> str:
    """Return the tags for a page's head."""
    picture = picture_of(chapter_of(page.name, stock(app).shelf), app)
    tags = [tag("meta", name="description", content=page.description)]
    if page.name in UNLISTED:
        tags.append(tag("meta", name="robots", content="noindex"))
    else:
        tags.append(tag("link", rel="canonical", href=page.address))
    tags += [
        tag(
            "link",
            rel="alternate",
            type="application/atom+xml",
            title="Revisions",
            href=f"{shared(up(page.name))}{FEED}",
        ),
        tag("meta", property="og:type", content="website" if page.name == app.config.root_doc else "article"),
        tag("meta", property="og:site_name", content=app.config.project),
        tag("meta", property="og:title", content=page.title),
        tag("meta", property="og:description", content=page.description),
        tag("meta", property="og:url", content=page.address),
        tag("meta", property="og:image", content=page.picture),
        tag("meta", property="og:image:type", content="image/png"),
        tag("meta", property="og:image:width", content=str(WIDTH)),
        tag("meta", property="og:image:height", content=str(HEIGHT)),
        tag("meta", property="og:image:alt", content=picture.alt),
        tag("meta", name="twitter:card", content="summary_large_image"),
    ]
    return "".join(tags)


def data_block(app: Sphinx, page: schema.Page) -> str:
    """Return what a page says of itself to machines: a data block, which stands last as no reader waits for it."""
    if page.name in UNLISTED or voice().translates:
        return ""  # each thing is described once, by the English page
    shelf, library, _ = stock(app)
    return vocabulary.block(schema.Writer(app, shelf, library).page(page))


def chapter_of(pagename: str, shelf: Published) -> str:
    """Return the chapter that a page belongs to: the chapter itself, its summary, record or a figure; else nothing."""
    for name, run in shelf.runs.items():
        if pagename == run.page or pagename in (f"summaries/{name}", f"records/{name}"):
            return name
        if pagename.startswith(f"figures/{name}."):
            return name
    return ""
