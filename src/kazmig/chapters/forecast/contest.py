"""How good past forecasts would have been, and what the rule, fixed beforehand, makes of it."""

from collections.abc import Collection, Hashable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.trends import forecasting
from kazmig.trends.forecasting import Backtest
from kazmig.trends.forecasting.backtest import HORIZONS
from kazmig.trends.forecasting.rule import ORIGINS
from kazmig.trends.yearly import series_of, significant

LATER: Final = max(ORIGINS)
"""First origin of the later of the rule's two periods."""

PERIODS: Final = ("all origins", "later origins")


def contest(
    flow: pd.DataFrame,
    people: pd.DataFrame | None,
    models: Collection[str],
    *,
    first_origin: int,
    size: int,
    seed: int,
) -> pd.DataFrame:
    """Return the scores of every model at every origin and horizon, as `Backtest.scores` has them.

    Parameters
    ----------
    flow
        ``year``, ``value``, lineage.
    people
        Denominators for the model of the rate; None when the flow is a rate already.
    models
        Names.
    first_origin
        First year from which a forecast is made.
    size, seed
        Simulated paths a forecast, and their seed.

    Returns
    -------
    DataFrame
        Further ``ratio`` (forecast median over outcome) and ``title`` of the model.
    """

    def scored(counts: pd.DataFrame, *denominators: pd.DataFrame) -> pd.DataFrame:
        exposure = series_of(denominators[0]) if denominators else None
        record = forecasting.backtest(
            series_of(counts), models, first_origin=first_origin, exposure=exposure, size=size, seed=seed
        )
        scores = record.scores
        return significant(
            scores.assign(ratio=scores["median"] / scores["outcome"], title=[title(name) for name in scores["model"]])
        )

    return evidence.derive(scored, flow, *([] if people is None else [people]))


def title(model: str) -> str:
    """Return a model's title for tables."""
    return forecasting.MODELS[model].title


def scoreboard(scores: pd.DataFrame, without: Collection[int] = ()) -> pd.DataFrame:
    """Return mean scores by model and horizon, in the models' order.

    Parameters
    ----------
    scores
        What `contest` returned.
    without
        Years left out, as target and as last year seen.

    Returns
    -------
    DataFrame
        As `Backtest.summary` gives it, with ``title`` and ``ahead`` (the horizon as text); coverages in percent.
    """

    def summed(rows: pd.DataFrame) -> pd.DataFrame:
        record = backtest_of(rows)
        table = (record.without(without) if without else record).summary()
        percents = {name: 100 * table[name] for name in ("cover_50", "cover_80", "cover_95", "skill")}
        named = table.assign(title=table["model"].map(title), ahead=table["horizon"].astype(str), **percents)
        return significant(named.reset_index(drop=True))

    return evidence.derive(summed, scores)


