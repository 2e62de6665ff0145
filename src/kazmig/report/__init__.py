"""What a notebook publishes: figures, tables, facts and findings, each with the lineage of the rows that fed it.

`Report` is imported when it is asked for: who only wants a notebook's parameters (the runner) need not load
pandas, Altair and the evidence for it.
"""

from typing import TYPE_CHECKING, Any

from kazmig.report.errors import ParameterError, ReportError

if TYPE_CHECKING:
    from kazmig.report.book import Report

__all__ = ["ParameterError", "Report", "ReportError"]


def __getattr__(name: str) -> Any:
    """Import `Report` on first use."""
    if name == "Report":
        from kazmig.report.book import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
