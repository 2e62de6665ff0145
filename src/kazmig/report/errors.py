"""The report's exception family: something cannot be published, and why, and what to do."""

from kazmig.errors import KazmigError


class ReportError(KazmigError):
    """Something cannot be published; the text names chapter, kind, id, rule and remedy."""


class ParameterError(ReportError):
    """A notebook's parameters cell or a parameter's value is wrong."""
