"""Gravity models of the world's migrant stocks of 2020, and what they say of Kazakhstan's corridors."""

import functools
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig.chapters.corridors.country_pairs import Sources, build
from kazmig.chapters.corridors.places import group, names
from kazmig.chapters.years import ChapterError
from kazmig.evidence import Evidence
from kazmig.trends import gravity
from kazmig.trends.gravity import Gravity

TIES: Final = ("log_km", "border", "language", "soviet")
"""What the main model has beside a factor for each origin and each destination."""

SIZES: Final = ("population_origin", "population_destination", "income_origin", "income_destination")
"""What takes the place of those factors in the model of incomes."""

WORDS: Final = {
    "log_km": "Distance",
    "border": "Common land border",
    "language": "Common language",
    "soviet": "Both once in the Soviet Union",
    "any_language": "Common language",
    "population_origin": "Population of the origin",
    "population_destination": "Population of the destination",
    "income_origin": "Output per person, origin",
    "income_destination": "Output per person, destination",
}
"""Regressor -> its name."""

MAIN: Final = "Main model"
LARGEST_SHARE: Final = 0.99
"""Quantile of the pairs' sizes above which one variant leaves pairs out."""


@dataclass(frozen=True)
class Models:
    """The main model, the steps towards it, and its variants by name."""

    main: Gravity
    steps: dict[str, Gravity]
    variants: dict[str, Gravity]
    resets: dict[str, float]
    lineage: str


def fit(sources: Sources, zeros: str, confidence: float) -> Models:
    """Fit all models.

    Parameters
    ----------
    zeros
        ``listed``: only pairs that the UN lists; ``filled``: absent pairs stand in as zeros. The other choice is a
        variant.
    confidence
        Level of the intervals.
    """
    if zeros not in ("listed", "filled"):
        raise ChapterError(f"gravity_pairs is {zeros!r}. Remedy: choose listed or filled.")
    both = {name: build(sources, filled=name == "filled") for name in ("listed", "filled")}
    pairs, others = both[zeros], both["filled" if zeros == "listed" else "listed"]
    other = "Absent pairs as zeros" if zeros == "listed" else "Only pairs that the UN lists"
    spoken = ("log_km", "border", "any_language", "soviet")
    outside = pairs[pairs["soviet"] == 0]
    smaller = pairs[pairs["people"] <= both["listed"]["people"].quantile(LARGEST_SHARE)]
    ppml = functools.partial(gravity.ppml, confidence=confidence)
    steps = {
        "Countries alone": ppml(pairs, []),
        "and distance": ppml(pairs, TIES[:1]),
        "and border and language": ppml(pairs, TIES[:3]),
        "and the Soviet past": ppml(pairs, TIES),
    }
    variants = {
        MAIN: steps["and the Soviet past"],
        other: ppml(others, TIES),
        "No Soviet past": steps["and border and language"],
        "Any language": ppml(pairs, spoken),
        "No former Soviet pairs": ppml(outside, TIES[:3]),
        "Largest pairs left out": ppml(smaller, TIES),
        "Incomes, no factors": ppml(pairs, [*SIZES, *TIES], effects=False),
        "Least squares of logs": gravity.log_ols(pairs, TIES, confidence=confidence),
    }
    resets = {
        MAIN: gravity.reset(variants[MAIN], TIES),
        other: gravity.reset(variants[other], TIES),
        "Least squares of logs": gravity.reset(variants["Least squares of logs"], TIES),
    }
    return Models(variants[MAIN], steps, variants, resets, sources.lineage)


def coefficients(models: Models, variant: str = MAIN) -> pd.DataFrame:
    """Return the coefficients of one model.

    Returns
    -------
    DataFrame
        ``name``, ``term``, ``estimate``, ``error``, ``low``, ``high``, ``factor``, ``factor_low``, ``factor_high``,
        ``level`` (percent, of the intervals), lineage.
    """
    model = models.variants[variant]
    level = 100 * model.confidence
    return model.terms.assign(name=model.terms["term"].map(WORDS), level=level, lineage=models.lineage)


def ties(models: Models, near: float, far: float) -> pd.DataFrame:
    """Return how many times as many people the main model has in a pair with a tie as in one without it.

    Parameters
    ----------
    near, far
        Two distances in kilometres: the factor of distance is that of the farther for the nearer.

    Returns
    -------
    DataFrame
        ``name``, ``factor``, ``low``, ``high`` (times), lineage.
    """
    found = coefficients(models)
    ratio = far / near
    rows = [
        {
            "name": f"{row['name']}: {far:,.0f} km, not {near:,.0f}" if row["term"] == "log_km" else row["name"],
            "term": row["term"],
            "factor": ratio ** row["estimate"] if row["term"] == "log_km" else row["factor"],
            "low": ratio ** row["low"] if row["term"] == "log_km" else row["factor_low"],
            "high": ratio ** row["high"] if row["term"] == "log_km" else row["factor_high"],
        }
        for _, row in found.iterrows()
    ]
    return pd.DataFrame(rows).assign(lineage=models.lineage)


