"""What stands beside the register: education of kandas, visas of the United States, students, other countries."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from kazmig import evidence
from kazmig.chapters import intervals
from kazmig.chapters.common import ChapterError
from kazmig.evidence import Evidence
from kazmig.evidence.periods import Period
from kazmig.evidence.questions import Filter

VISAS: Final = {"h1b": "H-1B, skilled workers", "l1": "L-1, transferees", "o1": "O-1, extraordinary ability"}
"""Classes of United States visas for skilled work, with their labels."""

OFF_SCALE: Final = "TKM"
"""Turkmenistan had about as many students abroad as at home: its ratio would flatten all others."""

INDICATORS: Final = {
    "departures_registered": (
        "Graduates among registered emigrants",
        "Who de-registers with a degree, by count",
        "One period, no ages; leaves out who goes without de-registering",
    ),
    "tertiary_outbound_ratio": (
        "Students abroad per students at home",
        "Where people study",
        "Mobility: it does not say who returns",
    ),
    "fsi_human_flight": (
        "Human flight and brain drain, Fragile States Index",
        "Judgement of analysts, on a scale of their own",
        "Opinion: it counts no people",
    ),
    "oecd_resident_stock": (
        "People from the country in OECD countries",
        "Residents by origin, from censuses",
        "A sum over the countries that report, without Russia and without education in our copy",
    ),
    "migrant_stock_abroad": (
        "People born in the country who live abroad",
        "A stock of all ages, whenever they moved",
        "No education, and no dates of moving",
    ),
    "us_visas": (
        "H-1B visas of the United States",
        "Visas issued in a fiscal year",
        "One destination; visas, not people",
    ),
}
"""What each indicator is called, what it measures, and why it is not the loss of graduates."""


def kandas(ev: Evidence) -> pd.DataFrame:
    """Return the education of kandas by period: of each year's longest printed window, and of all since 1991.

    Returns
    -------
    DataFrame
        One row a period, in order: ``label`` (words), ``base`` (``period`` or ``since 1991``), ``year`` (of its end),
        ``higher``, ``higher_low``, ``higher_high``, ``specialised`` (percent, with the bounds of rounding for the
        first), lineage.
    """
    recent = _educated(ev, "kandas_share", "working age").assign(base="period")
    early = _educated(ev, "kandas_share_since_1991", evidence.ANY).assign(base="since 1991")
    both = pd.concat([early, recent], ignore_index=True)
    longest = both.groupby(["base", "year"])["days"].transform("max")
    kept = both[both["days"] == longest].sort_values("ends").reset_index(drop=True)
    marked = kept["base"].map({"since 1991": "All since 1991, to ", "period": ""})
    return kept.assign(label=marked + kept["when"]).drop(columns=["days", "ends", "when", "period"])


def _educated(ev: Evidence, series: str, age: Filter) -> pd.DataFrame:
    """Return periods for which both shares were printed, one row each."""
    rows = intervals.bounded(ev.series(series, age=age, breakdown="education", category=evidence.ANY, frequency=None))
    sides = [
        rows.loc[rows["category"] == category, ["period", "value", "low", "high", "lineage"]]
        for category in ("higher", "specialised_secondary")
    ]
    both = sides[0].merge(sides[1], on="period", suffixes=("", "_specialised"))
    spans = [Period.parse(text) for text in both["period"]]
    return pd.DataFrame(
        {
            "period": both["period"],
            "when": [_words(span) for span in spans],
            "days": [(span.end - span.start).days for span in spans],
            "ends": [span.end for span in spans],
            "year": [span.end.year for span in spans],
            "higher": both["value"],
            "higher_low": both["low"],
            "higher_high": both["high"],
            "specialised": both["value_specialised"],
            "lineage_higher": both["lineage"],
            "lineage_specialised": both["lineage_specialised"],
        }
    )


def _words(span: Period) -> str:
    """Write a period in words.

    Examples
    --------
    >>> _words(Period.parse("2023-01/2023-08"))
    'January to August 2023'
    """
    start, end = pd.Timestamp(span.start), pd.Timestamp(span.end)
    if start.year != end.year:
        return f"{end:%B %Y}"
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    return f"{start:%B} to {end:%B %Y}"


def visas(ev: Evidence, classes: Sequence[str], level: float = 0.95, start: int = 1991) -> pd.DataFrame:
    """Return visas of the United States issued to citizens of Kazakhstan, by class and fiscal year.

    Returns
    -------
    DataFrame
        ``year`` (fiscal), ``category``, ``name``, ``value`` (visas), ``low``, ``high`` (exact Poisson interval),
        ``level`` (percent), lineage.
    """
    rows = ev.series(
        "us_visas",
        geo="USA",
        partner="KAZ",
        breakdown="visa_class",
        category=list(classes),
        start=start,
        frequency=None,
    )
    bounds = [intervals.garwood(value, level) for value in rows["value"]]
    return pd.DataFrame(
        {
            "year": rows["year"].astype("int64"),
            "category": rows["category"],
            "name": rows["category"].map(VISAS).fillna(rows["category"]),
            "value": rows["value"],
            "low": [low for low, _ in bounds],
            "high": [high for _, high in bounds],
            "level": 100 * level,
            "lineage": rows["lineage"],
        }
    ).sort_values(["category", "year"], ignore_index=True)


def green_cards(ev: Evidence, years: Sequence[int]) -> pd.DataFrame:
    """Return permanent residence granted by the United States to people born in Kazakhstan, by class, in some years.

    Returns
    -------
    DataFrame
        ``year`` (fiscal), ``category``, ``value`` (persons), ``total`` (all classes), ``share`` (percent), lineage.
    """
    rows = ev.series(
        "us_green_cards", geo="USA", partner="KAZ", breakdown="admission_class", category=evidence.ANY, frequency=None
    )
    whole = ev.series("us_green_cards", geo="USA", partner="KAZ", frequency=None)
    columns = ["year", "value", "lineage"]
    both = rows[["category", *columns]].merge(whole[columns], on="year", suffixes=("", "_total"))
    both = both[both["year"].isin(years)]
    if both.empty:
        raise ChapterError(f"no green cards by class in {list(years)}. Remedy: choose other years.")
    return both.rename(columns={"value_total": "total"}).assign(
        year=both["year"].astype("int64"), share=100 * both["value"] / both["value_total"]
    )


def student_ratios(ev: Evidence, start: int = 1991) -> pd.DataFrame:
    """Return students abroad per 100 students at home, Kazakhstan and the countries that we hold beside it.

    Returns
    -------
    DataFrame
        ``geo``, ``country``, ``year``, ``value`` (percent), lineage. Turkmenistan is among them.
    """
    names = ev.geographies.set_index("code")["name_en"]
    rows = ev.series("tertiary_outbound_ratio", geo=evidence.ANY, start=start)
    result = rows[["geo", "year", "value", "lineage"]].assign(
        country=rows["geo"].map(names), year=rows["year"].astype("int64")
    )
    return result.reset_index(drop=True)


def common_years(ratios: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios of the first and the last year in which all countries but Turkmenistan report.

    Returns
    -------
    DataFrame
        One row a country: ``geo``, ``country``, ``first``, ``last`` (years), ``before``, ``after`` (percent), lineage
        of both years.

    Raises
    ------
    ChapterError
        If there are no two such years.
    """
    rows = ratios[ratios["geo"] != OFF_SCALE]
    reporting = rows.groupby("year")["geo"].nunique()
    shared = reporting.index[reporting == rows["geo"].nunique()]
    if len(shared) < 2:
        raise ChapterError(
            "there are no two years in which every country reports its students abroad. Remedy: choose an earlier "
            "start_year."
        )
    ends = [rows[rows["year"] == year].drop(columns="year") for year in (shared.min(), shared.max())]
    both = ends[0].merge(ends[1], on=["geo", "country"], suffixes=("_before", "_after"))
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    result: pd.DataFrame = both.assign(first=int(shared.min()), last=int(shared.max()))
    return result.sort_values("after", ascending=False, ignore_index=True)


