"""Small frames and a small stand-in for the evidence, so that each test of a claim can be seen whole."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from kazmig.claims import Verdict, verdicts
from kazmig.claims.claim import Reading, Selection
from kazmig.claims.stated import read as printed
from kazmig.evidence import Evidence, Period, load

Values = Mapping[str, float]


@pytest.fixture(scope="session")
def ev() -> Evidence:
    """Return the evidence of the repository."""
    return load()


@pytest.fixture(scope="session")
def judged(ev: Evidence) -> tuple[Verdict, ...]:
    """Return the verdict on every claim, judged once for all tests."""
    return verdicts(ev)


@pytest.fixture
def rows() -> Callable[..., pd.DataFrame]:
    """Return a maker of a witness's rows from values by period."""

    def make(values: Values, *, precision: float = 0.0, **dimensions: str) -> pd.DataFrame:
        periods = [Period.parse(text) for text in values]
        fields = {"geo": "KAZ", "partner": "", "sex": "", "age": "", "breakdown": "", "category": "", **dimensions}
        frame = pd.DataFrame(
            {
                **{name: [value] * len(values) for name, value in fields.items()},
                "period": list(values),
                "first": pd.to_datetime([each.start for each in periods]),
                "last": pd.to_datetime([each.end for each in periods]),
                "value": [float(value) for value in values.values()],
                "precision": precision,
                "lineage": [f"observations/small.csv:{line}" for line in range(2, 2 + len(values))],
            }
        )
        return frame.sort_values(["first", "last"]).reset_index(drop=True)

    return make


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Return a maker of readings: test, then whatever the test needs."""

    def make(
        test: str, *, low: float | None = None, high: float | None = None, stated: str = "", **more: Any
    ) -> Reading:
        own = {name: more.pop(name) for name in ("unit", "event", "exclude", "note", "name") if name in more}
        against = more.pop("against", None)
        selection = Selection(concept="emigration", **{name: str(value) for name, value in more.items()})
        return Reading(
            name=own.get("name", ""),
            selection=selection,
            test=test,
            low=low,
            high=high,
            stated=printed(stated) if stated else None,
            unit=own.get("unit", "persons"),
            against=selection.varied(against, "small") if against is not None else None,
            event=own.get("event", ""),
            exclude=frozenset(own.get("exclude", ())),
            note=own.get("note", ""),
            lineage="claims.csv:2",
        )

    return make
