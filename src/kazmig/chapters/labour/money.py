"""Remittances in both directions, as shares of output, and the transfers of which the destination is known."""

from typing import Final

import pandas as pd

from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence

MILLION: Final = 1e6

PEERS: Final = {"TJK": "Tajikistan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan", "KAZ": "Kazakhstan"}
"""Countries whose receipts are compared."""


def both_ways(received: pd.DataFrame, paid: pd.DataFrame) -> pd.DataFrame:
    """Return remittances paid, received and the balance in million dollars.

    Parameters
    ----------
    received, paid
        One row a year, in dollars, with lineage.

    Returns
    -------
    DataFrame
        ``year``, ``flow`` (paid, received, balance), ``value`` (million US dollars; the balance is what is received
        less what is paid), lineage of both.
    """
    two = received[["year", "value", "lineage"]].merge(
        paid[["year", "value", "lineage"]], on="year", suffixes=("_received", "_paid")
    )
    values = {
        "paid": two["value_paid"],
        "received": two["value_received"],
        "balance": two["value_received"] - two["value_paid"],
    }
    parts = [
        two[["year", "lineage_received", "lineage_paid"]].assign(flow=flow, value=value / MILLION)
        for flow, value in values.items()
    ]
    return pd.concat(parts, ignore_index=True)


def at(rows: pd.DataFrame, flow: str, year: int) -> float:
    """Return one flow of a year, in million dollars."""
    found = rows.loc[(rows["flow"] == flow) & (rows["year"] == year), "value"]
    if len(found) != 1:
        raise ChapterError(f"{len(found)} values of {flow} for {year}. Remedy: choose a year that both series have.")
    return float(found.iloc[0])


def shares(received: pd.DataFrame, paid: pd.DataFrame, share: pd.DataFrame) -> pd.DataFrame:
    """Return remittances paid and received in percent of GDP.

    The World Bank prints the share of the receipts. Output in dollars follows from it, and so does the share of the
    payments.

    Parameters
    ----------
    received, paid
        One row a year, in dollars.
    share
        Receipts in percent of GDP, one row a year.

    Returns
    -------
    DataFrame
        ``year``, ``received``, ``paid`` (percent of GDP), lineage of the three.
    """
    columns = ["year", "value", "lineage"]
    joined = (
        received[columns]
        .merge(paid[columns], on="year", suffixes=("_received", "_paid"))
        .merge(share[columns].rename(columns={"value": "share", "lineage": "lineage_share"}), on="year")
    )
    return pd.DataFrame(
        {
            "year": joined["year"],
            "received": joined["share"],
            "paid": joined["share"] * joined["value_paid"] / joined["value_received"],
            **{name: joined[name] for name in ("lineage_received", "lineage_paid", "lineage_share")},
        }
    )


def peers(ev: Evidence, year: int) -> pd.DataFrame:
    """Return receipts in percent of GDP of the neighbours and Kazakhstan in a year, from the largest.

    Returns
    -------
    DataFrame
        ``country``, ``value``, lineage. A country without a figure for the year is left out.
    """
    rows = ev.series("remittances_received_share_gdp", geo=list(PEERS), start=year, end=year)
    rows = rows.assign(country=rows["geo"].map(PEERS)).sort_values("value", ascending=False)
    return rows[["country", "value", "lineage"]].reset_index(drop=True)


def transfers(ev: Evidence, period: str) -> pd.DataFrame:
    """Return the money sent through transfer systems in a period by destination, with shares of all.

    Returns
    -------
    DataFrame
        ``partner``, ``value`` (tenge), ``share`` (percent), lineage of both; from the largest.
    """
    whole = ev.series("transfers_sent", frequency=None)
    whole = whole[whole["period"] == period]
    parts = ev.series("transfers_sent", partner=["UZB", "TUR", "RUS", "KGZ", "GEO"], frequency=None)
    parts = parts[parts["period"] == period]
    joined = parts[["partner", "period", "value", "lineage"]].merge(
        whole[["period", "value", "lineage"]], on="period", suffixes=("", "_all")
    )
    joined = joined.assign(share=100 * joined["value"] / joined["value_all"])
    return joined.sort_values("value", ascending=False)[["partner", "value", "share", "lineage", "lineage_all"]]
