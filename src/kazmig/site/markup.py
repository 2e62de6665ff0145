"""Roles and directives: how an author places a fact, a finding, a figure or a page made from data."""

import re

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from kazmig.site.nodes import data_page, inline_element, published

KEY = re.compile(r"^[a-z][a-z0-9-]*\.[A-Za-z0-9_.\-]+$")
PAGES = ("sources", "data-dictionary", "lineage", "corrections", "facts", "figures", "weights", "revisions", "explore")


class KeyRole(SphinxRole):
    """A role whose text is the address of something published."""

    kind = ""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a placeholder.

        Raises
        ------
        ExtensionError
            If the text is no key.
        """
        key = self.text.strip()
        if not KEY.match(key):
            source, line = self.get_source_info()
            raise ExtensionError(
                f"{source}:{line}: {{{self.kind}}}`{self.text}` is no key such as `flows.peak_year` (chapter, point, "
                "name). Remedy: write the key as the notebook publishes it, with its chapter in front."
            )
        node = published(kind=self.kind, key=key, form="inline")
        self.set_source_info(node)
        return [node], []


class FactRole(KeyRole):
    """``{fact}`flows.peak_year```: the formatted value, with its provenance on click."""

    kind = "fact"


class FindingRole(KeyRole):
    """``{finding}`flows.low_latest```: a tested sentence, its numbers as facts."""

    kind = "finding"


class GivenRole(SphinxRole):
    """``{given}`1,200```: an invented number in an exercise, exempt from the digit lint."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the text, marked as given."""
        node = inline_element(self.rawtext, self.text, tag="span", html={"CLASS": "given", "data-given": ""})
        return [node], []


class KeyDirective(SphinxDirective):
    """A directive whose only argument is the address of something published."""

    required_arguments = 1
    kind = ""
    form = "block"

    def run(self) -> list[nodes.Node]:
        """Return a placeholder.

        Raises
        ------
        ExtensionError
            If the argument is no key.
        """
        key = self.arguments[0].strip()
        if not KEY.match(key):
            raise ExtensionError(
                f"{self.get_location()}: {{{self.name}}} {key!r} is no key such as flows.net (chapter, point, name). "
                "Remedy: write the key as the notebook publishes it, with its chapter in front."
            )
        node = published(kind=self.kind, key=key, form=self.form)
        self.set_source_info(node)
        return [node]


class SmallFigure(KeyDirective):
    """A chart in its narrow layout, its title linking to the chapter; for the front page."""

    kind = "figure"
    form = "small"


class Figure(KeyDirective):
    """A chart of a chapter, whole, on another page."""

    kind = "figure"


class Finding(KeyDirective):
    """A tested sentence as a paragraph of its own."""

    kind = "finding"


def page_directive(name: str) -> type[Directive]:
    """Make the directive that holds the place of a page made from data."""

    class PageFromData(SphinxDirective):
        __doc__ = f"The page {name!r}, made from data/ and the runs."

        def run(self) -> list[nodes.Node]:
            node = data_page(name=name)
            self.set_source_info(node)
            return [node]

    return PageFromData


def register(app: Sphinx) -> None:
    """Add the roles and directives."""
    app.add_role("fact", FactRole())
    app.add_role("finding", FindingRole())
    app.add_role("given", GivenRole())
    app.add_directive("published-figure", Figure)
    app.add_directive("small-figure", SmallFigure)
    app.add_directive("finding", Finding)
    for name in PAGES:
        suffix = "" if name == "data-dictionary" else "-page"
        app.add_directive(f"{name}{suffix}", page_directive(name))
