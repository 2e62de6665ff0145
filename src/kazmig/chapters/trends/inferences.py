"""One table of all inferences of the chapter: what was asked, what came out, n, degrees of freedom, looks."""

from typing import Any

import pandas as pd

COLUMNS = ["question", "method", "result", "n", "df", "looks"]


def inferences(
    numbers: pd.DataFrame,
    models: pd.DataFrame,
    dummies: pd.DataFrame,
    growth: pd.DataFrame,
    fall: pd.DataFrame,
    assurance: pd.DataFrame,
) -> pd.DataFrame:
    """Return the inferences, a row each.

    Parameters
    ----------
    numbers
        From `kazmig.chapters.trends.phases.numbers`.
    models, dummies, assurance
        From `kazmig.chapters.trends.structures`.
    growth
        From `kazmig.chapters.trends.growths.segments`.
    fall
        From `kazmig.chapters.trends.steps.fall`.

    Returns
    -------
    DataFrame
        ``question``, ``method``, ``result`` (in words), ``n``, ``df`` (of residuals), ``looks`` (how many
        alternatives the result was picked from, or how many like it were computed).
    """
    parts = [
        _rows(
            [f"Breaks in {kind}: {series}, {window}" for series, window, kind in _of(numbers, "series window kind")],
            "Bai and Perron, BIC",
            [f"{dates} (near the best: {near})" for dates, near in _of(numbers, "dates near")],
            numbers,
        ),
        _rows(
            [f"Slope today: {series}" for (series,) in _of(models, "series")],
            list(models["model"]),
            [_slope(*each) for each in _of(models, "percent percent_low percent_high bic_above")],
            models,
        ),
        _rows(
            [f"{label}: departures" for (label,) in _of(dummies, "label")],
            "Random walk with drift and dummies",
            [
                f"BIC {_signed(change)}, AICc {_signed(other)}"
                for change, other in _of(dummies, "bic_change aicc_change")
            ],
            dummies,
        ).iloc[1:],
        _rows(
            [f"Growth {phase}: departures" for (phase,) in _of(growth, "phase")],
            list(growth["method"]),
            [_interval(*each) for each in _of(growth, "growth low high")],
            growth,
        ),
        _rows(
            [f"Fall {start} to {end}" for start, end in _of(fall, "start end")],
            "Random walk with drift",
            [f"{fixed:.1f}% fixed beforehand, {some:.0f}% some window" for fixed, some in _of(fall, "fixed some")],
            fall,
        ),
        _rows(
            ["Slope's certainty where there is none"] * len(assurance),
            "Smooth trend on random walks",
            [f"{share:.1f}% as sure" for (share,) in _of(assurance, "share")],
            assurance.assign(df=assurance["n"] - 3, looks=assurance["size"]),
        ),
    ]
    return pd.concat(parts, ignore_index=True)


def _of(frame: pd.DataFrame, columns: str) -> list[tuple[Any, ...]]:
    return list(frame[columns.split()].itertuples(index=False, name=None))


def _rows(questions: list[str], method: str | list[str], results: list[str], frame: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame({"question": questions, "method": method, "result": results})
    whole = {name: frame[name].astype("int64").to_numpy() for name in ("n", "df", "looks")}
    return table.assign(**whole)[COLUMNS]


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _interval(value: float, low: float, high: float) -> str:
    if value != value:
        return "not available"
    return f"{_signed(value)}% a year ({_signed(low)} to {_signed(high)})"


def _slope(value: float, low: float, high: float, above: float) -> str:
    words = _interval(value, low, high) if value == value else "no slope"
    return f"{words}; BIC {above:.1f} above the best"
