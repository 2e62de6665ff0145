"""MyST-NB's parser takes each translated paragraph of a notebook for a notebook; this one knows them apart."""

from docutils import nodes
from myst_nb.sphinx_ import Parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx


class TranslatableParser(Parser):
    """Parses a notebook as MyST-NB does, and anything that is none as MyST."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a document, or a translated paragraph of one."""
        if str(document.current_source or document.get("source", "")).endswith("<translated>"):
            MystParser.parse(self, inputstring, document)
        else:
            super().parse(inputstring, document)


def register(app: Sphinx) -> None:
    """Put the parser in the place of MyST-NB's."""
    app.add_source_parser(TranslatableParser, override=True)
