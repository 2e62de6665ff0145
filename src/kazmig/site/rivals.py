"""Other sources' values of a quantity: rows that answer the same question as the one that a fact prints."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kazmig.site.library import Library, Row

QUANTITY = ("geo", "partner", "sex", "age", "breakdown", "category", "period")
CORRECTED = ("series_id", "geo", "partner", "breakdown", "category", "period", "source_id")
PEERS = (
    ("net_registered", "net_migrants_wpp", "net_migration_wdi"),
    ("population_census", "population_jan1", "population_midyear_wpp", "population_endyear_wpp", "population_wdi"),
    ("population_census_share", "population_ethnic_share_estimate"),
    ("citizens_immigrating_eurostat", "citizens_immigrating_oecd"),
    ("students_inbound", "foreign_students_reported"),
    ("refugees_hosted", "refugees_recognised_ministry"),
    ("migrant_stock_abroad", "oecd_resident_stock"),
    ("unemployment_rate_ilo", "unemployment_rate_national"),
)
"""Series that count one quantity by different means. Sharing a concept is not enough: those who broke the duty to
return from a scholarship are not the same people as those who fulfilled it."""
GROUP = {name: peers[0] for peers in PEERS for name in peers}
MOST = 6  # values shown on a card


@dataclass(frozen=True)
class Rival:
    """A value that another source, release or series gives for a quantity.

    Attributes
    ----------
    row : Row
        The row of observations.
    other_series : bool
        Whether it counts the same by other means.
    difference : str
        By how much it differs, in percent of the fact's value, as text; empty where that says nothing.
    """

    row: Row
    other_series: bool
    difference: str


class Rivals:
    """Finds other sources' values.

    Parameters
    ----------
    library : Library
        The tables of ``data/``.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        dropped = {
            tuple(row[name] for name in CORRECTED)
            for row in library.table("corrections")
            if row.get("action") == "drop"
        }
        self.rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for name in library.observation_files():
            for row in library.lines(name).values():
                if row.get("value") and tuple(row.get(field, "") for field in CORRECTED) not in dropped:
                    self.rows[self.quantity(row)].append(row)

    @classmethod
    def of_build(cls, library: Library) -> "Rivals":
        """Return the finder for a library, the same each time: cards and records of one build share it."""
        kept = vars(library)
        if "rivals" not in kept:
            kept["rivals"] = cls(library)
        found: Rivals = kept["rivals"]
        return found

    def quantity(self, row: Row) -> tuple[str, ...]:
        """Return what a row answers: its series, or those that count the same, and for whom, where and when."""
        return (GROUP.get(row["series_id"], row["series_id"]), *(row.get(name, "") for name in QUANTITY))

    def own(self, record: Mapping[str, Any]) -> Row | None:
        """Return the one row of observations that a fact prints; None when it is computed from several."""
        decisive = record.get("decisive_rows") or []
        value = record.get("value")
        if len(decisive) != 1 or isinstance(value, str | bool) or value is None:
            return None
        name, _, line = decisive[0].partition(":")
        if not name.startswith("observations/") or not line.isdigit():
            return None
        row = self.library.lines(name).get(int(line))
        return row if row and row.get("value") and float(row["value"]) == float(value) else None

    def of(self, record: Mapping[str, Any]) -> list[Rival]:
        """Return the other values of the quantity that a fact prints, those of its own series first."""
        own = self.own(record)
        if own is None:
            return []
        others = [
            row
            for row in self.rows[self.quantity(own)]
            if row is not own
            and (row["series_id"], row["source_id"], row["vintage"])
            != (own["series_id"], own["source_id"], own["vintage"])
        ]
        others.sort(key=lambda row: (row["series_id"] != own["series_id"], row["source_id"], row["vintage"]))
        return [Rival(row, row["series_id"] != own["series_id"], self.apart(own, row)) for row in others[:MOST]]

    def apart(self, own: Row, other: Row) -> str:
        """Return how far a value lies from the fact's own, in percent of it; empty when the units differ."""
        units = {self.library.series.get(row["series_id"], {}).get("unit") for row in (own, other)}
        if len(units) != 1 or float(own["value"]) == 0:
            return ""
        percent = 100 * (float(other["value"]) - float(own["value"])) / abs(float(own["value"]))
        if percent == 0:
            return "the same"
        text = f"{percent:+,.0f}" if abs(percent) >= 10 else f"{percent:+.1f}"
        return text.replace("-", "\N{MINUS SIGN}") + " percent"
