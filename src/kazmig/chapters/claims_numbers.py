"""Printed numbers and our figures beside them: gaps, single witnesses, and the balance as three series give it."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

STATED: Final = "Our figure beside the number that a document prints, as a percentage of that number."
"""Definition of a gap."""

NUMBERS: Final = {
    "avim_abroad_kgz": "From Kazakhstan, in Kyrgyzstan",
    "avim_abroad_rus": "From Kazakhstan, in Russia",
    "avim_abroad_tjk": "From Kazakhstan, in Tajikistan",
    "avim_abroad_tkm": "From Kazakhstan, in Turkmenistan",
    "avim_abroad_uzb": "From Kazakhstan, in Uzbekistan",
    "avim_hosted_kgz": "In Kazakhstan, from Kyrgyzstan",
    "avim_hosted_tjk": "In Kazakhstan, from Tajikistan",
    "avim_hosted_tkm": "In Kazakhstan, from Turkmenistan",
    "avim_hosted_uzb": "In Kazakhstan, from Uzbekistan",
    "avim_world_migrants": "Migrants in the world, 2015",
    "eurasianet_amnesty": "Legalised by the amnesty of 2006",
    "eurasianet_deficit_2000": "Net loss in 2000",
    "eurasianet_surplus_2005": "Net gain in 2005",
    "eurasianet_tajik_gdp": "Transfers to Tajikistan, percent",
    "eurasianet_thirteen_percent": "Emigrants 1991-2004, percent",
    "eurasianet_two_million_left": "Emigrants 1991-2004",
    "irin_balance_two_million": "Net loss 1991-2003",
    "irin_peak_size": "Emigrants in 1994",
    "irin_population": "Population in 2004",
    "unesco_labour_migrants": "Labour migrants about 2009",
    "unesco_population_2007": "Population in 2007",
    "wikipedia_students_abroad": "Students abroad",
    "wikipedia_students_in_russia": "Students in Russia",
    "wikipedia_students_in_russia_share": "Students abroad, share in Russia",
}
"""Claims that print a number, with the words that stand beside them in a chart."""

KINDS: Final = ("National register or count", "UN estimate or stock table", "Other source")
"""Kinds of witnesses that a chart tells apart."""


def witness(results: pd.DataFrame, claim_id: str, series_id: str, vintage: str = "", reading: str = "") -> pd.DataFrame:
    """Return the one result of a witness on a claim.

    Raises
    ------
    ChapterError
        If there is not exactly one.
    """
    chosen = results[
        (results["claim_id"] == claim_id)
        & (results["series_id"] == series_id)
        & (results["vintage"] == vintage)
        & (results["reading"] == reading)
    ]
    if len(chosen) != 1:
        raise ChapterError(f"{len(chosen)} results of {series_id} {vintage} on claim {claim_id}. Remedy: name one.")
    return chosen


def gaps(results: pd.DataFrame, *verdicts: str) -> pd.DataFrame:
    """Return our figures beside printed numbers: one row a witness of each claim in `NUMBERS` with such a verdict.

    Returns
    -------
    DataFrame
        ``label``, ``kind`` (one of `KINDS`), ``name`` (of the witness), ``value``, ``gap`` (percent of what is
        stated), ``verdict``, lineage; claims by the size of their largest gap. A witness that two readings hear
        alike is one row.
    """
    told = results[
        results["claim_id"].isin(list(NUMBERS)) & results["verdict"].isin(list(verdicts)) & results["relative"].notna()
    ]
    told = told.drop_duplicates(["claim_id", "series_id", "vintage", "value"])
    found = told.assign(
        label=told["claim_id"].map(NUMBERS),
        kind=[_kind(*pair) for pair in zip(told["series_id"], told["vintage"], strict=True)],
        gap=100 * told["relative"],
    )
    far = found["gap"].abs().groupby(found["claim_id"]).transform("max")
    columns = ["claim_id", "label", "kind", "name", "period", "value", "gap", "supports", "verdict", "lineage"]
    return found.assign(far=far).sort_values(["far", "claim_id"], kind="stable")[columns].reset_index(drop=True)


def _kind(series_id: str, vintage: str) -> str:
    if vintage or series_id == "population_wdi":
        return KINDS[1]
    national = ("registered", "population_jan1", "labour_migrants_legalised", "foreign_workers_permits")
    return KINDS[0] if any(word in series_id for word in national) else KINDS[2]


def balances(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return the balance of external migration as the register and both revisions of the UN give it.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (persons; estimates only, no projection), ``status``, ``series``, lineage.
    """
    parts = {
        "Register": ev.series("net_registered", start=start, end=end),
        "WPP 2022": ev.series("net_migrants_wpp", vintage="WPP 2022", start=start, end=end),
        "WPP 2024": ev.series("net_migrants_wpp", vintage="WPP 2024", start=start, end=end),
    }
    columns = ["year", "value", "status", "lineage"]
    joined = pd.concat([frame[columns].assign(series=name) for name, frame in parts.items()], ignore_index=True)
    return joined[joined["status"] != "projection"].assign(status="observed").reset_index(drop=True)


def first_gain(frame: pd.DataFrame, series: str) -> int:
    """Return the first year in which a series of `balances` is above zero.

    Raises
    ------
    ChapterError
        If it never is.
    """
    above = frame.loc[(frame["series"] == series) & (frame["value"] > 0), "year"]
    if above.empty:
        raise ChapterError(f"{series} has no year above zero. Remedy: take a longer span of years.")
    return int(above.min())
