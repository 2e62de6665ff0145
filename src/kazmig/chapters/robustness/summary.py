"""Counting over the grid: in how many specifications a claim holds, and which choice it hangs on."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.robustness.claims import BREAKS, CHOICES, CLAIMS, TITLES, Claim
from kazmig.chapters.robustness.reasons import CHOICES_OF, LEFT_OUT
from kazmig.chapters.robustness.variants import LEAST, PERSONS, SUPERSEDED

KEEP: Final = {"all": (), "count": ("Per 1,000",), "rate": (PERSONS,)}
"""What the parameter ``measures`` leaves out, by the beginning of the measure's name."""


def kept(grid: pd.DataFrame, start_year: int, end_year: int, measures: str, releases: str) -> pd.DataFrame:
    """Return the specifications that a run's parameters leave.

    Parameters
    ----------
    grid
        The table of specifications.
    start_year, end_year
        Specifications that use an earlier or a later year are left out.
    measures
        ``all``, ``count`` or ``rate``; a claim that leaves no such choice is kept.
    releases
        ``all``, or ``last`` for the last releases alone.

    Raises
    ------
    ChapterError
        If none is left.
    """
    if measures not in KEEP or releases not in ("all", "last"):
        raise ChapterError("measures is all, count or rate, and releases all or last. Remedy: choose one of these.")
    keep = (grid["first"] >= start_year) & (grid["last"] <= end_year)
    for beginning in KEEP[measures]:
        keep &= ~grid["measure"].str.startswith(beginning)
    if releases == "last":
        keep &= ~grid["release"].isin([SUPERSEDED, LEAST])
    found = grid[keep].reset_index(drop=True)
    if found.empty:
        raise ChapterError(
            f"no specification lies within {start_year} to {end_year}: the shortest ones need 2020 to 2022. "
            "Remedy: choose an earlier start_year or a later end_year."
        )
    return found


def by_claim(grid: pd.DataFrame, claims: Sequence[Claim] = (*CLAIMS, *BREAKS)) -> pd.DataFrame:
    """Return one row a claim: in how many specifications it holds.

    Returns
    -------
    DataFrame
        ``claim``, ``title``, ``holds`` and ``n`` (specifications), ``label`` (both in words), ``share`` (percent),
        ``lowest``, ``median``,
        ``highest`` (of the estimates), ``estimate`` (what it is), ``book`` (1 where the book's own choice holds, 0
        where not, missing where it is not among the specifications), ``decides`` (the choice that explains most),
        ``explained`` (its share of the variance of the answer, percent), lineage. Claims without a specification are
        left out.
    """
    deciding = decisive(grid)
    known = {claim.key: claim for claim in claims}

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        groups = rows.groupby("claim", sort=False)
        table = groups.agg(
            holds=("holds", "sum"),
            n=("holds", "size"),
            lowest=("estimate", "min"),
            median=("estimate", "median"),
            highest=("estimate", "max"),
        ).reset_index()
        book = rows[rows["book"]].groupby("claim")["holds"].first().astype(float)
        table["book"] = table["claim"].map(book)
        return table

    frame = evidence.derive(summed, grid[grid["claim"].isin(list(known))], by="claim")
    best = deciding.sort_values("explained", ascending=False, kind="stable").drop_duplicates("claim").set_index("claim")
    frame = frame.assign(
        title=frame["claim"].map(TITLES),
        estimate=frame["claim"].map({key: claim.estimate for key, claim in known.items()}),
        condition=frame["claim"].map({key: claim.holds for key, claim in known.items()}),
        label=[
            f"{TITLES[claim]} ({holds} of {n})"
            for claim, holds, n in zip(frame["claim"], frame["holds"], frame["n"], strict=True)
        ],
        share=100 * frame["holds"] / frame["n"],
        decides=frame["claim"].map(best["name"]).where(frame["holds"].between(1, frame["n"] - 1), "none"),
        explained=100 * frame["claim"].map(best["explained"]),
    )
    order = {key: place for place, key in enumerate(known)}
    places = frame["claim"].map(order).sort_values(kind="stable").index
    ordered: pd.DataFrame = frame.loc[places].reset_index(drop=True)
    return ordered


def by_choice(grid: pd.DataFrame) -> pd.DataFrame:
    """Return for every level of every choice in how many specifications each claim holds.

    Returns
    -------
    DataFrame
        ``claim``, ``choice`` (column), ``name`` (what the choice is called), ``level``, ``holds``, ``n``, ``share``
        (percent), lineage. Choices that a claim does not leave, or that have one level, are left out.
    """
    parts = []
    for claim, choice, name in _choices(grid):
        of_it = grid[grid["claim"] == claim]
        rows = of_it.assign(level=of_it[choice].where(of_it[choice] != "", "not a choice here"))

        def summed(part: pd.DataFrame) -> pd.DataFrame:
            groups = part.groupby(["claim", "level"], sort=False)
            return groups.agg(holds=("holds", "sum"), n=("holds", "size")).reset_index()

        parts.append(evidence.derive(summed, rows, by=["claim", "level"]).assign(choice=choice, name=name))
    if not parts:
        raise ChapterError("every choice has one level left. Remedy: widen start_year, end_year or the filters.")
    stacked = pd.concat(parts, ignore_index=True)
    return stacked.assign(share=100 * stacked["holds"] / stacked["n"])


