"""Who left after 1991, as far as censuses, snapshots of the register and the destinations' stocks can tell."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.intervals import Span, bounded
from kazmig.chapters.years import ChapterError, at
from kazmig.evidence import ANY, Evidence

LARGEST: Final = ("kazakh", "russian", "german", "ukrainian")
"""The groups whose share moved by most from 1989 to 1999."""

CENSUS_DAYS: Final = {1989: 1989 + 11 / 365, 1999: 1999 + 56 / 365}
"""When the two censuses were taken (12 January 1989, 26 February 1999), in years."""

_WORDS: Final = {"Q1": "Jan-Mar", "H1": "Jan-Jun", "01/07": "Jan-Jul", "01/09": "Jan-Sep"}


FIRST_CENSUS: Final = 1959
"""The first census of an unbroken series on the territory of today; the one before it on these borders is of 1897."""


def composition(ev: Evidence, groups: tuple[str, ...] = LARGEST, start: int = FIRST_CENSUS) -> pd.DataFrame:
    """Return the share of ethnic groups at each census since ``start``, in percent, on the territory of today.

    A census whose share is not at hand but whose counts are gives their quotient (the Germans in 2009).

    Returns
    -------
    DataFrame
        ``year``, ``group`` (the category's name), ``value`` (percent), lineage.
    """
    shares = ev.series("population_census_share", breakdown="ethnicity", category=list(groups), start=start)
    printed = shares.assign(group=shares["category"])[["year", "group", "value", "lineage"]]
    counts = ev.series("population_census", breakdown="ethnicity", category=list(groups), start=start)
    total = ev.series("population_census", start=start)[["year", "value", "lineage"]]
    pairs = counts[["year", "category", "value", "lineage"]].merge(total, on="year", suffixes=("", "_total"))
    known = set(zip(shares["year"], shares["category"], strict=True))
    missing = [pair not in known for pair in zip(pairs["year"], pairs["category"], strict=True)]
    quotients = pairs[missing].assign(
        group=pairs["category"], value=100 * pairs["value"] / pairs["value_total"],
        lineage=pairs["lineage"] + " " + pairs["lineage_total"],
    )  # fmt: skip
    both = pd.concat([printed, quotients[["year", "group", "value", "lineage"]]], ignore_index=True)
    order = {name: place for place, name in enumerate(groups)}
    sorted_ = both.assign(place=both["group"].map(order)).sort_values(["place", "year"], kind="stable")
    names = ev.categories[ev.categories["breakdown"] == "ethnicity"].set_index("category")["name"]
    named: pd.DataFrame = sorted_.assign(group=sorted_["group"].map(names)).drop(columns="place")
    return named.reset_index(drop=True)


def people(ev: Evidence, group: str) -> pd.DataFrame:
    """Return the number of people of an ethnic group at each census since 1989, and the latest estimate.

    A count that is printed is taken as it is; else it is the printed share of the printed total, with the bounds that
    the rounding of both leaves.

    Returns
    -------
    DataFrame
        ``year``, ``value``, ``low``, ``high`` (persons), ``how`` (``census count``, ``share of the census`` or
        ``estimate``), lineage.
    """
    counts = _bounds(ev.series("population_census", breakdown="ethnicity", category=group, start=1989))
    shares = _bounds(ev.series("population_census_share", breakdown="ethnicity", category=group, start=1989))
    totals = _bounds(ev.series("population_census", start=1989))
    pairs = shares[~shares["year"].isin(counts["year"])].merge(totals, on="year", suffixes=("_share", "_total"))
    by_share = pd.DataFrame(
        {
            "year": pairs["year"],
            **{name: pairs[f"{name}_share"] * pairs[f"{name}_total"] / 100 for name in ("value", "low", "high")},
            "how": "share of the census",
            "lineage": pairs["lineage_share"] + " " + pairs["lineage_total"],
        }
    )
    latest = _bounds(ev.series("population_ethnic_estimate", breakdown="ethnicity", category=group))
    parts = [by_share, counts.assign(how="census count"), latest.assign(how="estimate")]
    found = pd.concat([part[["year", "value", "low", "high", "how", "lineage"]] for part in parts], ignore_index=True)
    return found.astype({"year": "int64"}).sort_values("year", kind="stable").reset_index(drop=True)


def _bounds(frame: pd.DataFrame) -> pd.DataFrame:
    return bounded(frame)[["year", "value", "low", "high", "lineage"]]


def share_of_departures(ev: Evidence, group: str) -> pd.DataFrame:
    """Return the share of an ethnic group in registered departures, for every period that we hold.

    A share that is printed is taken as it is; else it is the group's departures over all departures of the same
    period. Of periods that overlap in one year only the longest is kept.

    Returns
    -------
    DataFrame
        ``period``, ``moment`` (label), ``year``, ``value``, ``low``, ``high`` (percent, as far as rounding goes),
        ``how`` (``printed share`` or ``counts``), lineage; in the order of time.
    """
    counts = bounded(ev.series("departures_registered", breakdown="ethnicity", category=group, frequency=None))
    totals = bounded(ev.series("departures_registered", frequency=None))
    rows = []
    pairs = counts.merge(totals, on="period", suffixes=("", "_total"))
    for _, row in pairs.iterrows():
        share = Span(row["low"], row["value"], row["high"]) / Span(
            row["low_total"], row["value_total"], row["high_total"]
        )
        part = share * 100
        lineage = f"{row['lineage']} {row['lineage_total']}"
        rows.append(
            {"period": row["period"], "value": part.value, "low": part.low, "high": part.high, "how": "counts",
             "lineage": lineage}
        )  # fmt: skip
    shares = ev.series("departures_registered_share", breakdown="ethnicity", category=group, frequency=None)
    printed = bounded(shares).assign(how="printed share")
    found = pd.concat([pd.DataFrame(rows), printed[["period", "value", "low", "high", "how", "lineage"]]])
    found = found.assign(
        year=found["period"].str[:4].astype("int64"),
        months=found["period"].map(_months),
        moment=found["period"].map(moment),
    )
    longest = found.sort_values(["year", "months"], ascending=[True, False], kind="stable").drop_duplicates("year")
    return longest[["period", "moment", "year", "value", "low", "high", "how", "lineage"]].reset_index(drop=True)


def _months(period: str) -> int:
    ends = evidence.Period.parse(period)
    return (ends.end.year - ends.start.year) * 12 + ends.end.month - ends.start.month + 1


def moment(period: str) -> str:
    """Write a period as a label.

    Examples
    --------
    >>> [moment(period) for period in ("1994", "1998-Q1", "2012-01/2012-07")]
    ['1994', '1998, Jan-Mar', '2012, Jan-Jul']
    """
    if len(period) == 4:
        return period
    part = period[5:] if "/" not in period else f"{period[5:7]}/{period[-2:]}"
    if part not in _WORDS:
        raise ChapterError(f"no words for the period {period!r}. Remedy: add {part!r} to _WORDS in exodus_groups.py.")
    return f"{period[:4]}, {_WORDS[part]}"


def rates(counts: pd.DataFrame, group: pd.DataFrame) -> pd.DataFrame:
    """Return registered departures per 1,000 people of an ethnic group.

    The number of people in a year lies between those of the counts before and after it: those two are its bounds, and
    a straight line between them gives the value. Nothing is assumed but that the number moved in one direction.

    Parameters
    ----------
    counts
        Registered departures of the group in whole years.
    group
        What `people` returned.

    Returns
    -------
    DataFrame
        ``year``, ``moment`` (label), ``value``, ``low``, ``high`` (per 1,000), ``departures``, ``people``,
        ``people_low``, ``people_high``, lineage.
    """
    rows = []
    for _, row in bounded(counts).iterrows():
        year = int(row["year"])
        before = group[group["year"] <= year].tail(1)
        after = group[group["year"] > year].head(1)
        if before.empty or after.empty:
            raise ChapterError(f"no count of the group on both sides of {year}. Remedy: leave the year out.")
        ends = pd.concat([before, after])
        times = [CENSUS_DAYS.get(int(each), float(each)) for each in ends["year"]]
        weight = (year + 0.5 - times[0]) / (times[1] - times[0])
        middle = float(ends["value"].iloc[0] * (1 - weight) + ends["value"].iloc[1] * weight)
        stock = Span(float(ends["low"].min()), middle, float(ends["high"].max()))
        rate = Span(row["low"], row["value"], row["high"]) / stock * 1000
        rows.append(
            {"year": year, "moment": str(year), "value": rate.value, "low": rate.low, "high": rate.high,
             "departures": row["value"], "people": middle, "people_low": stock.low, "people_high": stock.high,
             "lineage": " ".join([row["lineage"], *ends["lineage"]])}
        )  # fmt: skip
    return pd.DataFrame(rows).sort_values("year").reset_index(drop=True)


def fall_of_rate(found: pd.DataFrame) -> pd.DataFrame:
    """Return how many times as high the first rate of `rates` is as the last: value, lowest and highest.

    Returns
    -------
    DataFrame
        One row: ``start``, ``end`` (years), ``value``, ``low``, ``high``, ``departures`` (of the last year),
        ``would_low`` and ``would_high`` (departures of the last year had the first rate held), ``departures_fall``
        (percent), lineage.
    """
    first, last = found.iloc[0], found.iloc[-1]
    factor = Span(first["low"], first["value"], first["high"]) / Span(last["low"], last["value"], last["high"])
    row = {
        "start": int(first["year"]), "end": int(last["year"]), "value": factor.value, "low": factor.low,
        "high": factor.high, "departures": last["departures"],
        "would_low": first["low"] * last["people_low"] / 1000, "would_high": first["high"] * last["people_high"] / 1000,
        "departures_fall": 100 * (1 - last["departures"] / first["departures"]),
        "lineage": f"{first['lineage']} {last['lineage']}",
    }  # fmt: skip
    return pd.DataFrame([row])


def stocks(ev: Evidence, destinations: tuple[str, ...] = ("RUS", "DEU")) -> pd.DataFrame:
    """Return people born in Kazakhstan who live in single destinations, the two UN revisions as series of their own.

    Returns
    -------
    DataFrame
        ``year``, ``partner``, ``vintage``, ``series`` (``Russia, IMS 2020``), ``value`` (persons), lineage. IMS 2020
        has the rounds 1990 to 2020, IMS 2024 the round 2024 alone; they must not be joined.
    """
    names = ev.geographies.set_index("code")["name_en"]
    parts = []
    for vintage in ("IMS 2020", "IMS 2024"):
        rows = ev.series("migrant_stock_abroad", partner=list(destinations), vintage=vintage)
        place = rows["partner"].map(names).replace({"Russian Federation": "Russia"})
        parts.append(rows.assign(series=place + ", " + vintage))
    found = pd.concat(parts, ignore_index=True)
    return found[["year", "partner", "vintage", "series", "value", "lineage"]]


def five_year_nets(ev: Evidence, periods: tuple[str, ...]) -> pd.DataFrame:
    """Return the net of consecutive five-year flows by each method of estimating them from migrant stocks.

    Returns
    -------
    DataFrame
        ``method``, ``value`` (persons over all periods), ``count`` of periods, lineage.
    """
    rows = ev.series("net_flow_five_year", breakdown="method", category=ANY, frequency=None)
    kept = rows[rows["period"].isin(periods)].rename(columns={"category": "method"})

    def summed(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.groupby("method").agg(value=("value", "sum"), count=("value", "size")).reset_index()

    return evidence.derive(summed, kept, by="method")


def census_versions(ev: Evidence, group: str, year: int) -> pd.DataFrame:
    """Return every printed share of a group in one census: ``value`` (percent), ``rank`` (1 = used), lineage."""
    rows = ev.series(
        "population_census_share", breakdown="ethnicity", category=group, start=year, end=year, all_sources=True
    )
    return rows[["year", "value", "rank", "source_id", "lineage"]].sort_values("rank").reset_index(drop=True)


def pace(shares: pd.DataFrame) -> pd.DataFrame:
    """Return how fast each group's share moved between one census and the next.

    Parameters
    ----------
    shares
        What `composition` returned.

    Returns
    -------
    DataFrame
        ``group``, ``start``, ``end`` (census years), ``change`` (percentage points), ``yearly`` (points a year),
        lineage of both censuses.
    """
    ordered = shares.sort_values(["group", "year"], kind="stable")
    before = ordered.groupby("group").shift(1)
    found = pd.DataFrame(
        {
            "group": ordered["group"],
            "start": before["year"],
            "end": ordered["year"],
            "change": ordered["value"] - before["value"],
            "lineage": before["lineage"] + " " + ordered["lineage"],
        }
    ).dropna(subset=["start"])
    found = found.astype({"start": "int64", "end": "int64"})
    return found.assign(yearly=found["change"] / (found["end"] - found["start"])).reset_index(drop=True)


def fastest(steps: pd.DataFrame, group: str) -> int:
    """Return the census year that began the fastest move of a group's share, up or down."""
    own = steps[steps["group"] == group]
    return int(own["start"].iloc[int(own["yearly"].abs().argmax())])


def rise(found: pd.DataFrame, series: str, start: int, end: int) -> float:
    """Return by how many people one series of `stocks` rose between two rounds."""
    own = found[found["series"] == series]
    return at(own, end) - at(own, start)
