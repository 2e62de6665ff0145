"""What the runs and ``data/`` hold while the pages are written; kept beside Sphinx's environment, never pickled."""

from typing import NamedTuple

from sphinx.application import Sphinx

from kazmig.site.library import Library
from kazmig.site.published import Published
from kazmig.site.statements import Statements

NAME = "_kazmig_stock"


class Stock(NamedTuple):
    """What a build has at hand: the published records, the tables of ``data/``, and the judged statements."""

    shelf: Published
    library: Library
    statements: Statements


def keep_stock(app: Sphinx, kept: Stock) -> None:
    """Keep the stock for this build."""
    setattr(app, NAME, kept)


def stock(app: Sphinx) -> Stock:
    """Return the stock of this build."""
    found: Stock = getattr(app, NAME)
    return found
