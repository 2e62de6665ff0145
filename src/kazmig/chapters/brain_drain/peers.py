"""Kazakhstan beside seven neighbours by three indicators that are quoted as brain drain, none of which counts it."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.evidence import Evidence

COUNTRIES: Final = ("BLR", "KAZ", "KGZ", "RUS", "TJK", "TKM", "UKR", "UZB")
"""Countries for which all three indicators are held."""

STUDENTS: Final = "Students abroad per 100 at home"
JUDGED: Final = "Human flight index, 0 to 10"
ABROAD: Final = "Born there, living abroad, per 1,000"


def places(ev: Evidence) -> pd.DataFrame:
    """Return the value of each indicator and the country's place in it.

    Returns
    -------
    DataFrame
        One row a country and indicator: ``geo``, ``country``, ``indicator``, ``value``, ``year``, ``place`` (1 is the
        highest; equal values share the better place), ``shade`` (how many countries are not above it), ``text`` (value
        and place), lineage. Students: the last year that the country reports. People abroad: mid-2024 by the UN's
        revision of that year, over the population of mid-2023.
    """
    parts = [_students(ev), _judged(ev), _abroad(ev)]
    rows = pd.concat(parts, ignore_index=True)
    names = ev.geographies.set_index("code")["name_en"]
    place = rows.groupby("indicator")["value"].rank(ascending=False, method="min").astype("int64")
    rows = rows.assign(country=rows["geo"].map(names), place=place, shade=len(COUNTRIES) + 1 - place)
    printed = [f"{value:,.0f}" if value >= 20 else f"{value:.1f}" for value in rows["value"]]
    rows = rows.assign(text=[f"{value} ({place})" for value, place in zip(printed, rows["place"], strict=True)])
    order = rows[rows["indicator"] == ABROAD].sort_values("place")["geo"].tolist()
    at = rows["geo"].map({geo: number for number, geo in enumerate(order)})
    result: pd.DataFrame = rows.assign(at=at).sort_values("at", kind="stable").drop(columns="at")
    return result.reset_index(drop=True)


def _students(ev: Evidence) -> pd.DataFrame:
    rows = ev.series("tertiary_outbound_ratio", geo=list(COUNTRIES), end=2020)
    last = rows.loc[rows.groupby("geo")["year"].idxmax()]
    return last[["geo", "year", "value", "lineage"]].assign(indicator=STUDENTS)


def _judged(ev: Evidence) -> pd.DataFrame:
    rows = ev.series("fsi_human_flight", geo=list(COUNTRIES))
    last = rows[rows["year"] == rows["year"].max()]
    kept: pd.DataFrame = last[["geo", "year", "value", "lineage"]].assign(indicator=JUDGED)
    return kept


def _abroad(ev: Evidence) -> pd.DataFrame:
    rows = ev.series("migrant_stock_abroad", geo=list(COUNTRIES), vintage="IMS 2024", start=2024, end=2024)
    people = ev.panel("wpp", vintage="WPP 2024", geo=list(COUNTRIES), year=2023)
    shares = evidence.derive(_per_thousand, rows, people, by="geo")
    return shares.assign(indicator=ABROAD)


def _per_thousand(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    both = rows.merge(people[["geo", "population"]], on="geo")
    return pd.DataFrame({"geo": both["geo"], "year": both["year"], "value": 1000 * both["value"] / both["population"]})
