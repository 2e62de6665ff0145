"""The steps of the state on migration, by date, kind and subject, and the bodies that it works with."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from kazmig import evidence
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

IN_ORDER: Final = ("all", "return", "labour", "immigration", "internal", "student", "refuge")
"""Subjects in the order of the timeline's lanes."""

WORDS: Final = {
    "un_membership": "UN",
    "world_bank_law": "World Bank",
    "state_programme_1995": "Outline of a programme",
    "law_migration_1997": "Law on migration",
    "programme_2001": "Programme to 2010",
    "iom_membership": "IOM",
    "fes_conference_2004": "Conference in Almaty",
    "concept_2007": "Concept to 2015",
    "law_migration_2011": "Law in force today",
    "plan_2014": "Plan to 2016",
    "concept_2017": "Concept to 2021",
    "pandemic_2020": "Pandemic",
    "concept_2023": "Concept to 2027",
    "concept_2025": "Concept to 2030",
    "law_immigration_1992": "Law on immigration",
    "quota_1997": "2,180 families",
    "quota_2000": "500 families",
    "quota_2004": "10,000 families",
    "quota_2005_2007": "15,000 families",
    "nurly_kosh": "Nurly Kosh",
    "quota_2012_2014": "10,000 families",
    "quota_2016": "1,259 families",
    "kandas_renamed": "Oralman become kandas",
    "quota_2024": "2,433 people",
    "quota_2026": "2,281 people",
    "ilo_membership": "ILO",
    "amnesty_law_2006": "Amnesty",
    "unesco_survey_2006": "Survey of workers",
    "labour_code": "Labour Code",
    "labour_quota_2009": "Quota 0.75%",
    "labour_quota_2012": "Quota 1.0%",
    "oil_price_2014": "Russia's downturn",
    "household_permits_2014": "Household permits",
    "eaeu_start": "Eurasian Union",
    "eaeu_kyrgyzstan": "Kyrgyzstan joins it",
    "labour_quota_2020": "Quota 0.32%",
    "labour_quota_2025_change": "Quota 0.25%",
    "residence_rule_2022": "Residence rule",
    "mobilisation_2022": "Mobilisation in Russia",
    "stay_rule_2023": "90 days in 180",
    "visa_rules_2024": "New visa rules",
    "resettlement_2014": "South to north",
    "resettlement_programme": "Programme under way",
    "bolashak_founded": "Bolashak",
    "russian_branches": "Russian branches",
    "unhcr_office": "UNHCR office",
    "refugee_convention": "Refugee Convention",
    "almaty_declaration": "Almaty Declaration",
    "almaty_process": "Almaty Process",
}
"""Events on the timeline, with the short words that stand there."""

COUNTS_ONLY: Final = (
    "amnesty_start_2006",
    "amnesty_interim_2006",
    "amnesty_end_2006",
    "household_permits_law",
    "resettlement_programme",
)
"""Entries that record how far a step had got: signed, begun, under way, counted; they are no steps of their own."""

STEP: Final = (
    "A dated law, programme, quota or international agreement of Kazakhstan on migration in our ledger of events. "
    "The ledger holds what could be dated from a document; it is a selection."
)
"""Definition of a step, for the facts that count them."""


def _ordered(frame: pd.DataFrame, column: str, order: list[str], then: str) -> pd.DataFrame:
    """Return the rows in the order given for one column, then by another."""
    places = frame[column].map(order.index)
    return frame.assign(place=places).sort_values(["place", then], kind="stable").drop(columns="place")


def timeline(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return the events of the timeline: date, subject, kind (in words), word, name, aim; the subjects in order."""
    frame = ev.events
    frame = frame[frame["event_id"].isin(WORDS) & (frame["year"] >= start)]
    frame = frame.assign(
        word=frame["event_id"].map(WORDS),
        subject=frame["direction"].map(SUBJECTS),
        kind=frame["kind"].map(LANES),
        aim=frame["aim"].where(frame["aim"] != "", "not stated in the source"),
    )
    return _ordered(frame, "subject", [SUBJECTS[name] for name in IN_ORDER], "date")


def ledger(ev: Evidence) -> pd.DataFrame:
    """Return every entry of the ledger of events by date, with its kind (``sort``) and ``subject`` in words."""
    frame = ev.events
    return frame.assign(
        sort=frame["kind"].str.capitalize(),
        subject=frame["direction"].map(SUBJECTS),
        aim=[text[:1].upper() + text[1:] for text in frame["aim"]],
    ).sort_values(["start", "event_id"], kind="stable", ignore_index=True)


def bodies(ev: Evidence) -> pd.DataFrame:
    """Return what ties Kazakhstan and its neighbours to international bodies and treaties, by date, since 1991."""
    frame = ledger(ev)
    tied = frame["kind"].isin(["institution", "agreement"]) & (frame["year"] >= 1991)
    return frame[tied].reset_index(drop=True)


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


def first_years(frame: pd.DataFrame, subjects: Sequence[str]) -> list[int]:
    """Return the year of the first of the `steps` on each subject (``return``, ``labour`` and so on)."""
    return [int(frame.loc[frame["direction"] == subject, "year"].min()) for subject in subjects]