def indicators(ev: Evidence, graduates: pd.DataFrame) -> pd.DataFrame:
    """Return what is quoted as brain drain: each indicator's last value for Kazakhstan, peers, and what it is not.

    Parameters
    ----------
    graduates
        The row of graduates of :func:`kazmig.chapters.brain_drain.education.emigrants`.

    Returns
    -------
    DataFrame
        One row an indicator: ``series_id``, ``name``, ``measures``, ``limit`` (words), ``value`` (Kazakhstan),
        ``lowest``, ``highest`` (of the other countries that we hold, same year; empty where we hold none or counts
        cannot be compared), ``others`` (how many), ``when``, ``shown`` and ``beside`` (value and range as printed),
        lineage.
    """
    held = {
        "tertiary_outbound_ratio": ev.series("tertiary_outbound_ratio", geo=evidence.ANY),
        "fsi_human_flight": ev.series("fsi_human_flight", geo=evidence.ANY),
        "oecd_resident_stock": ev.series("oecd_resident_stock", frequency="year"),
        "migrant_stock_abroad": ev.series("migrant_stock_abroad", vintage="IMS 2024", frequency="year"),
        "us_visas": ev.series(
            "us_visas", geo="USA", partner="KAZ", breakdown="visa_class", category="h1b", frequency=None
        ),
    }
    units = ev.series_info.set_index("series_id")["unit"]
    first = evidence.derive(_share_of_graduates, graduates)
    rest = [evidence.derive(_latest, rows, series=name, unit=units[name]) for name, rows in held.items()]
    table = pd.concat([first, *rest], ignore_index=True)
    for number, column in enumerate(("name", "measures", "limit")):
        table[column] = [INDICATORS[series][number] for series in table["series_id"]]
    return table.drop(columns="unit").assign(
        shown=[_printed(value, unit) + f" {unit}" for value, unit in zip(table["value"], table["unit"], strict=True)],
        beside=[
            f"{_printed(low, unit)} to {_printed(high, unit)} ({count} countries)" if count else "none held"
            for low, high, unit, count in zip(
                table["lowest"], table["highest"], table["unit"], table["others"], strict=True
            )
        ],
    )


