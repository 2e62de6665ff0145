"""One page for each chapter, to print: the answer, the chief figures, what the others show, what cannot be said.

Nothing here is written by hand. The answer is the chapter's first paragraph, the limits are the opening sentences of
its section on what the data cannot say, and the figures are its first ones.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

import kazmig
from kazmig.site.fragments import render
from kazmig.site.languages.voice import gettext, voice
from kazmig.site.nodes import element, html_block, inline_element, published
from kazmig.site.published import Run, files_of
from kazmig.site.resolve import SUMMARIES, Resolver
from kazmig.site.stock import stock

LIMITS = "cannot-say"  # words in the anchor of the section that every chapter ends with, the same in every language
ITEMS = 8  # limits listed; the chapter has them all
SIZES = (("small", 2900), ("medium", 2200))
"""Size of print by the characters of a summary that it must exceed; a test prints every summary on one page."""

TALL = 1.25  # height by width beyond which a narrow drawing cannot stand beside another on paper
SENTENCE = re.compile(r"(?<=[.!?])(?=\s|$)")
VIEW = re.compile(r'viewBox="[\d.\-]+ [\d.\-]+ ([\d.]+) ([\d.]+)"')
Pages = Iterator[tuple[str, dict[str, Any], str]]


def address(chapter: str) -> str:
    """Return the page name of a chapter's summary.

    Examples
    --------
    >>> address("flows")
    'summaries/flows'
    """
    return f"{SUMMARIES}/{chapter}"


def collect(app: Sphinx) -> Pages:
    """Yield the summaries of all chapters (event ``html-collect-pages``)."""
    kept = stock(app)
    for chapter, run in kept.shelf.runs.items():
        if run.page in app.env.found_docs:
            name = address(chapter)
            body = page_body(app, Resolver(app, kept, name), chapter, run)
            yield (
                name,
                {"title": f"{app.env.titles[run.page].astext()}: {gettext('one-page summary')}", "body": body},
                "page.html",
            )


def page_body(app: Sphinx, resolver: Resolver, chapter: str, run: Run) -> str:
    """Return a summary as HTML."""
    doctree = app.env.get_doctree(run.page)
    top = next(iter(doctree.findall(nodes.section)))
    figures = [node["key"] for node in doctree.findall(published) if node["kind"] == "figure"]
    chief, alone = chief_figures(resolver, figures)
    shown = [resolver.brief(key) for key in dict.fromkeys(figures) if key not in chief]
    limits = first_sentences(top)
    parts = [heading(resolver, run), answer(top)]
    if chief:
        drawn = element(tag="div", html={"CLASS": "summary-alone" if alone else "summary-figures"})
        drawn.extend(resolver.small_figure(key, "page.svg" if alone else "narrow.svg") for key in chief)
        parts.append(drawn)
    parts += section(gettext("What the other figures show"), shown)
    parts += section(gettext("What the data cannot say"), limits[:ITEMS])
    length = sum(len(part.astext()) for part in parts)
    size = next((name for name, least in SIZES if length > least), "large")
    sheet = element(tag="div", html={"CLASS": f"summary summary-{size}"})
    sheet.extend(parts)
    sheet += html_block(html=foot(app, resolver, chapter, run))
    document = new_document(resolver.docname, doctree.settings)
    document += sheet
    app.env.resolve_references(document, resolver.docname, app.builder)
    rendered = [app.builder.render_partial(node)["fragment"] for node in document.children]  # type: ignore[attr-defined]  # HTML builders have it
    return "\n".join(str(part) for part in rendered)


def heading(resolver: Resolver, run: Run) -> nodes.Node:
    """Return the title of a summary, linking to its chapter."""
    return html_block(html=render("summary-head.html", title=resolver.title(run.page), chapter=resolver.page(run.page)))


def answer(top: nodes.section) -> nodes.Node:
    """Return the first paragraph of a chapter, which answers its question."""
    found = next((node for node in top.children if isinstance(node, nodes.paragraph)), nodes.paragraph())
    copy: nodes.paragraph = found.deepcopy()
    copy["classes"].append("summary-answer")
    return copy


def section(title: str, items: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return a heading and a list; nothing when there are no items."""
    if not items:
        return []
    listed = element(tag="ul", html={"CLASS": "summary-list"})
    for item in items:
        line = inline_element("", "", tag="li")
        line += item
        listed += line
    return [html_block(html=f"<h2>{title}</h2>"), listed]


