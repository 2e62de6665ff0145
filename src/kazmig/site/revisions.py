"""The page on revisions: values that were printed more than once, and by how much the later print differs.

Two prints of one value compete when they share series, place, partner, group and period. Dated releases of counts are
compared first with last; named revisions (WPP 2022, WPP 2024) are compared with the next one of their family.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from kazmig.site import ledger
from kazmig.site.fragments import number, render
from kazmig.site.library import Library, Row
from kazmig.site.pages import records_of

if TYPE_CHECKING:
    from kazmig.site.resolve import Resolver

KEY = ("series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period")
CORRECTED = ("series_id", "geo", "partner", "breakdown", "category", "period", "source_id")
DATE = re.compile(r"[12]\d{3}(?:-\d{2}){0,2}")
LARGEST = 8  # revisions of a quantity that are shown one by one


@dataclass(frozen=True)
class Revision:
    """One value, as printed first and later.

    Attributes
    ----------
    first, later : Row
        The rows of observations.
    """

    first: Row
    later: Row

    @property
    def difference(self) -> float:
        """Later minus first, in the series' unit."""
        return float(self.later["value"]) - float(self.first["value"])

    @property
    def percent(self) -> float | None:
        """The difference as a percentage of the size of the first print; None where that is 0."""
        first = abs(float(self.first["value"]))
        return 100 * self.difference / first if first else None

    @property
    def turns(self) -> bool:
        """Whether the two prints differ in sign."""
        return float(self.first["value"]) * float(self.later["value"]) < 0

    @property
    def beyond_rounding(self) -> bool:
        """Whether the prints differ by more than the rounding of both can carry."""
        carried = sum(float(row.get("precision") or 0) for row in (self.first, self.later))
        return abs(self.difference) > carried


def family(vintage: str) -> str:
    """Return the name of a named revision without its year; empty for a date or a blank.

    Examples
    --------
    >>> family("WPP 2024"), family("2024-03-01"), family("")
    ('WPP', '', '')
    """
    return "" if not vintage or DATE.fullmatch(vintage) else re.sub(r"[\d\s.-]+$", "", vintage)


def competing(library: Library) -> list[list[Row]]:
    """Return the rows that print one value more than once, without those that a correction leaves out."""
    dropped = {
        tuple(row[name] for name in CORRECTED) for row in library.table("corrections") if row.get("action") == "drop"
    }
    found: dict[tuple[str, ...], list[Row]] = {}
    for name in library.observation_files():
        for row in library.lines(name).values():
            if row["value"] and tuple(row[field] for field in CORRECTED) not in dropped:
                found.setdefault(tuple(row[field] for field in KEY), []).append(row)
    return [rows for rows in found.values() if len({row["vintage"] for row in rows}) > 1]


def earlier_counts(library: Library) -> set[tuple[str, ...]]:
    """Return the rows that the ledger of corrections knows as earlier counts, whatever day they were read on."""
    known = library.table("corrections")
    return {tuple(row[name] for name in CORRECTED) for row in known if row.get("kind") == "revision"}


def dated(rows: Iterable[Row], earlier: Collection[tuple[str, ...]] = ()) -> Revision | None:
    """Return the first and the last dated print of a value; None when there are not two of different dates.

    Parameters
    ----------
    rows
        Rows that print one value.
    earlier
        What `earlier_counts` returned: these come before all others.
    """

    def place(row: Row) -> tuple[bool, str]:
        return tuple(row[name] for name in CORRECTED) not in earlier, row["vintage"]

    known = sorted((row for row in rows if DATE.fullmatch(row["vintage"])), key=place)
    if len(known) < 2 or known[0]["vintage"] == known[-1]["vintage"]:
        return None
    return Revision(known[0], known[-1])


def named(rows: Iterable[Row]) -> list[Revision]:
    """Return the steps from each named revision of a value to the next one of its family."""
    found = []
    families: dict[str, dict[str, Row]] = {}
    for row in rows:
        if family(row["vintage"]):
            families.setdefault(family(row["vintage"]), {}).setdefault(row["vintage"], row)
    for prints in families.values():
        ordered = [prints[vintage] for vintage in sorted(prints)]
        found += [Revision(*pair) for pair in pairwise(ordered)]
    return found


def revisions_page(resolver: "Resolver") -> str:
    """What was printed first, what later, by how much they differ; and what we do about known errors."""
    library = resolver.library
    groups = competing(library)
    earlier = earlier_counts(library)
    counts = [each for each in (dated(rows, earlier) for rows in groups) if each is not None]
    steps = [each for rows in groups for each in named(rows)]
    corrections = library.table("corrections")
    return render(
        "revisions.html",
        counts=by_series(counts, library),
        compared=len(counts),
        rounded=sum(1 for each in counts if not each.beyond_rounding),
        quantities=quantities(steps, library),
        actions=Counter(row["action"] for row in corrections),
        acted=[
            {"row": row, "series": title(library, row["series_id"])} for row in corrections if row["action"] != "flag"
        ],
        sources=resolver.page("book/sources"),
        dictionary=resolver.page("book/data-dictionary"),
        corrections=resolver.page("book/corrections"),
        ours=ours(resolver),
    )


