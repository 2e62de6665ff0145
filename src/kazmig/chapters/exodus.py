"""The years after 1991: gross departures, the balance, and what estimates other than the register make of them."""

from collections.abc import Mapping

import pandas as pd

from kazmig import evidence
from kazmig.chapters.years import ChapterError, at, between, first_year, last_year
from kazmig.evidence import Evidence

INDEPENDENCE = 1991
"""Until December of this year a move to another Soviet republic was not a move abroad."""

CENSUS_BASED = 2000
"""First year whose population on 1 January is counted on from the census of 1999."""

AFTERMATH = 6
"""How many years beyond the period the figures go on, so that its end can be seen."""


def first_of(start_year: int, window_end: int, exclude_1991: bool) -> int:
    """Return the first year of the period.

    Raises
    ------
    ChapterError
        If the period would be shorter than two years.

    Examples
    --------
    >>> first_of(1991, 2004, exclude_1991=True)
    1992
    """
    first = max(start_year, INDEPENDENCE + 1) if exclude_1991 else start_year
    if first >= window_end:
        raise ChapterError(
            f"the period runs from {first} to {window_end}. Remedy: choose start_year before window_end, which lies "
            "between 1999 and 2010."
        )
    return first


def balance(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return registered departures, arrivals and their balance.

    Returns
    -------
    DataFrame
        One row a year: ``year``, ``departures``, ``arrivals``, ``net`` (the balance as published, arrivals less
        departures; persons), and the lineage of the three series.
    """
    names = {"departures_registered": "departures", "arrivals_registered": "arrivals", "net_registered": "net"}
    parts = [
        ev.series(series_id, start=start, end=end)[["year", "value", "lineage"]].rename(
            columns={"value": name, "lineage": f"lineage_{name}"}
        )
        for series_id, name in names.items()
    ]
    joined = parts[0].merge(parts[1], on="year").merge(parts[2], on="year")
    return joined.sort_values("year").reset_index(drop=True)


def both_ways(flows: pd.DataFrame) -> pd.DataFrame:
    """Return departures and arrivals in long form, the gap between them as the band of the larger one.

    Parameters
    ----------
    flows
        What `balance` returned.

    Returns
    -------
    DataFrame
        ``year``, ``flow`` (``departures`` or ``arrivals``), ``value``, ``low`` and ``high`` (the smaller and the larger
        of the two, where this flow is the larger; else empty), lineage.
    """
    parts = []
    for flow in ("departures", "arrivals"):
        larger = flows[flow] >= flows[["departures", "arrivals"]].max(axis="columns")
        part = flows[["year", "lineage_departures", "lineage_arrivals"]].assign(
            flow=flow,
            value=flows[flow],
            low=flows[["departures", "arrivals"]].min(axis="columns").where(larger),
            high=flows[flow].where(larger),
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def cumulative(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Add yearly balances up from the first year of each frame.

    Parameters
    ----------
    frames
        Label -> one row a year with ``year``, ``value`` (persons), lineage.

    Returns
    -------
    DataFrame
        ``year``, ``series`` (the label), ``value`` (sum to the end of that year), lineage of every year summed.
    """
    parts = []
    for label, frame in frames.items():
        rows = frame.sort_values("year").reset_index(drop=True)
        lines = [" ".join(rows["lineage"].iloc[: number + 1]) for number in range(len(rows))]
        parts.append(
            pd.DataFrame({"year": rows["year"], "series": label, "value": rows["value"].cumsum(), "lineage": lines})
        )
    return pd.concat(parts, ignore_index=True)


def balances(ev: Evidence, start: int, end: int) -> dict[str, pd.DataFrame]:
    """Return the yearly balance by the register and by the two UN revisions, each a frame of its own."""
    columns = ["year", "value", "lineage"]
    register = ev.series("net_registered", start=start, end=end)[columns]
    revisions = {
        vintage: ev.series("net_migrants_wpp", vintage=vintage, start=start, end=end)[columns]
        for vintage in ("WPP 2022", "WPP 2024")
    }
    return {"Register": register, **revisions}


def side_by_side(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return yearly balances with a column for each source.

    Parameters
    ----------
    frames
        What `balances` returned.

    Returns
    -------
    DataFrame
        ``year``, ``register``, ``wpp2022``, ``wpp2024`` (persons), and the lineage of the three.
    """
    names = {"Register": "register", "WPP 2022": "wpp2022", "WPP 2024": "wpp2024"}
    joined: pd.DataFrame | None = None
    for label, name in names.items():
        part = frames[label].rename(columns={"value": name, "lineage": f"lineage_{name}"})
        joined = part if joined is None else joined.merge(part, on="year")
    assert joined is not None  # names is not empty
    return joined.reset_index(drop=True)


def running(ev: Evidence, first: int, end: int) -> dict[str, pd.DataFrame]:
    """Return the yearly balances to add up: the register from the first year, from 1992, and the UN's latest."""
    frames = balances(ev, first, end)
    found = {f"Register, from {first}": frames["Register"]}
    if first <= INDEPENDENCE:
        found[f"Register, from {INDEPENDENCE + 1}"] = between(frames["Register"], INDEPENDENCE + 1, end)
    return found | {"UN, WPP 2024": frames["WPP 2024"]}


def running_colours(sums: pd.DataFrame) -> dict[str, str]:
    """Return the colour of each series of `cumulative`: the register's balance as net, the UN's in the page's ink."""
    return {name: "net" if name.startswith("Register") else "text" for name in dict.fromkeys(sums["series"])}


def long(wide: pd.DataFrame) -> pd.DataFrame:
    """Return what `side_by_side` returned as one row a source and year: ``year``, ``source``, ``value``, lineage."""
    names = {"Register": "register", "WPP 2024": "wpp2024", "WPP 2022": "wpp2022"}
    parts = [
        pd.DataFrame({"year": wide["year"], "source": label, "value": wide[name], "lineage": wide[f"lineage_{name}"]})
        for label, name in names.items()
    ]
    return pd.concat(parts, ignore_index=True)


def base_population(ev: Evidence, first: int) -> pd.DataFrame:
    """Return the population on 1 January of the first year, or of the last year before it that has one."""
    known = ev.series("population_jan1", end=first)
    return known.tail(1)[["year", "value", "precision", "lineage"]].reset_index(drop=True)


def account(ev: Evidence, start: int, end: int, vintage: str = "WPP 2024") -> pd.DataFrame:
    """Set the change of the population beside births, deaths and the register's balance.

    The balancing equation of demography, solved for migration (the residual method; Siegel and Swanson 2004): what
    births and deaths do not explain of a change between two counts is net migration or error of the counts.

    Parameters
    ----------
    start, end
        The account runs from 1 January of ``start`` to 1 January of ``end``.
    vintage
        UN revision whose births and deaths are used.

    Returns
    -------
    DataFrame
        One row: ``start``, ``end``, ``vintage``, ``opening``, ``closing`` (population), ``natural`` (births less
        deaths), ``registered`` (balance), ``expected`` (opening + natural + registered), ``unexplained`` (closing -
        expected), ``implied`` (net migration that would close the account), lineage.
    """
    people = ev.series("population_jan1")
    ends = people[people["year"].isin([start, end])]
    if len(ends) != 2:
        raise ChapterError(
            f"no population of both January {start} and January {end}. Remedy: choose years that population_jan1 has."
        )
    births = between(ev.series("births_wpp", vintage=vintage), start, end - 1)
    deaths = between(ev.series("deaths_wpp", vintage=vintage), start, end - 1)
    net = between(ev.series("net_registered"), start, end - 1)
    return evidence.derive(_close, ends, births, deaths, net, vintage=vintage)


def _close(
    ends: pd.DataFrame, births: pd.DataFrame, deaths: pd.DataFrame, net: pd.DataFrame, vintage: str
) -> pd.DataFrame:
    start, end = first_year(ends), last_year(ends)
    opening, closing = at(ends, start), at(ends, end)
    natural = float(births["value"].sum() - deaths["value"].sum())
    registered = float(net["value"].sum())
    row = {
        "start": start,
        "end": end,
        "vintage": vintage,
        "opening": opening,
        "natural": natural,
        "registered": registered,
        "expected": opening + natural + registered,
        "closing": closing,
        "unexplained": closing - opening - natural - registered,
        "implied": closing - opening - natural,
    }
    return pd.DataFrame([row])


def accounts(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return the account with the births and deaths of either UN revision, one row each."""
    return pd.concat([account(ev, start, end, vintage) for vintage in ("WPP 2022", "WPP 2024")], ignore_index=True)


def natural(ev: Evidence, vintage: str, start: int, end: int) -> pd.DataFrame:
    """Return births less deaths by year: ``year``, ``value`` (persons), lineage of both."""
    births, deaths = (
        between(ev.series(name, vintage=vintage), start, end)[["year", "value", "lineage"]]
        for name in ("births_wpp", "deaths_wpp")
    )
    joined = births.merge(deaths, on="year", suffixes=("_births", "_deaths"))
    return joined.assign(value=joined["value_births"] - joined["value_deaths"])


def account_lines(one: pd.DataFrame) -> pd.DataFrame:
    """Return an account of `account` as a table to read from top to bottom."""
    row = one.iloc[0]
    last = int(row["end"]) - 1
    lines = {
        f"Population on 1 January {row['start']}": row["opening"],
        f"Births less deaths, {row['start']}-{last} ({row['vintage']})": row["natural"],
        f"Registered arrivals less departures, {row['start']}-{last}": row["registered"],
        f"Population to be expected on 1 January {row['end']}": row["expected"],
        f"Population on 1 January {row['end']}": row["closing"],
        "Not explained": row["unexplained"],
    }
    return pd.DataFrame({"line": list(lines), "people": list(lines.values()), "lineage": row["lineage"]})


def losses(estimates: pd.DataFrame, closed: pd.DataFrame) -> pd.DataFrame:
    """Return the net loss over the years of an account by every way we have to estimate it.

    Parameters
    ----------
    estimates
        What `side_by_side` returned.
    closed
        What `accounts` returned.

    Returns
    -------
    DataFrame
        ``estimate`` (label), ``loss`` (persons, positive), ``million`` (the same in
        millions), lineage; the smallest first.
    """
    start, end = int(closed["start"].iloc[0]), int(closed["end"].iloc[0])
    years = between(estimates, start, end - 1)
    labels = {"register": "Register", "wpp2022": "UN estimate, WPP 2022", "wpp2024": "UN estimate, WPP 2024"}
    rows = [
        {"estimate": label, "loss": -float(years[name].sum()), "lineage": " ".join(years[f"lineage_{name}"])}
        for name, label in labels.items()
    ]
    for _, row in closed.iterrows():
        label = f"Population account with births and deaths of {row['vintage']}"
        rows.append({"estimate": label, "loss": -float(row["implied"]), "lineage": str(row["lineage"])})
    found = pd.DataFrame(rows).sort_values("loss", kind="stable").reset_index(drop=True)
    return found.assign(million=found["loss"] / 1e6)
