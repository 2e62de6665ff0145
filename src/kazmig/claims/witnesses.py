"""Who can speak to a claim: every series of its concepts, each named revision of a series apart.

A document is never its own witness, and a projection is none. Two revisions of one publication (WPP 2022 and WPP
2024) are two witnesses: where they contradict each other, the verdict depends on which one reads.
"""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from kazmig.claims.claim import ANYTHING, Selection
from kazmig.evidence import ANY, Evidence, Period, compress
from kazmig.evidence.precedence import KEY, revision_family
from kazmig.evidence.questions import Filter

COPIES = frozenset({"net_migration_wdi"})
"""Series that print another's figures: the World Bank's net migration is the UN's, year by year, and would only
repeat it."""
DIMENSIONS = ("geo", "partner", "sex", "age", "breakdown", "category")


@dataclass(frozen=True, eq=False)
class Witness:
    """A series, in one revision, cut down to what a claim is about.

    Parameters
    ----------
    series_id, unit
        As in ``series.csv``.
    name
        The series' title, the part of it that is meant, its revision, and a mark where a balance is read as loss.
    vintage
        The named revision, or empty.
    rows
        One row a period (and a member of the field, for ranks), sorted: the dimensions, ``period``, ``first`` and
        ``last`` (datetime64), ``value`` (sign turned for a loss), ``precision`` (0 when printed to the unit),
        ``lineage``.
    """

    series_id: str
    name: str
    unit: str
    vintage: str
    rows: pd.DataFrame


def find(evidence: Evidence, chosen: Selection, exclude: frozenset[str]) -> list[Witness]:
    """Return the witnesses for a selection, in the order of ``series.csv``.

    Parameters
    ----------
    evidence
        The evidence.
    chosen
        What the claim is about; its window does not matter here.
    exclude
        Sources whose rows may not speak.

    Returns
    -------
    list of Witness
        Series without a row for the selection are left out.

    Raises
    ------
    EvidenceError
        If ``series.csv`` has no series of a concept.
    """
    words = _words(evidence)
    wanted = set(filter(None, chosen.series.split("|")))
    found = []
    for concept in chosen.concept.split("|"):
        for series_id in evidence.concept(concept):
            facts = words.series[series_id]
            if series_id in COPIES or (wanted and series_id not in wanted):
                continue
            if not _same_way(chosen.direction, facts["direction"]):
                continue
            turned = chosen.direction == "out" and facts["direction"] == "net"
            for vintage, rows in _revisions(evidence, series_id, chosen, exclude):
                rows = _single(rows, chosen, words.sums)
                rows = rows if chosen.measure == "rank" else _added_up(rows, chosen)
                if rows.empty:
                    continue
                marks = [*filter(None, [vintage]), *(["read as net loss"] if turned else [])]
                about = _about(chosen, facts, words)
                found.append(
                    Witness(
                        series_id=series_id,
                        name=facts["title"] + about + (f" ({', '.join(marks)})" if marks else ""),
                        unit=facts["unit"],
                        vintage=vintage,
                        rows=rows.assign(value=-rows["value"]) if turned else rows,
                    )
                )
    return found


@dataclass(frozen=True, eq=False)
class _Words:
    """What the dictionaries of the evidence say: facts by series, names by code, codes that are sums of others."""

    series: dict[str, dict[str, str]]
    places: dict[str, str]
    categories: dict[tuple[str, str], str]
    sums: frozenset[str]


@lru_cache(maxsize=8)
def _words(evidence: Evidence) -> _Words:
    series = evidence.series_info.astype(str).to_dict("records")
    places = evidence.geographies
    kinds = evidence.categories.astype(str).to_dict("records")
    return _Words(
        {str(row["series_id"]): {str(name): str(value) for name, value in row.items()} for row in series},
        dict(zip(places["code"].astype(str), places["name_en"].astype(str), strict=True)),
        {(str(row["breakdown"]), str(row["category"])): str(row["name"]) for row in kinds},
        frozenset(places.loc[places["group"] == "aggregate", "code"].astype(str)),
    )


