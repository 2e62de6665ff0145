"""What each kind of number rests on: how many values, from how many documents, with how many seconded by another."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.evidence import Evidence


@dataclass(frozen=True)
class Footing:
    """A kind of number: what to read, and the words for it."""

    words: str
    series_id: str
    geo: str = "KAZ"
    partner: str = ""
    whole_years: bool = True


FOOTINGS: Final = (
    Footing("Registered departures, whole years", "departures_registered"),
    Footing("Registered departures to Russia, whole years", "departures_registered", partner="RUS"),
    Footing("Departure papers, any period", "departure_permits", whole_years=False),
    Footing("Citizenship of Kazakhstan lost", "citizenship_lost"),
    Footing("Exits over the border, any period", "border_exits", partner="RUS", whole_years=False),
    Footing("Russian citizenship granted", "russia_citizenship_granted", geo="RUS", partner="KAZ"),
    Footing("Citizens immigrating to Germany, Eurostat", "citizens_immigrating_eurostat", geo="DEU", partner="KAZ"),
    Footing("Resettlers received in Germany", "germany_resettlers", geo="DEU", partner="KAZ"),
    Footing("US green cards", "us_green_cards", geo="USA", partner="KAZ"),
    Footing("Permanent residents of Canada", "canada_permanent_residents", geo="CAN", partner="KAZ"),
)
KINDS: Final = {
    "official": "official",
    "international": "international",
    "press": "press",
    "report": "report",
    "paper": "paper",
    "wiki": "encyclopedia",
}


def footings(ev: Evidence) -> pd.DataFrame:
    """Return for each kind of number what it rests on.

    Returns
    -------
    DataFrame
        ``number`` (words), ``values`` (periods with a value), ``sources`` (documents used or seconding), ``seconded``
        (values that a second document prints, alike or not), ``single`` (those with one document), ``kinds`` (of the
        documents whose value is used, in words), lineage.
    """
    kinds = ev.sources.set_index("source_id")["kind"]
    parts = []
    for each in FOOTINGS:
        rows = ev.series(
            each.series_id,
            geo=each.geo,
            partner=each.partner,
            frequency="year" if each.whole_years else None,
            all_sources=True,
        )
        parts.append(evidence.derive(_counted, rows.assign(kind=rows["source_id"].map(kinds)), words=each.words))
    return pd.concat(parts, ignore_index=True)


def _counted(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    documents = rows.groupby("period")["source_id"].nunique()
    used = rows.loc[rows["rank"] == 1, "kind"].map(KINDS)
    return pd.DataFrame(
        [
            {
                "number": words,
                "values": len(documents),
                "sources": rows["source_id"].nunique(),
                "seconded": int((documents > 1).sum()),
                "single": int((documents == 1).sum()),
                "kinds": ", ".join(sorted(used.unique())),
            }
        ]
    )


def by_kind_of_source(ev: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Return yearly rows with the kind of document that each was read in: ``year``, ``value``, ``kind``, lineage."""
    kinds = ev.sources.set_index("source_id")["kind"]
    return rows[["year", "value", "lineage"]].assign(kind=rows["source_id"].map(kinds).to_numpy())
