"""People living elsewhere than where they come from: the UN's migrant stocks, each revision by itself."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.corridors.places import CENTRAL_ASIA, located
from kazmig.chapters.years import ChapterError
from kazmig.evidence import ANY, Evidence

ABROAD: Final = "migrant_stock_abroad"
HOSTED: Final = "migrant_stock_hosted"

LEAST: Final = 1000
"""Countries with fewer people are left off the maps: the UN's smallest numbers are mostly carried forward."""


def revision(year: int) -> str:
    """Return the revision that has pairs for a round: 2024 stands in the newer one alone.

    Examples
    --------
    >>> revision(2020), revision(2024)
    ('IMS 2020', 'IMS 2024')
    """
    return "IMS 2024" if year > 2020 else "IMS 2020"


def pairs(ev: Evidence, series_id: str, year: int, vintage: str | None = None) -> pd.DataFrame:
    """Return the people of one round by the country at the corridor's other end, from the largest.

    Parameters
    ----------
    series_id
        `ABROAD` (people from Kazakhstan by where they live) or `HOSTED` (people in Kazakhstan by where they are from).
    year
        A round: every fifth year from 1990 to 2020, and 2024.

    Returns
    -------
    DataFrame
        What `located` gives, ``share`` (percent of all people whose country is given), ``vintage`` and ``round`` (the
        year once more, as a fact that a caption names).
    """
    rows = ev.series(series_id, partner=ANY, vintage=vintage or revision(year), start=year, end=year)
    listed = rows[rows["partner"] != ""]
    found = located(ev, listed)
    whole = found["value"].sum()
    if not whole:
        raise ChapterError(f"{series_id} has no pairs for {year}. Remedy: choose another stock_round.")
    found = found.assign(share=100 * found["value"] / whole, vintage=revision(year), round=year)
    return found.sort_values(["value", "code"], ascending=[False, True], kind="stable").reset_index(drop=True)


def mapped(found: pd.DataFrame, least: float = LEAST) -> pd.DataFrame:
    """Return the rows that a map shows: those with a place and with at least so many people."""
    return found[found["latitude"].notna() & (found["value"] >= least)].reset_index(drop=True)


def two_revisions(ev: Evidence, series_id: str, most: int = 8) -> pd.DataFrame:
    """Set the last round of either revision side by side for the countries that are largest in either.

    Returns
    -------
    DataFrame
        ``code``, ``place``, ``older`` (2020, IMS 2020), ``newer`` (2024, IMS 2024), NaN where a revision does not list
        the pair, ``ratio`` (newer over older), lineage of both; the largest of either first.
    """
    older, newer = pairs(ev, series_id, 2020), pairs(ev, series_id, 2024)
    columns = ["code", "place", "value", "lineage"]
    both = older[columns].merge(newer[columns], on=["code", "place"], how="outer", suffixes=("_older", "_newer"))
    both = both.rename(columns={"value_older": "older", "value_newer": "newer"})
    top = both[["older", "newer"]].max(axis=1).sort_values(ascending=False, kind="stable").index[:most]
    kept = both.loc[top].assign(
        ratio=both["newer"] / both["older"],
        lineage_older=both["lineage_older"].fillna(""),
        lineage_newer=both["lineage_newer"].fillna(""),
    )
    return kept.reset_index(drop=True)


def rounds(ev: Evidence, series_id: str, partners: tuple[str, ...]) -> pd.DataFrame:
    """Return single corridors over the rounds of the older revision, and the one round of the newer, never joined.

    Returns
    -------
    DataFrame
        ``place``, ``vintage``, ``year``, ``value`` (persons), lineage.
    """
    parts = []
    for vintage in ("IMS 2020", "IMS 2024"):
        rows = ev.series(series_id, partner=list(partners), vintage=vintage)
        parts.append(located(ev, rows).assign(vintage=vintage))
    found = pd.concat(parts, ignore_index=True)
    order = {code: at for at, code in enumerate(partners)}
    found = found.assign(order=found["code"].map(order)).sort_values(["order", "vintage", "year"], kind="stable")
    return found[["code", "place", "vintage", "year", "value", "lineage"]].reset_index(drop=True)


def carried(ev: Evidence, start: int = 2010, end: int = 2020) -> pd.DataFrame:
    """Return how far people in Kazakhstan from each country grew between two rounds of the older revision.

    When all countries grow alike, nobody counted them apart: the later round carries the earlier one forward.

    Returns
    -------
    DataFrame
        ``place``, ``first``, ``last`` (persons), ``growth`` (percent), lineage of both. Countries with fewer than
        `LEAST` people are left out, since rounding alone parts them.
    """
    columns = ["code", "place", "value", "lineage"]
    both = pairs(ev, HOSTED, start)[columns].merge(
        pairs(ev, HOSTED, end)[columns], on=["code", "place"], suffixes=("_first", "_last")
    )
    both = both.rename(columns={"value_first": "first", "value_last": "last"})
    both = both[both["first"] >= LEAST].reset_index(drop=True)
    return both.assign(growth=100 * (both["last"] / both["first"] - 1))


def neighbours(ev: Evidence) -> pd.DataFrame:
    """Return people in Kazakhstan from its four Central Asian neighbours together, by revision and round.

    Returns
    -------
    DataFrame
        ``vintage``, ``year``, ``value`` (persons), ``all`` (from all countries that are listed), ``share`` (percent),
        lineage.
    """
    parts = []
    for vintage, years in (("IMS 2020", range(1990, 2021, 5)), ("IMS 2024", (2024,))):
        for year in years:
            found = pairs(ev, HOSTED, year).assign(vintage=vintage)
            parts.append(evidence.derive(_together, found, by=["vintage", "year"]))
    return pd.concat(parts, ignore_index=True)


def _together(rows: pd.DataFrame) -> pd.DataFrame:
    near = rows.loc[rows["code"].isin(CENTRAL_ASIA), "value"].sum()
    whole = rows["value"].sum()
    first = rows.iloc[0]
    one = {"vintage": first["vintage"], "year": int(first["year"]), "value": near, "all": whole}
    return pd.DataFrame([one | {"share": 100 * near / whole}])
