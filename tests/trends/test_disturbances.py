import numpy as np
import pandas as pd
import pytest

from kazmig.trends.components import structural
from kazmig.trends.disturbances import disturbances
from kazmig.trends.errors import BadSetting


def walk(n=35, seed=3, sigma=0.2):
    steps = -0.1 + sigma * np.random.default_rng(seed).standard_normal(n)
    return pd.Series(np.exp(11 + np.cumsum(steps)), index=range(1991, 1991 + n), name="departures")


def test_the_plain_model_comes_first_and_changes_are_from_it():
    y = walk()
    table = disturbances(y, [1994, 2020])
    assert table["variant"].iloc[0] == "none"
    assert table["bic"].iloc[0] == pytest.approx(structural(y, "random_walk_drift").bic)
    assert table["bic_change"].iloc[0] == 0
    assert (table["looks"] == len(table) - 1).all()
    assert table["count"].tolist() == [0, 1, 1, 1, 1, 2, 2, 4]


def test_a_planted_step_improves_bic_as_a_step_and_not_as_a_pulse():
    y = walk(sigma=0.1)
    y.loc[2010:] *= 3
    table = disturbances(y, [2010]).set_index("variant")
    assert table.loc["level shift 2010", "bic_change"] < -20
    assert table.loc["level shift 2010", "percent"] == pytest.approx(200, abs=60)
    assert table.loc["outlier 2010", "bic_change"] > table.loc["level shift 2010", "bic_change"]


def test_useless_dummies_cost_what_bic_charges_at_most():
    table = disturbances(walk(seed=4), [2000, 2005])
    assert (table["bic_change"] <= table["count"] * np.log(34) + 1e-4).all()


def test_in_the_last_year_both_shapes_are_the_same():
    table = disturbances(walk(), [2025]).set_index("variant")
    assert table.loc["outlier 2025", "bic"] == pytest.approx(table.loc["level shift 2025", "bic"], abs=1e-4)
    assert table.loc["all outliers and level shifts", "count"] == 1


def test_no_year_is_refused():
    with pytest.raises(BadSetting, match="at least one year"):
        disturbances(walk(), [])
