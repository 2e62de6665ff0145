"""What each number counts, when a person counts in it, what it misses; and where two of them meet by chance."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError, spans
from kazmig.evidence import ANY, Evidence


@dataclass(frozen=True)
class Meaning:
    """One kind of number: who counts whom, when, what is missed, and one series of it."""

    number: str
    who: str
    when: str
    missed: str
    series_id: str
    geo: str = "KAZ"
    partner: str = ""
    breakdown: str = ""


MEANINGS: Final = (
    Meaning(
        "Registered departures",
        "The bureau of statistics, from forms",
        "On giving up a registered address to live abroad for good",
        "Everyone who leaves without the form",
        "departures_registered",
    ),
    Meaning(
        "Departure papers",
        "The interior ministry",
        "When the paper is issued",
        "Whether the person then leaves; who leaves without it",
        "departure_permits",
    ),
    Meaning(
        "Five-year outflow",
        "Nobody: estimated from changes of stocks, births and deaths",
        "When the country of residence differs after five years",
        "Moves there and back; all errors of the stocks enter",
        "outflow_five_year",
        breakdown="method",
    ),
    Meaning(
        "Net migration, UN",
        "Nobody: estimated with censuses, births and deaths",
        "What births and deaths leave unexplained in a year",
        "How many left and how many came; past years change with each revision",
        "net_migrants_wpp",
    ),
    Meaning(
        "Migrant stock abroad",
        "Censuses and registers of the destinations, filled in by the UN",
        "While born in Kazakhstan and living elsewhere at mid-year",
        "When the person moved; those who died or came back",
        "migrant_stock_abroad",
    ),
    Meaning(
        "Border crossings",
        "The border service, as ministries quoted it",
        "At each passage of the border",
        "Whether it is the same person again, and why",
        "border_exits",
        partner="RUS",
    ),
    Meaning(
        "Citizenship of Kazakhstan lost",
        "The interior ministry",
        "When citizenship ends, mostly by taking another",
        "When the person moved; who keeps the passport",
        "citizenship_lost",
    ),
    Meaning(
        "Citizens immigrating, Eurostat",
        "The destination's statistical office",
        "On taking up residence, usually for a year or more",
        "Where they lived before; resettlers admitted as nationals",
        "citizens_immigrating_eurostat",
        geo="DEU",
        partner="KAZ",
    ),
    Meaning(
        "Residence permits in force",
        "The destination's authorities, by Eurostat",
        "While the permit is valid at the end of the year",
        "When the person came; those who became citizens",
        "residence_permits_valid",
        geo="DEU",
        partner="KAZ",
    ),
    Meaning(
        "Russian citizenship granted",
        "Russia's interior ministry",
        "When citizenship is acquired",
        "When the person moved; who never applies",
        "russia_citizenship_granted",
        geo="RUS",
        partner="KAZ",
    ),
    Meaning(
        "US green cards",
        "The US administration",
        "When permanent residence is granted",
        "When the person came; citizens born elsewhere",
        "us_green_cards",
        geo="USA",
        partner="KAZ",
    ),
    Meaning(
        "Asylum applications",
        "The destination, by UNHCR",
        "At each application, on appeal or again",
        "Whether the person stays; all who do not ask",
        "asylum_applications_abroad",
    ),
)


def meanings(ev: Evidence) -> pd.DataFrame:
    """Return the definitions, each with the years that the evidence has of it.

    Returns
    -------
    DataFrame
        ``number``, ``who``, ``when``, ``missed`` (words), ``held`` (years at hand, whole or in part), lineage.
    """
    parts = []
    for each in MEANINGS:
        category = ANY if each.breakdown else ""
        rows = ev.series(
            each.series_id,
            geo=each.geo,
            partner=each.partner,
            breakdown=each.breakdown,
            category=category,
            frequency=None,
            vintage="WPP 2024" if each.series_id.endswith("_wpp") else _last_vintage(each),
        )
        rows = rows[rows["status"] != "projection"]
        parts.append(evidence.derive(_held, rows, each=each))
    return pd.concat(parts, ignore_index=True)


def _last_vintage(each: Meaning) -> str | None:
    return "IMS 2024" if each.series_id == "migrant_stock_abroad" else None


def _held(rows: pd.DataFrame, each: Meaning) -> pd.DataFrame:
    years = sorted({int(period[:4]) for period in rows["period"]} | {int(p) for p in _ends(rows["period"])})
    text = spans(years) if len(years) > 1 and years[-1] - years[0] == len(years) - 1 else _listed(years)
    record = {"number": each.number, "who": each.who, "when": each.when, "missed": each.missed}
    return pd.DataFrame([record | {"held": text.replace("-", " to ")}])


def _ends(periods: pd.Series) -> list[str]:
    return [period.partition("/")[2][:4] for period in periods if "/" in period]


def _listed(years: list[int]) -> str:
    """Return years as a list, long ones as their ends.

    Examples
    --------
    >>> _listed([2016, 2019, 2020]), _listed([1990, 1995, 2000, 2005, 2010])
    ('2016, 2019, 2020', '1990 to 2010, single years')
    """
    if len(years) <= 4:
        return ", ".join(str(year) for year in years)
    return f"{years[0]} to {years[-1]}, single years"


MEETINGS: Final = (
    ("departure_permits", "Departure papers issued"),
    ("citizenship_lost", "Citizenship of Kazakhstan lost"),
)


def meetings(ev: Evidence) -> pd.DataFrame:
    """Return two other counts of the same authorities beside registered departures of the same period.

    Returns
    -------
    DataFrame
        ``count`` (words), ``period``, ``value``, ``departures`` (persons), ``factor``, lineage of both; periods that
        only one has are left out.
    """
    departures = ev.series("departures_registered", frequency=None)[["period", "value", "lineage"]]
    parts = []
    for series, words in MEETINGS:
        rows = ev.series(series, frequency=None)[["period", "value", "lineage"]]
        both = rows.merge(departures.rename(columns={"value": "departures"}), on="period", suffixes=("", "_register"))
        parts.append(both.assign(count=words, factor=both["value"] / both["departures"]))
    whole = pd.concat(parts, ignore_index=True)
    if whole.empty:
        raise ChapterError("no other count shares a period with the register. Remedy: check departure_permits.")
    return whole
