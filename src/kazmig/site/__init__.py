"""The website: a Sphinx extension that places figures, facts and findings on pages, and the build around it.

What belongs here: roles and directives, pages made from data, the page's look, the build and the digit lint.
What does not: anything that computes a value. A page only repeats what a run has published.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register the extension with Sphinx (named in ``_config.yml``)."""
    from kazmig.site.extension import register

    return register(app)
