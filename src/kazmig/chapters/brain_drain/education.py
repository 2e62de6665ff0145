"""Education of those who leave, beside several populations: the answer depends on the one chosen."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import common, intervals
from kazmig.chapters.brain_drain.picking import pick
from kazmig.evidence import Evidence

HALF: Final = "2022-H1"
"""The one period for which the register was printed by education."""

EMIGRANTS: Final = "Registered emigrants 15+ (2022)"
"""Label of the emigrants among the groups that they are compared with."""

LEVELS: Final = {"higher": "Higher education", "specialised_secondary": "Specialised secondary", "neither": "Neither"}
"""Levels of education that both the register and the census give; the rest is one group."""


def emigrants(ev: Evidence, level: float = 0.95) -> pd.DataFrame:
    """Return registered emigrants aged 15 and over by education, first half of 2022.

    Parameters
    ----------
    level
        Level of the intervals, such as 0.95.

    Returns
    -------
    DataFrame
        One row a level of education: ``category``, ``value`` (persons), ``total`` (all levels), ``share``, ``low``,
        ``high`` (percent, Wilson), ``level`` (percent), lineage of the row (of all rows for the shares).
    """
    rows = ev.series("departures_registered", age="15+", breakdown="education", category=evidence.ANY, frequency="half")
    return evidence.derive(_shares, rows[rows["period"] == HALF], level=level)


def _shares(rows: pd.DataFrame, *, level: float) -> pd.DataFrame:
    total = rows["value"].sum()
    bounds = [intervals.wilson(value, total, level) for value in rows["value"]]
    return pd.DataFrame(
        {
            "category": rows["category"],
            "value": rows["value"],
            "total": total,
            "share": 100 * rows["value"] / total,
            "low": [100 * low for low, _ in bounds],
            "high": [100 * high for _, high in bounds],
            "level": 100 * level,
        }
    ).reset_index(drop=True)


def degrees_per_diploma(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the exact interval for degrees per college diploma among emigrants, at the frame's level.

    Parameters
    ----------
    frame
        What `emigrants` gives.
    """
    diplomas, degrees = (pick(frame, category=name) for name in ("specialised_secondary", "higher"))
    return intervals.ratio_of_counts(diplomas, degrees, pick(frame, "level", category="higher") / 100)


def denominators(ev: Evidence, level: float = 0.95) -> pd.DataFrame:
    """Return graduates among emigrants beside graduates among the populations that they may be compared with.

    Returns
    -------
    DataFrame
        First row the emigrants, then one row a population: ``group`` (label), ``year``, ``age``, ``source`` (census or
        survey compilation), ``share``, ``low``, ``high`` (percent: Wilson interval of the emigrants, rounding of the
        others), ``ratio``, ``ratio_low``, ``ratio_high`` (emigrants' share over the group's, worst case of both),
        ``kind`` (``emigrants`` or ``population``), ``level``, lineage.
    """
    leaving = emigrants(ev, level).query("category == 'higher'")
    populations = pd.concat([_census(ev), _adults(ev)], ignore_index=True)
    beside = evidence.derive(_compared, populations, leaving, by="group")
    first = evidence.derive(_first, leaving)
    return pd.concat([first, beside], ignore_index=True)


def _census(ev: Evidence) -> pd.DataFrame:
    """Return the census shares of graduates by age group, labelled."""
    rows = ev.series("population_education_share", age=evidence.ANY, breakdown="education", category="higher")
    named = rows["age"].map(lambda age: "Everybody 15+" if age == "15+" else f"Aged {age.replace('-', ' to ')}")
    return rows.assign(group=named + " (" + rows["year"].astype(str) + ")", source="census")


def _adults(ev: Evidence) -> pd.DataFrame:
    """Return the last two shares of adults with a bachelor's degree or more, labelled."""
    rows = ev.series("population_share_bachelor_or_more", age="25+", frequency="year").tail(2)
    return rows.assign(group="Adults 25+ (" + rows["year"].astype(str) + ")", source="other")


