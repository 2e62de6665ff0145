"""What documents say, judged: each statement laid out for a page, verdicts counted, reasons grouped."""

import re
from collections.abc import Iterable
from typing import Final

import pandas as pd

from kazmig import claims, evidence
from kazmig.chapters.common import ChapterError
from kazmig.claims import Verdict
from kazmig.evidence import Evidence

DOCUMENTS: Final = {
    "irin_2004": "IRIN, 2004",
    "unesco_2009": "UNESCO, 2009",
    "eurasianet_2018": "Eurasianet, 2018",
    "avim_manejero": "AVIM, about 2018",
    "wikipedia_draft": "Wikipedia draft, after 2022",
}
"""The founding documents by age, with the names that charts and tables give them."""

ORDER: Final = (claims.SUPPORTED, claims.DEPENDS, claims.CONTRADICTED, claims.UNCHECKED)
"""Verdicts from the one end to the other, then what has none."""

STATEMENTS: Final = (
    "Statements of the five founding documents, each a row or several readings of claims.csv, judged by code against "
    "every series of our evidence that speaks of the same thing. A statement can be checked when at least one series "
    "from another source covers its time."
)
"""Definition of what the facts of this chapter count."""

DIRECTIONS: Final = {"rises": "a rise", "falls": "a fall", "order": "one above the other"}
"""What is stated where a statement compares and prints no number."""

REASONS: Final = (
    ("A series exists, not for that time", r"^No series can speak"),
    (
        "A judgement or a matter of words",
        r"judgement|is not defined|not clear|[Cc]onvention|about statistics",
    ),
    ("A cause or an effect", r"^(?:A cause|Causes|An effect|Effects)|a cause cannot|would have been cannot"),
    ("History before any series", r"history|[Pp]rehistory"),
    ("A forecast or a plan", r"forecast|^A plan"),
    ("Only the document records it", r"only (?:record|source)"),
    (
        "A dated record would be needed",
        r"event of|[Dd]ated (?:record|list)|legal database|A record of|[Ll]ist of",
    ),
    ("A survey of people would be needed", r"[Ss]urvey"),
    ("A count would be needed", r"."),
)
"""Why a statement cannot be checked: the first group whose pattern the reason meets."""


def statements(ev: Evidence, judged: Iterable[Verdict]) -> pd.DataFrame:
    """Return one row a statement, documents by age, within them by verdict.

    Returns
    -------
    DataFrame
        What `kazmig.claims.verdict_frame` gives, and ``document`` (short name), ``number`` (place of the statement
        within its document, from 1), ``place`` (locator and who is quoted), ``said`` (statement and place),
        ``off`` (gap in percent of what is stated, as text), ``grounds`` (what is stated, the gap, why, publishers).
    """
    frame = claims.verdict_frame(ev, judged)
    unknown = sorted(set(frame["source_id"]) - set(DOCUMENTS))
    if unknown:
        raise ChapterError(f"claims.csv has a document {unknown[0]!r} without a short name. Remedy: add it here.")
    frame = frame.assign(
        document=frame["source_id"].map(DOCUMENTS),
        stated=[_stated(text) for text in frame["stated"]],
        place=[_place(*pair) for pair in zip(frame["locator"], frame["said_by"], strict=True)],
        off=[_off(*pair) for pair in zip(frame["relative"], frame["numeric"], strict=True)],
        age=frame["source_id"].map({name: at for at, name in enumerate(DOCUMENTS)}),
        grade=frame["verdict"].map({word: at for at, word in enumerate(ORDER)}),
    )
    publishers = ev.sources.set_index("source_id")["publisher"]
    frame["said"] = frame["statement"] + " (" + frame["place"] + ")"
    printed = frame["numeric"] | frame["test"].str.contains("date")
    heads = printed.map({True: "Stated", False: "Read as"}) + ": " + frame["stated"]
    parts = zip(heads.where(frame["stated"] != "", ""), frame["off"], frame["why"], frame["sources"], strict=True)
    frame["grounds"] = [_grounds(*part, publishers) for part in parts]
    ordered = frame.sort_values(["age", "grade", "claim_id"], kind="stable").reset_index(drop=True)
    return ordered.assign(number=ordered.groupby("document").cumcount() + 1).drop(columns=["age", "grade"])