def ours(resolver: "Resolver") -> dict[str, Any]:
    """Return how many values of ours are recorded, and those that changed, the latest first, each with its record."""
    changed = ledger.changes(resolver.library)
    return {
        "recorded": sum(sum(counted.values()) for counted in ledger.first_published(resolver.library).values()),
        "changed": [
            {
                "id": each.after["id"],
                "href": resolver.page(records_of(each.after["id"].partition(".")[0]), each.after["id"]),
                "before": each.texts[0],
                "after": each.texts[1],
                "release": each.after["release"],
                "reason": each.after["reason"],
            }
            for each in reversed(changed)
        ],
    }


def by_series(revisions: Iterable[Revision], library: Library) -> list[dict[str, Any]]:
    """Return the revised counts by series, in time; values that differ by their rounding alone are left out."""
    found: dict[str, list[Revision]] = {}
    for each in revisions:
        if each.beyond_rounding:
            found.setdefault(each.first["series_id"], []).append(each)
    return [
        {
            "id": name,
            "title": title(library, name),
            "rows": [
                shown(each, library)
                for each in sorted(found[name], key=lambda each: (each.first["period"], about(each.first, library)))
            ],
            "largest": printed_percent(
                max((each.percent for each in found[name] if each.percent is not None), key=abs, default=None)
            ),
        }
        for name in sorted(found, key=lambda name: (-len(found[name]), name))
    ]


def quantities(steps: Iterable[Revision], library: Library) -> list[dict[str, Any]]:
    """Return the named revisions by quantity: how many values changed, how far, and the largest changes."""
    found: dict[tuple[str, str, str, str], list[Revision]] = {}
    for each in steps:
        row = each.first
        status = row["status"] if row["status"] == each.later["status"] else "estimate, was projection"
        found.setdefault((row["series_id"], row["vintage"], each.later["vintage"], status), []).append(each)
    result = []
    for (series, first, later, status), revisions in sorted(found.items()):
        percents = [abs(each.percent) for each in revisions if each.percent is not None]
        changed = [each for each in revisions if each.beyond_rounding]
        result.append(
            {
                "id": series,
                "title": title(library, series),
                "unit": library.series.get(series, {}).get("unit", ""),
                "first": first,
                "later": later,
                "status": status,
                "compared": len(revisions),
                "changed": len(changed),
                "median": f"{median(percents):,.1f}%" if percents else "",
                "turns": sum(1 for each in revisions if each.turns),
                "rows": [
                    shown(each, library) for each in sorted(changed, key=lambda each: -abs(each.difference))[:LARGEST]
                ],
            }
        )
    return result


def shown(each: Revision, library: Library) -> dict[str, Any]:
    """Return a revision as a table shows it."""
    return {
        "about": about(each.first, library),
        "period": each.first["period"],
        "first": each.first,
        "later": each.later,
        "values": [number(each.first["value"]), number(each.later["value"])],
        "difference": signed(each.difference),
        "percent": printed_percent(each.percent),
        "flags": flags_of(each, library),
        "sources": [library.sources.get(row["source_id"], {}).get("title", "") for row in (each.first, each.later)],
    }


def flags_of(each: Revision, library: Library) -> list[str]:
    """Return the ids of the corrections that speak of one of the two prints."""
    wanted = {tuple(row[name] for name in CORRECTED) for row in (each.first, each.later)}
    return [
        row["correction_id"] for row in library.table("corrections") if tuple(row[name] for name in CORRECTED) in wanted
    ]


def about(row: Row, library: Library) -> str:
    """Return what part of a series a row is about, as words; empty for Kazakhstan as a whole."""
    places = library.geographies
    parts = [places.get(row["geo"], row["geo"]) if row["geo"] != "KAZ" else ""]
    parts += [places.get(row["partner"], row["partner"]), row["category"].replace("_", " "), row["sex"], row["age"]]
    return ", ".join(part for part in parts if part)


def title(library: Library, series: str) -> str:
    """Return the title of a series."""
    return library.series.get(series, {}).get("title", series)


def signed(value: float) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(1234.0), signed(-0.25)
    ('+1,234', '−0.25')
    """
    text = f"{value:+,.0f}" if value == round(value) else f"{value:+,.2f}"
    return text.replace("-", "\N{MINUS SIGN}")


def printed_percent(value: float | None) -> str:
    """Return a percentage with its sign; empty for none, and words where it says nothing any more."""
    if value is None:
        return ""
    if abs(value) > 1000:
        return "over 1,000%"
    return "under 0.1%" if 0 < abs(value) < 0.05 else f"{value:+.1f}%".replace("-", "\N{MINUS SIGN}")
