"""Where students from Kazakhstan study: UNESCO's ten largest hosts of a year, and hosts' own counts."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.evidence import ANY, Evidence

SOURCE: Final = "uis_360info"
"""The copy of UNESCO's figures by host; it holds the ten largest hosts of each year and no others."""


OTHERS: Final = "OTH"
REST: Final = "Other countries, as listed"
"""The source's own remainder, and what it is called here."""


@dataclass(frozen=True)
class Count:
    """One host's count over years: its series, the place in it, and the name of its panel."""

    series_id: str
    geo: str
    partner: str
    label: str


COUNTS: Final = (
    Count("students_in_china", "CHN", "KAZ", "China, its ministry"),
    Count("students_in_usa", "USA", "KAZ", "United States, Open Doors"),
    Count("students_abroad", "KAZ", "KGZ", "Kyrgyzstan"),
    Count("students_abroad", "KAZ", "TUR", "Turkey"),
    Count("students_abroad", "KAZ", "CZE", "Czechia"),
    Count("students_abroad", "KAZ", "GBR", "United Kingdom"),
)
"""Hosts beside Russia whose counts reach over many years; those without a name of their own are UNESCO's."""


def listed(ev: Evidence, year: int) -> pd.DataFrame:
    """Return the hosts that UNESCO's table lists for a year, from the largest.

    Returns
    -------
    DataFrame
        ``host``, ``year``, ``value`` (persons), lineage. A host not listed is unknown, and not zero; one row
        may be the source's own "other countries".

    Raises
    ------
    ChapterError
        If Russia is missing in the year: the list is then incomplete.
    """
    rows = ev.series("students_abroad", partner=ANY, start=year, end=year, all_sources=True)
    rows = rows[rows["source_id"] == SOURCE]
    if "RUS" not in set(rows["partner"]):
        raise ChapterError(f"UNESCO's hosts of {year} lack Russia. Remedy: choose a year that has it, such as 2019.")
    names = ev.geographies.set_index("code")["name_en"]
    named = rows.assign(host=rows["partner"].map(names).where(rows["partner"] != OTHERS, REST))
    named = named.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    return named.astype({"year": "int64"})[["host", "year", "value", "lineage"]]


def russia_share(ev: Evidence) -> pd.DataFrame:
    """Return the share of Russia among all students abroad, in the years that have both from UNESCO.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (percent), ``russia``, ``all`` (persons), lineage of both. Total and host come from two
        releases of one institute.
    """
    hosts = ev.series("students_abroad", partner="RUS", all_sources=True)
    hosts = hosts[hosts["source_id"] == SOURCE]
    whole = ev.series("students_abroad")
    columns = ["year", "value", "lineage"]
    both = hosts[columns].merge(whole[columns], on="year", suffixes=("_russia", "_all"))
    both = both.rename(columns={"value_russia": "russia", "value_all": "all"})
    return both.assign(value=100 * both["russia"] / both["all"], year=both["year"].astype("int64"))


def counts(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return the counts of hosts beside Russia over the years.

    Returns
    -------
    DataFrame
        ``host``, ``year`` (of an academic year the one in which it ends), ``value`` (persons), lineage; hosts in the
        order of `COUNTS`. Each is defined in its own way: they are not to be added.
    """
    parts = []
    for each in COUNTS:
        academic = each.series_id == "students_in_usa"
        rows = ev.series(
            each.series_id, geo=each.geo, partner=each.partner, frequency=None if academic else "year"
        ).assign(host=each.label)
        years = rows["period"].str[-4:].astype("int64")
        parts.append(rows.assign(year=years)[["host", "year", "value", "lineage"]])
    joined = pd.concat(parts, ignore_index=True)
    return joined[joined["year"] >= start].reset_index(drop=True)