def beside(whole: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    """Set the rule's table with all years beside that without some: columns of the latter end in ``_without``."""

    def joined(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
        keys, names = ["model", "title", "period"], ["n", "improvement", "low", "high"]
        pairs = first[[*keys, "origins_from", *names]].merge(
            second[[*keys, *names]], on=keys, suffixes=("", "_without")
        )
        return pairs.reset_index(drop=True)

    return evidence.derive(joined, whole, part)


def ratios(table: pd.DataFrame) -> pd.DataFrame:
    """Return one period of the rule's table without naive, the models with the best scores first."""
    rows = table[table["model"] != "naive"]
    return rows.sort_values("ratio", kind="stable").reset_index(drop=True)


def peers(models: Collection[str]) -> tuple[str, ...]:
    """Return the titles of the models that are another library's."""
    return tuple(title(name) for name in models if forecasting.MODELS[name].peer)


def verdict(scores: pd.DataFrame, *, confidence: float, seed: int, without: Collection[int] = ()) -> pd.DataFrame:
    """Apply the rule.

    Returns
    -------
    DataFrame
        One row a model and period, as `Verdict.table` has it, with ``period`` (all or later origins), ``chosen``
        (``headline``, ``beside`` or empty), ``verdict`` (in words), ``ratio``, ``ratio_low`` and ``ratio_high`` (the
        model's score over naive's: below one is better), ``threshold``, improvements and coverages in percent,
        ``tempting`` and ``passing`` (candidates that scored better at all, and that passed), ``looks`` (candidates
        compared), ``df``.
    """

    def ruled(rows: pd.DataFrame) -> pd.DataFrame:
        record = backtest_of(rows)
        record = record.without(without) if without else record
        origins = (record.first_origin, max(LATER, record.first_origin + 1))
        said = forecasting.rule(record, origins=origins, confidence=confidence, seed=seed)
        table = said.table
        roles = {said.headline: "headline", said.runner_up: "beside"}
        # short windows let both periods begin alike: their order tells them apart, not their first origin
        order = table.groupby("model", sort=False).cumcount()
        return significant(
            table.assign(
                period=np.where(order == 0, *PERIODS),
                chosen=[roles.get(name, "") for name in table["model"]],
                verdict=[_said(row, roles) for row in table.to_dict("records")],
                ratio=1 - table["improvement"],
                ratio_low=1 - table["high"],
                ratio_high=1 - table["low"],
                **{name: 100 * table[name] for name in ("improvement", "low", "high", "coverage", "least")},
                threshold=100 * said.threshold,
                tempting=len(said.better),
                passing=len(said.passes),
                looks=said.looks,
                df=said.df,
            )
        )

    return evidence.derive(ruled, scores)


def _said(row: Mapping[Hashable, Any], roles: Mapping[str, str]) -> str:
    """Return what the rule says of one model in one period."""
    if row["model"] == "naive":
        said = "the yardstick"
    elif row["vetoed"]:
        said = "vetoed: intervals too narrow"
    else:
        said = "better by the margin" if row["enough"] else "not better by the margin"
    role = roles.get(str(row["model"]), "")
    if role:
        return f"{said}; {'headline' if role == 'headline' else 'shown beside'}"
    return said if row["candidate"] else f"{said}; a peer"


def model_of(table: pd.DataFrame, role: str) -> str:
    """Return the model that the rule chose for a role: ``headline`` or ``beside``."""
    return str(table.loc[table["chosen"] == role, "model"].iloc[0])


def ruled(table: pd.DataFrame) -> tuple[str, str]:
    """Return the titles of the headline and of the model beside it, from the numbers of the rule's table alone.

    A candidate is the headline if in every period its improvement reaches the threshold and its coverage is not below
    the least; the best of several over all origins; otherwise naive, with drift beside it.
    """
    enough = (table["improvement"] >= table["threshold"]) & (table["coverage"] >= table["least"]) & table["candidate"]
    passing = enough.groupby(table["title"]).all()
    best = table[table["period"] == PERIODS[0]].set_index("title")["improvement"]
    names = [name for name in best.sort_values(ascending=False, kind="stable").index if passing[name]]
    return (str(names[0]), title("naive")) if names else (title("naive"), title("drift"))


def calibration(scores: pd.DataFrame, models: Collection[str], bins: int = 5) -> pd.DataFrame:
    """Return the histogram of the PIT one year ahead, with its binomial band, for some models."""

    def counted(rows: pd.DataFrame) -> pd.DataFrame:
        table = backtest_of(rows[rows["model"].isin(models) & (rows["horizon"] == 1)]).pit(bins)
        return significant(table.assign(title=table["model"].map(title)))

    return evidence.derive(counted, scores)


def coverage(scores: pd.DataFrame, models: Collection[str]) -> pd.DataFrame:
    """Return how many outcomes lay inside each interval, with binomial bands in percent, for some models."""

    def counted(rows: pd.DataFrame) -> pd.DataFrame:
        table = backtest_of(rows[rows["model"].isin(models)]).coverage()
        percents = ("share", "low", "high", "overlap_low", "overlap_high")
        return significant(
            table.assign(title=table["model"].map(title), **{name: 100 * table[name] for name in percents})
        )

    return evidence.derive(counted, scores)


def errors(scores: pd.DataFrame, models: Collection[str], horizons: Collection[int] = (1, 3)) -> pd.DataFrame:
    """Return how far the median forecast lay above or below what came, in percent, by the year that was forecast.

    Returns
    -------
    DataFrame
        ``title``, ``ahead`` (``1 year ahead``), ``year``, ``value`` (percent of the outcome), ``ratio``, lineage.
    """
    kept = scores[scores["model"].isin(models) & scores["horizon"].isin(horizons)]
    if kept.empty:
        raise ChapterError("no past forecast is left to draw. Remedy: an earlier first_origin, or a later end_year.")
    words = {h: "1 year ahead" if h == 1 else f"{h} years ahead" for h in horizons}
    named = kept.assign(value=100 * (kept["ratio"] - 1), ahead=kept["horizon"].map(words))
    return named[["model", "title", "ahead", "horizon", "year", "origin", "value", "ratio", "lineage"]].reset_index(
        drop=True
    )


def backtest_of(scores: pd.DataFrame) -> Backtest:
    """Return the scores as the record that they came from."""
    rows = scores.drop(columns=["lineage"], errors="ignore").reset_index(drop=True)
    return Backtest(
        rows,
        models=tuple(dict.fromkeys(rows["model"])),
        horizons=tuple(h for h in HORIZONS if h in set(rows["horizon"])),
        first_origin=int(rows["origin"].min()),
        last_year=int(rows["year"].max()),
        excluded=(),
        size=0,
        seed=0,
    )
