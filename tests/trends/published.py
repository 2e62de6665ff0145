"""Series with published breaks, for the tests of breaks."""

from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm

FOLDER = Path(__file__).parent / "data"


def nile() -> pd.Series:
    """Return the Nile's annual flow at Aswan, 1871 to 1970 (statsmodels)."""
    data = sm.datasets.nile.load_pandas().data
    return pd.Series(data["volume"].to_numpy(), index=data["year"].astype(int).to_numpy(), name="nile")


def real_interest_rate() -> pd.Series:
    """Return the real interest rate of the United States, 1961Q1 to 1986Q3."""
    table = pd.read_csv(FOLDER / "us_real_interest_rate.csv")
    return pd.Series(table["rate"].to_numpy(), index=pd.PeriodIndex(table["quarter"], freq="Q"), name="real rate")


def seat_belts() -> tuple[np.ndarray, np.ndarray]:
    """Return strucchange's regression of log casualties on their values a month and a year ago, 1970 to 1984."""
    table = pd.read_csv(FOLDER / "car_drivers_great_britain.csv")
    logs = np.log10(table["drivers"].to_numpy(dtype=float))
    return logs[12:], np.column_stack([np.ones(len(logs) - 12), logs[11:-1], logs[:-12]])
