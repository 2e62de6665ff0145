"""Recorded forecasts beside what came: pseudo-vintages of ours, and the projections of the United Nations."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import common
from kazmig.chapters.forecast.scoring import KEYS, REGISTER, UN, record
from kazmig.evidence import Evidence
from kazmig.trends import forecasting

OBSERVED: Final = "Register"
COLUMNS: Final = ["line", "year", "value", "low_80", "high_80", "status", "lineage"]
WPP: Final = ("WPP 2022", "WPP 2024")
"""The UN's revisions that we hold."""

DEPARTURES: Final = "departures_registered"


def pseudo(ev: Evidence, model: str, first: int = 2005) -> pd.DataFrame:
    """Return the register and a model's recorded pseudo-vintages as lines.

    Parameters
    ----------
    model
        A model that the ledger records.
    first
        First year of the register that is drawn.

    Returns
    -------
    DataFrame
        ``line``, ``year``, ``value``, ``low_80``, ``high_80`` (missing in the register), ``status``, lineage. Each
        vintage begins at the last value that it saw.
    """
    observed = ev.series(DEPARTURES)
    ledger = ev.forecasts
    rows = ledger[(ledger["kind"] == "pseudo") & (ledger["series_id"] == DEPARTURES) & (ledger["model"] == model)]
    parts = [observed[observed["year"] >= first].assign(line=OBSERVED, status="observed")]
    for origin, part in rows.groupby("origin", sort=True):
        line = f"From {origin}"
        start = observed[observed["year"] == origin]
        ends = {"low_80": start["value"], "high_80": start["value"]}
        parts.append(start.assign(line=line, status="recorded", **ends))
        parts.append(part.assign(line=line, value=part["median"], status="recorded"))
    return _lines(parts)


def nations(ev: Evidence, first: int = 2000, last: int = 2030) -> pd.DataFrame:
    """Return net migration as the UN's revisions and the register have it, as lines; projections marked as such."""
    parts = []
    for revision in WPP:
        rows = ev.series(UN, vintage=revision, start=first, end=last)
        # an estimate's points would be drawn hollow and crowd the line: only what is projected is marked
        status = rows["status"].where(rows["status"] == "projection", "observed")
        parts.append(rows.assign(line=revision, status=status))
    parts.append(ev.series("net_registered", start=first).assign(line=OBSERVED, status="observed"))
    return _lines(parts)


def turned(lines: pd.DataFrame) -> pd.Series:
    """Return, by year that both revisions in `nations` estimate, whether the sign of net migration differs."""
    known = lines[lines["status"] != "projection"]
    older, newer = (known[known["line"] == revision].set_index("year")["value"] for revision in WPP)
    pairs = pd.concat([older, newer], axis=1, join="inner", keys=["older", "newer"])
    return (pairs["older"] > 0) != (pairs["newer"] > 0)


def apart(lines: pd.DataFrame, revision: str, first: int = 2004, last: int = 2021) -> float:
    """Return how many persons a revision's estimates in `nations` and the register lie apart, on average of years."""
    known = lines[lines["year"].between(first, last)]
    one, other = (known[known["line"] == name].set_index("year")["value"] for name in (revision, OBSERVED))
    return float((one - other).abs().mean())


def beside_register(ev: Evidence, first: int = 2000) -> pd.DataFrame:
    """Return, for each year that WPP 2024 estimates, its net migration and the register's.

    Returns
    -------
    DataFrame
        ``year``, ``un``, ``register``, ``gap`` (persons), ``opposite`` (1 where the signs differ), lineage of both.
    """
    rows = ev.series(UN, vintage=WPP[-1], start=first)
    estimates = rows.loc[rows["status"] == "estimate", ["year", "value", "lineage"]]
    both = estimates.merge(
        ev.series("net_registered")[["year", "value", "lineage"]], on="year", suffixes=("_un", "_register")
    )
    both = both.rename(columns={"value_un": "un", "value_register": "register"})
    opposite = ((both["un"] > 0) != (both["register"] > 0)).astype("int64")
    return both.assign(gap=both["un"] - both["register"], opposite=opposite)


def held(scores: pd.DataFrame, release: str, against: str, year: int, column: str) -> float:
    """Return one number of a scored forecast.

    Raises
    ------
    ChapterError
        If the ledger holds no such forecast that has been observed.
    """
    rows = scores[(scores["release"] == release) & (scores["against"] == against) & (scores["year"] == year)]
    if len(rows) != 1:
        raise common.ChapterError(
            f"the ledger has {len(rows)} forecasts of {release} for {year} held against {against}. "
            "Remedy: record the release, or name one model and series."
        )
    return float(rows[column].iloc[0])


def chosen(scores: pd.DataFrame, *, kind: str, series_id: str, models: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the scored forecasts of one kind and series, of some models (all when none is named), in order."""
    rows = scores[(scores["kind"] == kind) & (scores["series_id"] == series_id)]
    if models:
        rows = rows[rows["model"].isin(models)]
    order = rows["against"].eq(REGISTER)
    return (
        rows.assign(place=order)
        .sort_values(["place", "release", "model", "year"], kind="stable")
        .drop(columns="place")
        .reset_index(drop=True)
    )


def pseudo_record(scores: pd.DataFrame) -> pd.DataFrame:
    """Return `scoring.record` of pseudo-vintages, models in their order, each vintage and all of them together."""
    together = scores.assign(release="all together")
    parts = [evidence.derive(record, frame, by=KEYS) for frame in (scores, together)]
    rows = pd.concat(parts, ignore_index=True)
    order = {name: place for place, name in enumerate(forecasting.MODELS)}
    places = rows["model"].map(lambda name: order.get(name, len(order)))
    titled = rows.assign(
        place=places, title=[forecasting.MODELS[name].title if name in order else name for name in rows["model"]]
    )
    return titled.sort_values(["place", "release"], kind="stable").drop(columns="place").reset_index(drop=True)


def line_colours(lines: pd.DataFrame) -> dict[str, str]:
    """Return a colour for each line of `pseudo`: the register in black, the vintages as departures."""
    return {name: "text" if name == OBSERVED else "departures" for name in dict.fromkeys(lines["line"])}


def line_labels(lines: pd.DataFrame) -> dict[str, str]:
    """Return what stands at each line's end in `pseudo`: vintages end amid the plot, and `starts` names them."""
    return {name: name if name == OBSERVED else "" for name in dict.fromkeys(lines["line"])}


def starts(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the year in which each vintage of `pseudo` begins, as marks of an axis: ``year``, ``word``, lineage."""
    vintages = lines[lines["line"] != OBSERVED].groupby("line", sort=False, as_index=False).first()
    return vintages.rename(columns={"line": "word"})[["year", "word", "lineage"]]


def _lines(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part.reindex(columns=COLUMNS) for part in parts], ignore_index=True)
