"""Effects: whether the events of 2011 to 2022 left marks on the register that its own restlessness does not explain."""

from kazmig.chapters.effects.events import TESTED, calendar, company, listed, place
from kazmig.chapters.effects.held import held
from kazmig.chapters.effects.looks import (
    DESIGNS,
    dates,
    false_alarms,
    flows,
    looks,
    pictured,
    restlessness,
    spikes,
    together,
)
from kazmig.chapters.effects.variants import variants
from kazmig.chapters.effects.visible import LONGER, curve, longer, smallest
from kazmig.chapters.effects.window import unbroken, within

__all__ = [
    "DESIGNS",
    "LONGER",
    "TESTED",
    "calendar",
    "company",
    "curve",
    "dates",
    "false_alarms",
    "flows",
    "held",
    "listed",
    "longer",
    "looks",
    "pictured",
    "place",
    "restlessness",
    "smallest",
    "spikes",
    "together",
    "unbroken",
    "variants",
    "within",
]
