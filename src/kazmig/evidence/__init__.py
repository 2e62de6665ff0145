"""Evidence: reads and checks ``data/``; answers "give me this series, and say where it is from".

It knows tables, series and addresses of rows; what the numbers mean is for the chapters.
"""

from kazmig.evidence import periods, reads
from kazmig.evidence.lineage import compress, derive, expand, lineage_of
from kazmig.evidence.loading import check, load
from kazmig.evidence.periods import Period, normalise
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.questions import ANY, COLUMNS
from kazmig.evidence.store import Evidence, sources_of

__all__ = [
    "ANY",
    "COLUMNS",
    "Evidence",
    "EvidenceError",
    "Period",
    "Problem",
    "check",
    "compress",
    "derive",
    "expand",
    "lineage_of",
    "load",
    "normalise",
    "periods",
    "reads",
    "sources_of",
]