def first_sentences(top: nodes.section) -> list[nodes.Node]:
    """Return the first sentence of each paragraph or item of the section on what the data cannot say."""
    sections = [node for node in top.findall(nodes.section) if any(LIMITS in name for name in node["ids"])]
    if not sections:
        return []
    found = []
    for child in sections[-1].children:
        if isinstance(child, nodes.paragraph):
            found.append(child)
        elif isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            items = [
                next((part for part in item.children if isinstance(part, nodes.paragraph)), None)
                for item in child.children
            ]
            found += [item for item in items if item is not None]
    return [first_sentence(paragraph) for paragraph in found]


def first_sentence(paragraph: nodes.paragraph) -> nodes.Node:
    """Return the first sentence of a paragraph, with its facts and links; a bold opening comes before it."""
    sentence = inline_element("", "", tag="span")
    for place, child in enumerate(paragraph.children):
        if isinstance(child, nodes.Text):
            opening = place == 1 and isinstance(paragraph[0], nodes.strong)
            begun, ended = up_to_full_stop(child.astext(), said=place > 0 and not opening)
            sentence += nodes.Text(begun)
            if ended:
                break
            continue
        sentence += child.deepcopy()
        if isinstance(child, published) and child["kind"] == "finding":
            break  # a sentence of its own
    return sentence


def up_to_full_stop(text: str, *, said: bool) -> tuple[str, bool]:
    """Return a text up to the end of its first sentence, and whether it ended there.

    Parameters
    ----------
    text : str
        The text.
    said : bool
        Whether the sentence has begun before the text; if not, a full stop alone does not end it.

    Examples
    --------
    >>> up_to_full_stop(". It is so. And more.", said=False), up_to_full_stop(". It is so.", said=True)
    (('. It is so.', True), ('.', True))
    """
    taken = ""
    *ended, last = SENTENCE.split(text)
    for piece in ended:
        taken += piece
        if said or any(letter.isalpha() for letter in piece):
            return taken, True
    return taken + last, False


def chief_figures(resolver: Resolver, figures: list[str]) -> tuple[list[str], bool]:
    """Return the figures that a summary shows: two narrow ones side by side, or the first one, wide and alone."""
    fitting = [key for key in dict.fromkeys(figures) if 0 < slenderness(resolver, key) <= TALL]
    if len(fitting) >= 2 and figures[0] == fitting[0]:
        return fitting[:2], False
    return figures[:1], True


def slenderness(resolver: Resolver, key: str) -> float:
    """Return the height by the width of a figure's narrow drawing; 0 when it has none."""
    name = files_of("figure", resolver.shelf.get("figure", key)).get("narrow.svg")
    path = resolver.shelf.run_of(key).folder / name if name else None
    if path is None or not path.is_file():
        return 0.0
    match = VIEW.search(path.read_text(encoding="utf-8")[:2000])
    return float(match[2]) / float(match[1]) if match else 0.0


def foot(app: Sphinx, resolver: Resolver, chapter: str, run: Run) -> str:
    """Return the foot of a summary: sources, version, data date, how to cite."""
    sources = {
        source
        for (_, key), record in resolver.shelf.records.items()
        if key.startswith(f"{chapter}.")
        for source in record.get("sources", [])
    }
    return render(
        "summary-foot.html",
        sources=len(sources),
        lineage=resolver.page("book/lineage", f"chapter-{chapter}"),
        chapter=resolver.page(run.page),
        title=resolver.title(run.page),
        project=app.config.project,
        author=app.config.author,
        version=kazmig.__version__,
        date=voice().date(day := str(resolver.library.package.get("created", ""))[:10]),
        day=day,
    )
