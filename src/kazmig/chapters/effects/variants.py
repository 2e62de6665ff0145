"""The same question asked in many other defensible ways: years, measures, noise, dating, windows."""

from itertools import product
from typing import Final

import pandas as pd

from kazmig.chapters.effects.events import place
from kazmig.chapters.effects.looks import DESIGNS, admissible, trial
from kazmig.trends.placebo import corrected
from kazmig.trends.yearly import significant

STARTS: Final = (1991, 1992, 2000)
NOISES: Final = {"random_walk": "random walk", "ar_steps": "walk, steps linked", "ar": "around a line"}
DATINGS: Final = {"first_full_year": "first full year", "year_of_event": "year of event"}
WINDOWS: Final = {"all years": None, "ten years a side": 10}
REJECTED: Final = 0.05
"""Level at which a variant counts as having seen something."""


def variants(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    departure_rates: pd.DataFrame,
    arrival_rates: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return for every variant the smallest p-value among the events' looks after the correction.

    Parameters
    ----------
    departures, arrivals, departure_rates, arrival_rates
        Counts and rates by year, of all years that the chapter models.
    events
        The events tested; their dates are placed anew by each dating.

    Returns
    -------
    DataFrame
        One row a variant: ``flow``, ``measure``, ``design``, ``start``, ``noise``, ``dating``, ``window``, ``n``,
        ``looks``, ``smallest`` (p-value), ``year`` and ``statistic`` (where), ``limit`` (`REJECTED`), ``quiet``
        (1 where the p-value exceeds it).
    """
    measures = {"counts": (departures, arrivals), "rates": (departure_rates, arrival_rates)}
    first = int(departures["year"].min())
    starts = sorted({max(first, start) for start in STARTS})
    rows = []
    for measure, start, noise, window in product(measures, starts, NOISES, WINDOWS):
        pair = [frame[frame["year"] >= start] for frame in measures[measure]]
        of = trial(
            pair[0], pair[1], margin=margin, noise=noise, simulations=simulations, seed=seed, window=WINDOWS[window]
        )
        for dating in DATINGS:
            years = admissible(of, events.assign(year=[place(date, dating) for date in events["date"]]))
            for flow, design in product(of.looks["series"].unique(), DESIGNS):
                found = corrected(of.only(series=flow, design=design), years)
                least = found.table.iloc[int(found.table["p_corrected"].argmin())]
                rows.append(
                    {
                        "flow": flow,
                        "measure": measure,
                        "design": DESIGNS[design],
                        "start": start,
                        "noise": NOISES[noise],
                        "dating": DATINGS[dating],
                        "window": window,
                        "n": found.n,
                        "looks": found.looks,
                        "smallest": least["p_corrected"],
                        "year": int(least["year"]),
                        "statistic": least["statistic"],
                    }
                )
    table = pd.DataFrame(rows)
    return significant(table.assign(limit=REJECTED, quiet=(table["smallest"] > REJECTED).astype("int64")))