def _about(chosen: Selection, facts: dict[str, str], words: _Words) -> str:
    """Return what part of a series is meant: other places, partners and groups than the totals of Kazakhstan."""
    parts = []
    if chosen.measure != "rank" and chosen.geo != "KAZ":
        parts.append(_names(chosen.geo, words.places))
    if chosen.partner not in ("", ANYTHING):
        role = {"origin": "from ", "destination": "to "}.get(facts["partner_role"], "")
        parts.append(role + _names(chosen.partner, words.places))
    if chosen.category not in ("", ANYTHING):
        groups = {code: name for (breakdown, code), name in words.categories.items() if breakdown == chosen.breakdown}
        parts.append(_names(chosen.category, groups))
    if chosen.age:
        parts.append(f"aged {chosen.age}")
    return f", {', '.join(parts)}" if parts else ""


def _names(codes: str, names: dict[str, str]) -> str:
    found = [names.get(code, code) for code in codes.split("|")]
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1]]))


def _same_way(asked: str, given: str) -> bool:
    """Say whether a series of one direction can speak to a statement about another."""
    return not asked or given in (asked, "none") or (given == "net" and asked in ("in", "out"))


def _revisions(
    evidence: Evidence, series_id: str, chosen: Selection, exclude: frozenset[str]
) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows that win, for the dated releases together and for each named revision apart."""
    rows = _heard(evidence, series_id)
    keep = ~rows["source_id"].isin(exclude)
    for name in DIMENSIONS:
        asked = getattr(chosen, name)
        if asked != ANYTHING:
            keep &= rows[name].isin(asked.split("|"))
    if chosen.vintage:
        keep &= rows["revision"].isin(chosen.vintage.split("|"))
    if chosen.frequency != "any":
        fits = [text for text in rows["period"].unique() if Period.parse(text).fits(chosen.frequency)]
        keep &= rows["period"].isin(fits)
    best = rows[keep].drop_duplicates([*KEY, "revision"])  # within a key the first is the one that wins
    return [(str(name), part.reset_index(drop=True)) for name, part in best.groupby("revision", sort=True)]


@lru_cache(maxsize=512)
def _heard(evidence: Evidence, series_id: str) -> pd.DataFrame:
    """Return all rows of a series but projections, in time and within a key best first, with revisions named."""
    anything: dict[str, Filter] = dict.fromkeys(DIMENSIONS, ANY)
    rows = evidence.series(series_id, **anything, frequency=None, all_sources=True)  # type: ignore[arg-type]
    rows = rows[rows["status"] != "projection"]
    rows = rows.astype(dict.fromkeys((*KEY, "vintage", "source_id", "lineage"), "str"))
    periods = {text: Period.parse(text) for text in rows["period"].unique()}
    family = rows["vintage"].map({text: revision_family(text) for text in rows["vintage"].unique()})
    rows = rows.assign(
        first=pd.to_datetime(rows["period"].map({text: period.start for text, period in periods.items()})),
        last=pd.to_datetime(rows["period"].map({text: period.end for text, period in periods.items()})),
        precision=rows["precision"].fillna(0.0),
        revision=rows["vintage"].where(family != "", ""),
    )
    return rows.sort_values(["first", "last", *DIMENSIONS, "rank"], kind="stable").reset_index(drop=True)


def _single(rows: pd.DataFrame, chosen: Selection, sums: frozenset[str]) -> pd.DataFrame:
    """Keep single members only where a field may be anything: no totals, no groups of countries."""
    for name in DIMENSIONS:
        if getattr(chosen, name) == ANYTHING:
            rows = rows[(rows[name] != "") & ~rows[name].isin(sums)]
    return rows


def _added_up(rows: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Add up the several values of a field; a period in which one of them is missing is left out."""
    several = [name for name in DIMENSIONS if "|" in getattr(chosen, name)]
    columns = [*DIMENSIONS, "period", "first", "last", "value", "precision", "lineage"]
    if not several:
        return rows[columns]
    members = 1
    for name in several:
        members *= len(getattr(chosen, name).split("|"))
    keys = ["period", "first", "last", *(name for name in DIMENSIONS if name not in several)]
    parts = []
    for values, part in rows.groupby(keys, sort=False):
        if len(part) == members:
            joined = {name: getattr(chosen, name) for name in several}
            totals = {"value": part["value"].sum(), "precision": part["precision"].sum()}
            parts.append(
                {**dict(zip(keys, values, strict=True)), **joined, **totals, "lineage": compress(part["lineage"])}
            )
    return pd.DataFrame(parts, columns=columns)
