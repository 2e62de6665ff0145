"""A short yearly series that falls, wanders and never ends in a round number, and the noise of a forecast."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends.forecasting.simulation import History, Noise, noise


@pytest.fixture
def falling() -> pd.Series:
    rng = np.random.default_rng(4)
    logs = 12 + np.cumsum(-0.05 + 0.2 * rng.standard_normal(30))
    return pd.Series(np.exp(logs), index=range(1995, 2025), name="departures")


@pytest.fixture
def past(falling: pd.Series) -> History:
    return History(np.log(falling.to_numpy()), falling.index.to_numpy(dtype=np.int64))


@pytest.fixture
def random() -> Noise:
    return noise(4000, 5, seed=1, origin=2024)
