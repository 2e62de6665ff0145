"""The years ahead: departures, arrivals and net by every model, and the frames that fans are drawn from."""

from collections.abc import Collection

import pandas as pd

from kazmig import evidence
from kazmig.chapters.forecast.contest import PERIODS, title
from kazmig.chapters.forecast.definitions import CHANGES
from kazmig.chapters.forecast.seen import FLOWS, Seen
from kazmig.evidence.ledger import LEVELS
from kazmig.trends import forecasting
from kazmig.trends.yearly import series_of, significant

BOUNDS = [f"{side}_{level}" for level in LEVELS for side in ("low", "high")]


def ahead(
    known: Seen, models: Collection[str], *, horizon: int, size: int, seed: int, exposed: bool = True
) -> pd.DataFrame:
    """Forecast all three flows with every model; net from arrivals and departures simulated together.

    Parameters
    ----------
    known
        What the models see.
    models
        Names.
    horizon
        Years ahead.
    size, seed
        Simulated paths, and their seed.
    exposed
        Whether the model of the rate is given the people; not where the flows are rates already.

    Returns
    -------
    DataFrame
        ``flow``, ``model``, ``title``, ``year``, ``horizon``, ``median``, ``mean``, ``low_50`` to ``high_95``,
        ``positive`` (percent of paths above zero), ``above`` (percent of paths above the last year seen), ``n``,
        ``df``, ``fallback``, ``correlation`` (of the two flows' shocks, as simulated), ``correlation_raw`` (as
        seen, with ``correlation_error`` and ``correlation_n``), lineage of all that was seen.
    """

    def told(departures: pd.DataFrame, arrivals: pd.DataFrame, *people: pd.DataFrame) -> pd.DataFrame:
        exposure = series_of(people[0]) if people else None
        out, into = series_of(departures), series_of(arrivals)
        last = {"departures": out.iloc[-1], "arrivals": into.iloc[-1], "net": into.iloc[-1] - out.iloc[-1]}
        parts = []
        for model in models:
            both = forecasting.joint(out, into, model, horizon=horizon, exposure=exposure, size=size, seed=seed)
            for flow in FLOWS:
                made = getattr(both, flow)
                parts.append(
                    made.frame(levels=LEVELS).assign(
                        flow=flow,
                        model=model,
                        title=title(model),
                        positive=100 * (made.draws > 0).mean(axis=0),
                        above=100 * (made.draws > last[flow]).mean(axis=0),
                        n=made.n,
                        df=made.df,
                        fallback=made.fallback,
                        correlation=both.dependence.used,
                        correlation_raw=both.dependence.raw,
                        correlation_error=both.dependence.standard_error,
                        correlation_n=both.dependence.n,
                    )
                )
        return significant(pd.concat(parts, ignore_index=True))

    return evidence.derive(told, known.departures, known.arrivals, *([known.people] if exposed else []))


def fan(known: Seen, told: pd.DataFrame, flow: str, model: str, beside: str, first: int = 2005) -> pd.DataFrame:
    """Return one flow as a fan is drawn from it: the past, the headline's median and intervals, the other's median.

    Parameters
    ----------
    known, told
        What was seen, and what `ahead` said of it.
    flow
        ``departures``, ``arrivals`` or ``net``.
    model, beside
        The headline's model, and the one shown beside it.
    first
        First year drawn.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (observed; missing ahead), ``median``, ``low_50`` to ``high_95``, ``other`` (missing in the
        past), lineage.
    """
    past = known.history[known.history["flow"] == flow]
    rows = told[(told["flow"] == flow)]
    main = rows.loc[rows["model"] == model, ["year", "median", *BOUNDS, "lineage"]]
    other = rows.loc[rows["model"] == beside, ["year", "median"]].rename(columns={"median": "other"})
    observed = past.loc[past["year"] >= first, ["year", "value", "lineage"]]
    return pd.concat([observed, main.merge(other, on="year")], ignore_index=True)


def looking_back(
    flow: pd.DataFrame, model: str, origin: int, *, size: int, seed: int, first: int = 2005
) -> pd.DataFrame:
    """Return the forecast that a model would have made from an earlier year, and what came.

    Returns
    -------
    DataFrame
        As `fan` gives it, with ``came`` (observed after the origin) in place of ``other``, ``n`` and ``df``.
    """

    def told(rows: pd.DataFrame) -> pd.DataFrame:
        values = series_of(rows)
        later = values.loc[origin + 1 :]
        made = forecasting.forecast(values.loc[:origin], model, horizon=len(later), size=size, seed=seed)
        table = made.frame(levels=LEVELS).drop(columns=["mean", "horizon"])
        past = pd.DataFrame({"year": values.loc[first:origin].index, "value": values.loc[first:origin].to_numpy()})
        return significant(
            pd.concat([past, table.assign(came=later.to_numpy(), n=made.n, df=made.df)], ignore_index=True)
        )

    return evidence.derive(told, flow)


def years_ahead(told: pd.DataFrame, model: str, beside: str) -> pd.DataFrame:
    """Return what two models say of each year and flow, the headline first."""
    rows = told[told["model"].isin([model, beside])]
    order = rows["flow"].map(FLOWS.index) * 2 + (rows["model"] != model)
    ordered: pd.DataFrame = rows.assign(place=order).sort_values(["place", "year"], kind="stable").drop(columns="place")
    return ordered


def plain_words(told: pd.DataFrame, rule: pd.DataFrame) -> pd.DataFrame:
    """Return every model in plain words: what it assumes, finds for departures, how sure, and what would change it.

    Parameters
    ----------
    told
        What `ahead` returned.
    rule
        What `kazmig.chapters.forecast.contest.verdict` returned; its later period says how sure.
    """

    def joined(ahead: pd.DataFrame, ruled: pd.DataFrame) -> pd.DataFrame:
        last = ahead[(ahead["flow"] == FLOWS[0]) & (ahead["year"] == ahead["year"].max())]
        past = ruled.loc[ruled["period"] == PERIODS[-1], ["model", "improvement", "low", "high"]]
        rows = last[["model", "title", "median", "low_80", "high_80", "n", "df", "fallback"]].merge(past, on="model")
        worded: pd.DataFrame = rows.assign(
            assumes=[forecasting.MODELS[name].assumes for name in rows["model"]],
            changes=rows["model"].map(CHANGES).fillna(""),
        )
        return worded

    return evidence.derive(joined, told, rule)
