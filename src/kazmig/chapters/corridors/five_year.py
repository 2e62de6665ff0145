"""Moves in five years along single corridors, by each method of estimating them from migrant stocks."""

import pandas as pd

from kazmig import evidence
from kazmig.chapters.corridors.places import names
from kazmig.chapters.flows import METHODS
from kazmig.chapters.years import ChapterError
from kazmig.evidence import ANY, Evidence

SERIES = {"To": "outflow_five_year", "From": "inflow_five_year"}
"""Direction, as seen from Kazakhstan -> series."""


def moves(ev: Evidence, start: int, partners: tuple[str, ...]) -> pd.DataFrame:
    """Return every method's estimate of the moves to and from single countries in one window.

    A pair that a method does not list has no move in it, by the definition of the series: it stands here as zero.

    Parameters
    ----------
    start
        Year at whose middle the five years begin.

    Returns
    -------
    DataFrame
        ``label`` ("To Russia"), ``direction``, ``code``, ``method``, ``value`` (persons in five years), ``start``
        (year), lineage: of the pair's rows in the window.
    """
    labels = names(ev)
    parts = []
    for direction, series_id in SERIES.items():
        rows = ev.series(series_id, partner=list(partners), breakdown="method", category=ANY, frequency=None)
        rows = rows[(rows["period"].str[:4].astype(int) == start) & rows["category"].isin(METHODS)]
        if rows.empty:
            raise ChapterError(f"no five-year flows from {start}. Remedy: choose flow_start 1990, 1995 ... 2015.")
        rows = rows.assign(label=direction + " " + rows["partner"].map(labels), direction=direction)
        parts.append(evidence.derive(_every_method, rows, by="label"))
    order = {code: at for at, code in enumerate(partners)}
    found = pd.concat(parts, ignore_index=True)
    place = found["code"].map(order) * 2 + (found["direction"] == "From")
    return found.assign(place=place, start=start).sort_values(["place", "method"], kind="stable").drop(columns="place")


def _every_method(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.pivot_table(index=["label", "direction", "partner"], columns="category", values="value", aggfunc="sum")
    whole = table.reindex(columns=list(METHODS)).fillna(0.0).reset_index()
    long = whole.melt(id_vars=["label", "direction", "partner"], var_name="method", value_name="value")
    return long.rename(columns={"partner": "code"})


def spread(found: pd.DataFrame, method: str) -> pd.DataFrame:
    """Return for each corridor and direction the chosen method's estimate between the lowest and the highest.

    Parameters
    ----------
    found
        What `moves` returned.
    method
        One of the six methods.

    Returns
    -------
    DataFrame
        ``label``, ``direction``, ``code``, ``value``, ``low``, ``high`` (persons in five years), ``listed`` (methods in
        which the pair has any move), lineage.
    """

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby(["label", "direction", "code"], sort=False)["value"]
        table = groups.agg(low="min", high="max", listed=lambda values: int((values > 0).sum())).reset_index()
        chosen = rows[rows["method"] == method].set_index("label")["value"]
        return table.assign(value=table["label"].map(chosen))

    return evidence.derive(summed, found, by="label")


def nets(found: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return each method's moves from one country to Kazakhstan less those to it.

    Returns
    -------
    DataFrame
        ``method``, ``arriving``, ``leaving``, ``value`` (arriving less leaving, persons in five years), lineage.
    """
    own = found[found["code"] == code]

    def subtracted(rows: pd.DataFrame) -> pd.DataFrame:
        table = rows.pivot(index="method", columns="direction", values="value").reset_index()
        table = table.rename(columns={"From": "arriving", "To": "leaving"}).rename_axis(columns=None)
        return table.assign(value=table["arriving"] - table["leaving"])

    return evidence.derive(subtracted, own, by="method")
