"""Verdicts heard again: what becomes of them when some witnesses are left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from kazmig import claims, evidence
from kazmig.chapters.claims_chapter import ORDER
from kazmig.chapters.common import ChapterError
from kazmig.claims import Result, Verdict, wording
from kazmig.evidence import Evidence

Rule = Callable[[Result], bool]

REVISIONS: Final[Mapping[str, frozenset[str]]] = {
    "both": frozenset(),
    "wpp2022": frozenset({"WPP 2024"}),
    "wpp2024": frozenset({"WPP 2022"}),
    "neither": frozenset({"WPP 2022", "WPP 2024"}),
}
"""Which revisions of the UN's prospects are not heard, by the value of the parameter ``prospects``."""

HEARINGS: Final[Mapping[str, Rule]] = {
    "All witnesses": lambda result: True,
    "Without WPP 2022": lambda result: result.vintage != "WPP 2022",
    "Without WPP 2024": lambda result: result.vintage != "WPP 2024",
    "Without both of these": lambda result: result.vintage not in REVISIONS["neither"],
    "Without IMS 2020 and IMS 2024": lambda result: result.vintage not in {"IMS 2020", "IMS 2024"},
    "Without the national register": lambda result: "_registered" not in result.series_id,
}
"""Who is heard, and which witnesses that keeps."""


WORDS: Final = {
    claims.SUPPORTED: "Holds",
    claims.DEPENDS: "Depends",
    claims.CONTRADICTED: "Denied",
    claims.UNCHECKED: "Open",
    "changed": "Changed",
}
"""Short words of verdicts, for the heads of narrow columns."""


def heard(judged: Iterable[Verdict], keep: Rule) -> tuple[Verdict, ...]:
    """Return the verdicts that follow when only some witnesses are heard.

    Parameters
    ----------
    judged
        Verdicts with all their results, as from `kazmig.claims.verdicts`.
    keep
        Says of a result whether its witness is heard.
    """
    return tuple(_again(verdict, tuple(result for result in verdict.results if keep(result))) for verdict in judged)


def _again(verdict: Verdict, kept: tuple[Result, ...]) -> Verdict:
    """Put together what the kept witnesses say, by the rule of `kazmig.claims.judge`."""
    if kept == verdict.results:
        return verdict
    said = {result.supports for result in kept}
    if True in said:
        word = claims.DEPENDS if False in said else claims.SUPPORTED
    else:
        word = claims.CONTRADICTED if False in said else claims.UNCHECKED
    notes = [reading.note for reading in verdict.claim.readings if reading.test == "uncheckable"]
    why = wording.verdict(kept, notes) or "No witness that is heard can speak."
    return replace(verdict, verdict=word, results=kept, why=why)


def revisions(judged: Iterable[Verdict], prospects: str) -> tuple[Verdict, ...]:
    """Return the verdicts with the revisions of the UN's prospects that the parameter ``prospects`` names.

    Raises
    ------
    ChapterError
        If it names none of `REVISIONS`.
    """
    if prospects not in REVISIONS:
        raise ChapterError(f"prospects is {prospects!r}. Remedy: choose one of {', '.join(REVISIONS)}.")
    silenced = REVISIONS[prospects]
    return heard(judged, lambda result: result.vintage not in silenced)


def hearings(ev: Evidence, judged: Iterable[Verdict]) -> pd.DataFrame:
    """Return every statement's verdict under each of `HEARINGS`: ``hearing``, ``claim_id``, ``verdict``, lineage."""
    every = tuple(judged)
    parts = [
        claims.verdict_frame(ev, heard(every, keep))[["claim_id", "verdict", "lineage"]].assign(hearing=name)
        for name, keep in HEARINGS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def by_hearing(frame: pd.DataFrame) -> pd.DataFrame:
    """Count verdicts under each hearing, and how many differ from those with all witnesses.

    Returns
    -------
    DataFrame
        ``hearing``, ``verdict`` (one of `ORDER`, or ``changed``), ``word`` (short for it), ``value``, lineage.
    """
    return evidence.derive(_by_hearing, frame, by=["hearing"])


def _by_hearing(frame: pd.DataFrame) -> pd.DataFrame:
    first = frame[frame["hearing"] == next(iter(HEARINGS))].set_index("claim_id")["verdict"]
    rows = []
    for name in HEARINGS:
        part = frame[frame["hearing"] == name].set_index("claim_id")["verdict"]
        rows += [{"hearing": name, "verdict": word, "value": int((part == word).sum())} for word in ORDER]
        rows.append({"hearing": name, "verdict": "changed", "value": int((part != first.reindex(part.index)).sum())})
    return pd.DataFrame(rows).assign(word=lambda counts: counts["verdict"].map(WORDS))
