"""Which forecast is the headline: a rule fixed before any score was seen, applied by code.

The primary metric is the CRPS of logs averaged over one, two and three years ahead. A model is the headline only if it
is at least 5 percent better than naive on origins from 1999 and on origins from 2005, and its coverage is not vetoed;
otherwise naive is the headline, with drift beside it. The block-bootstrap interval is shown and decides nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.forecasting.backtest import Backtest
from kazmig.trends.forecasting.coverage import TOGETHER, band
from kazmig.trends.forecasting.models import MODELS

THRESHOLD: Final = 0.05
"""Part by which a headline must be better than naive."""

ORIGINS: Final = (1999, 2005)
"""First origins of the two periods on both of which it must be so."""

VETO_LEVEL: Final = 80
"""Interval whose coverage can veto."""

VETO_CONFIDENCE: Final = 0.95
"""Veto: the coverage is below the 2.5 percent quantile of the binomial share, as many trials as there are origins."""

FEWEST: Final = 6
"""Fewest origins in a period: two blocks of the bootstrap."""

RESAMPLES: Final = 2000


@dataclass(frozen=True)
class Verdict:
    """What the rule says.

    Attributes
    ----------
    headline : str
        Model of the headline.
    runner_up : str
        Model beside it: drift if naive is the headline, else naive.
    passes : tuple of str
        Candidates that meet all conditions, best first.
    better : tuple of str
        Candidates below naive's mean score on either period by any margin: how often one would have been tempted.
    peers_passing : tuple of str
        Peers that would meet the conditions; a peer is a yardstick and no candidate.
    table : DataFrame
        One row per model and period: ``model``, ``title``, ``candidate``, ``asked_from`` (first origin by the rule),
        ``origins_from``, ``origins_to`` (origins used), ``n`` (of them), ``crps_log``, ``naive``, ``improvement`` (a
        part of naive's), ``low``, ``high`` (block bootstrap), ``block``, ``coverage`` (of the 80 percent interval, all
        three horizons), ``least`` (below it, veto), ``vetoed``, ``enough`` (improvement at least the threshold),
        ``passes`` (enough and not vetoed).
    complete : bool
        False if the record begins after the rule's first origin, so that the periods are shorter or the same.
    n, df, looks : int
        Origins of the longer period, the same less one, and candidates compared with naive.
    """

    headline: str
    runner_up: str
    passes: tuple[str, ...]
    better: tuple[str, ...]
    peers_passing: tuple[str, ...]
    table: pd.DataFrame
    threshold: float
    horizons: tuple[int, ...]
    origins: tuple[int, ...]
    excluded: tuple[int, ...]
    confidence: float
    complete: bool
    n: int
    looks: int

    @property
    def df(self) -> int:
        """Origins of the longer period less one."""
        return self.n - 1

    def summary(self) -> pd.DataFrame:
        """Return the table, models in their order."""
        return self.table

    def frame(self) -> pd.DataFrame:
        """Return the table for a chart of improvements with intervals."""
        return self.table


def rule(
    record: Backtest,
    *,
    threshold: float = THRESHOLD,
    origins: Collection[int] = ORIGINS,
    horizons: Collection[int] = TOGETHER,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Verdict:
    """Apply the rule to a record of forecasts.

    An origin counts if every horizon of the metric has its outcome (and none is excluded), so that each origin gives
    one loss per model. The interval is a moving-block bootstrap (Kuensch 1989) of origins, the same blocks for a model
    and for naive; a block is as long as the longest horizon or the cube root of n, whichever is more, since forecasts
    from that many neighbouring origins share outcomes. Coverage of the 80 percent interval is taken over all three
    horizons, and the band for as many trials as there are origins, not outcomes, since these overlap.

    Parameters
    ----------
    record : Backtest
        Must hold naive and all horizons of the metric.
    threshold : float
        Part by which a model must be better than naive.
    origins : collection of int
        First origins of the periods.
    confidence : float
        Of the bootstrap interval, which is shown and decides nothing.
    resamples, seed : int
        Bootstrap samples, and their seed.

    Raises
    ------
    BadSetting
        No naive in the record, a horizon that was not scored, or a record without logs (net).
    TooShort
        Fewer than six complete origins in a period.
    """
    wanted, starts = tuple(sorted(set(horizons))), tuple(sorted(set(origins)))
    if record.scores["crps_log"].isna().all():
        raise BadSetting(
            "the rule compares scores of logs, and this record has none: apply it to each flow, not to net."
        )
    if "naive" not in record.models or not set(wanted) <= set(record.horizons) or not starts:
        raise BadSetting(f"the rule compares with naive at horizons {wanted}: score both, from at least one origin.")
    periods = [_period(record, start, wanted, confidence, resamples, seed) for start in starts]
    table = pd.concat(periods, ignore_index=True)
    table["enough"] = table["improvement"] >= threshold
    table["passes"] = table["enough"] & ~table["vetoed"] & (table["model"] != "naive")
    order = {name: place for place, name in enumerate(record.models)}
    table = table.assign(place=table["model"].map(order)).sort_values(["place", "asked_from"]).drop(columns="place")
    by_model = table.groupby("model", sort=False)
    everywhere = by_model["passes"].all()
    best = by_model["improvement"].first().sort_values(ascending=False, kind="stable")
    passing = [name for name in best.index if everywhere[name]]
    candidates = tuple(name for name in passing if not MODELS[name].peer)
    ahead = [name for name in best.index if not MODELS[name].peer and by_model["improvement"].max()[name] > 0]
    headline = candidates[0] if candidates else "naive"
    return Verdict(
        headline=headline,
        runner_up="naive" if candidates else "drift",
        passes=candidates,
        better=tuple(ahead),
        peers_passing=tuple(name for name in passing if MODELS[name].peer),
        table=table.reset_index(drop=True),
        threshold=threshold,
        horizons=wanted,
        origins=starts,
        excluded=record.excluded,
        confidence=confidence,
        complete=record.first_origin <= starts[0],
        n=int(table["n"].max()),
        looks=sum(not MODELS[name].peer and name != "naive" for name in record.models),
    )


def _period(
    record: Backtest, start: int, horizons: tuple[int, ...], confidence: float, resamples: int, seed: int
) -> pd.DataFrame:
    """Return the rows of one period."""
    scored = record.scores[record.scores["horizon"].isin(horizons) & (record.scores["origin"] >= start)]
    wide = scored.pivot(index="origin", columns=["model", "horizon"], values="crps_log").dropna()
    n = len(wide)
    if n < FEWEST:
        raise TooShort(f"{n} origins from {start} have outcomes at {horizons} years ahead; the rule needs {FEWEST}.")
    losses = wide.T.groupby(level="model").mean().T
    inside = scored[scored["origin"].isin(wide.index)].groupby("model")[f"in_{VETO_LEVEL}"].mean()
    least, _ = band(n, VETO_LEVEL / 100, VETO_CONFIDENCE)
    block = max(max(horizons), int(np.ceil(n ** (1 / 3))))
    picks = blocks(n, block, resamples, seed)
    naive = losses["naive"].to_numpy()
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    rows = []
    for name in record.models:
        loss = losses[name].to_numpy()
        low, high = np.quantile(1 - loss[picks].mean(axis=1) / naive[picks].mean(axis=1), tails)
        rows.append(
            {
                "model": name,
                "title": MODELS[name].title,
                "candidate": not MODELS[name].peer and name != "naive",
                "asked_from": start,
                "origins_from": int(wide.index.min()),
                "origins_to": int(wide.index.max()),
                "n": n,
                "crps_log": float(loss.mean()),
                "naive": float(naive.mean()),
                "improvement": float(1 - loss.mean() / naive.mean()),
                "low": float(low),
                "high": float(high),
                "block": block,
                "coverage": float(inside[name]),
                "least": least,
                "vetoed": bool(inside[name] < least),
            }
        )
    return pd.DataFrame(rows)


def blocks(n: int, length: int, size: int, seed: int) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Return rows of indices 0 to n - 1 resampled in moving blocks (Kuensch 1989), the last block cut to fit.

    Examples
    --------
    >>> blocks(4, 4, 1, 0).tolist()
    [[0, 1, 2, 3]]
    """
    if not 1 <= length <= n:
        raise BadSetting(f"a block of {length} does not fit into {n} origins.")
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n - length + 1, size=(size, int(np.ceil(n / length))))
    return (starts[:, :, None] + np.arange(length)).reshape(size, -1)[:, :n]
