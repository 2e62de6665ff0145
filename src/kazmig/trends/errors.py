"""What a model refuses: each error names the series, the trouble and what to do; nothing is filled in silently."""

from kazmig.errors import KazmigError


class TrendError(KazmigError):
    """Base of all that the statistical models refuse."""


class TooShort(TrendError):
    """Fewer points than the model needs."""


class Gap(TrendError):
    """A year is missing, doubled or not a number; no model here interpolates."""


class NotPositive(TrendError):
    """A zero or negative value where a logarithm or a count is needed."""


class NoVariation(TrendError):
    """A constant series: there is nothing to estimate."""


class NoConvergence(TrendError):
    """The optimiser found no maximum, and the model has no fallback that would be honest."""


class BadSetting(TrendError):
    """A setting outside its range, or two settings that exclude each other."""
