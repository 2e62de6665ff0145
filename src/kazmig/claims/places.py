"""The place of one member in a field: Kazakhstan among the countries of the world, say; 1 is the largest."""

import pandas as pd

from kazmig.claims import windows
from kazmig.claims.claim import Selection
from kazmig.claims.measures import Figure, silent
from kazmig.claims.witnesses import DIMENSIONS
from kazmig.evidence import compress


def rank(members: pd.DataFrame, chosen: Selection) -> Figure:
    """Return the place of a selection in a field, in every period of the window (1 is the largest).

    Parameters
    ----------
    members
        Rows of the whole field: one row a member and period.
    chosen
        The member that is placed.
    """
    inside = windows.inside(members, chosen)
    exact = inside[windows.is_window(inside, chosen)]
    inside = inside if exact.empty else exact
    own = inside
    for name in DIMENSIONS:
        own = own[own[name] == getattr(chosen, name)]
    if own.empty:
        return silent(members.iloc[:0], chosen, f"no observation within {windows.told(chosen)}")
    places: list[float] = []
    periods: list[str] = []
    lines: list[str] = []
    for row in own.itertuples():
        same = inside[inside["period"] == row.period]
        if len(same) > 1:
            places.append(float((same["value"] > row.value).sum() + 1))
            periods.append(str(row.period))
            lines.extend(same["lineage"])
    if not places:
        return silent(members.iloc[:0], chosen, "nothing to compare with in the same period")
    return Figure(tuple(places), tuple(periods), compress(lines), spans=True)
