"""Document nodes of the site, and how HTML writes them.

Two kinds: placeholders, which a page holds until all pages are read (:class:`published`, :class:`data_page`), and
what takes their place (:class:`fact_link`, :class:`element`, :class:`html_block`).
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class published(nodes.Inline, nodes.General, nodes.Element):
    """Placeholder for something a run publishes.

    Attributes ``kind`` (fact, finding, figure, table, note), ``key``, ``form`` (inline, block or small).
    """


class data_page(nodes.General, nodes.Element):
    """Placeholder for a page made from data; attribute ``name``."""


class declaration(nodes.Inline, nodes.General, nodes.Element):
    """Placeholder for what a glossary's entry says of itself; ``kind`` (also, matched, treated) and ``words``."""


class fact_link(nodes.Inline, nodes.TextElement):
    """A traced number in prose; attributes ``key`` and ``href``, child text the formatted value."""


class element(nodes.General, nodes.Element):
    """An HTML element with children; attributes ``tag`` and ``html`` (a dict of HTML attributes)."""


class inline_element(nodes.Inline, nodes.TextElement):
    """The same within a line of text."""


class html_block(nodes.General, nodes.Element):
    """Finished HTML that search does not index; attribute ``html``."""


def _open_fact(self: HTML5Translator, node: fact_link) -> None:
    key, href = node["key"], node["href"]
    self.body.append(self.starttag(node, "a", "", CLASS="fact", href=href, **{"data-fact": key}))


def _close_fact(self: HTML5Translator, node: fact_link) -> None:
    self.body.append("</a>")


def _open_element(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, node["tag"], "", **node.get("html", {})))


def _close_element(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"</{node['tag']}>")


def _write_html(self: HTML5Translator, node: html_block) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def _pass(self: HTML5Translator, node: nodes.Element) -> None:
    return None


def _skip(self: HTML5Translator, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _unresolved(self: HTML5Translator, node: nodes.Element) -> None:
    # Only a defect of ours leaves a placeholder standing; printing nothing in its place would hide it.
    raise RuntimeError(f"unresolved placeholder: {node.attributes}")


def register(app: Sphinx) -> None:
    """Add the nodes with their writers."""
    others = ("latex", "text", "man", "texinfo")
    plain: dict[str, Any] = dict.fromkeys(others, (_pass, _pass))
    nothing: dict[str, Any] = dict.fromkeys(others, (_skip, None))
    for placeholder in (published, data_page, declaration):
        app.add_node(placeholder, html=(_unresolved, None))
    app.add_node(fact_link, html=(_open_fact, _close_fact), **plain)
    app.add_node(element, html=(_open_element, _close_element), **plain)
    app.add_node(inline_element, html=(_open_element, _close_element), **plain)
    app.add_node(html_block, html=(_write_html, None), **nothing)
