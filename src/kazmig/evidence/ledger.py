"""The forecast ledger: what was forecast, when, with which code and data; entries are added and never altered.

Two tables: ``forecasts/releases.csv`` has one row for each time that forecasts were recorded, ``forecasts/ledger.csv``
one row a forecast. A release's digest covers its own row, its forecasts and the digest of the release before it, as
in a chain: whoever alters an old forecast has to forge every later release as well.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from kazmig.evidence.lineage import COLUMN
from kazmig.evidence.problems import EvidenceError, Problem
from kazmig.evidence.rules import problems_at
from kazmig.evidence.tables import Table

FORECASTS: Final = "forecasts"
RELEASES: Final = "forecast-releases"
FILES: Final = {FORECASTS: "forecasts/ledger.csv", RELEASES: "forecasts/releases.csv"}
"""The two tables by resource name. A package may do without both, not without one of them."""

LEVELS: Final = (50, 80, 95)
"""The levels of the intervals that a forecast may carry, in percent."""

NESTED: Final = ("low_95", "low_80", "low_50", "median", "high_50", "high_80", "high_95")
"""The columns of a forecast from the lowest number to the highest."""

COLUMNS: Final = {
    RELEASES: ("release", "kind", "made_on", "commit", "data_vintage", "digest", "note"),
    FORECASTS: (
        *("release", "series_id", "geo", "model", "year", "origin", "horizon", "median"),
        *("low_50", "high_50", "low_80", "high_80", "low_95", "high_95", "role", "source_id", "note"),
    ),
}
"""The columns of both tables, in their order."""

SEPARATOR: Final = "\x1f"
"""Stands between the cells of a row in what is digested; no cell can hold it."""


def digest(before: str, release: Mapping[str, str], rows: Sequence[Sequence[str]]) -> str:
    """Return the digest of a release: 16 hexadecimal digits of SHA-256.

    Parameters
    ----------
    before
        The digest of the release recorded before it; empty for the first.
    release
        Its row of ``releases.csv`` as text; ``digest`` itself is left out.
    rows
        Its rows of ``ledger.csv`` as text, in their order.

    Examples
    --------
    >>> one = digest("", {"release": "0.2.0", "digest": ""}, [["0.2.0", "7608"]])
    >>> one == digest("", {"release": "0.2.0", "digest": one}, [["0.2.0", "7609"]])
    False
    """
    head = SEPARATOR.join(str(release[name]) for name in release if name != "digest")
    body = [SEPARATOR.join(map(str, row)) for row in rows]
    return hashlib.sha256("\n".join([before, head, *body]).encode()).hexdigest()[:16]


def joined(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every forecast with what is said of its release, and the addresses of both rows.

    Raises
    ------
    EvidenceError
        If the package has no ledger.
    """
    lost = [FILES[name] for name in FILES if name not in frames]
    if lost:
        raise EvidenceError(f"the data package has no forecast ledger. Remedy: declare {' and '.join(lost)}.")
    about = (
        frames[RELEASES]
        .drop_duplicates("release")
        .drop(columns="digest")
        .rename(columns={"note": "release_note", COLUMN: "lineage_release"})
    )
    rows = frames[FORECASTS].merge(about, on="release", how="left", validate="many_to_one")
    rows[COLUMN] = rows["lineage_release"] + " " + rows[COLUMN]
    first = ["release", "made_on", "commit", "data_vintage", "kind"]
    order = [*first, *(name for name in frames[FORECASTS].columns if name not in ("release", COLUMN)), "release_note"]
    return rows[[*order, COLUMN]]


def check(
    frames: Mapping[str, pd.DataFrame], tables: Mapping[str, Table], directions: Mapping[str, str]
) -> list[Problem]:
    """Return every broken rule of the ledger; nothing when the package has none.

    Parameters
    ----------
    frames
        The typed tables by resource name.
    tables
        The same tables as text, by resource name.
    directions
        ``in``, ``out`` or ``net`` by series, to see which forecasts cannot be negative.
    """
    there = [name for name in FILES if name in frames]
    if len(there) < len(FILES):
        return [
            Problem(FILES[name], 0, "", "", "the ledger has its releases and its forecasts", "restore the other table")
            for name in there
        ]
    releases, forecasts = frames[RELEASES], frames[FORECASTS]
    if releases.empty and forecasts.empty:
        return []
    known = forecasts.merge(releases[["release", "kind", "made_on"]].drop_duplicates("release"), on="release")
    return [
        *_releases(releases),
        *_numbers(forecasts, directions),
        *_years(known),
        *_order(releases, forecasts),
        *_digests(tables),
    ]


