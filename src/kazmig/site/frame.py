"""The menus of a page's frame, made from those of Sphinx."""

from collections.abc import Mapping
from typing import Any


def toctree_of(context: Mapping[str, Any]) -> str:
    """Return the menu of all pages, the one at hand marked as current."""
    menu = str(context["toctree"](maxdepth=1, collapse=True, includehidden=True, titles_only=True))
    for attribute in (' role="heading"', ' aria-level="2"'):  # captions of a menu are no headings of the page
        menu = menu.replace(attribute, "")
    return menu.replace('<a class="current ', '<a aria-current="page" class="current ')


def contents_of(toc: str) -> str:
    """Return a page's own table of contents without its title.

    Examples
    --------
    >>> contents_of('<ul><li><a href="#">Title</a><ul><li><a href="#one">One</a></li></ul></li></ul>')
    '<ul><li><a href="#one">One</a></li></ul>'
    """
    begin, end = toc.find("<ul", 3), toc.rfind("</ul>", 0, toc.rfind("</ul>"))
    return toc[begin : end + len("</ul>")] if 0 < begin < end else ""
