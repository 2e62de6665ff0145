"""What the chapter reads off the derived frames: small functions of the rows that facts and titles rest on."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from kazmig.chapters.trends.growths import REPEATED
from kazmig.chapters.trends.phases import MISSING, joined
from kazmig.trends.break_record import NEAR
from kazmig.trends.yearly import significant

ERRORS = {"independent": "independent", "AR 0.4": "ar_weak", "AR 0.7": "ar_strong", "random walk": "random_walk"}
"""Kind of simulated errors -> column beside a date."""

WORDS = {
    "Departures": "registered departures",
    "Arrivals": "registered arrivals",
    "Departures per 1,000": "registered departures per 1,000 people",
    "Arrivals per 1,000": "registered arrivals per 1,000 people",
}


def what(rows: pd.DataFrame) -> str:
    """Return the name of the series in running text."""
    return WORDS[str(rows["series"].iloc[0])]


def margin(_rows: pd.DataFrame) -> float:
    """Return by how many points a criterion must fall to count as evidence (Raftery 1995)."""
    return NEAR


def yearly_changes(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the change of the logarithm from the year before, times 100: ``year``, ``change``, lineage."""
    before = rows[["year", "modelled", "lineage"]].assign(year=rows["year"] + 1)
    pairs = rows[["year", "modelled", "lineage"]].merge(before, on="year", suffixes=("", "_before"))
    change = 100 * (pairs["modelled"] - pairs["modelled_before"])
    return significant(pairs[["year", "lineage", "lineage_before"]].assign(change=change))


def in_full(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the dates found over all years, without the window that leaves out the first."""
    kept: pd.DataFrame = dates[(dates["window"] == dates["window"].min()) & dates["date"].notna()]
    return kept.reset_index(drop=True)


def marks(dates: pd.DataFrame) -> pd.DataFrame:
    """Return dates as a chart of regimes takes them: ``year``, ``low``, ``high``, ``corner``, lineage."""
    return dates.assign(year=dates["date"].astype("int64"))[["year", "low", "high", "corner", "lineage"]]


def drawn(fit: pd.DataFrame, dates: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what a chart of phases draws: the fit, and the dates if there are any."""
    return {"series": fit} | ({"dates": dates} if len(dates) else {})


def narrowest(dates: pd.DataFrame) -> str:
    """Return the width of the narrowest interval in words, the first year included; none may be available."""
    widths = (in_full(dates)["high"] - in_full(dates)["low"]).dropna()
    return f"{widths.min():.0f} years" if len(widths) else MISSING


def beside(dates: pd.DataFrame, false: pd.DataFrame) -> pd.DataFrame:
    """Return the dates with the rates of false breaks beside each: the columns of `ERRORS`, in percent."""
    rates = false.set_index("errors")["rate"]
    return dates.assign(**{column: rates[name] for name, column in ERRORS.items()})


def moved(dates: pd.DataFrame) -> pd.DataFrame:
    """Return one row: ``breaks`` over all years, ``other`` (dates without the first), ``moved`` (not among these)."""
    whole = dates["window"] == dates["window"].min()
    mine, others = (sorted(set(part["date"].dropna().astype(int))) for part in (dates[whole], dates[~whole]))
    gone = len(set(mine) - set(others))
    return pd.DataFrame([{"breaks": len(mine), "other": joined(others), "moved": gone}])


def moves(series: str) -> Callable[[pd.DataFrame], bool]:
    """Return the test of whether a series' dates differ without its first year."""

    def test(dates: pd.DataFrame) -> bool:
        return bool(moved(dates[dates["series"] == series])["moved"].item() > 0)

    return test


def last_rise(trend: pd.DataFrame) -> int:
    """Return the last year in which the smoothed trend rose from the year before; the first year if it never did."""
    column = "trend" if trend["trend"].notna().all() else "value"
    rose = trend["year"][trend[column].diff() > 0]
    return int(rose.max() if len(rose) else trend["year"].min())


def falls_after(smooth: pd.DataFrame) -> bool:
    """Say whether the smoothed trend rose at some time and fell in the last two years."""
    steps = np.diff(smooth.loc[smooth["line"] == "Smoothed trend", "shown"].to_numpy())
    return bool((steps > 0).any() and (steps[-2:] < 0).all())


def smoothed(trend: pd.DataFrame) -> pd.DataFrame:
    """Return observed values and smoothed trend one under the other: ``line``, ``shown`` and the trend's band."""
    columns = ["year", "lineage"]
    observed = trend[columns].assign(line="Observed", shown=trend["value"], low=np.nan, high=np.nan)
    line = trend[[*columns, "low", "high"]].assign(line="Smoothed trend", shown=trend["trend"])
    return pd.concat([observed, line.assign(shown=line["shown"].fillna(trend["value"]))], ignore_index=True)


def surer(slopes: pd.DataFrame, first: str, second: str) -> bool:
    """Say whether the first model is surer than the second that the slope of the last year is negative."""
    last = slopes[slopes["year"] == slopes["year"].max()].set_index("line")["p_negative"]
    return bool(last[first] > last[second])


def signs(growth: pd.DataFrame) -> pd.DataFrame:
    """Return one row: how many phases there are, and of how many the interval of growth excludes zero."""
    signed = int(((growth["low"] > 0) | (growth["high"] < 0)).sum())
    return pd.DataFrame([{"phases": len(growth), "signed": signed}])


def sure(model: pd.DataFrame) -> str:
    """Return a model's probability of a falling slope in percent; rounding never makes it certain.

    Examples
    --------
    >>> sure(pd.DataFrame({"falling": [98.61]})), sure(pd.DataFrame({"falling": [99.97]}))
    ('98.6', 'more than 99.9')
    """
    falling = float(model["falling"].item())
    return "more than 99.9" if falling >= 99.95 else "less than 0.1" if falling < 0.05 else f"{falling:.1f}"


def spread(growth: pd.DataFrame) -> pd.DataFrame:
    """Return one row: ``spread``, how far the regressions' growth of a phase lies apart at most, in points."""
    apart = (
        growth[growth["method"] != REPEATED].groupby("phase")["growth"].agg(lambda values: values.max() - values.min())
    )
    return pd.DataFrame([{"spread": float(apart.max())}])


def rates_alike(dates: pd.DataFrame) -> bool:
    """Say whether counts and rates have the same number of dates over all years, each within a year of its pair."""
    whole = in_full(dates)
    for flow in ("Departures", "Arrivals"):
        pair = [
            whole.loc[whole["series"] == label, "date"].to_numpy(dtype=float) for label in (flow, f"{flow} per 1,000")
        ]
        if len(pair[0]) != len(pair[1]) or len(pair[0]) == 0 or np.abs(pair[0] - pair[1]).max() > 1:
            return False
    return True
