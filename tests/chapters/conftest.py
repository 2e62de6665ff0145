"""The evidence of the repository, read once; small frames with lineage for the arithmetic."""

from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from kazmig import claims, evidence


@pytest.fixture(scope="session")
def ev() -> evidence.Evidence:
    return evidence.load()


@pytest.fixture(scope="session")
def judged(ev: evidence.Evidence) -> tuple[claims.Verdict, ...]:
    """All claims, judged once: it takes seconds."""
    return claims.verdicts(ev)


@pytest.fixture
def yearly() -> Callable[[Mapping[int, float]], pd.DataFrame]:
    """Return a frame like `Evidence.series`: one row a year, each with an address of its own."""

    def build(values: Mapping[int, float], **columns: object) -> pd.DataFrame:
        frame = pd.DataFrame({"year": list(values), "value": [float(value) for value in values.values()]})
        blank = {"low": float("nan"), "high": float("nan"), "precision": float("nan"), "status": "observed"}
        frame["lineage"] = [f"observations/flows.csv:{number}" for number in range(2, len(frame) + 2)]
        return frame.assign(**(blank | columns))

    return build
