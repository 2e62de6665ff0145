"""The state's steps on migration: what they were for, what they set, and what the register shows around them."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters import common
from kazmig.evidence import Evidence

LANES: Final = {
    "law": "Laws",
    "programme": "Concepts and programmes",
    "quota": "Quotas",
    "agreement": "Agreements",
    "institution": "Institutions",
    "shock": "Shocks",
}
"""Kinds of events, in the order of the timeline's lanes."""

SUBJECTS: Final = {
    "return": "Return of ethnic Kazakhs",
    "labour": "Labour",
    "immigration": "Entry and stay",
    "internal": "Moves inside the country",
    "student": "Study abroad",
    "refuge": "Refuge",
    "all": "Migration as a whole",
}
"""What a step is about."""

WORDS: Final = {
    "law_immigration_1992": "Law on immigration",
    "law_migration_1997": "Law on migration",
    "amnesty_law_2006": "Amnesty",
    "law_migration_2011": "Law in force today",
    "household_permits_2014": "Household permits",
    "kandas_renamed": "Oralman become kandas",
    "stay_rule_2023": "90 days in 180",
    "visa_rules_2024": "New visa rules",
    "bolashak_founded": "Bolashak",
    "concept_2007": "Concept to 2015",
    "nurly_kosh": "Nurly Kosh",
    "resettlement_2014": "South to north",
    "concept_2017": "Concept to 2021",
    "concept_2023": "Concept to 2027",
    "quota_1997": "2,180 families",
    "quota_2000": "500 families",
    "quota_2005_2007": "15,000 families",
    "quota_2012_2014": "10,000 families",
    "quota_2016": "1,259 families",
    "labour_quota_2009": "Labour 0.75%",
    "labour_quota_2020": "Labour 0.32%",
    "quota_2026": "2,281 people",
    "refugee_convention": "Refugee Convention",
    "eaeu_start": "Eurasian Union",
    "un_membership": "UN",
    "ilo_membership": "ILO",
    "unhcr_office": "UNHCR office",
    "iom_membership": "IOM",
    "almaty_declaration": "Almaty Declaration",
    "almaty_process": "Almaty Process",
    "oil_price_2014": "Fall of oil prices",
    "pandemic_2020": "Pandemic",
    "mobilisation_2022": "Mobilisation in Russia",
}
"""Events on the timeline, with the short words that stand there."""

COUNTS_ONLY: Final = ("amnesty_interim_2006", "amnesty_end_2006")
"""Entries that record how far a step had got; they are no steps of their own."""

STEP: Final = (
    "A dated law, programme, quota or international agreement of Kazakhstan on migration in our ledger of events. "
    "The ledger holds what could be dated from a document; it is a selection."
)
"""Definition of a step, for the facts that count them."""

TYPICAL: Final = (
    "The middle size of the changes from year to year, up or down, of a yearly flow. Compared are the first full years "
    "after the chief laws and concepts and all other years."
)
"""Definition of a typical change."""

TURNS: Final = {
    "law_immigration_1992": "Law",
    "law_migration_1997": "Law",
    "amnesty_law_2006": "Amnesty",
    "concept_2007": "Concept",
    "law_migration_2011": "Law",
    "concept_2017": "Concept",
    "concept_2023": "Concept",
}
"""Laws and concepts whose first full year is compared with all other years."""


def _ordered(frame: pd.DataFrame, column: str, order: list[str], then: str) -> pd.DataFrame:
    """Return the rows in the order given for one column, then by another."""
    places = frame[column].map(order.index)
    return frame.assign(place=places).sort_values(["place", then], kind="stable").drop(columns="place")


