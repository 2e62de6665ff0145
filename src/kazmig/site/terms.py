"""Terms of the glossary, linked where a page first uses them.

An entry is linked by its own words, in singular and plural. Its definition may declare other words with ``{also}``
(shown to readers), or, for a word with an everyday meaning, the only words to look for with ``{matched}`` (not shown;
``-`` for none). ``{treated}`` names the chapters that treat it, of which those that exist become links.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes
from snowballstemmer import stemmer  # type: ignore[import-untyped]  # has no types
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from kazmig.site.languages.voice import gettext, voice
from kazmig.site.nodes import declaration, element, fact_link, inline_element

NONE = "-"
SHORT, ENDING = 4, 7  # letters of a word that has forms, and of what may follow its stem
LEFT_OUT = (
    nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.math, nodes.table, nodes.term, nodes.image,
    nodes.footnote, nodes.citation, addnodes.pending_xref, addnodes.glossary, fact_link, element,
)  # fmt: skip
"""Where no term is linked: other links, headings, code, formulas, tables, figures."""


@dataclass(frozen=True)
class Term:
    """An entry of the glossary.

    Attributes
    ----------
    page, anchor : str
        Where it stands.
    phrases : tuple of str
        The words that are linked to it.
    """

    page: str
    anchor: str
    phrases: tuple[str, ...]


class Declare(SphinxRole):
    """``{also}`mirror data; mirror counts```, ``{matched}`-``` or ``{treated}`flows; exodus``` in a definition."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a placeholder."""
        words = [word.strip() for word in self.text.split(";") if word.strip()]
        return [declaration(kind=self.kind, words=words)], []


def terms_of(env: BuildEnvironment) -> dict[str, list[Term]]:
    """Return the terms that each page defines."""
    found: dict[str, list[Term]] = vars(env).setdefault("kazmig_terms", {})
    return found


def digest(env: BuildEnvironment) -> str:
    """Return a digest of all terms: what every page links to."""
    return hashlib.sha256(repr(sorted(terms_of(env).items())).encode()).hexdigest()[:16]


def note_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Note the terms that a page defines (event ``doctree-read``)."""
    found = [
        Term(app.env.docname, str(term["ids"][0]), phrases(term.astext(), item))
        for glossary in doctree.findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
    ]
    terms_of(app.env)[app.env.docname] = found


def phrases(term: str, item: nodes.definition_list_item) -> tuple[str, ...]:
    """Return the words that are linked to an entry."""
    declared = {each["kind"]: each["words"] for each in item.findall(declaration)}
    own = declared.get("matched", [term])
    return tuple(phrase for phrase in [*own, *declared.get("also", [])] if phrase != NONE)


def pattern(phrase: str) -> str:
    """Return the regular expression of a phrase: singular and plural, a capital at the beginning or not.

    Examples
    --------
    >>> bool(re.fullmatch(pattern("net migration"), "Net  migration")), bool(re.fullmatch(pattern("HAC"), "hac"))
    (True, False)
    >>> [bool(re.fullmatch(pattern(word), more)) for word, more in (("quota", "quotas"), ("country", "countries"))]
    [True, True]
    """
    if not phrase.isascii():
        return r"\s+".join(inflected(word, voice().code) for word in phrase.split())
    *others, last = phrase.split()
    ending = rf"{re.escape(last[:-1])}(?:y|ies)" if re.search("[^aeiou]y$", last) else rf"{re.escape(last)}(?:s|es)?"
    words = [*map(re.escape, others), ending]
    first = phrase[0]
    if first.islower():
        words[0] = f"[{first}{first.upper()}]{words[0][1:]}"
    return r"\s+".join(words)


def inflected(word: str, code: str) -> str:
    """Return the regular expression of a word of Russian or Kazakh in any of its forms.

    Examples
    --------
    >>> bool(re.fullmatch(inflected("мигрант", "ru"), "Мигрантами"))
    True
    >>> bool(re.fullmatch(inflected("квота", "kk"), "квотаны"))
    True
    """
    if len(word) < SHORT or not word[-1].isalpha():
        return re.escape(word)
    # a Kazakh word keeps its stem and takes endings; a Russian one changes at the end of its stem
    stem = stemmer("russian").stemWord(word) if code == "ru" else word
    return f"[{stem[0].lower()}{stem[0].upper()}]{re.escape(stem[1:])}\\w{{0,{ENDING}}}"


class Linker:
    """Links the first occurrence of each term on one page.

    Parameters
    ----------
    targets : mapping of str to Term
        The terms by phrase.
    address : mapping of Term to str
        Their addresses as seen from the page.
    """

    def __init__(self, terms: Iterable[Term], address: Mapping[Term, str]) -> None:
        self.address = address
        listed = sorted(((phrase, term) for term in terms for phrase in term.phrases), key=lambda item: -len(item[0]))
        self.terms = [term for _, term in listed]
        choices = "|".join(f"({pattern(phrase)})" for phrase, _ in listed)
        self.search = re.compile(rf"(?<![\w\-])(?:{choices})(?![\w\-])") if listed else None
        self.used: set[Term] = set()

    def link(self, text: str) -> list[nodes.Node]:
        """Return a text as nodes; the same text alone when it holds no term for the first time."""
        found: list[nodes.Node] = []
        at = 0
        for match in self.search.finditer(text) if self.search else ():
            term = self.terms[(match.lastindex or 1) - 1]
            if term in self.used:
                continue
            self.used.add(term)
            if match.start() > at:
                found.append(nodes.Text(text[at : match.start()]))
            address = self.address[term]
            found.append(nodes.reference("", match[0], refuri=address, internal=True, classes=["term-link"]))
            at = match.end()
        if at < len(text):
            found.append(nodes.Text(text[at:]))
        return found


def prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the texts of a page's prose in reading order."""
    for paragraph in doctree.findall(nodes.paragraph):
        for part in list(paragraph.findall(nodes.TextElement)):
            join_texts(part)
        for text in paragraph.findall(nodes.Text):
            parent = text.parent
            while parent is not None and not isinstance(parent, LEFT_OUT):
                parent = parent.parent
            if parent is None:
                yield text


