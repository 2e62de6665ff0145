"""How a window becomes one figure: the sum, the change, the peak year, the place in a field.

A series speaks only if its periods cover what the measure needs: every year for a sum or "each year", both ends for
a change, at least one observation for "as seen". Otherwise the figure is silent and says what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kazmig.claims import windows
from kazmig.claims.claim import Selection
from kazmig.evidence import compress, normalise

WHOLE = ("sum", "mean", "each", "steps", "max", "min", "peak_year", "trough_year", "first_year")
"""Measures that need every year of the window."""


@dataclass(frozen=True)
class Figure:
    """What a witness says about a window.

    Parameters
    ----------
    values
        The figure, or the figures that must all pass the test (``each``, ``seen``, ``steps``).
    periods
        The period of each.
    lineage
        Addresses of the rows used.
    precisions
        Half-width that the printed rows behind each value can carry; empty when all are printed to the unit.
    spans
        The values bracket one that lies between them (``span``, ``rank``).
    missing
        What is not covered; empty when the figure can speak.
    nearest
        When silent: the nearest observation, for the reader.
    """

    values: tuple[float, ...] = ()
    periods: tuple[str, ...] = ()
    lineage: str = ""
    precisions: tuple[float, ...] = ()
    spans: bool = False
    missing: str = ""
    nearest: tuple[str, float] | None = None

    @property
    def speaks(self) -> bool:
        """The series covers the window."""
        return not self.missing


def measure(rows: pd.DataFrame, chosen: Selection) -> Figure:
    """Return the figure of one witness.

    Parameters
    ----------
    rows
        As in `witnesses.Witness`: one row a period.
    chosen
        Its window and measure are used.

    Returns
    -------
    Figure
        Silent, with the reason, when the rows do not cover the window.
    """
    inside = windows.inside(rows, chosen)
    if inside.empty:
        return silent(rows, chosen, f"no observation within {windows.told(chosen)}")
    if chosen.measure == "sum" and bool(windows.is_window(inside, chosen).any()):
        whole = inside[windows.is_window(inside, chosen)]
        return _figure(whole, whole["value"], whole["period"])
    if chosen.measure in WHOLE:
        absent = windows.absent(inside, chosen)
        if absent:
            return silent(rows, chosen, f"{windows.listed(absent)} missing")
        inside = inside[windows.yearly(inside)]
    return _MEASURES[chosen.measure](rows, inside, chosen)


def silent(rows: pd.DataFrame, chosen: Selection, missing: str) -> Figure:
    """Return a silent figure that shows the observation nearest to the window."""
    nearest = None
    if not rows.empty and chosen.window is not None:
        start, end = (pd.Timestamp(each) for each in (chosen.window[0].start, chosen.window[1].end))
        before, after = start - rows["last"], rows["first"] - end
        distance = pd.concat([before, after], axis=1).max(axis=1)
        row = rows.loc[distance.sort_values(kind="stable").index[0]]
        nearest = (str(row["period"]), float(row["value"]))
    return Figure(missing=missing, nearest=nearest)


def _figure(used: pd.DataFrame, values: Sequence[float] | pd.Series, periods: Sequence[str] | pd.Series) -> Figure:
    """Return a figure; each value rests on its own row, or a single value on all of them."""
    each = len(values) == len(used)
    precisions = used["precision"].tolist() if each else [float(used["precision"].sum())] * len(values)
    return Figure(
        tuple(float(value) for value in values),
        tuple(str(period) for period in periods),
        compress(used["lineage"]),
        tuple(precisions),
    )


def _between(used: pd.DataFrame) -> str:
    """Return the period from the first to the last row used."""
    first: date = used["first"].min().date()
    last: date = used["last"].max().date()
    return normalise(f"{first.isoformat()}/{last.isoformat()}")


def _sum(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _figure(inside, [inside["value"].sum()], [_between(inside)])


def _mean(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    made = _figure(inside, [inside["value"].mean()], [_between(inside)])
    return replace(made, precisions=(float(inside["precision"].mean()),))


def _at(rows: pd.DataFrame, inside: pd.DataFrame, chosen: Selection) -> Figure:
    exact = inside[windows.is_window(inside, chosen)]
    used = exact if len(exact) == 1 else inside
    if len(used) != 1:
        return silent(rows, chosen, f"{len(used)} observations within {windows.told(chosen)}, none for all of it")
    return _figure(used, used["value"], used["period"])


def _last(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    used = inside.sort_values(["last", "first"], kind="stable").tail(1)
    return _figure(used, used["value"], used["period"])


def _all(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _figure(inside, inside["value"], inside["period"])


def _span(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return replace(_figure(inside, inside["value"], inside["period"]), spans=True)


def _ends(rows: pd.DataFrame, inside: pd.DataFrame, chosen: Selection) -> tuple[pd.DataFrame, Figure | None]:
    """Return the first and last row of the window, or why they are not there."""
    used = inside.sort_values(["first", "last"], kind="stable").iloc[[0, -1]]
    if chosen.window is None:
        return used, None if len(inside) > 1 else silent(rows, chosen, "only one observation")
    first, last = chosen.window
    missing = []
    if used.iloc[0]["first"] > pd.Timestamp(first.end):
        missing.append(first.text)
    if used.iloc[1]["last"] < pd.Timestamp(last.start):
        missing.append(last.text)
    if missing or len(inside) < 2:
        return used, silent(rows, chosen, f"{' and '.join(missing) or 'one end'} missing")
    return used, None


def _change(rows: pd.DataFrame, inside: pd.DataFrame, chosen: Selection) -> Figure:
    used, hushed = _ends(rows, inside, chosen)
    return hushed or _figure(used, [used["value"].iloc[1] - used["value"].iloc[0]], [_between(used)])


def _ratio(rows: pd.DataFrame, inside: pd.DataFrame, chosen: Selection) -> Figure:
    used, hushed = _ends(rows, inside, chosen)
    if hushed is None and used["value"].iloc[0] == 0:
        hushed = silent(rows, chosen, "the first value is zero")
    if hushed is not None:
        return hushed
    made = _figure(used, [used["value"].iloc[1] / used["value"].iloc[0]], [_between(used)])
    return replace(made, precisions=())


def _steps(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    steps = inside["value"].diff().iloc[1:]
    return _figure(inside, steps, inside["period"].iloc[1:])


def _extreme(inside: pd.DataFrame, *, largest: bool, year: bool) -> Figure:
    values = inside["value"].to_numpy()
    row = inside.iloc[int(values.argmax() if largest else values.argmin())]
    value = float(row["first"].year) if year else float(row["value"])
    made = _figure(inside, [value], [row["period"]])
    return replace(made, precisions=() if year else (float(row["precision"]),))


def _max(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _extreme(inside, largest=True, year=False)


def _min(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _extreme(inside, largest=False, year=False)


def _peak_year(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _extreme(inside, largest=True, year=True)


def _trough_year(_: pd.DataFrame, inside: pd.DataFrame, __: Selection) -> Figure:
    return _extreme(inside, largest=False, year=True)


def _first_year(_: pd.DataFrame, inside: pd.DataFrame, chosen: Selection) -> Figure:
    """Return the first year above zero; infinity when there is none, so that a dated claim fails on it."""
    above = inside[inside["value"] > 0]
    year = float("inf") if above.empty else float(above["first"].dt.year.iloc[0])
    made = _figure(inside, [year], [windows.told(chosen) if above.empty else above["period"].iloc[0]])
    return replace(made, precisions=())


_MEASURES = {
    "sum": _sum,
    "mean": _mean,
    "at": _at,
    "last": _last,
    "each": _all,
    "seen": _all,
    "span": _span,
    "change": _change,
    "steps": _steps,
    "ratio": _ratio,
    "max": _max,
    "min": _min,
    "peak_year": _peak_year,
    "trough_year": _trough_year,
    "first_year": _first_year,
}
