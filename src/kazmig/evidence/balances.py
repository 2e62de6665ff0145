"""Rules between observations: balances, parts and totals, rivals for one value.

Values are compared within what they can carry: the sum of their ``precision`` (half the last printed step), and
for values with decimals half of the last decimal.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from kazmig.evidence import rules
from kazmig.evidence.lineage import COLUMN
from kazmig.evidence.precedence import KEY, UNDECLARED, ranked
from kazmig.evidence.problems import Problem

STEMS = (("arrivals", "departures", "net"), ("inflow", "outflow", "net_flow"), ("entries", "exits", "net_crossings"))
"""Prefixes of series that belong together: what comes in minus what goes out is the balance."""

RIVALS = 20.0
"""Two sources for one count differ at most by this factor; a thousandfold error does not pass, a revision does."""

NEGLIGIBLE = 100.0
"""Counts below this are too small for a factor to mean anything."""

RELEASE = ["vintage", "source_id"]


def check(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame], untouched: np.ndarray) -> list[Problem]:
    """Return every broken rule between rows.

    Parameters
    ----------
    rows
        All observations with ``order`` and the columns ``series_kind`` and ``series_direction``.
    frames
        The other tables by resource name.
    untouched
        False for rows that a correction names: they are known to be off and take no part.
    """
    trusted = rows[untouched].assign(slack=_slack(rows[untouched]))
    winners = ranked(trusted)
    winners = winners[winners["rank"] == 1]
    return [
        *_net(winners, "the sources that the book uses"),
        *_net_within(trusted),
        *_parts(trusted, frames["categories"]),
        *_sexes(trusted),
        *_partners(trusted, frames["geographies"]),
        *_within_year(winners),
        *_rivals(trusted),
        *_undecided(trusted),
    ]


def _slack(rows: pd.DataFrame) -> pd.Series:
    """Half of what rounding may have taken away or added, in the row's unit."""
    fraction = rows["value"] % 1 != 0
    return rows["precision"].fillna(fraction.map({True: 0.05, False: 0.0})).astype("float64")


def _problem(row: pd.Series, rule: str, remedy: str, field: str = "value") -> Problem:
    file, line = rules.place(str(row[COLUMN]))
    return Problem(file, line, field, rules.shown(row[field]), rule, remedy)


def _triples(ids: set[str]) -> Iterator[tuple[str, str, str]]:
    for come, go, balance in STEMS:
        for name in sorted(ids):
            if name.startswith(f"{balance}_"):
                stem = name.removeprefix(balance)
                if f"{come}{stem}" in ids and f"{go}{stem}" in ids:
                    yield f"{come}{stem}", f"{go}{stem}", name


def _net(rows: pd.DataFrame, among: str, key: tuple[str, ...] = ()) -> list[Problem]:
    """Arrivals minus departures equal the balance, wherever all three are there."""
    found = []
    keys = [name for name in KEY if name != "series_id"] + list(key)
    places = rows.groupby("series_id", sort=False).indices
    for come, go, balance in _triples({str(name) for name in places}):
        wanted = [*keys, "value", "slack", COLUMN]
        joined = rows.iloc[places[balance]].merge(rows.iloc[places[come]][wanted], on=keys, suffixes=("", "_in"))
        joined = joined.merge(rows.iloc[places[go]][wanted], on=keys, suffixes=("", "_out"))
        expected = joined["value_in"] - joined["value_out"]
        slack = joined["slack"] + joined["slack_in"] + joined["slack_out"]
        for place in np.flatnonzero((joined["value"] - expected).abs() > slack + 1e-6):
            row = joined.iloc[place]
            others = " and ".join(str(row[name]).split()[-1] for name in (f"{COLUMN}_in", f"{COLUMN}_out"))
            sides = " - ".join(rules.shown(row[name]) for name in ("value_in", "value_out"))
            result = rules.shown(row["value_in"] - row["value_out"])
            rule = f"{come} minus {go} equals {balance} in {among}: {sides} = {result}"
            found.append(_problem(row, rule, f"compare with {others}; mend the wrong one or add a correction"))
    return found


def _net_within(rows: pd.DataFrame) -> list[Problem]:
    """The same within each release, losers included."""
    return _net(rows, "one release", ("vintage", "source_id"))


def _parts(rows: pd.DataFrame, categories: pd.DataFrame) -> list[Problem]:
    """Disjoint parts are not more than their total, a complete set equals it; shares add to 100 at most."""
    declared = categories[categories["part"] != ""]
    disjoint = pd.MultiIndex.from_frame(declared[["breakdown", "category"]])
    complete = declared[declared["part"] == "all"].groupby("breakdown")["category"].size()
    parts = rows[pd.MultiIndex.from_frame(rows[["breakdown", "category"]]).isin(disjoint)]
    keys = [name for name in KEY if name not in ("breakdown", "category")] + RELEASE
    counted = {
        "value": ("value", "sum"),
        "slack": ("slack", "sum"),
        "parts": ("category", "size"),
        COLUMN: (COLUMN, "last"),
    }
    sums = parts.groupby([*keys, "breakdown"], sort=False).agg(**counted).reset_index()
    kinds = rows.drop_duplicates("series_id").set_index("series_id")
    sums["kind"] = sums["series_id"].map(kinds["series_kind"])
    sums["whole"] = sums["parts"] == sums["breakdown"].map(complete).fillna(-1)
    found = []
    crowded = sums[(sums["kind"] == "share") & (sums["value"] > 100 + sums["slack"] + 1e-6)]
    for _, row in crowded.iterrows():
        rule = f"shares of one breakdown ({row['breakdown']}) add to at most 100, these {row['parts']} do not"
        found.append(_problem(row, rule, "check each share against the source"))
    totals = rows[(rows["breakdown"] == "") & rows["series_kind"].isin(["flow", "stock"])]
    joined = sums.merge(totals[[*keys, "value", "slack", "series_direction", COLUMN]], on=keys, suffixes=("", "_total"))
    slack = joined["slack"] + joined["slack_total"] + 1e-6
    excess = joined["value"] - joined["value_total"]
    unequal = joined["whole"] & (excess.abs() > slack)
    exceeding = ~joined["whole"] & (joined["series_direction"] != "net") & (excess > slack)
    for _, row in joined[unequal | exceeding].iterrows():
        relation = "add to the total" if row["whole"] else "are not more than the total"
        rule = f"the parts of {row['breakdown']} {relation}, {rules.shown(row['value_total'])}"
        place = str(row[f"{COLUMN}_total"]).split()[-1]
        found.append(_problem(row, rule, f"compare the {row['parts']} parts with {place} and mend the wrong row"))
    return found


