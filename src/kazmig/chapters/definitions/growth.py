"""Growth of the population by its two parts, births less deaths and migration, by either account of migration."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.exodus import natural
from kazmig.evidence import Evidence

VINTAGE: Final = "WPP 2024"
START: Final = 1991
DECADES: Final = ((1991, 1999), (2000, 2009), (2010, 2019), (2020, 2023))
"""From independence to the last year that the UN estimates; the first and the last are no full decades."""

NATURAL: Final = "Births less deaths"
REGISTER: Final = "Net migration, register"
UN: Final = f"Net migration, {VINTAGE}"


def parts(ev: Evidence, balance: pd.DataFrame) -> pd.DataFrame:
    """Return natural increase and net migration by year: ``part``, ``year``, ``value`` (persons), lineage.

    Births, deaths and one of the two balances are the UN's estimates; the other balance is the register's.
    """
    un = ev.series("net_migrants_wpp", vintage=VINTAGE, start=START)
    un = un[un["status"] == "estimate"]
    last = int(un["year"].max())
    frames = {
        NATURAL: natural(ev, VINTAGE, START, last),
        UN: un,
        REGISTER: balance[balance["year"].between(START, last)],
    }
    stacked = []
    for name, frame in frames.items():
        lineage = [column for column in frame.columns if column.startswith("lineage")]
        stacked.append(frame[["year", "value", *lineage]].assign(part=name))
    return pd.concat(stacked, ignore_index=True)


def decades(yearly: pd.DataFrame) -> pd.DataFrame:
    """Return growth by decade.

    Parameters
    ----------
    yearly
        What `parts` returned.

    Returns
    -------
    DataFrame
        ``decade`` (label), ``start``, ``end``, ``natural``, ``un``, ``register`` (persons), ``growth_un``,
        ``growth_register`` (natural increase with either balance), ``share_un``, ``share_register`` (net migration in
        percent of natural increase), lineage.
    """
    names = {NATURAL: "natural", UN: "un", REGISTER: "register"}
    found = []
    for start, end in DECADES:
        rows = yearly[yearly["year"].between(start, end)]
        found.append(evidence.derive(_summed, rows, start=start, end=end, names=names))
    return pd.concat(found, ignore_index=True)


def _summed(rows: pd.DataFrame, start: int, end: int, names: dict[str, str]) -> pd.DataFrame:
    sums = {column: float(rows.loc[rows["part"] == part, "value"].sum()) for part, column in names.items()}
    record: dict[str, object] = {"decade": f"{start}–{end}", "start": start, "end": end, **sums}
    for column in ("un", "register"):
        record[f"growth_{column}"] = sums["natural"] + sums[column]
        record[f"share_{column}"] = 100 * sums[column] / sums["natural"]
    return pd.DataFrame([record])
