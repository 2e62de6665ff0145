"""Specialities of those who leave and arrive: what was printed for the same period on both sides, and what was not."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import intervals
from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import Span
from kazmig.evidence import Evidence

SKILLED: Final = "with a speciality"
OTHERS: Final = "all others"

PERIODS: Final = {
    "2017-01/2017-09": "January to September 2017",
    "2017": "2017",
    "2020": "2020",
    "2022-H1": "January to June 2022",
    "2023-H1": "January to June 2023",
    "2023-01/2023-09": "January to September 2023",
    "2024": "2024",
}
"""How the periods for which specialities were printed are written, in order."""

SIDES: Final = {"departures": "Left", "arrivals": "Arrived"}
BOUNDS: Final = ("value", "low", "high")


def people(ev: Evidence) -> pd.DataFrame:
    """Return departures and arrivals of people with a speciality and of all others, year by year.

    Numerators and totals come from the same release, so that no revision stands between them. Where a release prints
    arrivals with a speciality only as a share, they are that share of its total.

    Returns
    -------
    DataFrame
        One row a year and group (`SKILLED`, `OTHERS`): ``departures``, ``arrivals`` (persons), ``net``, ``net_low``,
        ``net_high``, ``ratio``, ``ratio_low``, ``ratio_high`` (departures per arrival), ``share_out``, ``share_in``
        (percent of everybody in the release), ``label``, lineage. Bounds are what rounding leaves open, worst case.

    Raises
    ------
    ChapterError
        If a release prints a part without its total.
    """
    out, into = _with_totals(ev, "departures_registered"), _with_totals(ev, "arrivals_registered")
    shares = ev.series("arrivals_registered_share", breakdown="speciality", category="any")
    return evidence.derive(_people, out.dropna(subset="value_some"), _filled(into, shares), by="year")


def _with_totals(ev: Evidence, series: str) -> pd.DataFrame:
    """Return totals of a flow by year and release; ``*_some`` are people with a speciality, empty if not printed."""
    some = ev.series(series, breakdown="speciality", category="any")
    totals = ev.series(series, all_sources=True)
    kept = ["year", "source_id", *BOUNDS, "lineage"]
    return intervals.bounded(totals)[kept].merge(
        intervals.bounded(some)[kept], on=["year", "source_id"], how="left", suffixes=("", "_some")
    )


def _filled(flow: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Fill in a missing part as its printed share of the total of the same release; drop totals that have neither."""
    kept = ["year", "source_id", *BOUNDS, "lineage"]
    both = flow.merge(intervals.bounded(shares)[kept], on=["year", "source_id"], how="left", suffixes=("", "_share"))
    both["lineage_share"] = both["lineage_share"].where(both["value_some"].isna())
    for name in BOUNDS:
        part = both[name] * both[f"{name}_share"] / 100
        both[f"{name}_some"] = both[f"{name}_some"].fillna(part)
    return both.dropna(subset="value_some")


