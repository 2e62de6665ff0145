"""Which series a figure rests on, as the address that opens them in Explore."""

from collections import Counter
from collections.abc import Iterable

from kazmig.site import explore
from kazmig.site.library import Library, span_lines

ENOUGH = 5
"""Observations of a series that a figure uses at least: a single value is no series to look at."""
WHOLE = ("sex", "age", "breakdown")
"""Dimensions whose parts Explore shows below the whole, so that no address leads to them alone."""


def series_of(rows: Iterable[str], library: Library) -> list[tuple[str, str, str]]:
    """Return the series that rows of ``data/`` belong to, each with place and partner, those with most rows first.

    Examples
    --------
    >>> from kazmig import paths
    >>> series_of([], Library(paths.root() / "data"))
    []
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for address in rows:
        name, _, span = address.partition(":")
        if not name.startswith("observations/"):
            continue
        lines = library.lines(name)
        for line in span_lines(span):
            row = lines.get(line)
            if row and row["series_id"] in library.coverage and not any(row.get(each) for each in WHOLE):
                found[row["series_id"], row["geo"], row.get("partner", "")] += 1
    return [series for series, count in sorted(found.items(), key=lambda item: (-item[1], item[0])) if count >= ENOUGH]


def address(rows: Iterable[str], library: Library, root: str) -> str:
    """Return the address that opens a figure's chief series in Explore, two at most; nothing if it rests on none."""
    found = series_of(rows, library)
    if not found:
        return ""
    series, geo, partner = found[0]
    more: dict[str, str] = {}
    if len(found) > 1:
        second, place, other = found[1]
        more = {"s2": second, **({"g2": place} if place != geo else {}), **({"p2": other} if other else {})}
    return explore.address(series, geo, partner, root, **more)
