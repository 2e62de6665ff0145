import numpy as np
import pandas as pd
import pytest

from kazmig.trends.errors import BadSetting, TooShort
from kazmig.trends.segmented import design

YEARS = pd.Index(range(1991, 2026))


def test_a_break_is_the_last_year_of_its_regime():
    regimes = design(YEARS, [1999, 2013]).regimes
    assert regimes["start"].tolist() == [1991, 2000, 2014]
    assert regimes["end"].tolist() == [1999, 2013, 2025]
    assert regimes["n"].sum() == len(YEARS)


def test_regimes_have_columns_of_their_own_and_slopes_are_centred():
    plan = design(YEARS, [2013, 1999])
    gram = plan.matrix.T @ plan.matrix
    assert np.count_nonzero(np.abs(gram - np.diag(np.diag(gram))) > 1e-9) == 0
    assert plan.slopes == [1, 3, 5]


@pytest.mark.parametrize("breaks", [[1990], [2025], [2000, 2000]])
def test_breaks_outside_or_doubled_are_refused(breaks):
    with pytest.raises(BadSetting, match="last of"):
        design(YEARS, breaks)


def test_a_regime_of_two_years_is_refused_by_name():
    with pytest.raises(TooShort, match="2024 to 2025"):
        design(YEARS, [2023])