def _printed(value: float, unit: str) -> str:
    """Print a count whole, anything else with one decimal."""
    return f"{value:,.1f}" if unit.startswith(("percent", "index")) else f"{value:,.0f}"


def _share_of_graduates(graduates: pd.DataFrame) -> pd.DataFrame:
    share = float(graduates["share"].iloc[0])
    row = {"series_id": "departures_registered", "value": share, "unit": "percent", "when": "January to June 2022"}
    return pd.DataFrame([row | {"lowest": float("nan"), "highest": float("nan"), "others": 0}])


def _latest(rows: pd.DataFrame, *, series: str, unit: str) -> pd.DataFrame:
    """Return the last value for Kazakhstan and the range of the other countries in the same year."""
    ours = rows[(rows["geo"] == "KAZ") | (rows["partner"] == "KAZ")].sort_values("year").tail(1)
    year = ours["year"].iloc[0]
    theirs = rows.loc[(rows["year"] == year) & (rows["geo"] != "KAZ") & (rows["partner"] == ""), "value"]
    return pd.DataFrame(
        {
            "series_id": [series],
            "value": [float(ours["value"].iloc[0])],
            "unit": [unit],
            "when": [str(year)],
            "lowest": [theirs.min()],
            "highest": [theirs.max()],
            "others": [len(theirs)],
        }
    )
