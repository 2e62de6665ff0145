"""Net migration three times: the register's balance and two revisions of the UN's estimates."""

import numpy as np
import pandas as pd

OFFICIAL = "Register"
"""The label of the register's balance; the UN's series are named after their revision."""


def balances(register: pd.DataFrame, *revisions: pd.DataFrame) -> pd.DataFrame:
    """Return the register's balance and the UN's estimates one under the other.

    Parameters
    ----------
    register
        The registered balance, one row a year.
    revisions
        ``net_migrants_wpp``, one frame a revision. Only estimates are kept: a projection is an assumption about net
        migration, no account of it.

    Returns
    -------
    DataFrame
        ``source``, ``year``, ``value`` (persons), lineage.
    """
    parts = [register.assign(source=OFFICIAL)]
    for frame in revisions:
        parts.append(frame[frame["status"] == "estimate"].assign(source=frame["vintage"]))
    return pd.concat(parts, ignore_index=True)[["source", "year", "value", "lineage"]]


def disagreement(stacked: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Return two of the balances year by year.

    Parameters
    ----------
    stacked
        What `balances` returned.
    first, second
        Two of its sources.

    Returns
    -------
    DataFrame
        ``year``, ``first``, ``second``, ``gap`` (second less first, persons), ``opposite`` (1 where the signs differ),
        lineage of both. Years that only one has are left out.
    """
    columns = ["year", "value", "lineage"]
    pairs = stacked.loc[stacked["source"] == first, columns].merge(
        stacked.loc[stacked["source"] == second, columns], on="year", suffixes=("_first", "_second")
    )
    opposite = np.sign(pairs["value_first"]) != np.sign(pairs["value_second"])
    pairs = pairs.rename(columns={"value_first": "first", "value_second": "second"})
    return pairs.assign(gap=pairs["second"] - pairs["first"], opposite=opposite.astype("int64"))


def same_as_world_bank(un: pd.DataFrame, world_bank: pd.DataFrame) -> pd.DataFrame:
    """Return the UN's and the World Bank's net migration by year: ``year``, ``un``, ``world_bank``, lineage."""
    columns = ["year", "value", "lineage"]
    pairs = un[columns].merge(world_bank[columns], on="year", suffixes=("_un", "_bank"))
    return pairs.rename(columns={"value_un": "un", "value_bank": "world_bank"})
