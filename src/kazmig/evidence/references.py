"""Rules of the tables that are no observations: events, claims, precedence, series, geographies."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import pandas as pd

from kazmig.evidence.lineage import COLUMN
from kazmig.evidence.periods import Period
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.rules import problems_at

BOUNDS = {"between": ("low", "high"), "at_least": ("low",), "at_most": ("high",)}
"""The bounds that a claim's test cannot do without."""


def check(frames: Mapping[str, pd.DataFrame], observations: pd.DataFrame) -> list[Problem]:
    """Return every broken rule of the tables that are no observations.

    Parameters
    ----------
    frames
        Those tables by resource name.
    observations
        All observations, to see which series and sources are used.
    """
    return [
        *_events(frames["events"]),
        *_claims(frames["claims"]),
        *_precedence(frames["precedence"], observations),
        *_series(frames["series"], observations),
        *_geographies(frames["geographies"]),
        *_corrections(frames["corrections"], observations),
    ]


def _each(frame: pd.DataFrame, field: str, fault: Callable[[str], str], remedy: str) -> list[Problem]:
    """Return a problem for each cell in which ``fault`` finds one."""
    faults = {text: fault(text) for text in frame[field].unique()}
    return [
        problem
        for text, rule in faults.items()
        if rule
        for problem in problems_at(frame, frame[field] == text, field, rule, remedy)
    ]


def _unparsable(text: str) -> str:
    try:
        Period.parse(text)
    except EvidenceError as error:
        return f"a date parses ({str(error).partition(' Remedy: ')[0].rstrip('.')})"
    return ""


def _events(events: pd.DataFrame) -> list[Problem]:
    """Events are dated, and a size has a unit."""
    undated = events["date"] == ""
    return [
        *problems_at(events, undated, "date", "an event is dated", "fill in the date, as fine as it is known"),
        *_each(events[~undated], "date", _unparsable, "write YYYY, YYYY-MM or YYYY-MM-DD"),
        *problems_at(
            events,
            events["size"].notna() & (events["unit"] == ""),
            "size",
            "a size has a unit",
            "fill in the unit, or empty the size",
        ),
    ]


def _claims(claims: pd.DataFrame) -> list[Problem]:
    """A claim's bounds fit its test, and its window runs forwards."""
    found = []
    for test, names in BOUNDS.items():
        for name in names:
            broken = (claims["test"] == test) & claims[name].isna()
            rule = f"the test {test} needs {' and '.join(names)}"
            found += problems_at(claims, broken, name, rule, f"fill in {name}, or choose another test")
    crossed = claims["low"] > claims["high"]
    found += problems_at(claims, crossed, "low", "low is not above high", "exchange or mend the bounds")
    for name in ("start", "end"):
        texts = claims.assign(**{name: claims[name].map(_text)})
        found += _each(texts[texts[name] != ""], name, _unparsable, "write a year or another period")
    for _, row in claims.iterrows():
        start, end = _text(row["start"]), _text(row["end"])
        if not start or not end or _unparsable(start) or _unparsable(end):
            continue
        if Period.parse(end).end < Period.parse(start).start:
            file, line = str(row[COLUMN]).rsplit(":", 1)
            rule = "the window of a claim runs forwards"
            found.append(Problem(file, int(line), "end", end, rule, "exchange start and end"))
    return found


def _text(value: object) -> str:
    """Return a year as text, whether the column is text or a number with gaps."""
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.0f}"
    return str(value)


def _precedence(precedence: pd.DataFrame, observations: pd.DataFrame) -> list[Problem]:
    """A declared winner exists in its series, once a rank, over years that run forwards."""
    known = pd.MultiIndex.from_frame(observations[["series_id", "source_id"]].drop_duplicates())
    given = pd.MultiIndex.from_frame(precedence[["series_id", "source_id"]])
    found = problems_at(
        precedence,
        ~given.isin(known),
        "source_id",
        "a declared winner has observations in its series",
        "mend series or source, or remove the row",
    )
    found += problems_at(
        precedence, precedence["start"] > precedence["end"], "start", "start is not after end", "exchange the years"
    )
    rows = precedence.assign(start=precedence["start"].fillna(-9999), end=precedence["end"].fillna(9999))
    for _, rivals in rows.groupby(["series_id", "rank"], sort=False):
        ordered = rivals.sort_values(["start", "end"], kind="stable")
        for earlier, later in pairwise(ordered.to_dict("records")):
            if later["start"] <= earlier["end"]:
                file, line = str(later[COLUMN]).rsplit(":", 1)
                rule = f"one rank belongs to one source in any year ({earlier[COLUMN]} has it too)"
                remedy = "give one of them the next rank"
                found.append(Problem(file, int(line), "rank", str(later["rank"]), rule, remedy))
    return found


def _series(series: pd.DataFrame, observations: pd.DataFrame) -> list[Problem]:
    """A declared series has observations, in a unit that is written out."""
    unused = ~series["series_id"].isin(observations["series_id"].unique())
    scaled = series["unit"].str.contains(r"\b(?:thousand|million|billion)s?\b", case=False)
    return [
        *problems_at(
            series, unused, "series_id", "a declared series has observations", "add them, or remove the series"
        ),
        *problems_at(
            series,
            scaled,
            "unit",
            "values are written out, not in thousands",
            "multiply the values out; keep precision",
        ),
    ]


def _geographies(geographies: pd.DataFrame) -> list[Problem]:
    """A place begins before it ends."""
    both = (geographies["valid_from"] != "") & (geographies["valid_to"] != "")
    reversed_ = both & (geographies["valid_from"] > geographies["valid_to"])
    return problems_at(
        geographies, reversed_, "valid_from", "a place begins before it ends", "exchange or mend the dates"
    )


def _corrections(corrections: pd.DataFrame, observations: pd.DataFrame) -> list[Problem]:
    """A correction of observations names a table that exists and the value it expects."""
    files = {file.removesuffix(".csv") for file in observations["file"].unique()}
    named = corrections["table"].str.removesuffix(".csv")
    ours = named.str.startswith("observations")
    return [
        *problems_at(
            corrections,
            ours & ~named.isin(files),
            "table",
            "a correction names a table of observations that exists",
            "mend the table's path",
        ),
        *problems_at(
            corrections,
            ours & corrections["expect"].isna(),
            "expect",
            "a correction says which value it expects",
            "fill in the value that stands in the row now",
        ),
    ]
