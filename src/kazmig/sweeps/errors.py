"""What can be wrong with a kept result: it is missing, damaged, or was made from other inputs than today's."""

from kazmig.errors import KazmigError


class SweepError(KazmigError):
    """Base of all that the store of sweeps refuses."""


class MissingSweep(SweepError):
    """No such result is kept."""


class BrokenSweep(SweepError):
    """The files of a result do not fit each other, or cannot be read."""


class StaleSweep(SweepError):
    """A table or a module that a result was computed from has changed since."""
