"""Irregular work: what was guessed, by whom and of whom, and the few things that were counted."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import bounded
from kazmig.evidence import ANY, Evidence

WORDS: Final = {
    ("iwpr_2006", "2006-12"): ("2006", "without papers", "press"),
    ("iwpr_2007", "2006-08/2006-12"): ("2006", "legalised in the amnesty", "count"),
    ("caci_2008", "2008-04"): ("2008", "from Central Asia", "research institute"),
    ("unesco_2009", "2009-07"): ("2009", "all", "UNESCO"),
    ("iwpr_2010", "2010-01"): ("2010", "all", "press"),
    ("goble2017", "2011"): ("2011", "from Central Asia", "IOM study, retold"),
    ("ratel2017migrants", "2015"): ("2015", "people of three neighbours", "IOM study, retold"),
    ("goble2017", "2017-04"): ("2017", "from Central Asia", "IOM study, retold"),
    ("eurasianet_2018", "2017"): ("2017", "all", "IOM office, press"),
    ("asiaplus2021", "2019"): ("2019", "from Central Asia", "press"),
    ("iomdtm2022", "2022-Q4"): ("2022", "all", "IOM, key informants"),
    ("astanatimes2025iom", "2025-07"): ("2025", "all", "IOM, key informants"),
}
"""Source and period of an estimate -> year, whom it counts, who says so."""

SERIES: Final = ("irregular_workers_estimate", "labour_migrants_estimates", "migrant_workers_iom")
"""Series of estimates of people present; all estimates that the evidence holds are in them."""


def estimates(ev: Evidence) -> pd.DataFrame:
    """Return every estimate of foreign workers that the evidence holds, in order of time, and the amnesty's count.

    Returns
    -------
    DataFrame
        ``label`` (year, whom, who says so), ``year``, ``whom``, ``value`` (NaN where a range is printed), ``low``,
        ``high`` (the range printed, or what the rounding leaves), ``counted`` (bool), ``said`` (as it was printed),
        lineage.

    Raises
    ------
    ChapterError
        If the evidence holds an estimate that `WORDS` does not describe.
    """
    guesses = [ev.series(name, breakdown=ANY, category=ANY, frequency=None) for name in SERIES]
    legal = ev.series("labour_migrants_legalised", frequency=None)
    legal = legal[legal["source_id"] == "iwpr_2007"]
    rows = bounded(pd.concat([*guesses, legal], ignore_index=True))
    keys = list(zip(rows["source_id"], rows["period"], strict=True))
    unknown = sorted(set(keys) - set(WORDS))
    if unknown:
        raise ChapterError(f"no words for the estimate {unknown[0]}. Remedy: describe it in estimates.WORDS.")
    ranged = (rows["low"] == rows["value"]) & (rows["high"] > rows["value"])
    rows = rows.assign(
        year=[int(WORDS[key][0]) for key in keys],
        whom=[WORDS[key][1] for key in keys],
        label=[f"{WORDS[key][0]}: {WORDS[key][1]} ({WORDS[key][2]})" for key in keys],
        counted=rows["series_id"] == "labour_migrants_legalised",
        place=[list(WORDS).index(key) for key in keys],
        said=[said(row) for row in rows.to_dict("records")],
        value=rows["value"].mask(ranged),
    )
    columns = ["label", "year", "whom", "value", "low", "high", "counted", "said", "lineage"]
    return rows.sort_values("place")[columns].reset_index(drop=True)


def said(row: Mapping[Hashable, Any]) -> str:
    """Return a number as it was printed: alone, as a range, or as a bound.

    Examples
    --------
    >>> said({"value": 3e5, "low": 3e5, "high": 1e6, "precision": float("nan")})
    '300,000 to 1,000,000'
    >>> said({"value": 5e5, "low": 4.5e5, "high": 5.5e5, "precision": 5e4})
    '500,000'
    """
    alone = f"{row['value']:,.0f}"
    if pd.isna(row["precision"]) and row["high"] > row["low"]:
        return f"{row['low']:,.0f} to {row['high']:,.0f}"
    return alone


def pace(ev: Evidence) -> pd.DataFrame:
    """Return the three cumulative counts of the amnesty of 2006, in order.

    Returns
    -------
    DataFrame
        ``end`` (last month or day of the count), ``value`` (persons), ``added`` (since the count before), lineage.
    """
    rows = ev.series("labour_migrants_legalised", frequency=None).sort_values("value").reset_index(drop=True)
    return pd.DataFrame(
        {
            "end": rows["period"].str.split("/").str[1],
            "value": rows["value"],
            "added": rows["value"].diff(),
            "lineage": rows["lineage"],
            "lineage_before": rows["lineage"].shift().fillna(rows["lineage"]),
        }
    )
