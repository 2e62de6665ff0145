"""What is known of graduates at the ages that most leave at: upper bounds, and one table of every comparison."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import intervals
from kazmig.chapters.brain_drain.education import emigrants
from kazmig.evidence import Evidence

LIMITS: Final = {
    "15+": "Counts pupils and students",
    "25+": "Leaves the young out; other sources",
    "40-49": "One age among several",
    "bound": "An upper bound only",
}
"""Why each comparison is not the right one."""


def bounds(ev: Evidence, level: float = 0.95) -> pd.DataFrame:
    """Return ages at which another CIS country had the largest share of graduates: Kazakhstan's was below it.

    Returns
    -------
    DataFrame
        One row an age: ``group`` (label), ``age``, ``leader`` (the country that led), ``share`` (its share, percent),
        ``low``, ``high`` (rounding), ``ratio``, ``ratio_low``, ``ratio_high`` (emigrants' share over it: the least that
        the true ratio can be), ``kind`` (``bound``), ``source``, lineage of both.
    """
    leaving = emigrants(ev, level).query("category == 'higher'")
    rows = ev.series(
        "population_education_share_cis",
        geo=evidence.ANY,
        age=evidence.ANY,
        breakdown="education",
        category="higher",
        frequency=None,
    )
    names = ev.geographies.set_index("code")["name_en"]
    rows = intervals.bounded(rows[rows["age"] != "15+"]).sort_values("age", ignore_index=True)
    rows = rows.assign(leader=rows["geo"].map(names), group="Aged " + rows["age"].str.replace("-", " to ") + " (2021)")
    return evidence.derive(_bounds, rows, leaving, by="group")


def _bounds(rows: pd.DataFrame, leaving: pd.DataFrame) -> pd.DataFrame:
    ours = intervals.Span(leaving["low"].iloc[0], leaving["share"].iloc[0], leaving["high"].iloc[0])
    theirs = [intervals.Span(*each) for each in rows[["low", "value", "high"]].itertuples(index=False, name=None)]
    ratios = [ours / span for span in theirs]
    return pd.DataFrame(
        {
            "group": rows["group"],
            "age": rows["age"],
            "leader": rows["leader"],
            "share": rows["value"],
            "low": rows["low"],
            "high": rows["high"],
            "ratio": [ratio.value for ratio in ratios],
            "ratio_low": [ratio.low for ratio in ratios],
            "ratio_high": [ratio.high for ratio in ratios],
            "kind": "bound",
            "source": "census",
        }
    )


def every(groups: pd.DataFrame, upper: pd.DataFrame) -> pd.DataFrame:
    """Return every comparison as a table.

    Parameters
    ----------
    groups
        What `kazmig.chapters.brain_drain.education.denominators` gives.
    upper
        What `bounds` gives.

    Returns
    -------
    DataFrame
        One row a comparison, from the smallest share up: ``group``, ``graduates`` and ``times`` (as printed: share and
        ratio with its interval), ``limit`` (what is wrong with it), ``share``, ``ratio``, lineage.
    """
    both = pd.concat([groups[groups["kind"] == "population"], upper], ignore_index=True)
    both = both.sort_values("share", kind="stable", ignore_index=True)
    bound = both["kind"] == "bound"
    graduates = bound.map({True: "<", False: ""}) + both["share"].map("{:.1f}".format)
    times = [
        f">{ratio:.2f}" if upper_only else f"{ratio:.2f} ({low:.2f} to {high:.2f})"
        for ratio, low, high, upper_only in zip(
            both["ratio_low"].where(bound, both["ratio"]), both["ratio_low"], both["ratio_high"], bound, strict=True
        )
    ]
    limit = both["age"].where(~bound, "bound").map(LIMITS)
    kept = [name for name in both.columns if name.startswith("lineage")]
    return both[["group", "share", "ratio", *kept]].assign(graduates=graduates, times=times, limit=limit)
