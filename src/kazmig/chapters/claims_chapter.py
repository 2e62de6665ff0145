"""What documents say, judged: verdicts counted, heard again without some witnesses, and laid out for a page."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from kazmig import claims, evidence
from kazmig.chapters.common import ChapterError
from kazmig.claims import Result, Verdict, wording
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

STATED: Final = "Our figure beside the number that a document prints, as a percentage of that number."
"""Definition of a gap."""

NUMBERS: Final = {
    "avim_abroad_kgz": "From Kazakhstan, in Kyrgyzstan",
    "avim_abroad_rus": "From Kazakhstan, in Russia",
    "avim_abroad_tjk": "From Kazakhstan, in Tajikistan",
    "avim_abroad_tkm": "From Kazakhstan, in Turkmenistan",
    "avim_abroad_uzb": "From Kazakhstan, in Uzbekistan",
    "avim_hosted_kgz": "In Kazakhstan, from Kyrgyzstan",
    "avim_hosted_tjk": "In Kazakhstan, from Tajikistan",
    "avim_hosted_tkm": "In Kazakhstan, from Turkmenistan",
    "avim_hosted_uzb": "In Kazakhstan, from Uzbekistan",
    "avim_world_migrants": "Migrants in the world, 2015",
    "eurasianet_amnesty": "Legalised by the amnesty of 2006",
    "eurasianet_deficit_2000": "Net loss in 2000",
    "eurasianet_surplus_2005": "Net gain in 2005",
    "eurasianet_tajik_gdp": "Transfers to Tajikistan, share of GDP",
    "eurasianet_thirteen_percent": "Emigrants 1991-2004, share of people",
    "eurasianet_two_million_left": "Emigrants 1991-2004",
    "irin_balance_two_million": "Net loss 1991-2003",
    "irin_peak_size": "Emigrants in 1994",
    "irin_population": "Population in 2004",
    "unesco_labour_migrants": "Labour migrants about 2009",
    "unesco_population_2007": "Population in 2007",
    "wikipedia_students_abroad": "Students abroad",
    "wikipedia_students_in_russia": "Students in Russia",
    "wikipedia_students_in_russia_share": "Students abroad, share in Russia",
}
"""Claims that print a number, with the words that stand beside them in a chart."""

KINDS: Final = ("National register or count", "UN estimate or stock table", "Other source")
"""Kinds of witnesses that a chart tells apart."""

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

REASONS: Final = (
    ("A series exists, not for that time", r"^No series can speak"),
    (
        "A judgement or a matter of words",
        r"judgement|is not defined|not clear|[Cc]onvention|about statistics",
    ),
    ("A cause or an effect", r"\b[Cc]auses?\b|\b[Ee]ffects?\b|would have been cannot"),
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


def statements(ev: Evidence, judged: Iterable[Verdict]) -> pd.DataFrame:
    """Return one row a statement, documents by age, within them by verdict.

    Returns
    -------
    DataFrame
        What `kazmig.claims.verdict_frame` gives, and ``document`` (short name), ``number`` (place of the statement
        within its document, from 1), ``place`` (locator and who is quoted), ``said`` (statement and place),
        ``grounds`` (why, with publishers of the sources), ``off`` (gap in percent of what is stated, as text).
    """
    frame = claims.verdict_frame(ev, judged)
    unknown = sorted(set(frame["source_id"]) - set(DOCUMENTS))
    if unknown:
        raise ChapterError(f"claims.csv has a document {unknown[0]!r} without a short name. Remedy: add it here.")
    frame = frame.assign(
        document=frame["source_id"].map(DOCUMENTS),
        place=[_place(*pair) for pair in zip(frame["locator"], frame["said_by"], strict=True)],
        off=[_off(*pair) for pair in zip(frame["relative"], frame["numeric"], strict=True)],
        age=frame["source_id"].map({name: at for at, name in enumerate(DOCUMENTS)}),
        grade=frame["verdict"].map({word: at for at, word in enumerate(ORDER)}),
    )
    publishers = ev.sources.set_index("source_id")["publisher"]
    frame["said"] = frame["statement"] + " (" + frame["place"] + ")"
    frame["grounds"] = [_grounds(*pair, publishers) for pair in zip(frame["why"], frame["sources"], strict=True)]
    ordered = frame.sort_values(["age", "grade", "claim_id"], kind="stable").reset_index(drop=True)
    return ordered.assign(number=ordered.groupby("document").cumcount() + 1).drop(columns=["age", "grade"])


def _place(locator: str, said_by: str) -> str:
    return f"{locator}; quoting {said_by}" if said_by else locator


def _off(relative: float, numeric: bool) -> str:
    """Return the gap of the nearest witness in percent of the stated number; empty where none is printed."""
    return f"{100 * relative:+.1f}%".replace("-", "\N{MINUS SIGN}") if numeric and relative == relative else ""


def _grounds(why: str, sources: str, publishers: pd.Series) -> str:
    names = list(dict.fromkeys(str(publishers[each]) for each in sources.split() if each in publishers.index))
    return f"{why} Sources: {'; '.join(names)}." if names else why


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


def witness(results: pd.DataFrame, claim_id: str, series_id: str, vintage: str = "", reading: str = "") -> pd.DataFrame:
    """Return the one result of a witness on a claim.

    Raises
    ------
    ChapterError
        If there is not exactly one.
    """
    chosen = results[
        (results["claim_id"] == claim_id)
        & (results["series_id"] == series_id)
        & (results["vintage"] == vintage)
        & (results["reading"] == reading)
    ]
    if len(chosen) != 1:
        raise ChapterError(f"{len(chosen)} results of {series_id} {vintage} on claim {claim_id}. Remedy: name one.")
    return chosen


def gaps(results: pd.DataFrame, *verdicts: str) -> pd.DataFrame:
    """Return our figures beside printed numbers: one row a witness of each claim in `NUMBERS` with such a verdict.

    Returns
    -------
    DataFrame
        ``label``, ``kind`` (one of `KINDS`), ``name`` (of the witness), ``value``, ``gap`` (percent of what is
        stated), ``verdict``, lineage; claims by the size of their largest gap. A witness that two readings hear
        alike is one row.
    """
    told = results[
        results["claim_id"].isin(list(NUMBERS)) & results["verdict"].isin(list(verdicts)) & results["relative"].notna()
    ]
    told = told.drop_duplicates(["claim_id", "series_id", "vintage", "value"])
    found = told.assign(
        label=told["claim_id"].map(NUMBERS),
        kind=[_kind(*pair) for pair in zip(told["series_id"], told["vintage"], strict=True)],
        gap=100 * told["relative"],
    )
    far = found["gap"].abs().groupby(found["claim_id"]).transform("max")
    columns = ["claim_id", "label", "kind", "name", "period", "value", "gap", "supports", "verdict", "lineage"]
    return found.assign(far=far).sort_values(["far", "claim_id"], kind="stable")[columns].reset_index(drop=True)


def _kind(series_id: str, vintage: str) -> str:
    if vintage or series_id == "population_wdi":
        return KINDS[1]
    national = ("registered", "population_jan1", "labour_migrants_legalised", "foreign_workers_permits")
    return KINDS[0] if any(word in series_id for word in national) else KINDS[2]


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
        ``hearing``, ``verdict`` (one of `ORDER`, or ``changed``), ``value``, lineage.
    """
    return evidence.derive(_by_hearing, frame, by=["hearing"])


