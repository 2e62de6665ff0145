"""The site's own styles and scripts: which there are, and which page needs which of them."""

from typing import NamedTuple


class Script(NamedTuple):
    """A script of ``static/``, and what a page's HTML contains that needs it; without a mark every page needs it."""

    name: str
    mark: str = ""


STYLES = ("fonts.css", "kazmig.css", "cards.css", "charts.css", "reading.css", "print.css")
"""In the order of the cascade."""

SCRIPTS = (
    Script("kazmig.js"),
    Script("cards.js", "data-fact="),
    Script("charts.js", "data-figure="),
    Script("reading.js"),
)
"""In the order in which a page runs them: all deferred, all classic."""


def scripts_for(page: str) -> list[str]:
    """Return the scripts that a page's HTML needs.

    Examples
    --------
    >>> scripts_for('<p><a class="fact" data-fact="flows.peak">1</a></p>')
    ['kazmig.js', 'cards.js', 'reading.js']
    """
    return [script.name for script in SCRIPTS if script.mark in page]
