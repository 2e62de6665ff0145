"""``sitemap.xml`` and ``robots.txt``: which pages there are, for those who list them."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: str, pages: Iterable[str], date: str) -> bytes:
    """Return the map of a site.

    Parameters
    ----------
    site : str
        The published address, ending in a slash.
    pages : iterable of str
        The pages' paths within the site.
    date : str
        The date of the data release: what a page says changes with it, and not with the clock.
    """
    changed = f"<lastmod>{date}</lastmod>" if date else ""
    lines = [f"<url><loc>{escape(site + page)}</loc>{changed}</url>" for page in pages]
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{SPACE}">', *lines, "</urlset>", ""]
    ).encode()


def robots(site: str) -> bytes:
    """Return what robots may read, which is everything, and where the map is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n".encode()
