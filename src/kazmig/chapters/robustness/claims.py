"""The claims that are put to the test, and the table of specifications that every one of them fills."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

CHOICES: Final = ("definition", "measure", "release", "window", "method", "setting")
"""What a specification chooses. An empty text says that the claim leaves no such choice."""

FALSE: Final = ("false_rate", "false_ar", "false_independent")
"""How often the same search says the same of simulated series without a break: random walks, AR 0.7, independent."""

COLUMNS: Final = (
    *("claim", "spec", *CHOICES, "estimate", "holds", "book", "first", "last", "n", "lineage"),
    *("break_dates", *FALSE),
)
"""The columns of the table of specifications, one row a specification."""


@dataclass(frozen=True)
class Claim:
    """A sentence of the book that could hang on a choice.

    Parameters
    ----------
    key
        Its name in the table.
    title
        The sentence, short.
    estimate
        What the estimate is, with its unit.
    holds
        When a specification counts as holding, in words.
    """

    key: str
    title: str
    estimate: str
    holds: str


CLAIMS: Final = (
    Claim(
        "lowest",
        "Departures are at their lowest since independence",
        "latest value against the lowest before it, percent",
        "below zero",
    ),
    Claim(
        "falling",
        "Departures fell in every year since 2021",
        "mildest yearly change, percent",
        "below zero",
    ),
    Claim(
        "steepest",
        "The latest fall is the steepest of its length on record",
        "the fall in units of the steepest other one",
        "above one",
    ),
    Claim(
        "positive",
        "The balance is positive since 2023",
        "smallest balance (or the sum), thousand persons",
        "above zero",
    ),
    Claim(
        "first_since",
        "The gain since 2023 is the first since 2011",
        "largest balance from 2012 to 2022, thousand persons",
        "below zero",
    ),
    Claim(
        "destinations",
        "The destinations' counts did not fall with the register",
        "destination over register, ratio of the two changes less one, percent",
        "above zero",
    ),
    Claim(
        "peak",
        "Departures peaked in 1994",
        "1994 against the largest other year, percent",
        "above zero",
    ),
    Claim(
        "two_million",
        "The net loss of 1991 to 2004 was about two million",
        "net loss, million persons",
        "between 1.8 and 2.2",
    ),
    Claim(
        "exceeds",
        "From 2015 to 2020 estimates from stocks exceed the register",
        "estimate over register",
        "above one",
    ),
    Claim(
        "hundredfold",
        "More than a hundred times as many live abroad as leave in a year",
        "stock over departures",
        "above one hundred",
    ),
    Claim(
        "graduates",
        "Graduates are more common among emigrants than in the population",
        "share of graduates, emigrants less population, percentage points",
        "above zero",
    ),
)
"""Claims without a model of breaks, in the order in which the chapter takes them."""

BREAKS: Final = (
    Claim(
        "break_any",
        "The level or trend of departures broke",
        "breaks found",
        "at least one",
    ),
    Claim(
        "break_recent",
        "The last break of departures fell between 2018 and 2022",
        "last year before the last break",
        "2018 to 2022",
    ),
    Claim(
        "break_growth",
        "The yearly change of departures has no break",
        "breaks found",
        "none",
    ),
)
"""Claims about breaks; each row of theirs carries the rate of false finds under its own settings."""

TITLES: Final = {claim.key: claim.title for claim in (*CLAIMS, *BREAKS)}
"""Key -> the sentence."""

NOT_AVAILABLE: Final = float("nan")


def row(claim: str, estimate: float, holds: bool, *, lineage: str, **choices: Any) -> dict[str, Any]:
    """Return one row of the table of specifications.

    Parameters
    ----------
    claim
        Key of the claim.
    estimate, holds
        What the specification gives, and whether the claim holds in it.
    lineage
        Addresses of the rows of ``data/`` that it read.
    **choices
        Any of `CHOICES`, and ``first``, ``last`` (years read), ``n`` (values read), ``book`` (the book's own choice),
        ``break_dates``, and any of `FALSE`.

    Examples
    --------
    >>> made = row("peak", 44.5, True, lineage="observations/flows.csv:2", measure="Persons", window="From 1991")
    >>> made["spec"], made["book"]
    ('peak | Persons | From 1991', False)
    """
    known = {name: str(choices.pop(name, "")) for name in CHOICES}
    blank: dict[str, Any] = {"book": False, "first": 0, "last": 0, "n": 0, "break_dates": ""}
    blank |= dict.fromkeys(FALSE, NOT_AVAILABLE)
    unknown = set(choices) - set(blank)
    if unknown:
        raise TypeError(f"a specification has no {sorted(unknown)[0]!r}")
    spec = " | ".join([claim, *(text for text in known.values() if text)])
    return {
        "claim": claim,
        "spec": spec,
        **known,
        "estimate": float(estimate),
        "holds": bool(holds),
        **blank,
        **choices,
        "lineage": lineage,
    }


def table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as the table of specifications; a specification that stands there twice is an error.

    Raises
    ------
    ValueError
        If two rows are the same specification: a grid that repeats itself counts one choice twice.
    """
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    twice = frame.loc[frame["spec"].duplicated(), "spec"]
    if len(twice):
        raise ValueError(f"the specification {twice.iloc[0]!r} stands in the grid twice")
    return frame.astype({"first": "int64", "last": "int64", "n": "int64", "holds": bool, "book": bool})
