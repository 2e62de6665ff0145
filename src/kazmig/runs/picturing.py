"""The chain behind a number as a picture: documents, rows of ``data/``, the cell, and what is published."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kazmig.runs.boxes import Box, svg

HEADS: Final = ("Documents", "Rows of data/", "Computed in", "Published")
BOXES: Final = 16
"""Boxes of a column; the last one stands for all that are beyond."""
TIMES: Final = ("period", "year", "start_year")
"""Columns that tell of when a row is."""


class Group(NamedTuple):
    """What rows of ``data/`` have in common that share a box."""

    table: str
    series: str
    source: str
    decisive: bool


def picture(chain: Mapping[str, Any]) -> str:
    """Return a chain of :func:`kazmig.runs.tracing.trace` as the text of an SVG file.

    Rows of one table, series and document share a box; those that decide the value stand apart from the others, in
    strong colour and first.
    """
    drawn = columns(chain)
    (cell,), (end,) = drawn[2:]
    names = list(chain["sources"])
    described = (
        f"{end.body}: computed in {cell.head} from {len(chain['rows']):,} rows of data/ "
        f"and {len(names)} documents: {', '.join(names)}."
    )
    return svg(f"What the {chain['kind']} {chain['id']} rests on", described, HEADS, drawn)


def columns(chain: Mapping[str, Any]) -> list[list[Box]]:
    """Return the boxes of documents, rows, the cell and what is published, in this order."""
    groups = grouped(chain["rows"])
    cited = dict.fromkeys([*(group.source for group in groups), *chain["sources"]])
    names = [name for name in cited if name in chain["sources"]]
    documents = [Box(name, document(chain["sources"][name])) for name in names[: kept(names)]]
    if len(names) > len(documents):
        documents.append(Box(f"and {len(names) - len(documents)} more documents"))
    place = {name: min(number, len(documents) - 1) for number, name in enumerate(names)}
    rows = row_boxes(groups, place)
    settings = [f"with {name} = {value}" for name, value in chain["settings"].items()]
    body = "\n".join(part for part in (chain["code"], *settings) if part)
    cell = Box(f"{chain['notebook']}, cell {chain['cell']}", body, frozenset(range(len(rows))))
    unit = f" {chain['unit']}" if chain["unit"] and chain["kind"] == "fact" else ""
    return [documents, rows, [cell], [Box(f"{chain['kind']} {chain['id']}", f"{chain['says']}{unit}", frozenset([0]))]]


def grouped(rows: Iterable[Mapping[str, Any]]) -> dict[Group, list[Mapping[str, Any]]]:
    """Return rows by what they have in common, those that decide first, and then the most first."""
    found: dict[Group, list[Mapping[str, Any]]] = {}
    for row in rows:
        table = row["address"].partition(":")[0]
        found.setdefault(Group(table, row.get("series_id", ""), row["source"], row["decisive"]), []).append(row)
    return dict(sorted(found.items(), key=lambda each: (not each[0].decisive, -len(each[1]))))


def row_boxes(groups: Mapping[Group, Sequence[Mapping[str, Any]]], place: Mapping[str, int]) -> list[Box]:
    """Return a box for each group of rows, led to by its document, and one for all groups that are too many."""
    names = list(groups)
    shown, rest = names[: kept(names)], names[kept(names) :]
    boxes = [
        Box(address(groups[each]), told(each, groups[each]), leading([each], place), each.decisive) for each in shown
    ]
    if rest:
        count = sum(len(groups[each]) for each in rest)
        strong = any(each.decisive for each in rest)
        boxes.append(Box(f"and {count:,} more rows", f"in {len(rest)} groups", leading(rest, place), strong))
    return boxes


def kept(things: Sequence[object]) -> int:
    """Return how many things of a column have a box of their own."""
    return len(things) if len(things) <= BOXES else BOXES - 1


def leading(groups: Iterable[Group], place: Mapping[str, int]) -> frozenset[int]:
    """Return the positions of the documents that groups of rows are from."""
    return frozenset(place[each.source] for each in groups if each.source in place)


def address(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return where rows stand: the address of one, or the table of many and how many.

    Examples
    --------
    >>> address([{"address": "claims.csv:2"}]), address([{"address": "claims.csv:2"}, {"address": "claims.csv:4"}])
    ('claims.csv:2', 'claims.csv: 2 rows')
    """
    table = rows[0]["address"].partition(":")[0]
    return rows[0]["address"] if len(rows) == 1 else f"{table}: {len(rows):,} rows"


def told(group: Group, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what rows are about: series, places, years, the value where it is one, and whether they decide."""
    times = sorted({str(row[name]) for row in rows for name in TIMES if row.get(name)})
    places = sorted({str(row["geo"]) for row in rows if row.get("geo")})
    parts = [", ".join(places) if len(places) <= 3 else f"{len(places)} places"] if places else []
    parts += [times[0] if len(times) == 1 else f"{times[0]} to {times[-1]}"] if times else []
    parts += [f"value {rows[0]['value']}"] if len(rows) == 1 and rows[0].get("value") else []
    lines = [group.series, ", ".join(parts), "decides the value" if group.decisive else ""]
    return "\n".join(line for line in lines if line)


def document(source: Mapping[str, str]) -> str:
    """Return a document in words.

    Examples
    --------
    >>> document({"author": "", "publisher": "Bureau", "title": "Departures", "published": "2026"})
    'Bureau, Departures (2026)'
    """
    dated = f" ({source['published']})" if source["published"] else ""
    return f"{source['author'] or source['publisher']}, {source['title']}{dated}"
