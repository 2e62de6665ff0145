"""Trends: where a search splits the flows, what models of them say, and how far each can be trusted."""

from kazmig.chapters.trends.growths import segments
from kazmig.chapters.trends.inferences import inferences
from kazmig.chapters.trends.phases import dates, false_rates, fitted, joined, numbers, opinions, shortest
from kazmig.chapters.trends.pictures import break_map
from kazmig.chapters.trends.readings import (
    beside,
    drawn,
    falls_after,
    in_full,
    last_rise,
    margin,
    marks,
    moved,
    moves,
    narrowest,
    rates_alike,
    signs,
    smoothed,
    spread,
    sure,
    surer,
    what,
    yearly_changes,
)
from kazmig.chapters.trends.series import assembled, measured, one, unbroken, windowed
from kazmig.chapters.trends.steps import fall, seams
from kazmig.chapters.trends.structures import assurance, checks, dummies, models, trend

__all__ = [
    "assembled",
    "assurance",
    "beside",
    "break_map",
    "checks",
    "dates",
    "drawn",
    "dummies",
    "fall",
    "falls_after",
    "false_rates",
    "fitted",
    "in_full",
    "inferences",
    "joined",
    "last_rise",
    "margin",
    "marks",
    "measured",
    "models",
    "moved",
    "moves",
    "narrowest",
    "numbers",
    "one",
    "opinions",
    "rates_alike",
    "seams",
    "segments",
    "shortest",
    "signs",
    "smoothed",
    "spread",
    "sure",
    "surer",
    "trend",
    "unbroken",
    "what",
    "windowed",
    "yearly_changes",
]