def _by_hearing(frame: pd.DataFrame) -> pd.DataFrame:
    first = frame[frame["hearing"] == next(iter(HEARINGS))].set_index("claim_id")["verdict"]
    rows = []
    for name in HEARINGS:
        part = frame[frame["hearing"] == name].set_index("claim_id")["verdict"]
        rows += [{"hearing": name, "verdict": word, "value": int((part == word).sum())} for word in ORDER]
        rows.append({"hearing": name, "verdict": "changed", "value": int((part != first.reindex(part.index)).sum())})
    return pd.DataFrame(rows)


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


def balances(ev: Evidence, start: int, end: int) -> pd.DataFrame:
    """Return the balance of external migration as the register and both revisions of the UN give it.

    Returns
    -------
    DataFrame
        ``year``, ``value`` (persons; estimates only, no projection), ``status``, ``series``, lineage.
    """
    parts = {
        "Register": ev.series("net_registered", start=start, end=end),
        "WPP 2022": ev.series("net_migrants_wpp", vintage="WPP 2022", start=start, end=end),
        "WPP 2024": ev.series("net_migrants_wpp", vintage="WPP 2024", start=start, end=end),
    }
    columns = ["year", "value", "status", "lineage"]
    joined = pd.concat([frame[columns].assign(series=name) for name, frame in parts.items()], ignore_index=True)
    return joined[joined["status"] != "projection"].assign(status="observed").reset_index(drop=True)


def first_gain(frame: pd.DataFrame, series: str) -> int:
    """Return the first year in which a series of `balances` is above zero.

    Raises
    ------
    ChapterError
        If it never is.
    """
    above = frame.loc[(frame["series"] == series) & (frame["value"] > 0), "year"]
    if above.empty:
        raise ChapterError(f"{series} has no year above zero. Remedy: take a longer span of years.")
    return int(above.min())
