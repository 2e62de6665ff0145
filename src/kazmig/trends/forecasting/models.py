"""The list of forecasting models, and the one way to ask any of them for a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from kazmig.trends.errors import BadSetting
from kazmig.trends.forecasting import benchmarks, smoothing
from kazmig.trends.forecasting.arima import arima
from kazmig.trends.forecasting.autoregression import ar1_rate
from kazmig.trends.forecasting.histories import history
from kazmig.trends.forecasting.local_level import local_level
from kazmig.trends.forecasting.peers import peer
from kazmig.trends.forecasting.pool import pooled, remembering
from kazmig.trends.forecasting.result import Forecast
from kazmig.trends.forecasting.simulation import History, Noise, Simulator, noise


@dataclass(frozen=True)
class Model:
    """One forecasting model.

    Attributes
    ----------
    name, title, assumes : str
        Key, title for tables, and in plain words what the model takes the series to be.
    simulate : callable
        From history and noise to paths of logs.
    peer : bool
        Another library's model, a yardstick and never a candidate for the headline.
    needs : int
        Fewest years.
    """

    name: str
    title: str
    assumes: str
    simulate: Simulator
    peer: bool = False
    needs: int = 8


_OWN: Final = (
    Model("naive", "Naive", "next year is this year, give or take the usual yearly change", benchmarks.naive, needs=4),
    Model("drift", "Drift", "the mean yearly change of the whole window goes on", benchmarks.drift, needs=5),
    Model("mean", "Historical mean", "years scatter around the mean of the whole window", benchmarks.mean, needs=4),
    Model("damped", "Damped trend", "the recent trend goes on and fades", remembering(smoothing.damped)),
    Model(
        "theta",
        "Theta",
        "a smoothed level moves on at half the slope of the whole window",
        remembering(smoothing.theta),
    ),
    Model(
        "arima", "ARIMA by AICc", "changes, or levels, hang on those of the last one or two years", remembering(arima)
    ),
    Model("ar1_rate", "AR(1) of the log rate", "the rate returns, slowly or not at all, to a path", ar1_rate),
    Model(
        "local_level",
        "Local level with interventions",
        "a wandering level seen through noise; known events step or stand apart",
        remembering(local_level),
    ),
)

_ALL: Final = (
    *_OWN,
    Model(
        "pool",
        "Equal-weight pool",
        "each of the other models of this book may be right, all alike",
        pooled({model.name: model.simulate for model in _OWN}),
    ),
    Model("auto_arima", "AutoARIMA (statsforecast)", "as ARIMA, by another library's search", peer("AutoARIMA"), True),
    Model("auto_ets", "AutoETS (statsforecast)", "the smoothing that AICc prefers", peer("AutoETS"), True),
    Model("auto_theta", "AutoTheta (statsforecast)", "the Theta variant that fits best", peer("AutoTheta"), True),
)

MODELS: Final[Mapping[str, Model]] = MappingProxyType({model.name: model for model in _ALL})
"""The models by name, in the order of the tables: benchmarks first, peers last."""


def forecast(
    y: pd.Series,
    model: str = "naive",
    horizon: int = 5,
    *,
    exposure: pd.Series | None = None,
    size: int = 2000,
    seed: int = 0,
) -> Forecast:
    """Forecast a positive yearly series from its last year.

    Parameters
    ----------
    y : pd.Series
        Positive values by year.
    model : str
        A key of `MODELS`.
    horizon : int
        Years ahead, 1 to 20.
    exposure : pd.Series, optional
        People by year, used by the model of the rate; see `history`.
    size : int
        Number of draws, at least 100.
    seed : int
        The draws depend on the seed and the origin alone: the same for all models and horizons.

    Raises
    ------
    TooShort, Gap, NotPositive, NoVariation, BadSetting
        As their names say.

    Examples
    --------
    >>> y = pd.Series([8.0, 4.0, 8.0, 4.0, 8.0], index=range(2021, 2026))
    >>> forecast(y, "naive", 2).frame((80,))["median"].round(3).tolist()
    [8.0, 8.0]
    """
    chosen = known(model)
    past = history(y, horizon, need=chosen.needs, exposure=exposure)
    random = noise(size, horizon, seed=seed, origin=int(past.years[-1]))
    return simulated(chosen, past, random)


def known(name: str) -> Model:
    """Return the model of that name, or say which there are."""
    if name not in MODELS:
        raise BadSetting(f"there is no forecasting model {name!r}: choose one of {', '.join(MODELS)}.")
    return MODELS[name]


def simulated(model: Model, past: History, random: Noise) -> Forecast:
    """Return the model's forecast in the unit of the series."""
    paths = model.simulate(past, random)
    return Forecast(
        model=model.name,
        origin=int(past.years[-1]),
        n=len(past.logs),
        df=paths.df,
        draws=np.exp(paths.logs),
        fallback=paths.fallback,
        diagnostics=MappingProxyType(dict(paths.parameters)),
        residuals=paths.residuals,
    )
