"""Small things of the vocabulary of schema.org: downloads, spans of years, measured series."""

import json
from collections.abc import Iterable
from typing import Any

from kazmig.site.library import Row

Thing = dict[str, Any]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PLACE = {"@type": "Place", "name": "Kazakhstan", "identifier": "KAZ"}
LEAST, MOST = 50, 5000
"""Characters of a data set's description: search engines take no other."""


def block(thing: Thing) -> str:
    """Return a data block for a page's head, which no text within can end."""
    text = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f'\n  <script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


def media_type(path: str) -> str:
    """Return the media type of a table's file."""
    return "application/gzip" if path.endswith(".gz") else "text/csv"


def download(address: str, media: str = "text/csv") -> Thing:
    """Return a file to download."""
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media}


def variable(row: Row) -> Thing:
    """Return a series as what was measured."""
    return {"@type": "PropertyValue", "name": row["title"], "unitText": row["unit"], "identifier": row["series_id"]}


def covering(years: Iterable[str]) -> Thing:
    """Return the span of years.

    Examples
    --------
    >>> covering({"2025", "1994"}), covering({"2020"}), covering([])
    ({'temporalCoverage': '1994/2025'}, {'temporalCoverage': '2020'}, {})
    """
    found = sorted(year for year in years if year)
    if not found:
        return {}
    return {"temporalCoverage": found[0] if found[0] == found[-1] else f"{found[0]}/{found[-1]}"}


def long_enough(said: str, otherwise: str) -> str:
    """Return a description that search engines take: preceded by another where it is too short."""
    said = " ".join(said.split())
    return (said if len(said) >= LEAST else f"{otherwise} {said}".strip())[:MOST]
