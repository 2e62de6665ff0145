"""Students: how many study abroad and where, and the little that is known of who comes back."""

from kazmig.chapters.students.bolashak import NOT_RETURNED, duty, hosts_of_holders, not_returned
from kazmig.chapters.students.hosts import COUNTS, counts, listed, russia_share
from kazmig.chapters.students.meanings import TONES, tones
from kazmig.chapters.students.peers import LEFT_OUT, ratios
from kazmig.chapters.students.totals import RELEASES, balance, printed_for, releases

__all__ = [
    "COUNTS",
    "LEFT_OUT",
    "NOT_RETURNED",
    "RELEASES",
    "TONES",
    "balance",
    "counts",
    "duty",
    "hosts_of_holders",
    "listed",
    "not_returned",
    "printed_for",
    "ratios",
    "releases",
    "russia_share",
    "tones",
]