def _compared(populations: pd.DataFrame, leaving: pd.DataFrame) -> pd.DataFrame:
    ours = intervals.Span(leaving["low"].iloc[0], leaving["share"].iloc[0], leaving["high"].iloc[0])
    known = intervals.bounded(populations)
    ratios = [
        ours / intervals.Span(low, value, high)
        for low, value, high in zip(known["low"], known["value"], known["high"], strict=True)
    ]
    return pd.DataFrame(
        {
            "group": known["group"],
            "year": known["year"].astype("int64"),
            "age": known["age"],
            "source": known["source"],
            "share": known["value"],
            "low": known["low"],
            "high": known["high"],
            "ratio": [ratio.value for ratio in ratios],
            "ratio_low": [ratio.low for ratio in ratios],
            "ratio_high": [ratio.high for ratio in ratios],
            "kind": "population",
            "level": leaving["level"].iloc[0],
        }
    )


def _first(leaving: pd.DataFrame) -> pd.DataFrame:
    kept = leaving[["share", "low", "high", "level"]].reset_index(drop=True)
    return kept.assign(group=EMIGRANTS, year=int(HALF[:4]), age="15+", source="register", kind="emigrants")


def levels(ev: Evidence) -> pd.DataFrame:
    """Return the composition by education of emigrants (first half of 2022) and of the population aged 15 and over.

    Returns
    -------
    DataFrame
        One row a level (higher, specialised secondary, neither): ``education``, ``name``, ``population`` (percent,
        census of 2021), ``emigrants`` (percent), ``ratio``, lineage.
    """
    census = ev.series("population_education_share", age="15+", breakdown="education", category=evidence.ANY)
    return evidence.derive(_levels, emigrants(ev), census)


def _levels(leaving: pd.DataFrame, census: pd.DataFrame) -> pd.DataFrame:
    ours = leaving.set_index("category")["share"]
    theirs = census.set_index("category")["value"]
    named = [name for name in LEVELS if name != "neither"]
    rows = [(name, float(theirs[name]), float(ours[name])) for name in named]
    rows.append(("neither", 100 - sum(row[1] for row in rows), float(ours.drop(named).sum())))
    frame = pd.DataFrame(rows, columns=["education", "population", "emigrants"])
    return frame.assign(name=frame["education"].map(LEVELS), ratio=frame["emigrants"] / frame["population"])


def bases(ev: Evidence) -> pd.DataFrame:
    """Return graduates among emigrants on two bases: those aged 15 and over, and all ages, children included.

    Returns
    -------
    DataFrame
        ``base`` (``15+`` or ``all ages``), ``graduates``, ``total`` (persons), ``share`` (percent), lineage.
    """
    whole = ev.series("departures_registered", frequency="half")
    return evidence.derive(_bases, emigrants(ev), whole[whole["period"] == HALF])


def _bases(leaving: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    graduates = float(leaving.loc[leaving["category"] == "higher", "value"].iloc[0])
    totals = [float(leaving["value"].sum()), float(whole["value"].iloc[0])]
    return pd.DataFrame(
        {
            "base": ["15+", "all ages"],
            "graduates": graduates,
            "total": totals,
            "share": [100 * graduates / total for total in totals],
        }
    )


def later_share(ev: Evidence) -> pd.DataFrame:
    """Return the later printed share of graduates among emigrants ("almost every fourth"), its base not stated."""
    rows = ev.series("departures_registered_share", breakdown="education", category="higher")
    return common.between(rows, int(HALF[:4]) + 1, 2100)


def arrivals_share(ev: Evidence) -> pd.DataFrame:
    """Return the share of graduates among registered arrivals aged 15 and over, with the bounds of its rounding."""
    rows = ev.series("arrivals_registered_share", age="15+", breakdown="education", category="higher", frequency="half")
    return intervals.bounded(rows)


def graduates_2010_2013(ev: Evidence) -> pd.DataFrame:
    """Return departures per arrival over the four years of an official remark: of graduates, and of everybody.

    Returns
    -------
    DataFrame
        ``group`` (``graduates`` or ``everybody``), ``leaving`` (departures per arrival), lineage.
    """
    remark = ev.series("graduate_departures_excess", frequency="span").tail(1)
    start, end = (int(part[:4]) for part in remark["period"].iloc[0].split("/"))
    out, into = (ev.series(f"{flow}_registered", start=start, end=end) for flow in ("departures", "arrivals"))
    return pd.concat(
        [
            evidence.derive(_remark, remark),
            evidence.derive(_everybody, out, into),
        ],
        ignore_index=True,
    )


def _remark(remark: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"group": ["graduates"], "leaving": [1 + float(remark["value"].iloc[0]) / 100]})


def _everybody(out: pd.DataFrame, into: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"group": ["everybody"], "leaving": [out["value"].sum() / into["value"].sum()]})