def timeline(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return the events of the timeline: date, lane, word, name, aim, lineage; in the order of the lanes."""
    frame = ev.events
    frame = frame[frame["event_id"].isin(WORDS) & (frame["year"] >= start)]
    frame = frame.assign(word=frame["event_id"].map(WORDS), lane=frame["kind"].map(LANES))
    return _ordered(frame, "lane", list(LANES.values()), "date")


def steps(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return the steps of the state: laws, programmes, quotas and agreements, with subject and decade.

    Institutions, shocks and interim counts are left out.
    """
    frame = ev.events
    chosen = frame["kind"].isin(["law", "programme", "quota", "agreement"]) & (frame["year"] >= start)
    frame = frame[chosen & ~frame["event_id"].isin(COUNTS_ONLY)]
    return frame.assign(
        subject=frame["direction"].map(SUBJECTS),
        sort=frame["kind"].map(LANES),
        decade=[f"{int(year) // 10 * 10}s" for year in frame["year"]],
    ).sort_values("date", kind="stable")


def subjects(frame: pd.DataFrame) -> pd.DataFrame:
    """Count the `steps` by decade and subject (decade, subject, value, lineage); pairs without a step are absent."""

    def count(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby(["decade", "subject"], sort=True).size().rename("value").reset_index()

    counted = evidence.derive(count, frame, by=["decade", "subject"])
    return _ordered(counted, "subject", list(SUBJECTS.values()), "decade")


def leading(frame: pd.DataFrame) -> str:
    """Return the subject with most rows of `steps`, in lower case; the first in the alphabet among equals."""
    name = str(frame["subject"].value_counts().sort_index().idxmax())
    return name[0].lower() + name[1:]


def legalised(ev: Evidence) -> pd.DataFrame:
    """Return people legalised in the amnesty of 2006 by citizenship, at the one date with a breakdown.

    Columns: label, value, lineage. The rest is the printed total less the countries named.
    """
    named = ev.series("labour_migrants_legalised", partner=["UZB", "KGZ", "RUS", "TJK"], start=2006, frequency=None)
    total = ev.series("labour_migrants_legalised", frequency=None)
    total = total[total["period"] == named["period"].iloc[0]]
    names = ev.geographies.set_index("code")["name_en"]
    countries = named.assign(label=named["partner"].map(names))

    def rest(whole: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"label": ["Other CIS"], "value": [whole["value"].sum() - parts["value"].sum()]})

    columns = ["label", "value", "lineage"]
    others = evidence.derive(rest, total, named)
    return pd.concat([countries[columns], others[columns]], ignore_index=True)


def first_full_year(date: str) -> int:
    """Return the first calendar year that lies wholly after a date (the year itself for the first of January).

    Examples
    --------
    >>> first_full_year("2011-07-22"), first_full_year("2021-01-01")
    (2012, 2021)
    """
    year = int(date[:4])
    return year if date[4:] == "-01-01" else year + 1


def turns(ev: Evidence) -> pd.DataFrame:
    """Return the laws and concepts compared: event, word, year (the first full one), lineage."""
    frame = ev.events
    frame = frame[frame["event_id"].isin(TURNS)]
    years = [first_full_year(date) for date in frame["date"]]
    return frame.assign(word=frame["event_id"].map(TURNS), year=years)[
        ["event_id", "word", "year", "date", "name", "lineage"]
    ]


def yearly_changes(flow: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the change of a flow from year to year, and whether it is the first full year after a law or concept.

    Parameters
    ----------
    flow
        Columns year, value, lineage; one row a year.
    chosen
        Result of `turns`.

    Returns
    -------
    DataFrame
        year, value (change in percent), size (distance from no change, in logarithms), after (bool), lineage of both
        years and, in the years after a step, of the step.
    """
    changed = common.windows(flow, 1).rename(columns={"end": "year", "percent": "value"})
    both = changed["lineage_start"] + " " + changed["lineage_end"]
    changed = changed.assign(size=changed["log_change"].abs(), lineage=both).sort_values("year")
    changed = changed[["year", "value", "size", "lineage"]]
    marked = chosen.groupby("year", sort=True)["lineage"].agg(" ".join)
    steps = pd.Series([str(marked.get(year, "")) for year in changed["year"]], index=changed.index, dtype="str")
    extended = (changed["lineage"] + " " + steps).str.strip()
    return changed.assign(after=steps.ne("").to_numpy(), lineage=extended).reset_index(drop=True)


def typical(changes: pd.DataFrame, after: bool) -> float:
    """Return the middle size of the yearly changes after steps, or of all others, in percent of the level."""
    sizes = changes.loc[changes["after"] == after, "size"]
    if sizes.empty:
        raise common.ChapterError(
            f"No yearly change {'after a law or concept' if after else 'outside those years'} in the window chosen. "
            "Choose an earlier start_year or a later end_year."
        )
    return float(100 * np.expm1(sizes.median()))


def resettlement(ev: Evidence) -> pd.DataFrame:
    """Return people resettled from south to north since the start beside moves between regions, year by year.

    Columns: label, value, low, high, kind (programme|moves), year, lineage.
    """
    programme = ev.series("resettlers_south_north", frequency=None).tail(1)
    moves = ev.series("internal_moves_interregional")
    moves = moves[moves["year"] >= 2020]
    first = programme.assign(label="Programme, all years to " + programme["period"].iloc[0], kind="programme")
    second = moves.assign(label=[f"All moves between regions, {year}" for year in moves["year"]], kind="moves")
    columns = ["label", "value", "precision", "kind", "year", "lineage"]
    return pd.concat([first[columns], second[columns]], ignore_index=True)