def join_texts(part: nodes.TextElement) -> None:
    """Make one text of neighbouring ones, which a line's end in the source leaves apart."""
    joined: list[nodes.Node] = []
    for child in part.children:
        if joined and isinstance(child, nodes.Text) and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].astext() + child.astext())
        else:
            joined.append(child)
    if len(joined) < len(part.children):
        part.children = []
        part.extend(joined)


def link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link the terms of a page, and resolve what entries declare (event ``doctree-resolved``)."""
    for node in list(doctree.findall(declaration)):
        node.replace_self(declared_nodes(app, docname, node))
    if docname not in app.env.found_docs:
        return  # a summary, to be read on paper
    terms = [term for page, found in sorted(terms_of(app.env).items()) if page != docname for term in found]
    address = {term: f"{app.builder.get_relative_uri(docname, term.page)}#{term.anchor}" for term in terms}
    linker = Linker(terms, address)
    for text in list(prose(doctree)):
        linked = linker.link(text.astext())
        if len(linked) > 1 or (linked and not isinstance(linked[0], nodes.Text)):
            text.parent.replace(text, linked)  # type: ignore[attr-defined]  # a text of a page has a parent


def declared_nodes(app: Sphinx, docname: str, node: declaration) -> list[nodes.Node]:
    """Return what a reader sees of a declaration."""
    if node["kind"] == "also":
        return [
            inline_element(
                "", f"{gettext('Also:')} {', '.join(node['words'])}.", tag="span", html={"CLASS": "term-also"}
            )
        ]
    pages = [f"notebooks/{word}" for word in node["words"]] if node["kind"] == "treated" else []
    pages = [page for page in pages if page in app.env.found_docs]
    if not pages:
        return []
    shown = inline_element("", f"{gettext('In:')} ", tag="span", html={"CLASS": "term-also"})
    for place, page in enumerate(pages):
        shown += nodes.Text("; " if place else "")
        title = app.env.titles[page].astext()
        uri = app.builder.get_relative_uri(docname, page)
        shown += nodes.reference("", title, refuri=uri, internal=True)
    shown += nodes.Text(".")
    return [shown]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page's terms (event ``env-purge-doc``)."""
    terms_of(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over the terms that another process has read (event ``env-merge-info``)."""
    for docname in docnames:
        terms_of(env)[docname] = terms_of(other).get(docname, [])


def register(app: Sphinx) -> None:
    """Add the roles and event handlers."""
    for kind in ("also", "matched", "treated"):
        app.add_role(kind, Declare(kind))
    app.connect("doctree-read", note_terms)
    app.connect("doctree-resolved", link_terms, priority=700)  # after figures and findings have taken their places
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
