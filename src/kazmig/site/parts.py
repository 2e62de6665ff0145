"""The site's own styles and scripts: which there are, and which page needs which of them."""

import hashlib
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).parent / "static"
BUNDLE = "site.css"
"""All styles in one file, which is the only one that a page loads."""


class Script(NamedTuple):
    """A script of ``static/``, and what a page's HTML contains that needs it; without a mark every page needs it."""

    name: str
    mark: str = ""


FOLDER = "folder.css"
"""The typefaces once more, for a site that is opened from a folder: there a browser asks for them too late."""
STYLES = (
    "fonts.css",
    "kazmig.css",
    "shell.css",
    "cards.css",
    "charts.css",
    "explore.css",
    "lineage.css",
    "reading.css",
    "citing.css",
    "languages.css",
    "print.css",
)
"""In the order of the cascade."""

SCRIPTS = (
    Script("kazmig.js"),
    Script("copying.js"),
    Script("cards.js", "data-fact="),
    Script("charts.js", "data-figure="),
    Script("explore-drawing.js", "data-explore "),
    Script("explore.js", "data-explore "),
    Script("lineage.js", "data-walk "),
    Script("languages.js", "site-languages"),
    Script("reading.js"),
)
"""In the order in which a page runs them: all deferred, all classic."""


def scripts_for(page: str) -> list[str]:
    """Return the scripts that a page's HTML needs.

    Examples
    --------
    >>> scripts_for('<p><a class="fact" data-fact="flows.peak">1</a></p>')
    ['kazmig.js', 'copying.js', 'cards.js', 'reading.js']
    """
    return [script.name for script in SCRIPTS if script.mark in page]


def bundle(highlighting: str = "") -> str:
    """Return all styles as one sheet.

    Parameters
    ----------
    highlighting : str
        The styles of code, which Sphinx makes during a build.
    """
    return "\n".join([highlighting, *((STATIC / name).read_text(encoding="utf-8") for name in STYLES)])


def folder_fonts() -> str:
    """Return the typefaces such that a page waits for them, which from a folder takes no time."""
    return (STATIC / "fonts.css").read_text(encoding="utf-8").replace("font-display: optional", "font-display: block")


def digest() -> str:
    """Return a short digest of the styles, so that a browser does not keep those of an older release."""
    return hashlib.sha256(bundle().encode()).hexdigest()[:8]
