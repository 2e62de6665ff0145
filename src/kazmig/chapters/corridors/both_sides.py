"""One border, two registers: departures from Kazakhstan beside what Russia and Germany count."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.intervals import bounded
from kazmig.chapters.years import ChapterError
from kazmig.evidence import Evidence


@dataclass(frozen=True)
class Count:
    """A count that one of the two countries keeps: its series, what selects its rows, and how it is named."""

    series_id: str
    what: str
    breakdown: str = ""
    category: str = ""

    def read(self, ev: Evidence) -> pd.DataFrame:
        """Return its yearly values."""
        geo, partner = ("KAZ", "RUS") if self.series_id == "departures_registered" else ("RUS", "KAZ")
        return ev.series(self.series_id, geo=geo, partner=partner, breakdown=self.breakdown, category=self.category)


RUSSIA: Final = (
    Count("departures_registered", "Kazakhstan: registered departures to Russia"),
    Count("russia_residence_permit_decisions", "Russia: permanent residence permits", "permit_type", "permanent"),
    Count("russia_residence_permit_decisions", "Russia: temporary residence permits", "permit_type", "temporary"),
    Count("russia_citizenship_granted", "Russia: citizenship granted"),
    Count("russia_first_registrations", "Russia: first registrations, for work", "purpose", "work"),
    Count("russia_registrations", "Russia: all registrations"),
)
"""Counts of moves between the two countries, from the narrowest idea of a move to the widest."""

GERMANY: Final = {
    "citizens_immigrating_oecd": "Citizens immigrating, OECD",
    "citizens_immigrating_eurostat": "Citizens immigrating, Eurostat",
    "germany_resettlers": "Resettlers and relatives",
}
"""Germany's counts of people from Kazakhstan, by series."""


def russia(ev: Evidence, years: tuple[int, ...] = (2016, 2019)) -> pd.DataFrame:
    """Return every count of moves between Kazakhstan and Russia in single years, as either side keeps it.

    Returns
    -------
    DataFrame
        ``what``, ``side`` (the country that counts), ``year``, ``label`` (what and year), ``value``, ``low``, ``high``
        (what rounding and printed bounds leave), lineage. A count that a year lacks is absent.
    """
    parts: list[pd.DataFrame] = []
    for order, count in enumerate(RUSSIA):
        rows = count.read(ev)
        kept = bounded(rows[rows["year"].isin(years)])
        parts.append(kept.assign(what=count.what, side=count.what.partition(":")[0], order=order))
    found = pd.concat(parts, ignore_index=True)
    if found.empty:
        raise ChapterError(f"no count for {years}. Remedy: choose years that the tables have.")
    found = found.sort_values(["year", "order"], kind="stable").assign(label=found["what"] + ", " + found["period"])
    return found[["what", "side", "year", "label", "value", "low", "high", "lineage"]].reset_index(drop=True)


def ends(found: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Set two years of what `russia` returned side by side.

    Returns
    -------
    DataFrame
        ``what``, ``first``, ``last`` (the counts of the two years), lineage of both. Counts that lack one are left out.
    """
    columns = ["what", "value", "lineage"]
    both = found.loc[found["year"] == first, columns].merge(
        found.loc[found["year"] == last, columns], on="what", suffixes=("_first", "_last")
    )
    return both.rename(columns={"value_first": "first", "value_last": "last"})


def to_russia(ev: Evidence) -> pd.DataFrame:
    """Return registered departures to Russia beside grants of Russian citizenship, in the years that have both.

    Returns
    -------
    DataFrame
        ``year``, ``departures``, ``departures_low``, ``departures_high``, ``grants``, ``grants_low``, ``grants_high``,
        ``ratio_low`` and ``ratio_high`` (grants over departures), lineage of both.
    """
    columns = ["year", "value", "low", "high", "lineage"]
    left = bounded(ev.series("departures_registered", partner="RUS"))[columns]
    right = bounded(ev.series("russia_citizenship_granted", geo="RUS", partner="KAZ"))[columns]
    both = left.merge(right, on="year", suffixes=("_departures", "_grants"))
    found = pd.DataFrame({"year": both["year"].astype("int64")})
    for name in ("departures", "grants"):
        found = found.assign(
            **{
                name: both[f"value_{name}"],
                f"{name}_low": both[f"low_{name}"],
                f"{name}_high": both[f"high_{name}"],
                f"lineage_{name}": both[f"lineage_{name}"],
            }
        )
    return found.assign(
        ratio_low=found["grants_low"] / found["departures_high"],
        ratio_high=found["grants_high"] / found["departures_low"],
    )


def germany(ev: Evidence) -> pd.DataFrame:
    """Return what Germany counts of people who come from Kazakhstan, each count a line of its own.

    Returns
    -------
    DataFrame
        ``count``, ``year``, ``value`` (persons a year), lineage. A year between two others that a count lacks has no
        value, so that a chart leaves the gap open. Eurostat's figures until 2008 follow the national definition.
    """
    parts = []
    for series_id, name in GERMANY.items():
        rows = ev.series(series_id, geo="DEU", partner="KAZ")[["year", "value", "lineage"]].set_index("year")
        whole = rows.reindex(range(int(rows.index.min()), int(rows.index.max()) + 1)).rename_axis("year")
        parts.append(whole.assign(lineage=whole["lineage"].ffill(), count=name).reset_index())
    return pd.concat(parts, ignore_index=True)[["count", "year", "value", "lineage"]].astype({"year": "int64"})


def pull(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return Russia's output per person relative to Kazakhstan's, above the register's departures to all countries.

    Parameters
    ----------
    start, end
        First and last year shown.

    Returns
    -------
    DataFrame
        ``panel``, ``year``, ``value`` (percent; thousand people), lineage.
    """
    wealth = ev.panel("wdi", geo=["RUS", "KAZ"], year=(start, end))
    ratio = evidence.derive(_relative, wealth, by="year").assign(panel=RATIO)
    left = ev.series("departures_registered", start=start, end=end)
    out = left.assign(value=left["value"] / 1000, panel=DEPARTURES)
    columns = ["panel", "year", "value", "lineage"]
    return pd.concat([ratio[columns], out[columns]], ignore_index=True).astype({"year": "int64"})


RATIO: Final = "Output per person in Russia, percent of Kazakhstan's"
DEPARTURES: Final = "Registered departures, thousand people a year"


def _relative(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.pivot(index="year", columns="geo", values="gdp_per_capita_2015usd").dropna()
    return pd.DataFrame({"year": table.index, "value": 100 * table["RUS"].to_numpy() / table["KAZ"].to_numpy()})