def _place(locator: str, said_by: str) -> str:
    return f"{locator}; quoting {said_by}" if said_by else locator


def _stated(text: str) -> str:
    """Return what is stated, with the tests that compare no number in words."""
    return "; ".join(DIRECTIONS.get(part, _plain(part)) for part in text.split("; "))


def _plain(text: str) -> str:
    """Write numbers as people do: minus signs instead of hyphens (those within dates stay), no powers of ten.

    Examples
    --------
    >>> _plain("at least 2e+06 persons (2006-08/2006-12)")
    'at least 2,000,000 persons (2006-08/2006-12)'
    """
    whole = re.sub(r"\d+(?:\.\d+)?e\+\d+", lambda found: f"{float(found[0]):,.0f}", text)
    return re.sub(r"(?<![\w\-/])-(?=\d)", "\N{MINUS SIGN}", whole)


def _off(relative: float, numeric: bool) -> str:
    """Return the gap of the nearest witness in percent of the stated number; empty where none is printed."""
    return f"{100 * relative:+.1f}%".replace("-", "\N{MINUS SIGN}") if numeric and relative == relative else ""


def _grounds(head: str, off: str, why: str, sources: str, publishers: pd.Series) -> str:
    """Return what is stated and the nearest gap, what the witnesses say, and who published it."""
    names = list(dict.fromkeys(str(publishers[each]) for each in sources.split() if each in publishers.index))
    gap = f"; gap {off}" if off else ""
    opening = f"{head}{gap}. " if head else ""
    tail = f" Sources: {'; '.join(names)}." if names else ""
    return opening + _plain(why) + tail


def counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Count statements by document and verdict; every document has every verdict.

    Parameters
    ----------
    frame
        What `statements` gives.

    Returns
    -------
    DataFrame
        ``document``, ``verdict``, ``value`` (statements), lineage of the document's statements.
    """
    return evidence.derive(_counted, frame[["document", "verdict", "lineage"]], by=["document"])


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    documents = list(dict.fromkeys(frame["document"]))
    index = pd.MultiIndex.from_product([documents, ORDER], names=["document", "verdict"])
    found = frame.groupby(["document", "verdict"]).size().reindex(index, fill_value=0)
    return found.rename("value").astype("int64").reset_index()


def tally(frame: pd.DataFrame, *verdicts: str) -> int:
    """Return how many statements have one of some verdicts; all that can be checked when none is named."""
    wanted = verdicts or (claims.SUPPORTED, claims.CONTRADICTED, claims.DEPENDS)
    named = frame["verdict"].isin(list(wanted))
    return int(frame.loc[named, "value"].sum()) if "value" in frame else int(named.sum())


def percent(frame: pd.DataFrame, verdict: str) -> float:
    """Return the share of a verdict among the statements that can be checked, in percent."""
    return 100 * tally(frame, verdict) / tally(frame)


def reason(why: str) -> str:
    """Return the group of `REASONS` that a reason belongs to.

    Examples
    --------
    >>> reason("A cause; no series measures it.")
    'A cause or an effect'
    """
    return next(name for name, pattern in REASONS if re.search(pattern, why))


def unchecked(frame: pd.DataFrame) -> pd.DataFrame:
    """Count the statements that cannot be checked by the reason why: ``reason``, ``value``, lineage."""
    silent = frame[frame["verdict"] == claims.UNCHECKED]
    grouped = silent.assign(reason=silent["why"].map(reason))[["claim_id", "reason", "lineage"]]
    return evidence.derive(
        lambda rows: rows.groupby("reason").size().rename("value").reset_index(), grouped, by=["reason"]
    )