def _sexes(rows: pd.DataFrame) -> list[Problem]:
    """Women and men add to all, in one release."""
    keys = [name for name in KEY if name != "sex"] + RELEASE
    counts = rows[rows["series_kind"].isin(["flow", "stock"])]
    split = counts[counts["sex"] != ""]
    if split.empty:
        return []
    sums = split.groupby(keys, sort=False).agg(value=("value", "sum"), slack=("slack", "sum"), sexes=("sex", "nunique"))
    sums = sums[sums["sexes"] == 2].reset_index()
    joined = counts[counts["sex"] == ""].merge(sums, on=keys, suffixes=("", "_sum"))
    broken = (joined["value"] - joined["value_sum"]).abs() > joined["slack"] + joined["slack_sum"] + 1e-6
    return [
        _problem(
            row,
            f"women and men add to all: {rules.shown(row['value_sum'])}",
            "compare the three rows with the source",
        )
        for _, row in joined[broken].iterrows()
    ]


def _partners(rows: pd.DataFrame, geographies: pd.DataFrame) -> list[Problem]:
    """The countries of origin or destination in one release are together not more than its total."""
    countries = set(geographies.loc[geographies["group"] == "country", "code"])
    counts = rows[rows["series_kind"].isin(["flow", "stock"]) & (rows["series_direction"] != "net")]
    keys = [name for name in KEY if name != "partner"] + RELEASE
    single = counts[counts["partner"].isin(countries)]
    if single.empty:
        return []
    sums = single.groupby(keys, sort=False).agg(value=("value", "sum"), slack=("slack", "sum")).reset_index()
    totals = counts[counts["partner"] == ""]
    joined = totals.merge(sums, on=keys, suffixes=("", "_sum"))
    broken = joined["value_sum"] > joined["value"] + joined["slack"] + joined["slack_sum"] + 1e-6
    return [
        _problem(
            row,
            f"the partners are not more than the total: they add to {rules.shown(row['value_sum'])}",
            "compare the total and its partners with the source",
        )
        for _, row in joined[broken].iterrows()
    ]


def _within_year(winners: pd.DataFrame) -> list[Problem]:
    """A part of a year holds no more than the year."""
    flows = winners[(winners["series_kind"] == "flow") & (winners["series_direction"] != "net")]
    keys = [name for name in KEY if name != "period"] + ["year"]
    years = flows[flows["period"].str.len() == 4]
    parts = flows[(flows["period"].str.len() > 4) & flows["year"].notna()]
    if parts.empty:
        return []
    joined = parts.merge(years[[*keys, "value", "slack", COLUMN]], on=keys, suffixes=("", "_year"))
    broken = joined["value"] > joined["value_year"] + joined["slack"] + joined["slack_year"] + 1e-6
    return [
        _problem(
            row,
            f"a part of a year holds no more than the year, {rules.shown(row['value_year'])}",
            f"compare with {str(row[f'{COLUMN}_year']).split()[-1]}; the period may be mislabelled",
        )
        for _, row in joined[broken].iterrows()
    ]


def _rivals(rows: pd.DataFrame) -> list[Problem]:
    """Counts of one thing by several releases have the same order of magnitude."""
    counts = rows[rows["series_kind"].isin(["flow", "stock", "money"]) & (rows["series_direction"] != "net")]
    best = ranked(counts)
    winners = best.loc[best["rank"] == 1, ["key", "value", COLUMN]]
    joined = best[best["rank"] > 1].merge(winners, on="key", suffixes=("", "_best"))
    small = joined[["value", "value_best"]].min(axis=1)
    large = joined[["value", "value_best"]].max(axis=1)
    broken = (large > NEGLIGIBLE) & (large > small * RIVALS)
    return [
        _problem(
            row,
            f"releases of one count differ by less than {RIVALS:.0f} times, "
            f"the one used is {rules.shown(row['value_best'])}",
            f"look for thousands or another definition; compare with {str(row[f'{COLUMN}_best']).split()[-1]}",
        )
        for _, row in joined[broken].iterrows()
    ]


def _undecided(rows: pd.DataFrame) -> list[Problem]:
    """Where two sources of one kind and date disagree about a value in use, a declared rule says which wins."""
    best = ranked(rows)
    used = best.loc[best["rank"] == 1, ["key", "tie"]]
    level = best[best["declared"] == UNDECLARED].merge(used, on=["key", "tie"])
    several = level[level["key"].duplicated(keep=False)]
    found = []
    for _, group in several.groupby("key", sort=False):
        if group["value"].max() - group["value"].min() > group["slack"].sum() + 1e-6:
            names = ", ".join(sorted(group["source_id"]))
            rule = f"where {names} disagree and neither kind nor date decides, precedence.csv does"
            remedy = "add a row for this series to precedence.csv"
            found.append(_problem(group.iloc[-1], rule, remedy, "source_id"))
    return found
