"""Homecoming: ethnic Kazakhs who settled in Kazakhstan, as far as counts of the status of kandas can tell.

The chapter's notebook is ``return.ipynb``; ``return`` is a word of Python, so the package has another name.
"""

from kazmig.chapters.homecoming.annual import beside_register, yearly
from kazmig.chapters.homecoming.belonging import grants, measures, work_or_schooling
from kazmig.chapters.homecoming.education import LEVELS, schooling
from kazmig.chapters.homecoming.origins import LISTED, leader, of_periods, since_1991
from kazmig.chapters.homecoming.places import PLACES, in_quota_regions, quotas, settled, under_quota
from kazmig.chapters.homecoming.stock import known
from kazmig.chapters.homecoming.stretches import pace, stretch

__all__ = [
    "LEVELS",
    "LISTED",
    "PLACES",
    "beside_register",
    "grants",
    "in_quota_regions",
    "known",
    "leader",
    "measures",
    "of_periods",
    "pace",
    "quotas",
    "schooling",
    "settled",
    "since_1991",
    "stretch",
    "under_quota",
    "work_or_schooling",
    "yearly",
]
