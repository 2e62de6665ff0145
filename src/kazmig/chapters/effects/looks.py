"""The statistics at the events' years beside those at all other years, in the words and columns of the chapter."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from kazmig.chapters.common import ChapterError
from kazmig.chapters.effects.events import SHOCK, calendar
from kazmig.trends.experiments import Experiment
from kazmig.trends.nulls import nulls
from kazmig.trends.placebo import corrected, experiment
from kazmig.trends.yearly import series_of, significant

DESIGNS: Final = {"levels": "level and trend", "growth": "steps"}
"""The two ways of looking at a date, and what the chapter calls them."""

CHANGES: Final = {"level": "Level", "slope": "Yearly growth", "spike": "One year alone"}
"""What each statistic is called in tables and charts."""

NOISES: Final = {
    "random_walk": "random walks",
    "ar_steps": "random walks with linked steps",
    "ar": "autoregressions around a line",
}
"""What the series without an effect are, in words."""

USUAL: Final = 0.05
"""Level of the usual test, whose limit the placebo dates are counted against."""


def flows(departures: pd.DataFrame, arrivals: pd.DataFrame) -> pd.DataFrame:
    """Return the two flows by year, in columns of those names; only years that both have."""
    both = {"departures": series_of(departures), "arrivals": series_of(arrivals)}
    return pd.concat(both, axis="columns", join="inner").sort_index()


def trial(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    *,
    designs: Sequence[str] = tuple(DESIGNS),
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
    innovations: str = "normal",
    window: int | None = None,
) -> Experiment:
    """Compute the statistics of both flows at every date, in the data and in series without an effect."""
    return experiment(
        flows(departures, arrivals),
        designs=designs,
        margin=margin,
        kind=noise,
        innovations=innovations,
        size=simulations,
        seed=seed,
        window=window,
    )


def admissible(of: Experiment, events: pd.DataFrame) -> list[int]:
    """Return the events' years that stand far enough from the ends.

    Raises
    ------
    ChapterError
        If none does.
    """
    years = sorted(set(events["year"]) & set(of.looks["year"]))
    if not years:
        wanted = ", ".join(map(str, sorted(set(events["year"]))))
        raise ChapterError(
            f"no event's year ({wanted}) stands the margin away from the ends of the series. Remedy: lower margin or "
            "start_year, or choose a later end_year."
        )
    return years


def looks(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    noise: str,
    confidence: float,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return every look at an event's year: both flows, both designs, level and yearly growth.

    Returns
    -------
    DataFrame
        The columns of `kazmig.trends.placebo.Corrections.summary` (``flow`` for ``series``), corrected within each flow
        and design, and ``word`` (the year's events), ``change`` (what is looked at), ``label`` (both), ``factor`` with
        ``factor_low`` and ``factor_high`` (times the level or the yearly growth without a change; the interval covers
        all looks of the flow and design at once), ``floor`` (smallest p that ranks alone could give after correction),
        ``simulations`` (how many) and ``noise`` (which in words).
    """
    of = trial(departures, arrivals, margin=margin, noise=noise, simulations=simulations, seed=seed)
    years = admissible(of, events)
    parts = []
    for flow in of.looks["series"].unique():
        for design in DESIGNS:
            found = corrected(of.only(series=flow, design=design), years, confidence=confidence)
            parts.append(found.summary().assign(floor=found.floor, simulations=found.simulations))
    table = pd.concat(parts, ignore_index=True).rename(columns={"series": "flow"})
    words = calendar(events).set_index("year")["word"]
    table = table.assign(word=table["year"].map(words), change=table["statistic"].map(CHANGES))
    return significant(
        table.assign(
            label=table["change"] + ": " + table["word"],
            noise=NOISES[noise],
            factor=np.exp(table["estimate"]),
            factor_low=np.exp(table["low_all"]),
            factor_high=np.exp(table["high_all"]),
        )
    )