def decisive(grid: pd.DataFrame) -> pd.DataFrame:
    """Return how much of a claim's answer each choice explains by itself.

    Returns
    -------
    DataFrame
        ``claim``, ``choice``, ``name``, ``explained``: the variance between the choice's levels over the whole variance
        of the answer (1 where a claim holds, else 0), the correlation ratio of Pearson (1905); zero where the answer
        is the same everywhere. Shares of several choices do not add up: the grid is not balanced.
    """
    rows = [
        {"claim": claim, "choice": choice, "name": name, "explained": _ratio(grid[grid["claim"] == claim], choice)}
        for claim, choice, name in _choices(grid)
    ]
    return pd.DataFrame(rows, columns=["claim", "choice", "name", "explained"])


def _choices(grid: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the choices that each claim leaves in this grid: claim, column, name."""
    return [
        (str(claim), choice, CHOICES_OF[str(claim)][choice][0])
        for claim, rows in grid.groupby("claim", sort=False)
        for choice in CHOICES
        if choice in CHOICES_OF[str(claim)] and rows[choice].nunique() > 1
    ]


def _ratio(rows: pd.DataFrame, choice: str) -> float:
    answer = rows["holds"].to_numpy(dtype=float)
    whole = float(((answer - answer.mean()) ** 2).sum())
    if whole == 0:
        return 0.0
    fitted = rows["holds"].astype(float).groupby(rows[choice]).transform("mean").to_numpy()
    return float(((fitted - answer.mean()) ** 2).sum() / whole)


def tally(grid: pd.DataFrame, claim: str, **where: str | Sequence[str]) -> pd.DataFrame:
    """Count the specifications of a claim that fit, and in how many of them it holds.

    Parameters
    ----------
    claim
        Its key.
    **where
        By choice (column): a level, or several.

    Returns
    -------
    DataFrame
        One row: ``claim``, ``holds``, ``n``, ``share`` (percent), ``lowest`` and ``highest`` estimate, lineage. Nothing
        fits: zero and zero, resting on all that the grid was computed from.
    """
    rows = grid[grid["claim"] == claim]
    for choice, wanted in where.items():
        rows = rows[rows[choice].isin([wanted] if isinstance(wanted, str) else list(wanted))]
    counted = {
        "claim": claim,
        "holds": int(rows["holds"].sum()),
        "n": len(rows),
        "share": 100 * float(rows["holds"].mean()) if len(rows) else 0.0,
        "lowest": float(rows["estimate"].min()) if len(rows) else 0.0,
        "highest": float(rows["estimate"].max()) if len(rows) else 0.0,
        "lineage": evidence.compress((rows if len(rows) else grid)["lineage"]),
    }
    return pd.DataFrame([counted])


def every(frame: pd.DataFrame) -> bool:
    """Say whether a claim holds in every specification of a tally, and there is one.

    Examples
    --------
    >>> every(pd.DataFrame({"holds": [3], "n": [3]})), every(pd.DataFrame({"holds": [0], "n": [0]}))
    (True, False)
    """
    return bool(frame["n"].item() > 0 and frame["holds"].item() == frame["n"].item())


def never(frame: pd.DataFrame) -> bool:
    """Say whether a claim holds in no specification of a tally, and there is one."""
    return bool(frame["n"].item() > 0 and frame["holds"].item() == 0)


def headings(claim: str, grid: pd.DataFrame, without: Sequence[str] = ()) -> dict[str, str]:
    """Return the columns of a claim's choices with more than one level, and what they are called."""
    return {choice: name for found, choice, name in _choices(grid) if found == claim and choice not in without}


def listed(grid: pd.DataFrame) -> pd.DataFrame:
    """Return what was varied for each claim, its levels, and why each is a choice that could be made."""
    parts = []
    for claim, choice, name in _choices(grid):
        rows = grid[grid["claim"] == claim]
        levels = "; ".join(str(level) for level in dict.fromkeys(rows[choice]) if level)
        why = CHOICES_OF[claim][choice][1]
        parts.append(
            {
                "claim": claim,
                "title": TITLES[claim],
                "name": name,
                "levels": levels,
                "why": why,
                "lineage": evidence.compress(rows["lineage"]),
            }
        )
    return pd.DataFrame(parts)


def left_out(grid: pd.DataFrame) -> pd.DataFrame:
    """Return what is no specification, and why; it rests on all that the grid was computed from."""
    everything = evidence.compress(grid["lineage"])
    return pd.DataFrame([{"what": what, "why": why, "lineage": everything} for what, why in LEFT_OUT])


def hanging(grid: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of the one choice that decides most, for each claim that holds in some specifications only.

    Returns
    -------
    DataFrame
        ``claim``, ``title``, ``name`` of the choice, ``level``, ``holds``, ``n``, ``share`` (percent), lineage.
    """
    best = decisive(grid).sort_values("explained", ascending=False, kind="stable").drop_duplicates("claim")
    levels = by_choice(grid).merge(best[best["explained"] > 0][["claim", "choice"]], on=["claim", "choice"])
    named: pd.DataFrame = levels.assign(title=levels["claim"].map(TITLES))
    return named
