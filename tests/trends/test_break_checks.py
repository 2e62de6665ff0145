"""Corners, the tests in one table, and the residuals' checks."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import breaks
from kazmig.trends.break_checks import corners, residual_checks

from .published import nile, real_interest_rate


def dated(*sets: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame({"min_segment": range(len(sets)), "chosen": 1, "dates": list(sets)})


def test_a_corner_is_tight_or_moves() -> None:
    labels = list(range(2001, 2021))
    still = dated((2005, 2012), (2005, 2012))
    assert corners((4, 11), labels, 5, still) == (True, False)  # 2001-2005 has five points
    assert corners((4, 11), labels, 4, still) == (False, False)
    assert corners((4, 11), labels, 4, dated((2005, 2012), (2006, 2012))) == (True, False)
    assert corners((7, 13), labels, 6, dated((2008, 2014))) == (True, True)  # 2009-2014 has six, a date on either side


def test_moves_keep_the_number_and_shift_the_bound() -> None:
    table = breaks(nile(), min_segment=15).moves
    assert table["min_segment"].tolist() == [13, 14, 15, 16, 17]
    assert set(table["dates"]) == {(1898,)}
    assert table["chosen"].tolist() == [1] * 5


def test_moves_leave_out_bounds_without_room_or_residuals() -> None:
    y = pd.Series(np.random.default_rng(1).normal(size=12), index=range(2001, 2013))
    assert breaks(y, "mean", 6).with_count(1).moves["min_segment"].tolist() == [4, 5, 6]
    assert breaks(y, "trend", 3).with_count(1).moves["min_segment"].tolist() == [3, 4, 5]


def test_the_tests_stand_in_one_table() -> None:
    table = breaks(real_interest_rate(), min_segment=15, criterion="sequential").sup_f.set_index("test")
    assert table.loc["1 against 2", "statistic_hac"] == pytest.approx(33.9275, abs=6e-5)
    assert table.loc["0 against 3", "statistic_hac"] == pytest.approx(33.3228, abs=6e-5)
    assert table.loc["UDmax", "statistic_hac"] == pytest.approx(57.9058, abs=6e-5)
    sequence = table.loc[["0 against 1", "1 against 2", "2 against 3", "3 against 4"]]
    assert sequence["rejects"].tolist() == [True, True, True, False]
    assert sequence["looks"].tolist()[0] == 103 - 30 + 1
    assert sequence["df"].tolist() == [100, 98, 96, 94]
    assert (table["p"] > 0).all()
    assert table.loc["2 against 3", "p"] > 0.5  # plain errors see no third break


def test_a_plain_search_decides_by_values_at_this_length() -> None:
    table = breaks(nile(), hac=False, min_segment=15, criterion="sequential").sup_f
    assert (table["rejects"] == (table["statistic"] > table["critical"])).all()


def test_residual_checks_see_what_is_there() -> None:
    quiet = np.random.default_rng(1).normal(size=60)
    walk = pd.Series(np.cumsum(quiet), index=range(60))
    spike = pd.Series(quiet, index=range(1961, 2021))
    spike.loc[1994] = 9.0
    checks = residual_checks(spike).set_index("check")
    assert checks.loc["largest residual, standard deviations", "at"] == 1994
    assert checks.loc["Jarque-Bera", "p"] < 0.001
    swings = residual_checks(walk - walk.mean()).set_index("check")
    assert swings.loc["autocorrelation at lag 1", "value"] > 0.7
    assert swings.loc["Ljung-Box, 10 lags", "p"] < 0.001
