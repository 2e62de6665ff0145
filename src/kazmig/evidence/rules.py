"""Rules that a single observation has to keep, beyond what the schema can say.

Rules between rows (balances, parts and totals) are in `balances`, those of the other tables in `references`.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from kazmig.evidence import balances
from kazmig.evidence.lineage import COLUMN
from kazmig.evidence.periods import Period
from kazmig.evidence.precedence import vintage_date
from kazmig.evidence.problems import EvidenceError, Problem

EARLIEST, LATEST = 1850, 2105
"""Years in which a period of this report can lie: from the first census to the end of the UN's projections."""

LAST_DAY = date.max.toordinal()
SUMMER_TO_YEAR_END = 184
"""Days from the end of June, when an academic year ends, to the end of the calendar year that names it."""

COUNTED = ("flow", "stock")
UNCOUNTED_UNITS = ("percent", "per ", "index", "share", "ratio", "thousand", "million", "billion", "dollar", "US$")


def observations(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame], untouched: np.ndarray) -> list[Problem]:
    """Return every broken rule of the observations.

    Parameters
    ----------
    rows
        All observations after corrections, with ``order``.
    frames
        The other tables by resource name.
    untouched
        False for rows that a correction names; those are known to break balances.
    """
    known = frames["series"].drop_duplicates("series_id").set_index("series_id")
    told = rows.assign(
        **{f"series_{name}": rows["series_id"].map(known[name]).fillna("") for name in ("kind", "unit", "direction")},
        series_partner=rows["series_id"].map(known["partner_role"]).fillna(""),
        series_frequency=rows["series_id"].map(known["frequency"]).fillna(""),
    )
    return [
        *_periods(told),
        *_values(told),
        *_dimensions(told),
        *_vintages(told, frames["sources"]),
        *balances.check(told, frames, untouched),
    ]


def problems_at(
    rows: pd.DataFrame, broken: pd.Series | np.ndarray, field: str, rule: str, remedy: str
) -> list[Problem]:
    """Return one problem for each row marked as broken, showing the text of ``field``."""
    found: list[Problem] = []
    marked = np.asarray(broken, dtype=bool)
    if not marked.any():
        return found
    for _, row in rows[marked].iterrows():
        file, line = place(str(row[COLUMN]))
        found.append(Problem(file, line, field, shown(row[field]), rule, remedy))
    return found


def place(lineage: str) -> tuple[str, int]:
    """Return file and line of the observation in a lineage text (its last address)."""
    file, line = lineage.split()[-1].rsplit(":", 1)
    return file, int(line)


def shown(value: object) -> str:
    """Return a cell as people write it: no trailing zero, no exponent, nothing for a gap."""
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


def _periods(rows: pd.DataFrame) -> list[Problem]:
    """Periods parse, lie in plausible years and fit the frequency of their series."""
    found = []
    faults: dict[str, tuple[str, str]] = {}
    for text in rows["period"].unique():
        try:
            period = Period.parse(text)
        except EvidenceError as error:
            rule, _, remedy = str(error).partition(" Remedy: ")
            faults[text] = (f"a period parses ({rule.rstrip('.')})", remedy)
            continue
        if not EARLIEST <= period.start.year <= period.end.year <= LATEST:
            faults[text] = (f"a period lies in {EARLIEST}..{LATEST}", "mend the year")
    for text, (rule, remedy) in faults.items():
        found += problems_at(rows, rows["period"] == text, "period", rule, remedy)
    pairs = rows[["period", "series_frequency"]].drop_duplicates()
    for text, frequency in pairs.itertuples(index=False, name=None):
        if text in faults or not frequency or Period.parse(text).fits(frequency):
            continue
        rule = f"a period fits its series, whose frequency is {frequency}"
        remedy = "mend the period, or say irregular in series.csv"
        broken = (rows["period"] == text) & (rows["series_frequency"] == frequency)
        found += problems_at(rows, broken, "period", rule, remedy)
    return found


