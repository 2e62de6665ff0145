"""Every count of people from Kazakhstan that a destination keeps, beside the register over the same years."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.mirror import beside, reporters
from kazmig.evidence import ANY, Evidence

NORTH_AMERICA: Final = ("USA", "CAN")
CENTRAL_ASIA: Final = ("KGZ", "TJK", "TKM", "UZB")
ELSEWHERE: Final = ("ARG", "AUS", "BRA", "CHN", "GEO", "ISR", "JPN", "KOR", "MEX", "MYS", "TUR")


@dataclass(frozen=True)
class Kind:
    """One kind of count.

    Parameters
    ----------
    name
        What is counted, for a row of a picture.
    series_id
        Where it stands.
    asked
        ``here`` when the table describes Kazakhstan and names the destination as partner, as UNHCR's does; else
        ``there``.
    flow
        Whether it counts events of a year; else it is a stock.
    breakdown, categories
        The classes read, code -> word; empty for the total.
    part
        Whether each class is a part of another count in the list, so that it may not be tallied beside it.
    """

    name: str
    series_id: str
    asked: str = "there"
    flow: bool = True
    breakdown: str = ""
    categories: tuple[tuple[str, str], ...] = (("", ""),)
    part: bool = False


GRANTS: Final = "Residence or citizenship granted"
KINDS: Final = (
    Kind("Citizens immigrating", "citizens_immigrating_eurostat"),
    Kind("Residence permits in force", "residence_permits_valid", flow=False),
    Kind(GRANTS, "russia_citizenship_granted"),
    Kind(GRANTS, "us_green_cards"),
    Kind(GRANTS, "canada_permanent_residents"),
    Kind(
        "Green cards by class",
        "us_green_cards",
        breakdown="admission_class",
        categories=(
            ("diversity", "lottery"),
            ("employment", "employment"),
            ("immediate_relatives", "close relatives"),
            ("refugee_asylee", "refugees"),
        ),
        part=True,
    ),
    Kind(
        "Visas to work or study",
        "us_visas",
        breakdown="visa_class",
        categories=(
            ("f1", "students, F-1"),
            ("j1", "exchange, J-1"),
            ("h1b", "specialists, H-1B"),
            ("l1", "transfers, L-1"),
            ("o1", "ability, O-1"),
        ),
    ),
    Kind("Students enrolled", "students_in_usa", flow=False),
    Kind("Students enrolled", "students_abroad", asked="here", flow=False),
    Kind("Asylum applications", "asylum_applications_abroad", asked="here"),
    Kind("Asylum cases pending", "asylum_seekers_abroad", asked="here", flow=False),
    Kind("Refugees living there", "refugees_abroad", asked="here", flow=False),
)
"""All that the evidence holds, but for visas of visitors, which are no moves, and totals over several countries."""


def every(ev: Evidence, departures: pd.DataFrame, base: int, least: int) -> pd.DataFrame:
    """Return every destination's count that has the base year and a later one.

    Parameters
    ----------
    departures
        Registered departures to all countries, one row a year.
    base
        The year compared with; an academic year is named by the year in which it begins.
    least
        Counts below this number in the base year are left out: their changes are chance. As the base year alone
        decides, the counts kept lean to falls, if to anything.

    Returns
    -------
    DataFrame
        ``kind``, ``place``, ``count`` (the class, empty for the whole), ``label`` (place and class), ``group`` (whose
        colour), ``flow`` and ``part`` (1 or 0), what `kazmig.chapters.mirror.beside` gives, ``direction`` and
        ``clear``, ``further`` (1 when it fell further than the register), lineage. Kinds in their order, in each the
        largest rise first.

    Raises
    ------
    ChapterError
        If no count is left.
    """
    known = ev.geographies
    names = known[known["group"] == "country"].set_index("code")["name_en"]
    found = []
    for kind in KINDS:
        for code, count, rows in _series(ev, kind):
            if code not in names.index:
                continue  # the rest of a table, or a region
            place = str(names[code])
            labels = {"kind": kind.name, "place": place, "count": count, "group": group(code)}
            pair = beside(rows, departures, base, labels | {"label": f"{place}: {count}" if count else place})
            if pair is not None and pair["base"].iloc[0] >= least:
                found.append(pair.assign(flow=int(kind.flow), part=int(kind.part)))
    if not found:
        raise ChapterError(
            f"no destination counted {least} people in {base} and has a later year. Remedy: choose a smaller least."
        )
    whole = reporters(pd.concat(found, ignore_index=True))
    whole["further"] = (whole["change"] < whole["register_change"]).astype("int64")
    order = {name: number for number, name in enumerate(dict.fromkeys(kind.name for kind in KINDS))}
    whole = whole.assign(order=whole["kind"].map(order)).sort_values(
        ["order", "change"], ascending=[True, False], kind="stable"
    )
    return whole.drop(columns="order").reset_index(drop=True)


def _series(ev: Evidence, kind: Kind) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield place, class and yearly rows of each destination of a kind."""
    for category, word in kind.categories:
        here = kind.asked == "here"
        asked = ev.series(
            kind.series_id,
            geo="KAZ" if here else ANY,
            partner=ANY if here else "KAZ",
            breakdown=kind.breakdown,
            category=category,
            frequency=None,  # academic years are no calendar years
        )
        whole = asked[asked["period"].str.fullmatch(r"\d{4}(/\d{4})?")]
        whole = whole.assign(year=whole["period"].str[:4].astype("int64"))
        column = "partner" if here else "geo"
        for place, rows in whole[whole[column] != ""].groupby(column):
            yield str(place), word, rows


def group(code: str) -> str:
    """Return the meaning whose colour a country has in the book.

    Examples
    --------
    >>> group("DEU"), group("CZE"), group("KOR")
    ('Germany', 'Europe', 'context')
    """
    if code in NORTH_AMERICA:
        return "North America"
    if code in CENTRAL_ASIA:
        return "Central Asia"
    if code in ELSEWHERE:
        return "context"
    return {"RUS": "Russia", "DEU": "Germany"}.get(code, "Europe")


def whole_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the counts that are no part of another one in the list: those that may be tallied."""
    return frame[frame["part"] == 0].reset_index(drop=True)


def tally(frame: pd.DataFrame) -> pd.DataFrame:
    """Return for each kind how many destinations rose, fell, were level, and fell further than the register.

    Returns
    -------
    DataFrame
        ``kind``, ``destinations``, ``rose``, ``fell``, ``level``, ``further`` (numbers of counts), ``lineage`` of the
        counts of the kind; kinds in the order of the frame.
    """

    def counted(rows: pd.DataFrame) -> pd.DataFrame:
        marks = {name: (rows["direction"] == name).astype("int64") for name in ("rose", "fell", "level")}
        groups = rows.assign(**marks).groupby("kind", sort=False)
        return groups.agg(
            destinations=("direction", "size"),
            rose=("rose", "sum"),
            fell=("fell", "sum"),
            level=("level", "sum"),
            further=("further", "sum"),
        ).reset_index()

    return evidence.derive(counted, frame, by="kind")