def together(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return the looks of both flows and both designs, corrected as one family."""
    of = trial(departures, arrivals, margin=margin, noise=noise, simulations=simulations, seed=seed)
    table = corrected(of, admissible(of, events)).summary().rename(columns={"series": "flow"})
    columns = ["flow", "design", "statistic", "year", "n", "df", "looks", "percent", "t", "p_simulated", "p_corrected"]
    return significant(table[columns])


def dates(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return the textbook statistic at every date.

    Returns
    -------
    DataFrame
        ``flow``, ``statistic``, ``change``, ``year``, ``t``, ``usual`` (limit of the usual test), ``beyond`` (1 where t
        passes it), ``expected`` (share of simulated series without an effect in which it does), ``event`` (the year's
        events, or empty), ``n``, ``df``.
    """
    of = trial(
        departures, arrivals, designs=("levels",), margin=margin, noise=noise, simulations=simulations, seed=seed
    )
    admissible(of, events)
    words = calendar(events).set_index("year")["word"]
    usual = stats.t.ppf(1 - USUAL / 2, of.looks["df"])
    table = of.looks.rename(columns={"series": "flow"}).drop(columns=["design", "estimate", "se"])
    return significant(
        table.assign(
            change=table["statistic"].map(CHANGES),
            usual=usual,
            beyond=(table["t"].abs() > usual).astype("int64"),
            expected=(np.abs(of.null_t) > usual).mean(axis=0),
            event=table["year"].map(words).fillna(""),
        )
    )


def false_alarms(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each flow and statistic of `dates` how many dates pass the usual test.

    Returns
    -------
    DataFrame
        ``flow``, ``statistic``, ``dates``, ``beyond``, ``share`` and ``expected`` (percent of dates: in the data, and
        in series without an effect).
    """
    groups = table.groupby(["flow", "statistic"], sort=False)
    found = groups.agg(
        dates=("year", "size"), beyond=("beyond", "sum"), share=("beyond", "mean"), expected=("expected", "mean")
    ).reset_index()
    return significant(found.assign(share=100 * found["share"], expected=100 * found["expected"]))


def spikes(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    noise: str,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return for each year of departures how far it stands off from its neighbours.

    Shocks are marked at the year of their date, since a shock acts at once, and the peak beside them: the highest year
    but for the first and the last, which have one neighbour.

    Returns
    -------
    DataFrame
        ``year``, ``t``, ``percent``, ``p_simulated``, ``p_any_date`` (had the year been chosen by looking), ``rank``,
        ``dates``, ``n``, ``df``, ``event`` (or empty), ``shock`` (1 at the years of shocks), ``peak`` (1 at the peak).
    """
    of = trial(departures, arrivals, designs=("spike",), margin=1, noise=noise, simulations=simulations, seed=seed)
    of = of.only(series="departures")
    table = corrected(of, list(of.looks["year"])).summary()
    shocks = events[events["kind"] == SHOCK].groupby("own")["word"].agg(" + ".join)
    inner = departures[departures["year"].isin(table["year"])]
    peak = int(inner.sort_values("value")["year"].iloc[-1])
    marks = shocks.to_dict() | {peak: f"Peak of {peak}"}
    columns = ["year", "t", "percent", "p_simulated", "p_any_date", "rank", "dates", "n", "df", "looks"]
    return significant(
        table[columns].assign(
            event=table["year"].map(marks).fillna(""),
            shock=table["year"].isin(shocks.index).astype("int64"),
            peak=(table["year"] == peak).astype("int64"),
        )
    )


def restlessness(departures: pd.DataFrame, arrivals: pd.DataFrame, *, noise: str) -> pd.DataFrame:
    """Return what the series without an effect are made from: the innovations of each flow.

    Returns
    -------
    DataFrame
        ``flow``, ``n``, ``sd`` (of the innovations, in logarithms), ``autocorrelation`` (at lag one), ``skewness``,
        ``kurtosis`` (excess), ``phi`` (persistence; one for a random walk).
    """
    described = nulls(flows(departures, arrivals).apply(np.log), kind=noise, size=1).innovations
    return significant(described.rename(columns={"series": "flow"}))


def pictured(table: pd.DataFrame, flow: str, design: str) -> pd.DataFrame:
    """Return the looks of one flow and design in the order of a chart: levels first, then growth, by year."""
    chosen = table[(table["flow"] == flow) & (table["design"] == design)]
    return chosen.sort_values(["statistic", "year"], kind="stable").reset_index(drop=True)