def _people(out: pd.DataFrame, into: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for year, release in zip(out["year"], out["source_id"], strict=True):
        left, leaving = _spans(out, year, release)
        came, arriving = _spans(into, year, release)
        for group, gone, here in ((SKILLED, leaving, arriving), (OTHERS, left - leaving, came - arriving)):
            net, ratio = here - gone, gone / here
            rows.append(
                {
                    "year": int(year),
                    "group": group,
                    "departures": gone.value,
                    "arrivals": here.value,
                    "net": net.value,
                    "net_low": net.low,
                    "net_high": net.high,
                    "ratio": ratio.value,
                    "ratio_low": ratio.low,
                    "ratio_high": ratio.high,
                    "share_out": 100 * gone.value / left.value,
                    "share_in": 100 * here.value / came.value,
                    "label": f"{int(year)}, {group}",
                }
            )
    return pd.DataFrame(rows)


def _spans(flow: pd.DataFrame, year: int, release: str) -> tuple[Span, Span]:
    """Return the total and the part of one year and release."""
    row = flow[(flow["year"] == year) & (flow["source_id"] == release)]
    if len(row) != 1:
        raise ChapterError(
            f"the release {release} has {len(row)} pairs of a total and of people with a speciality for {year}, one is "
            "wanted. Remedy: enter both in data/observations/flows.csv."
        )
    first = row.iloc[0]
    return (
        Span(first["low"], first["value"], first["high"]),
        Span(first["low_some"], first["value_some"], first["high_some"]),
    )


def specialities(ev: Evidence) -> pd.DataFrame:
    """Return every printed number of leavers and arrivals by speciality, one row a number.

    Returns
    -------
    DataFrame
        ``flow`` (``departures`` or ``arrivals``), ``category``, ``name``, ``period``, ``when`` (words), ``value``,
        ``low``, ``high`` (persons, rounding), lineage.
    """
    names = ev.categories.query("breakdown == 'speciality'").set_index("category")["name"]
    parts = []
    for flow in ("departures", "arrivals"):
        rows = ev.series(f"{flow}_registered", breakdown="speciality", category=evidence.ANY, frequency=None)
        parts.append(intervals.bounded(rows[rows["category"] != "any"]).assign(flow=flow))
    both = pd.concat(parts, ignore_index=True)
    both = both.assign(name=both["category"].map(names), when=both["period"].map(PERIODS))
    return both[["flow", "category", "name", "period", "when", *BOUNDS, "lineage"]]


def balances(printed: pd.DataFrame, period: str | None = None) -> pd.DataFrame:
    """Return arrivals minus departures by speciality, for periods in which both were printed.

    Parameters
    ----------
    printed
        What `specialities` gives.
    period
        Only this one (such as ``2017``); all when None.

    Returns
    -------
    DataFrame
        ``category``, ``name``, ``period``, ``when``, ``label``, ``departures``, ``arrivals``, ``net``, ``net_low``,
        ``net_high`` (persons; bounds are what rounding leaves open), ``ratio`` (departures per arrival), lineage of
        both sides. Ordered by departures, periods of a speciality together.
    """
    keys = ["category", "name", "period", "when"]
    rows = printed if period is None else printed[printed["period"] == period]
    sides = [rows[rows["flow"] == flow].drop(columns="flow") for flow in ("departures", "arrivals")]
    both = sides[0].merge(sides[1], on=keys, suffixes=("_out", "_in"))
    if both.empty:
        raise ChapterError("no speciality was printed on both sides. Remedy: choose another period.")
    lineage = [column for column in both.columns if column.startswith("lineage")]
    result = both[[*keys, *lineage]].assign(
        label=both["name"] + ", " + both["when"].map(_short),
        departures=both["value_out"],
        arrivals=both["value_in"],
        net=both["value_in"] - both["value_out"],
        net_low=both["low_in"] - both["high_out"],
        net_high=both["high_in"] - both["low_out"],
        ratio=both["value_out"] / both["value_in"],
    )
    order = {name: number for number, name in enumerate(PERIODS)}
    size = result.groupby("category")["departures"].transform("max")
    return (
        result.assign(_size=-size, _order=result["period"].map(order))
        .sort_values(["_size", "_order"])
        .drop(columns=["_size", "_order"])
        .reset_index(drop=True)
    )


def weights(ev: Evidence, printed: pd.DataFrame) -> pd.DataFrame:
    """Return what part of all departures, or of all arrivals, a speciality was, where the period's total is known.

    Returns
    -------
    DataFrame
        ``flow``, ``category``, ``period``, ``share`` (percent of people of all ages), ``low``, ``high`` (rounding of
        both numbers), lineage of both.
    """
    totals = [
        intervals.bounded(ev.series(f"{flow}_registered", frequency=None)).assign(flow=flow)
        for flow in ("departures", "arrivals")
    ]
    kept = pd.concat(totals)[["flow", "period", *BOUNDS, "lineage"]]
    both = printed.merge(kept, on=["flow", "period"], suffixes=("", "_total"))
    return pd.DataFrame(
        {
            "flow": both["flow"],
            "category": both["category"],
            "period": both["period"],
            "share": 100 * both["value"] / both["value_total"],
            "low": 100 * both["low"] / both["high_total"],
            "high": 100 * both["high"] / both["low_total"],
            "lineage": both["lineage"],
            "lineage_total": both["lineage_total"],
        }
    )


def everybody(ev: Evidence) -> pd.DataFrame:
    """Return departures and arrivals of everybody, in the periods for which specialities were printed.

    Returns
    -------
    DataFrame
        ``period``, ``departures``, ``arrivals`` (persons), ``net``, ``net_low``, ``net_high`` (bounds of rounding),
        lineage of both.
    """
    kept = ["period", *BOUNDS, "lineage"]
    out, into = (
        intervals.bounded(ev.series(f"{flow}_registered", frequency=None))[kept] for flow in ("departures", "arrivals")
    )
    both = out[out["period"].isin(list(PERIODS))].merge(into, on="period", suffixes=("_out", "_in"))
    return both.rename(columns={"value_out": "departures", "value_in": "arrivals"}).assign(
        net=both["value_in"] - both["value_out"],
        net_low=both["low_in"] - both["high_out"],
        net_high=both["high_in"] - both["low_out"],
    )


def from_russia(ev: Evidence) -> pd.DataFrame:
    """Return what part of registered arrivals came from Russia, for every half-year with both numbers.

    Returns
    -------
    DataFrame
        ``period``, ``year``, ``value``, ``total`` (persons), ``share`` (percent), lineage of both.
    """
    kept = ["period", "year", "value", "lineage"]
    russia = ev.series("arrivals_registered", partner="RUS", frequency="half")[kept]
    total = ev.series("arrivals_registered", frequency="half")[["period", "value", "lineage"]]
    both = russia.merge(total, on="period", suffixes=("", "_total")).rename(columns={"value_total": "total"})
    return both.assign(share=100 * both["value"] / both["total"])


def side_by_side(printed: pd.DataFrame, arrivals: str, departures: str) -> pd.DataFrame:
    """Return arrivals of one period beside departures of another: not a balance.

    Parameters
    ----------
    printed
        What `specialities` gives.
    arrivals, departures
        The two periods.

    Returns
    -------
    DataFrame
        One row a speciality printed in both: ``category``, ``name``, ``arrivals``, ``departures``, lineage of both.
    """
    out = printed[(printed["flow"] == "departures") & (printed["period"] == departures)]
    into = printed[(printed["flow"] == "arrivals") & (printed["period"] == arrivals)]
    kept = ["category", "name", "value", "lineage"]
    both = into[kept].merge(out[kept], on=["category", "name"], suffixes=("_in", "_out"))
    return both.rename(columns={"value_in": "arrivals", "value_out": "departures"})


def matrix(printed: pd.DataFrame) -> pd.DataFrame:
    """Return the printed numbers as a table: a row a speciality, a column a side and period; gaps stay empty.

    Returns
    -------
    DataFrame
        ``Speciality`` and columns such as ``Left, 2017`` and ``Arrived, Jan–Sep 2023``, in order of time; the largest
        groups of leavers first; lineage.
    """
    return evidence.derive(_matrix, printed.rename(columns={"name": "Speciality"}), by="Speciality")


def _matrix(printed: pd.DataFrame) -> pd.DataFrame:
    side = printed["flow"].map(SIDES)
    wide = printed.assign(column=side + ", " + printed["when"].map(_short)).pivot(
        index="Speciality", columns="column", values="value"
    )
    wanted = [f"{way}, {_short(when)}" for when in PERIODS.values() for way in SIDES.values()]
    ordered = wide[[name for name in wanted if name in wide.columns]].rename_axis(columns=None)
    largest = ordered.filter(like=SIDES["departures"]).max(axis=1)
    return ordered.loc[largest.sort_values(ascending=False).index].reset_index()


def _short(when: str) -> str:
    """Shorten the words of a period for the head of a column.

    Examples
    --------
    >>> _short("January to September 2017")
    'Jan–Sep 2017'
    """
    start, to, end = when.partition(" to ")
    return f"{start[:3]}–{end[:3]} {end[-4:]}" if to else when
