"""What a notebook publishes: figures, tables, facts and findings, each with the lineage of the rows that fed it."""

from kazmig.report.book import Report
from kazmig.report.errors import ParameterError, ReportError

__all__ = ["ParameterError", "Report", "ReportError"]
