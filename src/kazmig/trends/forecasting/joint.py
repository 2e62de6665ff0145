"""Departures and arrivals forecast together, and their balance: net has no logarithm and no model of its own."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kazmig.trends.errors import Gap
from kazmig.trends.forecasting.histories import history
from kazmig.trends.forecasting.models import known, simulated
from kazmig.trends.forecasting.result import Forecast
from kazmig.trends.forecasting.simulation import Floats, correlated, noise


@dataclass(frozen=True)
class Dependence:
    """How the one-step errors of two series move together.

    Attributes
    ----------
    raw : float
        Correlation of the model's one-step errors in logs, over the years that both have.
    standard_error : float
        Of the raw correlation, ``(1 - raw^2) / sqrt(n - 1)``.
    shrinkage : float
        Part by which it is drawn to zero (Schaefer and Strimmer 2005): its squared error over its square, at most one.
    used : float
        Correlation of the simulated shocks.
    n : int
        Years.
    """

    raw: float
    standard_error: float
    shrinkage: float
    used: float
    n: int


@dataclass(frozen=True)
class JointForecast:
    """Forecasts of two flows and of their difference, path by path.

    Attributes
    ----------
    departures, arrivals, net : Forecast
        ``net`` is arrivals less departures on each path.
    dependence : Dependence
    """

    departures: Forecast
    arrivals: Forecast
    net: Forecast
    dependence: Dependence

    @property
    def fallback(self) -> str:
        """What stands in for what, over both flows."""
        return self.net.fallback

    def frame(self, levels: tuple[int, ...] = (50, 80, 95)) -> pd.DataFrame:
        """Return the three forecasts under each other, told apart by ``flow``; net with ``p_negative``."""
        parts = {"departures": self.departures, "arrivals": self.arrivals, "net": self.net}
        return pd.concat(
            [
                told.frame(levels).assign(flow=flow, p_negative=(told.draws < 0).mean(axis=0))
                for flow, told in parts.items()
            ],
            ignore_index=True,
        )

    def summary(self) -> pd.DataFrame:
        """Return the frame with model, origin, n, the correlation used and its own n beside each row."""
        return self.frame().assign(
            model=self.net.model,
            origin=self.net.origin,
            n=self.net.n,
            df=self.net.df,
            correlation=self.dependence.used,
            correlation_n=self.dependence.n,
            fallback=self.fallback,
        )


def joint(
    departures: pd.Series,
    arrivals: pd.Series,
    model: str = "naive",
    horizon: int = 5,
    *,
    exposure: pd.Series | None = None,
    size: int = 2000,
    seed: int = 0,
) -> JointForecast:
    """Forecast both flows with correlated shocks, and the net of each path.

    Each flow alone is forecast as by `forecast`; departures are, to the last draw, what it gives. The shocks of
    arrivals correlate with those of departures as the model's one-step errors did, shrunk towards zero since the years
    are few.

    Parameters
    ----------
    departures, arrivals : pd.Series
        Positive values for the same years.
    model, horizon, exposure, size, seed
        As for `forecast`.

    Raises
    ------
    Gap
        The two series do not cover the same years.
    TooShort, NotPositive, NoVariation, BadSetting
        As their names say.
    """
    chosen = known(model)
    out = history(departures, horizon, need=chosen.needs, exposure=exposure)
    back = history(arrivals, horizon, need=chosen.needs, exposure=exposure)
    if not np.array_equal(out.years, back.years):
        raise Gap(
            f"departures cover {out.years[0]}-{out.years[-1]} and arrivals {back.years[0]}-{back.years[-1]}: "
            "give both for the same years."
        )
    origin = int(out.years[-1])
    first = noise(size, horizon, seed=seed, origin=origin)
    second = noise(size, horizon, seed=seed, origin=origin, stream=1)
    told = simulated(chosen, out, first)
    link = dependence(told.residuals, simulated(chosen, back, second).residuals)
    reply = simulated(chosen, back, correlated(first, second, link.used))
    net = Forecast(
        model=model,
        origin=origin,
        n=told.n,
        df=min(told.df, reply.df),
        draws=reply.draws - told.draws,
        fallback="; ".join(
            f"{flow}: {each.fallback}" for flow, each in (("departures", told), ("arrivals", reply)) if each.fallback
        ),
        diagnostics={"correlation": link.used},
    )
    return JointForecast(told, reply, net, link)


def dependence(first: Floats, second: Floats) -> Dependence:
    """Return the correlation of two runs of one-step errors that end in the same year, raw and shrunk.

    Examples
    --------
    >>> errors = np.array([1.0, -1.0, 2.0, -2.0])
    >>> dependence(errors, errors).used
    1.0
    """
    n = min(len(first), len(second))
    raw = float(np.corrcoef(first[len(first) - n :], second[len(second) - n :])[0, 1])
    error = (1 - raw**2) / np.sqrt(n - 1)
    shrinkage = min(1.0, float(error**2 / raw**2)) if raw else 1.0
    return Dependence(raw, float(error), shrinkage, raw * (1 - shrinkage), n)
