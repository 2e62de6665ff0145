"""Forecasts of a yearly series by many models, what their record would have been, and the rule that picks a headline.

Every model returns draws, so that intervals, scores and calibration are read from the same object.
"""

from kazmig.trends.forecasting.backtest import Backtest, backtest
from kazmig.trends.forecasting.balances import backtest_net
from kazmig.trends.forecasting.joint import Dependence, JointForecast, joint
from kazmig.trends.forecasting.models import MODELS, Model, forecast
from kazmig.trends.forecasting.result import Forecast
from kazmig.trends.forecasting.rule import Verdict, rule

__all__ = [
    "MODELS",
    "Backtest",
    "Dependence",
    "Forecast",
    "JointForecast",
    "Model",
    "Verdict",
    "backtest",
    "backtest_net",
    "forecast",
    "joint",
    "rule",
]
