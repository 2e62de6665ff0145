"""What the runs and ``data/`` hold while the pages are written; kept beside Sphinx's environment, never pickled."""

from sphinx.application import Sphinx

from kazmig.site.library import Library
from kazmig.site.published import Published

NAME = "_kazmig_stock"


def keep_stock(app: Sphinx, shelf: Published, library: Library) -> None:
    """Keep the stock for this build."""
    setattr(app, NAME, (shelf, library))


def stock(app: Sphinx) -> tuple[Published, Library]:
    """Return the stock of this build: the published records, and the tables of ``data/``."""
    found: tuple[Published, Library] = getattr(app, NAME)
    return found
