"""Statistical models of yearly series: breaks, trends, effects of events, forecasts. No model knows its data's source.

Each function takes a pandas Series with a yearly index and returns a frozen result: estimates, intervals,
diagnostics, a summary table and the frame that a chart draws.
"""

from kazmig.trends.bai_perron import breaks
from kazmig.trends.break_record import Breaks
from kazmig.trends.certainty import certainty
from kazmig.trends.components import Structural, comparison, structural
from kazmig.trends.disturbances import disturbances
from kazmig.trends.false_breaks import false_breaks
from kazmig.trends.interventions import interrupted
from kazmig.trends.placebo import corrected, experiment, placebos
from kazmig.trends.power import power
from kazmig.trends.regressions import Growth, growth
from kazmig.trends.resampling import BootstrapBreaks, bootstrap_breaks
from kazmig.trends.second_opinion import second_opinion
from kazmig.trends.steepest import LastFall, last_fall
from kazmig.trends.yearly import series_of, significant

__all__ = [
    "BootstrapBreaks",
    "Breaks",
    "Growth",
    "LastFall",
    "Structural",
    "bootstrap_breaks",
    "breaks",
    "certainty",
    "comparison",
    "corrected",
    "disturbances",
    "experiment",
    "false_breaks",
    "growth",
    "interrupted",
    "last_fall",
    "placebos",
    "power",
    "second_opinion",
    "series_of",
    "significant",
    "structural",
]
