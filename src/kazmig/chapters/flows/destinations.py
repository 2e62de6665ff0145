"""The destinations' own counts beside the register, as this chapter shows them: the larger ones only."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig.chapters.mirror import beside, europe, permits, reporters
from kazmig.evidence import Evidence

__all__ = ["COUNTS", "LARGE", "Count", "counts", "europe", "permits", "reporters"]

LARGE: Final = 100
"""A European reporter stands in the figure by itself when it counted at least so many people in the base year."""


@dataclass(frozen=True)
class Count:
    """One series of a destination: where it is kept, what it counts, and the place whose colour it takes."""

    series_id: str
    geo: str
    label: str
    counts: str
    group: str


COUNTS: Final = (
    Count("russia_citizenship_granted", "RUS", "Russia: citizenship granted", "grants", "Russia"),
    Count("residence_permits_valid", "DEU", "Germany: permits valid", "permits in force", "Germany"),
    Count("residence_permits_valid", "POL", "Poland: permits valid", "permits in force", "Europe"),
    Count("us_green_cards", "USA", "United States: green cards", "grants, by birth", "North America"),
    Count("canada_permanent_residents", "CAN", "Canada: permanent residents", "admissions, citizens", "North America"),
)
"""Counts outside of Eurostat's table of immigrants, which `europe` reads whole."""


def counts(ev: Evidence, departures: pd.DataFrame, base: int, least: int = LARGE) -> pd.DataFrame:
    """Return each destination's count in the base year and in its latest, beside the register over the same years.

    Parameters
    ----------
    departures
        Registered departures to all countries, one row a year.
    base
        The year compared with; a series without it is left out.
    least
        European reporters below this number in the base year are left out.

    Returns
    -------
    DataFrame
        ``destination``, ``counts`` (what), ``group``, ``base_year``, ``latest_year``, ``base``, ``latest``, ``index``
        and ``register_index`` (100 in the base year), ``change`` and ``register_change`` (percent), all over the same
        years, ``ratio_low`` and ``ratio_high`` (exact interval of latest / base if both were Poisson), lineage. Ordered
        from the largest rise.
    """
    rows = [
        beside(
            ev.series(each.series_id, geo=each.geo, partner="KAZ"),
            departures,
            base,
            {"destination": each.label, "counts": each.counts, "group": each.group},
        )
        for each in COUNTS
    ]
    reporters_ = europe(ev, departures, base)
    large = reporters_[reporters_["base"] >= least]
    stacked = pd.concat([*(row for row in rows if row is not None), large], ignore_index=True)
    return stacked.sort_values("change", ascending=False, kind="stable").reset_index(drop=True)
