"""Brain drain: education, professions and ages of those who leave and arrive, and what other figures measure."""

from kazmig.chapters.brain_drain.ages import children, working
from kazmig.chapters.brain_drain.bounds import bounds, every
from kazmig.chapters.brain_drain.drawings import beside
from kazmig.chapters.brain_drain.education import (
    HALF,
    arrivals_share,
    bases,
    degrees_per_diploma,
    denominators,
    emigrants,
    graduates_2010_2013,
    later_share,
    levels,
)
from kazmig.chapters.brain_drain.lists import alike, growth, lists, per_arrival
from kazmig.chapters.brain_drain.peers import places
from kazmig.chapters.brain_drain.picking import pick

__all__ = [
    "HALF",
    "alike",
    "arrivals_share",
    "bases",
    "beside",
    "bounds",
    "children",
    "degrees_per_diploma",
    "denominators",
    "emigrants",
    "every",
    "graduates_2010_2013",
    "growth",
    "later_share",
    "levels",
    "lists",
    "per_arrival",
    "pick",
    "places",
    "working",
]
