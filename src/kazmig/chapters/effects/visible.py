"""What the designs could have seen in departures: smallest effects, power curves, and what more years would help."""

from typing import Final

import numpy as np
import pandas as pd

from kazmig.chapters.effects.looks import DESIGNS, admissible, flows, trial
from kazmig.trends.nulls import nulls
from kazmig.trends.placebo import experiment
from kazmig.trends.power import Power, power
from kazmig.trends.yearly import significant

LONGER: Final = 2
"""Times as many years as there are, to show what waiting would bring."""

FALLS: Final = tuple(range(0, 95, 5))
"""Planted falls of the curve, in percent of the level."""


def _power(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    design: str,
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
) -> Power:
    """Critical values from normal innovations; the data that they are tried on have the flow's own."""
    of, own = (
        trial(
            departures,
            arrivals,
            designs=(design,),
            margin=margin,
            noise=noise,
            simulations=simulations,
            seed=seed + place,
            innovations=law,
        ).only(series="departures")
        for place, law in enumerate(("normal", "own"))
    )
    effects = tuple(float(-np.log1p(-fall / 100)) for fall in FALLS)
    return power(of, admissible(of, events), noise=own, effects=effects)


def smallest(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return the smallest effects on departures that the looks could have seen.

    Returns
    -------
    DataFrame
        The columns of `kazmig.trends.power.Power.summary` for both designs, and ``level`` and ``target`` (percent).
    """
    parts = []
    for design in DESIGNS:
        found = _power(departures, arrivals, events, design, margin, noise, simulations, seed)
        parts.append(found.summary().assign(level=100 * found.level, target=100 * found.target))
    return significant(pd.concat(parts, ignore_index=True))


def curve(
    departures: pd.DataFrame,
    arrivals: pd.DataFrame,
    events: pd.DataFrame,
    *,
    margin: int,
    noise: str,
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return how often a lasting fall of the level would be seen, by its size, averaged over the events' years.

    Returns
    -------
    DataFrame
        ``design``, ``test`` (one look or all looks), ``label`` (both), ``fall`` (percent), ``power`` (percent).
    """
    parts = []
    for design in DESIGNS:
        drawn = _power(departures, arrivals, events, design, margin, noise, simulations, seed).frame()
        levels = drawn[drawn["statistic"] == "level"]
        parts.append(levels.groupby(["design", "test", "effect"], sort=False)["power"].mean().reset_index())
    table = pd.concat(parts, ignore_index=True)
    fall = np.rint(-100 * np.expm1(-table["effect"])).astype("int64")
    words = [f"{DESIGNS[design]}, {test}" for design, test in zip(table["design"], table["test"], strict=True)]
    return significant(table.assign(fall=fall, power=100 * table["power"], label=words))


def longer(
    departures: pd.DataFrame, arrivals: pd.DataFrame, *, margin: int, noise: str, simulations: int, seed: int
) -> pd.DataFrame:
    """Return the smallest visible fall in the middle of the series and of one `LONGER` times as long and as restless.

    One look only. Needed is no datum of the future: the statistics depend on the length and the noise alone.

    Returns
    -------
    DataFrame
        ``years``, ``times`` (as long as the data), ``design``, ``percent`` (a fall: negative).
    """
    observed = flows(departures, arrivals)[["departures"]].apply(np.log)
    described = nulls(observed, kind=noise, size=1, seed=seed).innovations.iloc[0]
    spread = float(described["sd"])
    rows = []
    for times in (1, LONGER):
        length = times * len(observed)
        series = _noise(length, spread, seed)
        for design in DESIGNS:
            of = experiment(series, designs=(design,), margin=margin, log=False, size=simulations, seed=seed).only(
                statistic="level", year=length // 2
            )
            found = power(of, [length // 2]).smallest
            effect = found.loc[(found["test"] == "one look") & (found["direction"] == "fall"), "effect"].item()
            rows.append({"years": length, "times": times, "design": design, "percent": 100 * np.expm1(-effect)})
    return significant(pd.DataFrame(rows))


def _noise(length: int, spread: float, seed: int) -> pd.Series:
    """Return a random walk whose steps have exactly the given spread."""
    steps = np.random.default_rng(seed).standard_normal(length - 1)
    steps = (steps - steps.mean()) * spread / steps.std(ddof=1)
    return pd.Series(np.concatenate([[0.0], steps.cumsum()]), index=range(length), name="noise")