def _values(rows: pd.DataFrame) -> list[Problem]:
    """Values are possible: shares, signs, bounds, whole people."""
    value, low, high = rows["value"], rows["low"], rows["high"]
    percent = (rows["series_kind"] == "share") & rows["series_unit"].str.contains("percent|%")
    counted = rows["series_kind"].isin(COUNTED)
    signed = rows["series_direction"] == "net"
    whole_units = counted & ~rows["series_unit"].str.contains("|".join(map(_escape, UNCOUNTED_UNITS)))
    possible = rows["series_kind"].isin([*COUNTED, "money"]) & ~signed
    return [
        *problems_at(
            rows, percent & ~value.between(0, 100), "value", "a share lies in 0..100 percent", "check the source"
        ),
        *problems_at(
            rows,
            possible & (value < 0),
            "value",
            "a flow, a stock or a sum of money is not negative (a balance has the direction net)",
            "remove the sign, or use the series of the balance",
        ),
        *problems_at(
            rows,
            whole_units & (rows["status"] == "observed") & (value % 1 != 0),
            "value",
            "people and papers are counted in whole numbers",
            "write thousands out (12.7 thousand is 12700 with precision 50)",
        ),
        *problems_at(rows, low > high, "low", "low is not above high", "exchange or mend the bounds"),
        *problems_at(rows, ~(low > high) & (value < low), "value", "a value is not below its low", "mend value or low"),
        *problems_at(
            rows, ~(low > high) & (value > high), "value", "a value is not above its high", "mend value or high"
        ),
    ]


def _escape(text: str) -> str:
    return text.replace("$", r"\$")


def _dimensions(rows: pd.DataFrame) -> list[Problem]:
    """Partner, breakdown and category are used as the series and the contract say."""
    has_partner = rows["partner"] != ""
    defined = rows["series_kind"] != ""
    return [
        *problems_at(
            rows,
            has_partner & defined & (rows["series_partner"] == ""),
            "partner",
            "a partner needs a series that says whether it is origin or destination",
            "remove the partner, or fill in partner_role in series.csv",
        ),
        *problems_at(
            rows,
            has_partner & (rows["partner"] == rows["geo"]),
            "partner",
            "a partner is another place than geo",
            "mend geo or partner",
        ),
        *problems_at(
            rows,
            (rows["breakdown"] != "") & (rows["category"] == ""),
            "breakdown",
            "a breakdown comes with a category",
            "name the category, or empty the breakdown for the total",
        ),
        *problems_at(
            rows,
            (rows["breakdown"] == "") & (rows["category"] != ""),
            "category",
            "a category belongs to a breakdown",
            "name the breakdown, or empty the category for the total",
        ),
    ]


def _vintages(rows: pd.DataFrame, sources: pd.DataFrame) -> list[Problem]:
    """A release has a date where its source has one, and counts nothing before it happened."""
    published = rows["source_id"].map(sources.drop_duplicates("source_id").set_index("source_id")["published"])
    missing = (rows["vintage"] == "") & (published.fillna("") != "")
    dates = {text: vintage_date(text) for text in rows["vintage"].unique()}
    printed = rows["vintage"].map({text: day.toordinal() if day else LAST_DAY for text, day in dates.items()})
    observed = (rows["status"] == "observed") & ~rows["series_id"].str.contains("quota")
    flow = observed & (rows["series_kind"] == "flow")
    lenient = rows["series_frequency"] == "academic_year"
    unfinished = flow & (rows["last_day"] - SUMMER_TO_YEAR_END * lenient > printed)
    unbegun = observed & ~flow & (rows["first_day"] > printed)
    remedy = "mend vintage or period, or mark the value as estimate or projection"
    return [
        *problems_at(
            rows,
            missing,
            "vintage",
            "a value names the release that printed it",
            "fill in the date of the release, as in sources.csv",
        ),
        *problems_at(rows, unfinished, "vintage", "a flow is counted after its period has ended", remedy),
        *problems_at(rows, unbegun, "vintage", "nothing is counted before its period has begun", remedy),
    ]
