"""One border from two sides: departures to a country beside what that country counts of people from Kazakhstan."""

from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters.common import ChapterError
from kazmig.chapters.intervals import Span, bounded, span_at
from kazmig.evidence import Evidence

RUSSIA: Final = (
    ("russia_residence_permit_decisions", "permit_type", "permanent", "Permanent residence granted"),
    ("russia_citizenship_granted", "", "", "Citizenship granted"),
    ("russia_residence_permit_decisions", "permit_type", "temporary", "Temporary residence granted"),
    ("russia_first_registrations", "", "", "First registrations, any purpose"),
    ("russia_registrations", "", "", "Registrations, first and repeated"),
)
"""What Russia counts, from the nearest to a move for good to the furthest from it."""

DEPARTURES: Final = "Departures to Russia, Kazakhstan's register"


def russia(ev: Evidence) -> pd.DataFrame:
    """Return Russia's counts of people from Kazakhstan and the register's departures to Russia, same years.

    Returns
    -------
    DataFrame
        ``count`` (words), ``year``, ``value``, ``low``, ``high`` (persons; events for registrations), ``ratio``,
        ``ratio_low``, ``ratio_high`` (times the departures of the year, worst cases of both roundings), lineage of
        both. Years without departures to Russia are left out.
    """
    departures = ev.series("departures_registered", partner="RUS")
    parts = [_side(departures, departures, DEPARTURES)]
    for series, breakdown, category, words in RUSSIA:
        rows = ev.series(series, geo="RUS", partner="KAZ", breakdown=breakdown, category=category)
        parts.append(_side(rows, departures, words))
    return pd.concat(parts, ignore_index=True)


def _side(rows: pd.DataFrame, departures: pd.DataFrame, words: str) -> pd.DataFrame:
    years = sorted(set(rows["year"]) & set(departures["year"]))
    parts = [
        evidence.derive(_ratio, rows[rows["year"] == year], departures[departures["year"] == year], year=year)
        for year in years
    ]
    if not parts:
        raise ChapterError(f"{words}: no year has departures to Russia as well. Remedy: enter the missing year.")
    return pd.concat(parts, ignore_index=True).assign(count=words)


def _ratio(rows: pd.DataFrame, departures: pd.DataFrame, year: int) -> pd.DataFrame:
    there, here = span_at(rows, year), span_at(departures, year)
    ratio = Span(1, 1, 1) if there == here else there / here
    record = {"year": year, "value": there.value, "low": there.low, "high": there.high}
    return pd.DataFrame([record | {"ratio": ratio.value, "ratio_low": ratio.low, "ratio_high": ratio.high}])


def grants(frame: pd.DataFrame) -> pd.DataFrame:
    """Return departures to Russia and grants of its citizenship side by side.

    Parameters
    ----------
    frame
        What `russia` returned.

    Returns
    -------
    DataFrame
        ``year``, ``label`` (the year as text), ``departures``, ``granted`` (persons), ``ratio``, ``ratio_low``,
        ``ratio_high``, lineage.
    """
    left = frame.loc[frame["count"] == DEPARTURES, ["year", "value", "lineage"]].rename(columns={"value": "departures"})
    right = frame.loc[frame["count"] == "Citizenship granted"].rename(columns={"value": "granted"})
    joined = left.merge(
        right[["year", "granted", "ratio", "ratio_low", "ratio_high", "lineage"]],
        on="year",
        suffixes=("_departures", "_granted"),
    )
    return joined.assign(label=joined["year"].astype(str)).reset_index(drop=True)


def table(frame: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """Return `russia` with a column of values and one of ratios for each of some years; lineage of all of a row."""

    def wide(rows: pd.DataFrame) -> pd.DataFrame:
        kept = rows[rows["year"].isin(years)]
        result = pd.DataFrame({"count": list(dict.fromkeys(kept["count"]))})
        for year in years:
            one = kept[kept["year"] == year].set_index("count")
            result[f"value_{year}"] = result["count"].map(one["value"])
            result[f"ratio_{year}"] = result["count"].map(one["ratio"])
        return result

    return evidence.derive(wide, frame, by="count")


GERMANY: Final = (
    ("departures_registered", "KAZ", "DEU", "Register: departures to Germany"),
    ("citizens_immigrating_eurostat", "DEU", "KAZ", "Germany, Eurostat: citizens immigrating"),
    ("citizens_immigrating_oecd", "DEU", "KAZ", "Germany, OECD: citizens immigrating"),
    ("germany_resettlers", "DEU", "KAZ", "Germany: resettlers and relatives received"),
)
GERMANY_SINCE: Final = 2017


def germany(ev: Evidence) -> pd.DataFrame:
    """Return what both sides print about moves from Kazakhstan to Germany since 2017, whatever the period.

    Returns
    -------
    DataFrame
        ``count`` (words), ``period`` (as printed), ``span`` (in words), ``value``, lineage; by count and period.
    """
    parts = []
    for series, geo, partner, words in GERMANY:
        rows = ev.series(series, geo=geo, partner=partner, frequency=None, start=GERMANY_SINCE)
        parts.append(bounded(rows).assign(count=words)[["count", "period", "value", "lineage"]])
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(span=whole["period"].map(in_words))


def in_words(period: str) -> str:
    """Return a period as a reader says it.

    Examples
    --------
    >>> in_words("2018"), in_words("2022-H1"), in_words("2022-Q1"), in_words("2025-01/2025-09")
    ('2018', '2022, first half', '2022, first quarter', '2025, January to September')
    """
    year, _, part = period.partition("-")
    if not part:
        return year
    months = {
        "H1": "first half",
        "Q1": "first quarter",
        f"01/{year}-09": "January to September",
    }
    if part not in months:
        raise ChapterError(f"no words for the period {period!r}. Remedy: add them to borders.in_words.")
    return f"{year}, {months[part]}"


def german_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `germany` with a row a year and a column a count; of parts of a year the longest is named.

    Returns
    -------
    DataFrame
        ``year``, ``register``, ``eurostat``, ``oecd``, ``resettlers`` (printed: value, and the part of the year if it
        is one; a dash where there is none), lineage of all rows of the year.
    """
    columns = {"Register": "register", "Eurostat": "eurostat", "OECD": "oecd", "resettlers": "resettlers"}
    whole = frame.assign(year=frame["period"].str[:4].astype("int64"))

    def wide(rows: pd.DataFrame) -> pd.DataFrame:
        found = []
        for year, part in rows.groupby("year"):
            record: dict[str, object] = {"year": year}
            for word, column in columns.items():
                record[column] = _longest(part[part["count"].str.contains(word)])
            found.append(record)
        return pd.DataFrame(found)

    return evidence.derive(wide, whole, by="year")


def _longest(rows: pd.DataFrame) -> str:
    """Return the printed value of the longest period of some rows."""
    if rows.empty:
        return "–"
    row = rows.iloc[int(rows["value"].argmax())]  # all parts of a year begin with January: the longest has most
    part = str(row["span"]).partition(", ")[2]
    return f"{row['value']:,.0f}" + (f" ({part})" if part else "")