def summary(models: Models) -> pd.DataFrame:
    """Return one row a model: its coefficients with their errors, size and fit.

    Returns
    -------
    DataFrame
        ``model``, ``pairs``, ``origins``, ``destinations``, for each tie and income its estimate, ``_error``, ``_low``
        and ``_high`` (NaN where the model lacks it), for each tie ``_text`` (estimate and error as printed),
        ``explained`` (percent), ``reset`` (p-value of the RESET test where it was made), lineage.
    """
    rows = []
    for name, model in models.variants.items():
        row: dict[str, object] = {
            "model": name,
            "pairs": len(model.pairs),
            "origins": model.origins,
            "destinations": model.destinations,
        }
        for term in (*TIES, *SIZES):
            stand = "any_language" if term == "language" and "any_language" in set(model.terms["term"]) else term
            known = stand in set(model.terms["term"])
            row[term] = model.estimate(stand) if known else float("nan")
            row[f"{term}_error"] = model.estimate(stand, "error") if known else float("nan")
            row[f"{term}_low"] = model.estimate(stand, "low") if known else float("nan")
            row[f"{term}_high"] = model.estimate(stand, "high") if known else float("nan")
            row[f"{term}_text"] = _printed(model.estimate(stand), model.estimate(stand, "error")) if known else "–"
        rows.append(row | {"explained": 100 * model.explained, "reset": models.resets.get(name, float("nan"))})
    return pd.DataFrame(rows).assign(lineage=models.lineage)


def _printed(estimate: float, error: float) -> str:
    """Return an estimate with its standard error as a table prints them."""
    return f"{estimate:.2f}\u00a0±\u00a0{error:.2f}".replace("-", "−")


def explained(models: Models) -> pd.DataFrame:
    """Return how much of the differences between pairs each step accounts for.

    Returns
    -------
    DataFrame
        ``step``, ``percent`` (of the deviance of a constant), ``remaining`` (percent of what the countries' own factors
        leave that is still left), lineage.
    """
    first = next(iter(models.steps.values())).deviance
    rows = [
        {"step": name, "percent": 100 * model.explained, "remaining": 100 * model.deviance / first}
        for name, model in models.steps.items()
    ]
    return pd.DataFrame(rows).assign(lineage=models.lineage)


def corridors(ev: Evidence, models: Models, side: str, most: int = 10) -> pd.DataFrame:
    """Set the people of Kazakhstan's largest corridors beside what the models would have there.

    Parameters
    ----------
    side
        ``to``: people from Kazakhstan by destination; ``from``: people in Kazakhstan by origin.
    most
        How many corridors, the largest.

    Returns
    -------
    DataFrame
        ``code``, ``place``, ``group``, ``people``, ``fitted`` (main model), ``ratio`` (people over fitted), ``low`` and
        ``high`` (lowest and highest ratio over all Poisson models that have the pair), ``without_soviet`` (ratio in the
        model without the Soviet past), ``km``, lineage. From the highest ratio.
    """
    own, other = ("origin", "destination") if side == "to" else ("destination", "origin")
    ratios = {}
    for name, model in models.variants.items():
        if model.method == "ppml":
            rows = model.pairs[model.pairs[own] == "KAZ"]
            ratios[name] = (rows["people"] / rows["fitted"]).set_axis(rows[other])
    main = models.main.pairs[(models.main.pairs[own] == "KAZ") & (models.main.pairs["people"] > 0)]
    top = main.nlargest(most, "people")[[other, "people", "fitted", "km"]].rename(columns={other: "code"})
    every = pd.DataFrame(ratios)
    top = top.assign(
        place=top["code"].map(names(ev)),
        group=top["code"].map(group),
        ratio=top["people"] / top["fitted"],
        low=top["code"].map(every.min(axis=1)),
        high=top["code"].map(every.max(axis=1)),
        without_soviet=top["code"].map(every["No Soviet past"]),
        lineage=models.lineage,
    )
    return top.sort_values(["ratio", "code"], ascending=[False, True], kind="stable").reset_index(drop=True)


def newer_ratios(found: pd.DataFrame, newer: pd.DataFrame) -> pd.DataFrame:
    """Set the newer revision's people over what the model expects from the older one.

    Parameters
    ----------
    found
        What `corridors` returned for ``to``.
    newer
        The pairs of 2024 (IMS 2024).

    Returns
    -------
    DataFrame
        ``code``, ``people`` (newer revision), ``fitted``, ``ratio``, lineage of both; pairs that it does not list are
        left out.
    """
    both = found[["code", "fitted", "lineage"]].merge(
        newer[["code", "value", "lineage"]], on="code", suffixes=("_model", "_newer")
    )
    return both.rename(columns={"value": "people"}).assign(ratio=both["value"] / both["fitted"])