def _releases(releases: pd.DataFrame) -> list[Problem]:
    """Our own forecasts name the commit that made them, those of others have none."""
    ours = releases["kind"] != "un"
    return [
        *problems_at(
            releases,
            ours & (releases["commit"] == ""),
            "commit",
            "a forecast of ours names the commit of the code and data that made it",
            "record it with `kazmig forecast record`, which fills it in",
        ),
        *problems_at(
            releases,
            ~ours & (releases["commit"] != ""),
            "commit",
            "a forecast of others was not made by a commit of ours",
            "empty the cell",
        ),
    ]


def _numbers(forecasts: pd.DataFrame, directions: Mapping[str, str]) -> list[Problem]:
    """Bounds come in pairs and enclose each other; a flow in one direction is not negative."""
    found = []
    for level in LEVELS:
        low, high = f"low_{level}", f"high_{level}"
        single = forecasts[low].isna() != forecasts[high].isna()
        rule = f"an interval of {level} percent has both ends"
        found += problems_at(forecasts, single, low, rule, f"fill in {low} and {high}, or neither")
    numbers = forecasts[list(NESTED)].to_numpy(dtype="float64")
    for place, name in enumerate(NESTED[1:], 1):
        known = np.where(np.isnan(numbers[:, :place]), -np.inf, numbers[:, :place])
        crossed = known.max(axis=1) > numbers[:, place]
        rule = "a wider interval encloses the narrower, and all of them the median"
        found += problems_at(forecasts, crossed, name, rule, "mend the bounds; the release says what they were")
    one_way = forecasts["series_id"].map(directions).isin(["in", "out"])
    for name in NESTED:
        rule = "a flow in one direction is not negative"
        negative = one_way & (forecasts[name] < 0)
        found += problems_at(forecasts, negative, name, rule, "mend the number, or use the series of the balance")
    return found


def _years(known: pd.DataFrame) -> list[Problem]:
    """The horizon is what lies between origin and year, and only pseudo-vintages speak of years already over."""
    made = pd.to_numeric(known["made_on"].str[:4], errors="coerce")  # a broken date is reported by the schema
    late = (known["kind"] != "pseudo") & (known["year"] < made)
    early = known["origin"] > made
    return [
        *problems_at(
            known,
            known["year"] != known["origin"] + known["horizon"],
            "horizon",
            "the horizon is the year less the origin, the last year that the model saw",
            "mend year, origin or horizon",
        ),
        *problems_at(
            known,
            late,
            "year",
            "a forecast is made before its year has ended",
            "mend the date of the release, or call it what it is: kind pseudo",
        ),
        *problems_at(
            known, early, "origin", "no model saw a year after it was made", "mend origin, or the date of the release"
        ),
    ]


def _order(releases: pd.DataFrame, forecasts: pd.DataFrame) -> list[Problem]:
    """Forecasts stand in the order in which their releases were recorded."""
    places = {name: place for place, name in enumerate(releases["release"])}
    order = forecasts["release"].map(places)
    earlier = order < order.cummax()  # an unknown release is a missing foreign key, reported elsewhere
    rule = "rows are only appended: forecasts stand in the order of releases.csv"
    return problems_at(forecasts, earlier, "release", rule, "move the row back to its release")


def _digests(tables: Mapping[str, Table]) -> list[Problem]:
    """Every release still has the digest that was recorded with it."""
    releases, forecasts = tables[RELEASES], tables[FORECASTS]
    owners = forecasts.cells["release"].to_numpy()
    cells = forecasts.cells.to_numpy()
    found, before = [], ""
    for row, line in zip(releases.cells.to_dict("records"), releases.lines.tolist(), strict=True):
        about = {str(name): str(cell) for name, cell in row.items()}
        now = digest(before, about, cells[owners == about["release"]].tolist())
        before = about["digest"]
        if now == before:
            continue
        rule = f"what was recorded is not altered (the rows of {about['release']} now give {now})"
        remedy = "restore the rows from the repository's history; a correction is a new release"
        found.append(Problem(FILES[RELEASES], line, "digest", before, rule, remedy))
    return found
